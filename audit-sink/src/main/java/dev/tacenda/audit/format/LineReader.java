package dev.tacenda.audit.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream into lines of bounded length. The current line is in {@link #buffer}, which is used
 * again for the next. Confined to one thread.
 */
public final class LineReader {
  /** What a read came to. */
  public enum Read {
    /** A whole line. */
    LINE,
    /** A line longer than a log can have; its rest was not read. */
    TOO_LONG,
    /** Bytes without a line feed, and then the end. */
    TORN,
    /** Nothing but the end. */
    END
  }

  private final InputStream in;
  private final byte[] chunk = new byte[1 << 16];
  private long unread;
  private long read;
  private int chunkStart;
  private int chunkEnd;
  private byte[] line = new byte[1 << 12];
  private int length;

  /**
   * Makes a reader of at most {@code limit} bytes of {@code in}, so that it ends on a live file.
   */
  public LineReader(InputStream in, long limit) {
    this.in = in;
    this.unread = limit;
  }

  /** Reads the next line into the buffer. */
  public Read next() throws IOException {
    length = 0;
    while (chunkStart < chunkEnd || fill()) {
      int feed = indexOfFeed();
      int end = feed < 0 ? chunkEnd : feed;
      if (end - chunkStart > LineFormat.MAX_LINE_BYTES - length) {
        return Read.TOO_LONG;
      }
      append(end);
      if (feed >= 0) {
        chunkStart++;
        return Read.LINE;
      }
    }
    return length == 0 ? Read.END : Read.TORN;
  }

  /** Passes over the rest of a line that was too long; returns false if it had no end. */
  public boolean skipRest() throws IOException {
    while (chunkStart < chunkEnd || fill()) {
      int feed = indexOfFeed();
      if (feed >= 0) {
        chunkStart = feed + 1;
        return true;
      }
      chunkStart = chunkEnd;
    }
    return false;
  }

  /** Returns the array with the current line at its start; it belongs to the reader. */
  public byte[] buffer() {
    return line;
  }

  /** Returns the length of the current line without its line feed. */
  public int length() {
    return length;
  }

  /** Returns how many bytes of the stream the lines that were returned so far took. */
  public long position() {
    return read - (chunkEnd - chunkStart);
  }

  private boolean fill() throws IOException {
    int got = unread == 0 ? -1 : in.read(chunk, 0, (int) Math.min(chunk.length, unread));
    if (got <= 0) {
      unread = 0;
      return false;
    }
    unread -= got;
    read += got;
    chunkStart = 0;
    chunkEnd = got;
    return true;
  }

  private int indexOfFeed() {
    for (int i = chunkStart; i < chunkEnd; i++) {
      if (chunk[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void append(int end) {
    int count = end - chunkStart;
    if (length + count > line.length) {
      line = Arrays.copyOf(line, Math.max(length + count, line.length * 2));
    }
    System.arraycopy(chunk, chunkStart, line, length, count);
    length += count;
    chunkStart = end;
  }
}
