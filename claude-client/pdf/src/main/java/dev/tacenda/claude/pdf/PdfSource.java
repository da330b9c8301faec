package dev.tacenda.claude.pdf;

import java.io.EOFException;
import java.io.IOException;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadView;

/**
 * The bytes of a document, as PDFBox reads them. Reading them checks the time, so that no loop of
 * the parser goes on for ever. Confined to one thread.
 */
final class PdfSource implements RandomAccessRead {
  /** The parser reads byte by byte. */
  private static final int READS_PER_CHECK = 64;

  private final byte[] bytes;
  private final Deadline deadline;
  private int position;
  private int reads;
  private boolean closed;

  PdfSource(byte[] bytes, Deadline deadline) {
    this.bytes = bytes;
    this.deadline = deadline;
  }

  @Override
  public int read() throws IOException {
    if (++reads % READS_PER_CHECK == 0) {
      deadline.check();
    }
    return position < bytes.length ? bytes[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    deadline.check();
    int count = Math.min(length, bytes.length - position);
    if (count <= 0) {
      return length == 0 ? 0 : -1;
    }
    System.arraycopy(bytes, position, into, offset, count);
    position += count;
    return count;
  }

  @Override
  public long getPosition() {
    return position;
  }

  @Override
  public void seek(long to) throws IOException {
    if (++reads % READS_PER_CHECK == 0) {
      deadline.check();
    }
    if (to < 0) {
      throw new EOFException("before the beginning");
    }
    position = (int) Math.min(to, bytes.length);
  }

  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public boolean isEOF() {
    return position >= bytes.length;
  }

  @Override
  public RandomAccessReadView createView(long start, long length) throws IOException {
    return new RandomAccessReadView(this, start, length);
  }

  @Override
  public void close() {
    closed = true;
  }
}
