package dev.tacenda.mask;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The turns that a masker saw last, at most {@value #MAX_TURNS} and so many bytes. An agent sends
 * the whole conversation with every turn; with these, only what is new in it is scanned.
 *
 * <p>A turn that is in use is taken out, so no two threads share one, and none is wiped while it is
 * read. Who finds none because another thread has it scans everything, with the same result.
 */
@TrustedCode("What is kept never changes a result; it is wiped when it is dropped.")
final class RecentTurns {
  private static final int MAX_TURNS = 8;

  /** Smaller documents are scanned as fast as they are compared. */
  private static final int MIN_BYTES = 8 * 1024;

  /** Documents of more strings than this have too little in each to be worth it. */
  private static final int MAX_STRINGS = 50_000;

  private final int maxBytes;

  /** The turn used last stands last. */
  private final List<Turn> turns = new ArrayList<>();

  private int forgotten;

  /** Keeps at most {@code maxBytes} of documents; none if that is 0. */
  RecentTurns(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Returns true if the document is worth remembering, and not too large. */
  boolean remember(byte[] json, OrderedStrings strings) {
    return json.length >= MIN_BYTES && json.length <= maxBytes && strings.size() <= MAX_STRINGS;
  }

  /**
   * A turn that was taken out.
   *
   * @param same how many strings at its beginning are those of the document
   * @param forgotten how often everything had been forgotten before
   */
  record Taken(Turn turn, int same, int forgotten) {}

  /**
   * Takes out the turn that has most strings in common with {@code json}, or one that is not needed
   * any more.
   *
   * @param vault that of the caller, whose turns alone count
   */
  synchronized Taken take(
      byte[] json, OrderedStrings strings, FieldRules fields, @Nullable Vault vault) {
    int best = -1;
    int most = 0;
    for (int i = turns.size() - 1; i >= 0; i--) {
      int common = turns.get(i).commonWith(json, strings, fields, vault);
      if (common > most) {
        best = i;
        most = common;
      }
    }
    if (best < 0) {
      return new Taken(turns.size() < MAX_TURNS ? new Turn() : turns.remove(0), 0, forgotten);
    }
    return new Taken(turns.remove(best), most, forgotten);
  }

  /**
   * Puts a turn back, as the one used last, and drops those that have no room any more; also this
   * one, if everything was forgotten meanwhile.
   */
  synchronized void putBack(Taken taken) {
    if (taken.forgotten() != forgotten) {
      taken.turn().wipe();
      return;
    }
    turns.add(taken.turn());
    long size = turns.stream().mapToLong(Turn::size).sum();
    while (size > maxBytes || turns.size() > MAX_TURNS) {
      Turn oldest = turns.remove(0);
      size -= oldest.size();
      oldest.wipe();
    }
  }

  /** Wipes all that is not in use, and has the rest wiped when it is put back. */
  synchronized void forget() {
    forgotten++;
    turns.forEach(Turn::wipe);
    turns.clear();
  }
}
