package dev.tacenda.mask.gitleaks;

import com.google.re2j.Pattern;

/** Shows words of a file in messages. */
final class Quoted {
  private static final int MAX_SHOWN_CHARS = 60;

  private static final Pattern CONTROLS = Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f]+");

  private Quoted() {}

  /** Returns {@code text} in quotes, short and on one line whatever it holds. */
  static String of(String text) {
    StringBuilder shown = new StringBuilder("'");
    text.codePoints()
        .limit(MAX_SHOWN_CHARS)
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
        .forEach(shown::appendCodePoint);
    boolean cut = text.codePointCount(0, text.length()) > MAX_SHOWN_CHARS;
    return shown.append(cut ? "...'" : "'").toString();
  }

  /** Returns {@code text} on one line. */
  static String onOneLine(String text) {
    return CONTROLS.matcher(text).replaceAll(" ").strip();
  }
}
