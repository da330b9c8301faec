package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.internal.Ascii;

/**
 * A line of YAML, or of JSON that was laid out, as {@code key: value}. In front of it may stand
 * what tools put there: a line number, or the sign of a diff.
 *
 * @param indent blanks before the key, or before the text if there is no key
 * @param keyStart first byte of the key, without its quotes; {@code keyEnd} if there is no key
 * @param valueStart first byte of the value, without its quotes
 * @param valueEnd the byte after its last one
 * @param contentStart first byte that is no blank
 */
record YamlLine(
    int indent, int keyStart, int keyEnd, int valueStart, int valueEnd, int contentStart) {

  static YamlLine of(byte[] line) {
    int prefix = prefixEnd(line);
    int content = prefix;
    while (LineText.at(line, content) == ' ') {
      content++;
    }
    int start = Ascii.isQuote(LineText.at(line, content)) ? content + 1 : content;
    int end = start;
    while (end < line.length && isKey(line[end])) {
      end++;
    }
    int colon = Ascii.isQuote(LineText.at(line, end)) ? end + 1 : end;
    boolean key =
        end > start && LineText.at(line, colon) == ':' && LineText.at(line, colon + 1) <= ' ';
    if (!key) {
      return new YamlLine(content - prefix, start, start, content, trimmed(line, content), content);
    }
    return withValue(line, content - prefix, start, end, colon + 1, content);
  }

  private static YamlLine withValue(
      byte[] line, int indent, int keyStart, int keyEnd, int from, int content) {
    int start = LineText.skipSpaces(line, from);
    int end = trimmed(line, start);
    int quote = LineText.at(line, start);
    if (quote == '"' || quote == '\'') {
      int close = start + 1;
      while (close < end && line[close] != quote) {
        close++;
      }
      return new YamlLine(indent, keyStart, keyEnd, start + 1, Math.min(close, end), content);
    }
    int comment = start;
    while (comment < end && !(line[comment] == ' ' && LineText.at(line, comment + 1) == '#')) {
      comment++;
    }
    return new YamlLine(indent, keyStart, keyEnd, start, Math.max(start, comment), content);
  }

  private static int trimmed(byte[] line, int from) {
    int end = line.length;
    while (end > from && (LineText.isSpace(line[end - 1]) || line[end - 1] == ',')) {
      end--;
    }
    return end;
  }

  private static boolean isKey(int b) {
    return Ascii.isWord(b) || b == '-' || b == '.' || b == '/';
  }

  /** A number with a tab, an arrow or a bar behind it; the number of grep; the sign of a diff. */
  private static int prefixEnd(byte[] line) {
    int digits = LineText.skipSpaces(line, 0);
    int end = digits;
    while (Ascii.isDigit(LineText.at(line, end))) {
      end++;
    }
    int mark = LineText.at(line, end);
    if (end > digits && (mark == '\t' || mark == '|' || mark == ':' && digits == 0)) {
      return end + 1;
    }
    boolean arrow = mark == (byte) 0xe2 && LineText.at(line, end + 2) == (byte) 0x92;
    if (end > digits && arrow) {
      return end + 3;
    }
    int first = LineText.at(line, 0);
    return first == '+' || first == '-' && LineText.at(line, 1) == ' ' ? 1 : 0;
  }

  boolean hasKey() {
    return keyEnd > keyStart;
  }

  boolean isBlank(byte[] line) {
    return contentStart >= line.length || line[contentStart] == '\r' || line[contentStart] == '#';
  }

  boolean keyIs(byte[] line, String key) {
    return keyEnd - keyStart == key.length() && Ascii.startsWith(line, keyStart, key);
  }

  boolean valueIs(byte[] line, String value) {
    return valueEnd - valueStart == value.length() && Ascii.startsWith(line, valueStart, value);
  }

  /** Returns true if what the key holds stands on the lines below it. */
  boolean opensSection(byte[] line) {
    return valueEnd == valueStart || valueEnd == valueStart + 1 && line[valueStart] == '{';
  }

  /** Returns true for {@code |} and {@code >}, which announce text on the lines below. */
  boolean opensScalar(byte[] line) {
    int b = LineText.at(line, valueStart);
    return valueEnd > valueStart && valueEnd - valueStart <= 3 && (b == '|' || b == '>');
  }
}
