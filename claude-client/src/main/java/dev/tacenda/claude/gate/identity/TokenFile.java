package dev.tacenda.claude.gate.identity;

import dev.tacenda.claude.gate.identity.JobTokenException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A file that holds a token. Immutable; the file is not. */
final class TokenFile {
  private final Path file;

  TokenFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  /**
   * Returns what stands in the file.
   *
   * @throws JobTokenException if it cannot be read, or is not what a token's file may be
   */
  String read() {
    try {
      Path real = file.toRealPath();
      Path folder = file.resolveSibling(".").toRealPath();
      if (!real.startsWith(folder) || !Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
        throw new JobTokenException(
            Reason.FILE_REFUSED, "the file is no regular file in its folder");
      }
      return text(real);
    } catch (IOException e) {
      throw new JobTokenException(Reason.MISSING, "the file cannot be read");
    }
  }

  private static String text(Path real) throws IOException {
    try (InputStream in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(CompactToken.MAX_LENGTH + 1);
      if (bytes.length > CompactToken.MAX_LENGTH) {
        throw new JobTokenException(
            Reason.FILE_REFUSED, "the file has more than " + CompactToken.MAX_LENGTH + " bytes");
      }
      return new String(bytes, StandardCharsets.US_ASCII);
    }
  }

  @Override
  public String toString() {
    return "TokenFile";
  }
}
