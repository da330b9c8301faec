package dev.tacenda.testkit;

import java.util.Random;

/** Seeded randomness: {@code -Dtacenda.seed=N} repeats a run. */
final class Seeds {

  private static final String ALPHABET =
      "abcXYZ019 +/=-_.~%&<>\"'\\\n\t{}[]:;,@!#$*()?|^`é\u00df\u4e16\ud83d\ude00";

  private Seeds() {}

  static long seed() {
    return Long.getLong("tacenda.seed", 20261122L);
  }

  /** Text with everything encoders disagree on, and no half of a surrogate pair. */
  static String text(Random random, int codePoints) {
    int[] alphabet = ALPHABET.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < codePoints; i++) {
      text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
    }
    return text.toString();
  }

  /** Like {@link #text}, without space at its ends and in one line. */
  static String value(Random random, int codePoints) {
    return "v" + text(random, codePoints).replace('\n', '!').replace('\t', '?') + "w";
  }
}
