package dev.tacenda.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Reads one file, or says why it cannot be reviewed. */
final class SourceReader {
  static final int MAX_FILE_BYTES = 10 * 1024 * 1024;

  private static final int BINARY_PROBE_BYTES = 8 * 1024;
  private static final String REMEDY = "use --skip-unreviewable to leave such files out";
  private static final Set<PosixFilePermission> READERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.OTHERS_READ);

  private SourceReader() {}

  /**
   * Reads a file.
   *
   * @throws QuickstartException if it is not readable, too large, or not UTF-8 text
   */
  static byte[] read(Path file) throws QuickstartException {
    requireReadable(file);
    byte[] content = content(file);
    if (!isText(content)) {
      throw new QuickstartException(
          ExitCode.BINARY, "not UTF-8 text: " + file + "; move it away, or " + REMEDY);
    }
    return content;
  }

  /**
   * Checks that a file or folder may be read. A mode that lets nobody read counts also for root,
   * whom the system would let in.
   *
   * @throws QuickstartException if it may not
   */
  static void requireReadable(Path path) throws QuickstartException {
    try {
      PosixFileAttributeView posix = Files.getFileAttributeView(path, PosixFileAttributeView.class);
      boolean closed =
          posix != null
              && posix.readAttributes().permissions().stream().noneMatch(READERS::contains);
      if (closed || !Files.isReadable(path)) {
        throw unreadable(path);
      }
    } catch (IOException e) {
      throw unreadable(path);
    }
  }

  static QuickstartException unreadable(Path path) {
    return new QuickstartException(
        ExitCode.UNREADABLE, "cannot read " + path + "; give read permission, or " + REMEDY);
  }

  private static byte[] content(Path file) throws QuickstartException {
    try {
      long size = Files.size(file);
      if (size > MAX_FILE_BYTES) {
        throw tooLarge(file, size + " bytes");
      }
      return contentUpToLimit(file);
    } catch (IOException e) {
      throw unreadable(file);
    }
  }

  private static byte[] contentUpToLimit(Path file) throws IOException, QuickstartException {
    // No link is followed here either: the file may have been replaced since it was listed.
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] content = in.readNBytes(MAX_FILE_BYTES + 1);
      if (content.length > MAX_FILE_BYTES) {
        throw tooLarge(file, "more");
      }
      return content;
    }
  }

  private static QuickstartException tooLarge(Path file, String size) {
    return new QuickstartException(
        ExitCode.TOO_LARGE,
        "too large: " + file + " has " + size + ", the limit is " + MAX_FILE_BYTES + "; " + REMEDY);
  }

  private static boolean isText(byte[] content) {
    for (int i = 0; i < Math.min(content.length, BINARY_PROBE_BYTES); i++) {
      if (content[i] == 0) {
        return false;
      }
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
