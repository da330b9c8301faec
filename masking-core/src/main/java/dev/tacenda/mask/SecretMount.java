package dev.tacenda.mask;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A folder in which an orchestrator puts one file for each secret: {@code /run/secrets} of Docker
 * and Podman, a volume of a Kubernetes Secret. In the latter each file is a link through {@code
 * ..data}, and names with two dots at the beginning are the machinery.
 */
final class SecretMount {
  static final int MAX_FILES = 10_000;

  private SecretMount() {}

  /**
   * Returns the files in the folder, by name; links to files count, folders do not.
   *
   * @throws IllegalArgumentException if there are more than {@value #MAX_FILES} entries
   */
  static List<Path> files(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    int entries = 0;
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path path : stream) {
        entries++;
        if (entries > MAX_FILES) {
          throw new IllegalArgumentException(folder + " must have at most " + MAX_FILES + " files");
        }
        if (!path.getFileName().toString().startsWith("..") && Files.isRegularFile(path)) {
          files.add(path);
        }
      }
    }
    files.sort(Comparator.naturalOrder());
    return files;
  }
}
