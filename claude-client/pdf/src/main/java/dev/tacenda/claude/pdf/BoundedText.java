package dev.tacenda.claude.pdf;

import java.io.IOException;
import java.io.Writer;

/** Collects text up to a number of characters. Confined to one thread. */
final class BoundedText extends Writer {
  private final StringBuilder text = new StringBuilder();
  private final int maxCharacters;

  BoundedText(int maxCharacters) {
    this.maxCharacters = maxCharacters;
  }

  @Override
  public void write(char[] from, int offset, int length) throws IOException {
    if (length > maxCharacters - text.length()) {
      throw new UnreadableException("it has more than " + maxCharacters + " characters");
    }
    text.append(from, offset, length);
  }

  /** Adds a line. */
  void line(String line) throws IOException {
    write(line);
    write('\n');
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  /** Returns what was collected. */
  String text() {
    return text.toString();
  }

  /** Returns the number of characters, not what they say. */
  @Override
  public String toString() {
    return "BoundedText[" + text.length() + " characters]";
  }
}
