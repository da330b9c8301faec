package dev.tacenda.gateway.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a file that only its owner can read: as a whole, or not at all. */
public final class PrivateFile {
  private PrivateFile() {}

  /**
   * Replaces {@code file} by one with {@code content}. A pipe or device is written to as it is.
   *
   * @throws IOException if that fails, or {@code file} is a symbolic link to a file
   */
  public static void write(Path file, byte[] content) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      writeTo(file, content);
    } else if (Files.isSymbolicLink(file)) {
      throw new IOException("a symbolic link is not written through: " + file);
    } else {
      replace(file, content);
    }
  }

  private static void writeTo(Path device, byte[] content) throws IOException {
    try (OutputStream out = Files.newOutputStream(device, StandardOpenOption.WRITE)) {
      out.write(content);
    }
  }

  private static void replace(Path file, byte[] content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("not a file: " + file);
    }
    // A temporary file of the JDK can be read by its owner only, from the beginning.
    Path fresh = Files.createTempFile(folder, ".tacenda-", ".tmp");
    try {
      Files.write(fresh, content);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
