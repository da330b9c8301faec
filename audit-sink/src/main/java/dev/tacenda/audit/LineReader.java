package dev.tacenda.audit;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream into lines of bounded length. The current line is in {@link #buffer}, which is used
 * again for the next. Confined to one thread.
 */
final class LineReader {
  /** What a read came to. */
  enum Read {
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
  private int chunkStart;
  private int chunkEnd;
  private byte[] line = new byte[1 << 12];
  private int length;

  /**
   * Makes a reader of at most {@code limit} bytes of {@code in}, so that it ends on a live file.
   */
  LineReader(InputStream in, long limit) {
    this.in = in;
    this.unread = limit;
  }

  Read next() throws IOException {
    length = 0;
    while (chunkStart < chunkEnd || fill()) {
      int feed = indexOfFeed();
      int end = feed < 0 ? chunkEnd : feed;
      if (end - chunkStart > LogFormat.MAX_LINE_BYTES - length) {
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

  /** Returns the array with the current line at its start; it belongs to the reader. */
  byte[] buffer() {
    return line;
  }

  /** Returns the length of the current line without its line feed. */
  int length() {
    return length;
  }

  private boolean fill() throws IOException {
    int read = unread == 0 ? -1 : in.read(chunk, 0, (int) Math.min(chunk.length, unread));
    if (read <= 0) {
      unread = 0;
      return false;
    }
    unread -= read;
    chunkStart = 0;
    chunkEnd = read;
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
