package dev.tacenda.mask;

/**
 * Finds where the tokens end that values are the beginning of. Rules that only have to raise an
 * alarm often stop before: a masked token that leaves its tail behind is a leak. Linear for places
 * that are asked for from left to right. Confined to one thread.
 */
final class TokenEnds {
  private static final int MAX_PADDING = 2;

  private final byte[] text;

  /** The run of token bytes that was looked at last, and the end of its last word byte. */
  private int runStart;

  private int runEnd = -1;
  private int lastWordEnd;

  TokenEnds(byte[] text) {
    this.text = text;
  }

  /**
   * Returns the end of the token that goes on at {@code end}: ASCII letters, digits and
   * underscores, any of {@code - + / = . ~ %} between them, and the padding of base64. Punctuation
   * behind the last of them is not part of it, so a full stop stays.
   */
  @TrustedCode("never before end")
  int of(int end) {
    if (end == 0 || !isInside(text[end - 1])) {
      return end;
    }
    if (end < runStart || end > runEnd) {
      readRun(end);
    }
    int tokenEnd = Math.max(end, lastWordEnd);
    int padding = 0;
    while (tokenEnd < runEnd && text[tokenEnd] == '=' && padding < MAX_PADDING) {
      tokenEnd++;
      padding++;
    }
    return tokenEnd;
  }

  private void readRun(int from) {
    runStart = from;
    runEnd = from;
    lastWordEnd = from;
    for (; runEnd < text.length && isInside(text[runEnd]); runEnd++) {
      if (CharacterClasses.isWord(text[runEnd])) {
        lastWordEnd = runEnd + 1;
      }
    }
  }

  private static boolean isInside(byte b) {
    return CharacterClasses.isWord(b)
        || switch (b) {
          case '-', '+', '/', '=', '.', '~', '%' -> true;
          default -> false;
        };
  }
}
