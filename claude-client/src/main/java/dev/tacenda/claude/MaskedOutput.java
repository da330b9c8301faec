package dev.tacenda.claude;

import java.io.ByteArrayOutputStream;

/**
 * Gathers what the caller gets and what a record may keep of it, which differ where values were
 * restored and where credentials are. Confined to one thread.
 */
final class MaskedOutput {
  private final ByteArrayOutputStream delivered = new ByteArrayOutputStream();
  private final ByteArrayOutputStream recorded = new ByteArrayOutputStream();
  private byte[] lastRecorded = {};

  /** Writes what is the same for both. */
  void write(byte[] bytes) {
    write(bytes, bytes);
  }

  /** Writes what the caller gets and what a record may keep. */
  void write(byte[] toCaller, byte[] toRecord) {
    delivered.writeBytes(toCaller);
    recorded.writeBytes(toRecord);
  }

  /** Returns what the caller gets of all that was written since the last call. */
  byte[] take() {
    byte[] taken = delivered.toByteArray();
    lastRecorded = recorded.toByteArray();
    delivered.reset();
    recorded.reset();
    return taken;
  }

  /** Returns what a record may keep of what was taken last. */
  byte[] recorded() {
    return lastRecorded;
  }
}
