package dev.tacenda.audit.log;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.HashSet;
import java.util.Set;

/** The file that is being written, and what it holds already. Confined to one thread. */
final class Segment {
  final int number;
  final long openedNanos;

  /** The names of the pieces of bodies that are in the file. */
  final Set<String> pieces = new HashSet<>();

  private final Storage.AppendFile file;
  private long bytes;

  Segment(int number, Storage.AppendFile file, long openedNanos) {
    this.number = number;
    this.file = file;
    this.openedNanos = openedNanos;
  }

  /** A force failed. What it should have covered may be lost although a second would succeed. */
  static final class ForceFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    ForceFailedException(IOException cause) {
      super("force failed", cause);
    }
  }

  /** Writes lines and makes them durable; after an exception the segment must not be used. */
  void append(byte[] lines) throws IOException {
    Storage.writeAll(file, lines);
    bytes += lines.length;
    try {
      file.force();
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw new ForceFailedException(e);
    }
  }

  long bytes() {
    return bytes;
  }

  void close() throws IOException {
    file.close();
  }
}
