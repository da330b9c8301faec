package dev.tacenda.mask;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads configuration files, from disk and from our own jar. */
final class Resources {
  private Resources() {}

  /** Reads a file; one that is too long is cut one byte after the limit, where it is refused. */
  static byte[] read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(StrictYaml.MAX_BYTES + 1);
    }
  }

  /** Returns true if a file that is shipped beside this class is not in a jar or other archive. */
  static boolean isInFolder(String name) {
    @Nullable URL url = Resources.class.getResource(name);
    return url != null && url.getProtocol().equals("file");
  }

  /** Reads a file that is shipped beside this class. */
  static byte[] read(String name) {
    try (@Nullable InputStream in = Resources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name + " is not in the jar of masking-core");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
