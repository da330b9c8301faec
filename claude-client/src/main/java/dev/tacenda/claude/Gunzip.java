package dev.tacenda.claude;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses gzip that arrives in pieces: what a piece decides comes out at once. One member
 * only, as HTTP servers send it. Not thread-safe; {@link #close} frees native memory.
 */
final class Gunzip implements AutoCloseable {
  private static final int FIXED_HEAD = 10;
  private static final int TRAILER = 8;
  private static final int MAX_HEAD = 64 * 1024;
  private static final int HEAD_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private byte[] held = new byte[0];
  private boolean inBody;

  /**
   * Takes the next bytes and returns what they decompress to.
   *
   * @throws IOException if this is not gzip, or is damaged
   */
  byte[] append(byte[] chunk) throws IOException {
    byte[] input = chunk;
    if (!inBody) {
      hold(chunk, MAX_HEAD);
      int head = headLength();
      if (head < 0) {
        return new byte[0];
      }
      inBody = true;
      input = Arrays.copyOfRange(held, head, held.length);
      held = new byte[0];
    }
    return inflate(input);
  }

  /**
   * Takes note that nothing more comes.
   *
   * @throws IOException if the end is missing, or does not fit what came before
   */
  void finish() throws IOException {
    if (!inflater.finished() || held.length < TRAILER) {
      throw new EOFException("the gzip stream broke off");
    }
    if (littleEndian(held, 0) != checksum.getValue()
        || littleEndian(held, 4) != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
      throw new IOException("the gzip stream is damaged");
    }
  }

  private byte[] inflate(byte[] input) throws IOException {
    if (inflater.finished()) {
      hold(input, TRAILER);
      return new byte[0];
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(32, 3 * input.length));
    byte[] buffer = new byte[8 * 1024];
    inflater.setInput(input);
    try {
      for (int n = inflater.inflate(buffer); n > 0; n = inflater.inflate(buffer)) {
        checksum.update(buffer, 0, n);
        out.write(buffer, 0, n);
      }
    } catch (DataFormatException e) {
      throw new IOException("the gzip stream is damaged", e);
    }
    if (inflater.needsDictionary()) {
      throw new IOException("the gzip stream is damaged");
    }
    int left = inflater.getRemaining();
    hold(Arrays.copyOfRange(input, input.length - left, input.length), TRAILER);
    return out.toByteArray();
  }

  private void hold(byte[] more, int max) throws IOException {
    if (more.length > max - held.length) {
      throw new IOException("the gzip stream has too long a head, or more after its end");
    }
    byte[] joined = Arrays.copyOf(held, held.length + more.length);
    System.arraycopy(more, 0, joined, held.length, more.length);
    held = joined;
  }

  /** Returns where the compressed data begins, or -1 if that is not here yet. */
  private int headLength() throws IOException {
    if (held.length < FIXED_HEAD) {
      return -1;
    }
    boolean known = held[0] == 0x1F && held[1] == (byte) 0x8B && held[2] == 8;
    int flags = held[3] & 0xFF;
    if (!known || flags > 0x1F) {
      throw new IOException("the body is not gzip");
    }
    int at = FIXED_HEAD;
    if ((flags & EXTRA) != 0) {
      at = afterExtra(at);
    }
    if ((flags & NAME) != 0) {
      at = afterZero(at);
    }
    if ((flags & COMMENT) != 0) {
      at = afterZero(at);
    }
    if ((flags & HEAD_CHECKSUM) != 0 && at >= 0) {
      at += 2;
    }
    return at > held.length ? -1 : at;
  }

  private int afterExtra(int at) {
    if (held.length < at + 2) {
      return -1;
    }
    return at + 2 + (held[at] & 0xFF) + ((held[at + 1] & 0xFF) << 8);
  }

  private int afterZero(int from) {
    if (from < 0) {
      return -1;
    }
    for (int at = from; at < held.length; at++) {
      if (held[at] == 0) {
        return at + 1;
      }
    }
    return -1;
  }

  private static long littleEndian(byte[] bytes, int at) {
    long value = 0;
    for (int i = 3; i >= 0; i--) {
      value = value << 8 | (bytes[at + i] & 0xFF);
    }
    return value;
  }

  @Override
  public void close() {
    inflater.end();
  }
}
