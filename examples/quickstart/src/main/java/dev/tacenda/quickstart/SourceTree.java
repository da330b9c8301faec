package dev.tacenda.quickstart;

import java.util.Comparator;
import java.util.List;

/**
 * The files to review, in the order of their paths, read and checked before anything is sent.
 * Immutable.
 *
 * @param files in the order of their paths; one or more
 * @param omissions what was left out
 */
record SourceTree(List<SourceFile> files, Omissions omissions) {
  SourceTree {
    files = files.stream().sorted(Comparator.comparing(SourceFile::path)).toList();
  }

  /**
   * How much was left out, by reason.
   *
   * @param binaryNames files whose name says binary
   * @param links symbolic links and special files, which are not followed or opened
   * @param unreviewable files and folders that cannot be reviewed
   */
  record Omissions(int binaryNames, int links, int unreviewable) {}

  long bytes() {
    return files.stream().mapToLong(SourceFile::size).sum();
  }
}
