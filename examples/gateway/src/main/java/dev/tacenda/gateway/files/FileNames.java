package dev.tacenda.gateway.files;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** How paths are called in reports: with slashes, in UTF-8. */
final class FileNames {
  private static final char REPLACEMENT = '\uFFFD';

  private FileNames() {}

  /** The path of a folder or file as the command line gives it, without slashes at its end. */
  static String given(String path) {
    String name = path.replace(File.separatorChar, '/');
    int end = name.length();
    while (end > 1 && name.charAt(end - 1) == '/') {
      end--;
    }
    return name.substring(0, end);
  }

  /** The path of an entry of a folder. */
  static String below(String folder, Path entry) {
    String name = last(entry);
    return folder.isEmpty() || folder.endsWith("/") ? folder + name : folder + "/" + name;
  }

  /** The last name of a path. */
  static String last(Path path) {
    Path last = path.getFileName();
    String name = last == null ? "" : last.toString();
    // In a locale of ASCII only, the JDK shows other characters as replacements, but keeps them.
    return last == null || name.indexOf(REPLACEMENT) < 0 ? name : fromUri(last);
  }

  private static String fromUri(Path name) {
    String uri = Path.of("/").resolve(name).toUri().getRawPath();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 1; i < uri.length(); i++) {
      if (uri.charAt(i) == '%') {
        bytes.write(Integer.parseInt(uri.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(uri.charAt(i));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
