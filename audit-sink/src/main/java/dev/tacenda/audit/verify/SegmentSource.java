package dev.tacenda.audit.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the segments of one writer are read from, so that a test can stand in for the disk. */
public interface SegmentSource {
  /** Returns the names of the files in the writer's directory. */
  List<String> names() throws IOException;

  /** Opens a file; the caller closes it. */
  InputStream open(String name) throws IOException;

  /** Returns how many bytes a file has now. */
  long size(String name) throws IOException;

  /**
   * Returns the files of a directory. Links and what is no regular file are refused when opened.
   */
  static SegmentSource of(Path directory) {
    return new SegmentSource() {
      @Override
      public List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
          return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
      }

      @Override
      public InputStream open(String name) throws IOException {
        Path file = directory.resolve(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          // A pipe would block for ever.
          throw new IOException("not a regular file: " + file);
        }
        return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
      }

      @Override
      public long size(String name) throws IOException {
        return Files.size(directory.resolve(name));
      }
    };
  }
}
