package dev.tacenda.quickstart;

import java.util.Locale;

/** Makes text fit for a terminal: file names, sources and answers may hold control characters. */
final class Printable {
  private Printable() {}

  /** Replaces every control character, line ends and tabs included. */
  static String line(String text) {
    return replace(text, "");
  }

  /** Replaces control characters except line ends and tabs. */
  static String block(String text) {
    return replace(text, "\n\t");
  }

  private static String replace(String text, String kept) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(Character.isISOControl(c) && kept.indexOf(c) < 0 ? '?' : c);
    }
    return out.toString();
  }

  /** Cuts or pads to {@code width} characters. */
  static String cell(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /** Cuts text that is longer than {@code width}. */
  static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 3) + "...";
  }

  /** A number of bytes for people, in powers of 1000. */
  static String size(long bytes) {
    if (bytes < 1_000) {
      return bytes + " bytes";
    }
    return bytes < 1_000_000
        ? bytes / 1_000 + " KB"
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  /** {@code 1 file}, {@code 2 files}. */
  static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
