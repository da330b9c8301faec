package dev.tacenda.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The few things a log asks of a file system, so that a test can stand in for it: count what is
 * durable when a write returns, and fail where real disks fail.
 */
interface Storage {
  /**
   * Creates {@code directory} for its owner alone, or checks that an existing one is safe to use.
   *
   * @throws InsecureDirectoryException if it is a link, no directory, or writable by others
   */
  void prepareDirectory(Path directory) throws IOException;

  /** Creates a new file that only its owner may read and write; fails if there is one already. */
  AppendFile create(Path file) throws IOException;

  /** Makes the directory's entries durable: without it a new file may be gone after a crash. */
  void forceDirectory(Path directory) throws IOException;

  /** A file that grows at its end. Confined to one thread. */
  interface AppendFile extends Closeable {
    /** Writes some of the remaining bytes, perhaps not all, and returns how many. */
    int write(ByteBuffer bytes) throws IOException;

    /** Makes all bytes written so far durable. */
    void force() throws IOException;
  }

  /** The directory cannot be trusted with a log. */
  final class InsecureDirectoryException extends IOException {
    private static final long serialVersionUID = 1L;

    InsecureDirectoryException(String message) {
      super(message);
    }
  }
}
