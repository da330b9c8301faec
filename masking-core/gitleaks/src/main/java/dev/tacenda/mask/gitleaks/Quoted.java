package dev.tacenda.mask.gitleaks;

/** Shows words of a file in messages. */
final class Quoted {
  private static final int MAX_SHOWN_CHARS = 60;

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
}
