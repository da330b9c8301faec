package dev.tacenda.claude;

import java.io.ByteArrayOutputStream;

/**
 * Gathers what the caller gets and its masked form, which differ where values were restored.
 * Confined to one thread.
 */
final class MaskedOutput {
  private final ByteArrayOutputStream delivered = new ByteArrayOutputStream();
  private final ByteArrayOutputStream masked = new ByteArrayOutputStream();
  private byte[] lastMasked = {};

  /** Writes what is the same for both. */
  void write(byte[] bytes) {
    write(bytes, bytes);
  }

  /** Writes what the caller gets and its masked form. */
  void write(byte[] toCaller, byte[] maskedForm) {
    delivered.writeBytes(toCaller);
    masked.writeBytes(maskedForm);
  }

  /** Returns what the caller gets of all that was written since the last call. */
  byte[] take() {
    byte[] taken = delivered.toByteArray();
    lastMasked = masked.toByteArray();
    delivered.reset();
    masked.reset();
    return taken;
  }

  /** Returns the masked form of what was taken last. */
  byte[] masked() {
    return lastMasked;
  }
}
