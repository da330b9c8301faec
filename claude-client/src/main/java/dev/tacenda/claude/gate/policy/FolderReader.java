package dev.tacenda.claude.gate.policy;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/** Reads files of bundles from disk: regular files only, and never more than a bundle may have. */
@TrustedCode("no link is followed, and nothing is read without a limit")
final class FolderReader {
  private FolderReader() {}

  /** Returns all files of a folder. */
  static Map<String, byte[]> read(Path folder) {
    if (Files.exists(folder, NOFOLLOW_LINKS) && !Files.isDirectory(folder, NOFOLLOW_LINKS)) {
      throw new BundleException(BundleRejection.NOT_A_REGULAR_FILE, "the folder itself");
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return read(entries);
    } catch (IOException | DirectoryIteratorException e) {
      throw new BundleException(BundleRejection.FETCH_FAILED, "a folder that cannot be read");
    }
  }

  private static Map<String, byte[]> read(DirectoryStream<Path> entries) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    int rest = PolicyBundle.MAX_BYTES;
    for (Path entry : entries) {
      String name = PolicyBundle.requireName(String.valueOf(entry.getFileName()));
      if (files.size() == PolicyBundle.MAX_FILES) {
        throw new BundleException(BundleRejection.TOO_MANY_FILES);
      }
      byte[] content = readFile(entry, rest);
      rest -= content.length;
      files.put(name, content);
    }
    return files;
  }

  /**
   * Returns the content of a regular file.
   *
   * @throws BundleException if it is something else, or longer than {@code max} bytes
   */
  static byte[] file(Path file, int max) {
    try {
      return readFile(file, max);
    } catch (IOException e) {
      throw new BundleException(BundleRejection.FETCH_FAILED, "a file that cannot be read");
    }
  }

  private static byte[] readFile(Path file, int max) throws IOException {
    if (Files.exists(file, NOFOLLOW_LINKS) && !Files.isRegularFile(file, NOFOLLOW_LINKS)) {
      // Before it is opened: to open a pipe would block.
      throw new BundleException(BundleRejection.NOT_A_REGULAR_FILE, shown(file));
    }
    try (InputStream in = Files.newInputStream(file, StandardOpenOption.READ, NOFOLLOW_LINKS)) {
      return upTo(max, in);
    }
  }

  /**
   * Returns all that is left of a stream.
   *
   * @throws BundleException if that is more than {@code max} bytes
   */
  static byte[] upTo(int max, InputStream in) throws IOException {
    byte[] content = in.readNBytes(max + 1);
    if (content.length > max) {
      throw new BundleException(BundleRejection.TOO_LARGE, "more than " + max + " bytes");
    }
    return content;
  }

  private static String shown(Path file) {
    String name = String.valueOf(file.getFileName());
    return PolicyBundle.isName(name) ? name : "a file";
  }
}
