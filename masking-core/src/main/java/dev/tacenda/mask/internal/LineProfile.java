package dev.tacenda.mask.internal;

/**
 * Counts over one line, made once for all detectors that are tried on it.
 *
 * @param digits ASCII digits
 * @param dots full stops
 * @param colons colons
 * @param dashes hyphens
 * @param pluses plus signs
 * @param longestWord length of the longest run of ASCII letters and digits
 */
public record LineProfile(
    int digits, int dots, int colons, int dashes, int pluses, int longestWord) {

  /** Counts {@code line}. */
  public static LineProfile of(byte[] line) {
    int digits = 0;
    int dots = 0;
    int colons = 0;
    int dashes = 0;
    int pluses = 0;
    int word = 0;
    int longestWord = 0;
    for (byte b : line) {
      if (Ascii.isAlphanumeric(b)) {
        word++;
        digits += Ascii.isDigit(b) ? 1 : 0;
        continue;
      }
      longestWord = Math.max(longestWord, word);
      word = 0;
      switch (b) {
        case '.' -> dots++;
        case ':' -> colons++;
        case '-' -> dashes++;
        case '+' -> pluses++;
        default -> {}
      }
    }
    return new LineProfile(digits, dots, colons, dashes, pluses, Math.max(longestWord, word));
  }
}
