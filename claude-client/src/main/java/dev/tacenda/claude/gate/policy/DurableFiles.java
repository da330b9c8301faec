package dev.tacenda.claude.gate.policy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * The few steps that files are published by, each of them durable when it returns, so that a test
 * can stop before any of them.
 */
interface DurableFiles {
  /** Creates a folder in a folder that exists. */
  void createFolder(Path folder) throws IOException;

  /** Creates a file with this content, and forces it to disk; fails if there is one already. */
  void create(Path file, byte[] content) throws IOException;

  /** Makes the entries of a folder durable. */
  void forceFolder(Path folder) throws IOException;

  /** Gives a file or folder its name, in one step; an empty folder or a file there is replaced. */
  void rename(Path from, Path to) throws IOException;

  /** Removes a file or an empty folder. */
  void delete(Path path) throws IOException;

  /** Replaces a file: who reads it sees the old content or the new one. */
  default void replace(Path file, byte[] content) throws IOException {
    Path folder = folderOf(file);
    Path fresh = folder.resolve(freshName());
    try {
      create(fresh, content);
      rename(fresh, file);
    } catch (IOException e) {
      deleteQuietly(fresh, e);
      throw e;
    }
    forceFolder(folder);
  }

  /**
   * Removes what is left of a failed step; that this fails too is told beside the first failure.
   */
  default void deleteQuietly(Path path, IOException first) {
    try {
      if (Files.exists(path)) {
        delete(path);
      }
    } catch (IOException e) {
      first.addSuppressed(e);
    }
  }

  /** Returns a name that nothing has yet and that no reader of bundles looks at. */
  static String freshName() {
    return ".fresh-" + UUID.randomUUID();
  }

  private static Path folderOf(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("not a file");
    }
    return folder;
  }

  /** Returns those of the file system. */
  static DurableFiles ofDisk() {
    return new DurableFiles() {
      @Override
      public void createFolder(Path folder) throws IOException {
        Files.createDirectory(folder);
      }

      @Override
      public void create(Path file, byte[] content) throws IOException {
        try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
          ByteBuffer rest = ByteBuffer.wrap(content);
          while (rest.hasRemaining()) {
            channel.write(rest);
          }
          channel.force(true);
        }
      }

      @Override
      public void forceFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
          channel.force(true);
        }
      }

      @Override
      public void rename(Path from, Path to) throws IOException {
        // rename(2): replaces a file, and a folder only if it is empty.
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      }

      @Override
      public void delete(Path path) throws IOException {
        Files.delete(path);
      }
    };
  }
}
