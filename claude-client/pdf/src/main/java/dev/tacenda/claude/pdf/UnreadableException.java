package dev.tacenda.claude.pdf;

import java.io.IOException;

/** A document is not read, or no further. The message is text of our own. */
final class UnreadableException extends IOException {
  private static final long serialVersionUID = 1L;

  UnreadableException(String why) {
    super(why);
  }
}
