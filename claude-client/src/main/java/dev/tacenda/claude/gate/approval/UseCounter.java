package dev.tacenda.claude.gate.approval;

import dev.tacenda.claude.gate.ApprovalDenial;
import dev.tacenda.mask.TrustedCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Counts the uses of one approval as files 00001, 00002 and so on, each with the output tokens of
 * all uses up to it. Whoever creates the next file has the use; of two who try, one does not.
 */
@TrustedCode("No two processes get the same use, and the sum of tokens never passes its bound.")
final class UseCounter {
  private static final int MAX_NUMBER_LENGTH = 20;

  private final PrivateFolder folder;
  private final String place;

  UseCounter(PrivateFolder folder, String place) {
    this.folder = folder;
    this.place = place;
  }

  /** Returns how many output tokens so many uses may have brought. */
  long outputTokens(int uses) throws StoreException {
    return uses == 0 ? 0 : sum(folder.read(place, name(uses), MAX_NUMBER_LENGTH));
  }

  Optional<ApprovalDenial> spend(ApprovalScope scope, long outputTokens) throws StoreException {
    long used = 0;
    for (int use = 1; use <= scope.requests(); use++) {
      Optional<byte[]> there = folder.read(place, name(use), MAX_NUMBER_LENGTH);
      if (there.isEmpty()) {
        Optional<ApprovalDenial> outside =
            new ApprovalState(List.of(), use - 1, used, false, Duration.ZERO)
                .outside(scope, outputTokens);
        if (outside.isPresent()) {
          return outside;
        }
        long sum = scope.isEnvelope() ? used + outputTokens : 0;
        if (folder.publish(place, name(use), Long.toString(sum).getBytes(StandardCharsets.UTF_8))) {
          return Optional.empty();
        }
        there = folder.read(place, name(use), MAX_NUMBER_LENGTH);
      }
      used = sum(there);
    }
    return Optional.of(
        scope.isEnvelope() ? ApprovalDenial.OUTSIDE_REQUESTS : ApprovalDenial.USED_UP);
  }

  private static long sum(Optional<byte[]> content) throws StoreException {
    try {
      String text = new String(content.orElseThrow(), StandardCharsets.UTF_8);
      return Long.parseLong(text);
    } catch (RuntimeException e) {
      throw new StoreException(ApprovalDenial.QUESTION_ALTERED);
    }
  }

  private static String name(int use) {
    return String.format(Locale.ROOT, "%05d", use);
  }
}
