package dev.tacenda.mask.internal.style;

import java.util.Arrays;

/**
 * Says for each place of a shape which characters may stand there, and which places carry the
 * check. A plan depends only on the classes of the characters, which a shape has in common with its
 * template, so it can be made again from the shape alone. Immutable.
 *
 * <p>A short value keeps the class of each place. In one of {@link #WIDE} or more letters and
 * digits each place may be of any class that the value has: the classes of each place together
 * would tell a quarter of a private key.
 */
final class ShapePlan {
  /** From this many letters and digits on, classes are kept as a set and not place by place. */
  static final int WIDE = 32;

  /** A thousand times the bits that the check must have, and the tag and it together. */
  private static final int MIN_CHECK = 28_000;

  private static final int MIN_ROOM = 36_000;

  /** Room beyond this is not counted, so that no length overflows. */
  private static final int MAX_ROOM = 1 << 30;

  private final byte[][] alphabets;
  private final boolean[] checks;
  private final int room;

  /** Plans for letters, digits and kept signs. */
  ShapePlan(byte[] template) {
    ShapeAlphabets classes = ShapeAlphabets.of(template);
    this.alphabets = new byte[template.length][];
    int bits = 0;
    for (int i = 0; i < template.length; i++) {
      alphabets[i] = classes.at(i, template[i]);
      bits = Math.min(bits + ShapeAlphabets.bits(alphabets[i]), MAX_ROOM);
    }
    this.room = bits;
    this.checks = new boolean[template.length];
    chooseChecks();
  }

  /** Returns what may stand at {@code place}; empty for a sign, which stays. Not copied. */
  byte[] alphabet(int place) {
    return alphabets[place];
  }

  boolean isCheck(int place) {
    return checks[place];
  }

  /** Returns true if there are places enough for a check that nothing passes by chance. */
  boolean hasRoom() {
    return room >= MIN_ROOM;
  }

  boolean isSameAs(ShapePlan other) {
    return Arrays.deepEquals(alphabets, other.alphabets);
  }

  /** Every second place, and then those between from the end, until there are bits enough. */
  private void chooseChecks() {
    int missing = Math.max(MIN_CHECK, room / 2);
    int ordinal = 0;
    for (int i = 0; i < alphabets.length && missing > 0; i++) {
      int bits = ShapeAlphabets.bits(alphabets[i]);
      if (bits > 0 && ordinal++ % 2 == 1) {
        checks[i] = true;
        missing -= bits;
      }
    }
    for (int i = alphabets.length - 1; i >= 0 && missing > 0; i--) {
      int bits = ShapeAlphabets.bits(alphabets[i]);
      if (bits > 0 && !checks[i]) {
        checks[i] = true;
        missing -= bits;
      }
    }
  }
}
