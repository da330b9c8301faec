package dev.tacenda.mask;

/**
 * Walks over the base64 runs of a piece of text, one after the other. The letter of a written-out
 * line end such as {@code \n} is in the base64 alphabet but belongs to no run; a genuine
 * placeholder is a run of its own. Confined to one thread.
 */
@TrustedCode("Every byte of the base64 alphabet is in a run, but for signs that stand alone.")
final class Base64Runs {
  private final Placeholders placeholders;
  private final byte[] text;
  private final int from;
  private final int to;
  private int start;
  private int end;
  private boolean placeholder;

  Base64Runs(Placeholders placeholders, byte[] text, int from, int to) {
    this.placeholders = placeholders;
    this.text = text;
    this.from = from;
    this.to = to;
    this.start = from;
    this.end = from;
  }

  /** Goes to the next run; returns false if there is none. */
  boolean next() {
    do {
      start = skipToRun(end);
      int genuine = genuineEnd(start);
      placeholder = genuine >= 0;
      end = placeholder ? genuine : endOfRun(start);
    } while (start < to && !placeholder && isSignsOnly());
    return start < to;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  int length() {
    return end - start;
  }

  /** Returns true if the run is a genuine placeholder. */
  boolean isPlaceholder() {
    return placeholder;
  }

  boolean startsWith(byte[] prefix) {
    return Bytes.startsWith(text, start, end, prefix);
  }

  /** Returns true if nothing but punctuation follows up to the end of the text. */
  boolean isLastOnLine() {
    for (int i = skipEscapes(end); i < to; i = Math.max(i + 1, skipEscapes(i + 1))) {
      if (!isTrailing(text[i])) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns true if what stands before the run can stand before a line of a key: indentation, a
   * line number, the prefix of {@code grep} or {@code diff}, a quote or the beginning of a
   * statement, but no words of a sentence.
   */
  boolean mayFollowPrefix() {
    int last = start - 1;
    while (last >= from && (text[last] == ' ' || text[last] == '\t')) {
      last--;
    }
    if (last < from || !holdsLetter(last + 1)) {
      return true;
    }
    return switch (text[last]) {
      case '.', ',', ';', '!', '?', ')' -> false;
      default -> text[last] < 0 || !Bytes.isWordByte(text[last]);
    };
  }

  private boolean holdsLetter(int limit) {
    for (int i = from; i < limit; i++) {
      if (isLetter(text[i])) {
        return true;
      }
    }
    return false;
  }

  /** Moves the start over the plus sign that a diff puts before a line. */
  void skipPlus() {
    if (text[start] == '+' && end - start > 1) {
      start++;
    }
  }

  private int skipToRun(int place) {
    int i = place;
    while (i < to) {
      if (text[i] == '\\') {
        i = skipEscapes(i);
      } else if (isBase64(text[i])) {
        return i;
      } else {
        i++;
      }
    }
    return to;
  }

  /** Skips backslashes and the letter of the line end or tab that they write out. */
  private int skipEscapes(int place) {
    int i = place;
    while (i < to && text[i] == '\\') {
      i++;
    }
    boolean lineEnd = i > place && i < to && (text[i] == 'n' || text[i] == 'r' || text[i] == 't');
    return lineEnd ? i + 1 : i;
  }

  private int endOfRun(int place) {
    int i = place;
    while (i < to && isBase64(text[i]) && (i == place || genuineEnd(i) < 0)) {
      i++;
    }
    return i;
  }

  private int genuineEnd(int place) {
    return placeholders.endOfGenuine(text, place, to);
  }

  /** A plus between two literals, an equals sign or a slash is no key material. */
  private boolean isSignsOnly() {
    for (int i = start; i < end; i++) {
      if (Bytes.isWordByte(text[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTrailing(byte b) {
    return switch (b) {
      case ' ',
          '\t',
          '\r',
          '"',
          '\'',
          '`',
          ',',
          ';',
          ')',
          ']',
          '}',
          '\\',
          '<',
          '>',
          '|',
          '+',
          '.' ->
          true;
      default -> false;
    };
  }

  static boolean isLetter(byte b) {
    return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z';
  }

  private static boolean isBase64(byte b) {
    return isLetter(b) || b >= '0' && b <= '9' || b == '+' || b == '/' || b == '=';
  }
}
