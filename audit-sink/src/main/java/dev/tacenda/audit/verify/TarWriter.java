package dev.tacenda.audit.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Writes an archive of regular files in the format {@code ustar} (POSIX.1-1988): for each a block
 * of 512 bytes that describes it, its bytes, and zeros up to the next block. Owner and time are
 * zero, so that the same files give the same archive. Confined to one thread.
 */
final class TarWriter implements Closeable {
  private static final int BLOCK = 512;
  private static final int MAX_NAME = 100;
  private static final long MAX_SIZE = 0777_7777_7777L;

  private final OutputStream out;

  TarWriter(OutputStream out) {
    this.out = out;
  }

  void add(String name, byte[] content) throws IOException {
    add(name, content.length, new ByteArrayInputStream(content));
  }

  /** Adds a file as long as it is now; what is added to it meanwhile is left out. */
  void add(String name, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      add(name, Files.size(file), in);
    }
  }

  private void add(String name, long size, InputStream in) throws IOException {
    out.write(header(name, size));
    byte[] buffer = new byte[1 << 16];
    for (long left = size; left > 0; ) {
      int read = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
      if (read == 0) {
        throw new IOException("a file got shorter while it was read");
      }
      out.write(buffer, 0, read);
      left -= read;
    }
    out.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
  }

  private static byte[] header(String name, long size) throws IOException {
    if (name.length() > MAX_NAME || size > MAX_SIZE) {
      throw new IOException("a name or a file is too long for the archive");
    }
    byte[] header = new byte[BLOCK];
    put(header, 0, name);
    put(header, 100, "0000600\0");
    put(header, 108, "0000000\0");
    put(header, 116, "0000000\0");
    put(header, 124, String.format(Locale.ROOT, "%011o\0", size));
    put(header, 136, "00000000000\0");
    put(header, 156, "0");
    put(header, 257, "ustar\0" + "00");
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  /** Ends the archive; the stream stays open. */
  @Override
  public void close() throws IOException {
    out.write(new byte[2 * BLOCK]);
    out.flush();
  }
}
