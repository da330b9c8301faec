package dev.tacenda.mask.internal.shape;

/**
 * Where a token can begin: not in the middle of a word, unless the byte before it is the end of an
 * escape or of a control sequence, as in {@code "\nTOKEN"} and {@code key%3DTOKEN}.
 */
public final class TokenEdges {
  private static final int MAX_CONTROL_SEQUENCE = 12;
  private static final byte ESC = 0x1b;

  /** A percent sign is encoded no more often than this; so an escape has a bounded length. */
  private static final int MAX_NESTED_PERCENT = 8;

  static final int MIN_BASE64 = 48;
  private static final ByteClass UPPER = ByteClass.range('A', 'Z');
  private static final ByteClass LOWER = ByteClass.range('a', 'z');
  static final ByteClass BASE64 =
      ByteClass.LETTERS.or(ByteClass.DIGITS).or(ByteClass.of('+')).or(ByteClass.of('/'));

  private TokenEdges() {}

  /** Returns true if a token can begin at {@code at} in a line that begins at {@code from}. */
  public static boolean mayBegin(byte[] line, int from, int at) {
    return at == from || !ByteClass.WORD.contains(line[at - 1]) || endsEscape(line, from, at);
  }

  /**
   * Returns true if {@code at} is the place behind a {@code +} or {@code /} of a long base64 text,
   * such as an image: what looks like a token there is chance.
   */
  public static boolean isInBase64(byte[] line, int from, int at) {
    if (at - from < MIN_BASE64 || line[at - 1] != '+' && line[at - 1] != '/') {
      return false;
    }
    ByteClass seen = ByteClass.NONE;
    for (int i = at - MIN_BASE64; i < at; i++) {
      if (!BASE64.contains(line[i])) {
        return false;
      }
      seen = seen.or(ByteClass.of(line[i]));
    }
    return seen.meets(ByteClass.DIGITS) && seen.meets(UPPER) && seen.meets(LOWER);
  }

  /**
   * Returns true if a word can begin at {@code at}: where a token can, after a digit or an
   * underscore, and at a hump of {@code camelCase}.
   */
  public static boolean mayBeginWord(byte[] line, int from, int at) {
    if (at == from || !ByteClass.LETTERS.contains(line[at - 1])) {
      return true;
    }
    boolean hump = isUpper(line[at]) && !isUpper(line[at - 1]);
    return hump || endsEscape(line, from, at);
  }

  /** Returns true if an escape ends before {@code at}. */
  public static boolean endsEscape(byte[] line, int from, int at) {
    return endsCharacterEscape(line, from, at)
        || endsHexEscape(line, from, at)
        || endsControlSequence(line, from, at);
  }

  /** A backslash and a letter or digit; three octal digits. */
  private static boolean endsCharacterEscape(byte[] line, int from, int at) {
    return is(line, from, at - 2, '\\')
            && line[at - 1] != '_'
            && ByteClass.WORD.contains(line[at - 1])
        || is(line, from, at - 4, '\\')
            && isOctal(line[at - 3])
            && isOctal(line[at - 2])
            && isOctal(line[at - 1]);
  }

  /** {@code \xHH}, {@code \\uHHHH}, {@code %HH}, {@code %25HH} and {@code =3D}. */
  private static boolean endsHexEscape(byte[] line, int from, int at) {
    if (at - from < 3 || !isHex(line[at - 1]) || !isHex(line[at - 2])) {
      return false;
    }
    int digits = at - 2;
    if (is(line, from, digits - 1, 'x') && is(line, from, digits - 2, '\\')) {
      return true;
    }
    if (is(line, from, digits - 1, '=') && line[digits] == '3' && line[digits + 1] == 'D') {
      return true;
    }
    if (is(line, from, digits - 4, '\\') && is(line, from, digits - 3, 'u')) {
      return isHex(line[digits - 1]) && isHex(line[digits - 2]);
    }
    int percent = digits - 1;
    int last = digits - 2 * MAX_NESTED_PERCENT;
    while (percent > last && is(line, from, percent, '5') && is(line, from, percent - 1, '2')) {
      percent -= 2;
    }
    return is(line, from, percent, '%');
  }

  /** The colours of a terminal: ESC, a bracket, numbers and an m; ESC may itself be an escape. */
  private static boolean endsControlSequence(byte[] line, int from, int at) {
    if (!is(line, from, at - 1, 'm')) {
      return false;
    }
    int i = at - 2;
    int last = Math.max(from, at - MAX_CONTROL_SEQUENCE);
    while (i >= last && (isDigit(line[i]) || line[i] == ';')) {
      i--;
    }
    if (!is(line, from, i, '[') || i == from) {
      return false;
    }
    return line[i - 1] == ESC || endsCharacterEscape(line, from, i) || endsHexEscape(line, from, i);
  }

  private static boolean is(byte[] line, int from, int at, char c) {
    return at >= from && line[at] == c;
  }

  private static boolean isUpper(byte b) {
    return b >= 'A' && b <= 'Z';
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean isOctal(byte b) {
    return b >= '0' && b <= '7';
  }

  private static boolean isHex(byte b) {
    return isDigit(b) || b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F';
  }
}
