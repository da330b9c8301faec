package dev.tacenda.audit.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The few things a log asks of a file system, so that a test can stand in for it: count what is
 * durable when a write returns, fail where real disks fail, and show every state that a power cut
 * could leave.
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

  /** Returns the names in a directory, in order. */
  List<String> list(Path directory) throws IOException;

  /** Returns true if there is such a file or directory. */
  boolean exists(Path path);

  /** Returns the size of a file. */
  long size(Path file) throws IOException;

  /** Opens a file for reading. Never done with a file that is locked: closing it drops the lock. */
  InputStream read(Path file) throws IOException;

  /** Cuts a file off and makes that durable. */
  void truncate(Path file, long size) throws IOException;

  /** Renames a file within its directory. */
  void rename(Path from, Path to) throws IOException;

  /** Deletes a file, if it is there. */
  void delete(Path file) throws IOException;

  /** Takes the lock of an existing file; nothing if somebody has it or there is no such file. */
  Optional<Closeable> tryLock(Path file) throws IOException;

  /** A file that grows at its end. Confined to one thread. */
  interface AppendFile extends Closeable {
    /** Writes some of the remaining bytes, perhaps not all, and returns how many. */
    int write(ByteBuffer bytes) throws IOException;

    /** Makes all bytes written so far durable. */
    void force() throws IOException;
  }

  /** Writes all of {@code bytes}. */
  static void writeAll(AppendFile file, byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      if (file.write(rest) <= 0) {
        throw new IOException("the file takes no more bytes");
      }
    }
  }

  /** The directory cannot be trusted with a log. */
  final class InsecureDirectoryException extends IOException {
    private static final long serialVersionUID = 1L;

    InsecureDirectoryException(String message) {
      super(message);
    }
  }
}
