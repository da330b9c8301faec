package dev.tacenda.claude.gate.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.PresentedIdentity;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Changed at random, no token is accepted, and nothing but an {@link IdentityException} comes of
 * it. {@code -Dtacenda.seed=N} repeats a run, {@code -Dtacenda.rounds=N} makes a longer one.
 */
class TokenFuzzTest {
  private static final long SEED = Long.getLong("tacenda.seed", 20_261_130L);
  private static final int ROUNDS = 10 * Integer.getInteger("tacenda.rounds", 400);
  private static final String NOTE = "-Dtacenda.seed=" + SEED;

  private final OidcVerifier verifier =
      TestIssuer.verifier(TestIssuer.trusted().withoutSessionBinding().build(), TestIssuer.keys())
          .build();
  private final List<String> good =
      List.of(
          new TokenDraft().token(),
          new TokenDraft()
              .signedBy("rsa", TokenAlgorithm.PS256, TestKeys.rsa("main", 2048))
              .token(),
          new TokenDraft()
              .signedBy("ec521", TokenAlgorithm.ES512, TestKeys.ec("main", "secp521r1"))
              .token());

  @Test
  void noChangedTokenIsAccepted() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      String token = good.get(random.nextInt(good.size()));
      String changed = token;
      for (int i = random.nextInt(3); i >= 0; i--) {
        changed = changed(changed, random);
      }
      if (!changed.equals(token) && !changed.isBlank()) {
        assertThat(isAccepted(changed)).as("round " + round + ", " + NOTE).isFalse();
      }
    }
  }

  /** Changes what is encoded, so that more than the outermost check is reached. */
  @Test
  void noTokenWithOtherContentIsAccepted() {
    SplittableRandom random = new SplittableRandom(SEED + 1);
    for (int round = 0; round < ROUNDS; round++) {
      String[] parts = good.get(random.nextInt(good.size())).split("\\.", -1);
      int part = random.nextInt(3);
      String before = parts[part];
      byte[] bytes = Base64.getUrlDecoder().decode(before);
      String content = new String(bytes, StandardCharsets.ISO_8859_1);
      String other = changed(content, random);
      parts[part] = TestKeys.base64(other.getBytes(StandardCharsets.ISO_8859_1));
      if (!parts[part].equals(before)) {
        assertThat(isAccepted(String.join(".", parts)))
            .as("round " + round + ", " + NOTE)
            .isFalse();
      }
    }
  }

  /** Well signed but odd: the reading of JSON is what is tried here. */
  @Test
  void noSignedContentMakesTheVerifierThrowAnythingElse() {
    SplittableRandom random = new SplittableRandom(SEED + 2);
    int accepted = 0;
    for (int round = 0; round < ROUNDS / 20; round++) {
      TokenDraft draft = new TokenDraft().editClaims(json -> changed(json, random));
      accepted += isAccepted(draft.token()) ? 1 : 0;
    }
    assertThat(accepted).as(NOTE).isLessThan(ROUNDS / 20);
  }

  private boolean isAccepted(String token) {
    try {
      Caller caller = verifier.verify(PresentedIdentity.token(token));
      return !caller.isAnonymous();
    } catch (IdentityException e) {
      return false;
    }
  }

  private static String changed(String text, SplittableRandom random) {
    if (text.isEmpty()) {
      return "A";
    }
    int at = random.nextInt(text.length());
    int to = Math.min(text.length(), at + 1 + random.nextInt(8));
    char other = (char) (random.nextInt(10) == 0 ? random.nextInt(256) : 33 + random.nextInt(94));
    return switch (random.nextInt(6)) {
      case 0 -> text.substring(0, at) + other + text.substring(at + 1);
      case 1 -> text.substring(0, at) + other + text.substring(at);
      case 2 -> text.substring(0, at) + text.substring(to);
      case 3 -> text.substring(0, at) + text.substring(at, to) + text.substring(at);
      case 4 -> text.substring(0, at);
      default -> text.substring(at) + text.substring(0, at);
    };
  }
}
