package dev.tacenda.claude.gate.identity;

import java.io.IOException;

/** An issuer's keys, or the document that says where they are, cannot be used. */
final class UnusableKeysException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message text of ours; nothing from the document
   */
  UnusableKeysException(String message) {
    super(message);
  }
}
