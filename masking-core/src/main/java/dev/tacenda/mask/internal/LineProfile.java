package dev.tacenda.mask.internal;

/**
 * Counts over one line, made once for all detectors that are tried on it.
 *
 * @param digits ASCII digits
 * @param dots full stops
 * @param colons colons
 * @param dashes hyphens
 * @param quotes single and double quotes, and grave accents
 * @param longestWord length of the longest run of ASCII letters and digits
 */
public record LineProfile(
    int digits, int dots, int colons, int dashes, int quotes, int longestWord) {

  /** Counts {@code line}. */
  public static LineProfile of(byte[] line) {
    return of(line, 0, line.length);
  }

  /** Counts the line {@code text[from, to)}. */
  public static LineProfile of(byte[] text, int from, int to) {
    int digits = 0;
    int dots = 0;
    int colons = 0;
    int dashes = 0;
    int quotes = 0;
    int word = 0;
    int longestWord = 0;
    for (int i = from; i < to; i++) {
      byte b = text[i];
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
        case '"', '\'', '`' -> quotes++;
        default -> {}
      }
    }
    return new LineProfile(digits, dots, colons, dashes, quotes, Math.max(longestWord, word));
  }
}
