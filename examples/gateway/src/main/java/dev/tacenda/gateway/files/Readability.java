package dev.tacenda.gateway.files;

import dev.tacenda.gateway.shell.ExitCode;
import dev.tacenda.gateway.shell.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Whether files can be read, and what it means if not. */
final class Readability {
  private static final Set<PosixFilePermission> READERS =
      Collections.unmodifiableSet(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.GROUP_READ,
              PosixFilePermission.OTHERS_READ));

  private Readability() {}

  /** Returns the attributes of a file, with its permissions if the file system has them. */
  static BasicFileAttributes attributes(Path file, LinkOption... options) throws IOException {
    try {
      return Files.readAttributes(file, PosixFileAttributes.class, options);
    } catch (UnsupportedOperationException e) {
      return Files.readAttributes(file, BasicFileAttributes.class, options);
    }
  }

  /**
   * Returns false if the mode lets nobody read, which counts also for root, whom the system would
   * let in: a job in a container should not see more than the same job elsewhere.
   */
  static boolean lets(BasicFileAttributes attributes) {
    return !(attributes instanceof PosixFileAttributes posix)
        || posix.permissions().stream().anyMatch(READERS::contains);
  }

  /** The failure to read {@code name}. */
  static Failure cannotRead(String name) {
    return new Failure(ExitCode.UNREADABLE, "cannot read " + name);
  }
}
