package dev.tacenda.gateway.shell;

import java.util.Locale;

/** Makes text fit for a terminal or a log: names of files may hold control characters. */
public final class Printable {
  private Printable() {}

  /** Replaces every character that could move the cursor, end the line or turn the text around. */
  public static String line(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      out.append(isSafe(text.charAt(i)) ? text.charAt(i) : '?');
    }
    return out.toString();
  }

  private static boolean isSafe(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** A number of bytes for people, in powers of 1000. */
  public static String size(long bytes) {
    if (bytes < 1_000) {
      return count(bytes, "byte");
    }
    return bytes < 1_000_000
        ? bytes / 1_000 + " KB"
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  /** {@code 1 file}, {@code 2 files}. */
  public static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
