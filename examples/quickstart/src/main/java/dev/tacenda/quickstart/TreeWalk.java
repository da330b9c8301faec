package dev.tacenda.quickstart;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Reads a tree file by file. Confined to one thread and one walk. */
final class TreeWalk {
  /** Folders of tools, not of people. */
  static final Set<String> SKIPPED_FOLDERS =
      Set.of(".idea", ".tacenda", "build", "node_modules", "target");

  private static final String GIT = ".git";

  static final int MAX_TREE_BYTES = 64 * 1024 * 1024;

  private final Path root;
  private final Path record;
  private final Unreviewable mode;
  private final List<SourceFile> files = new ArrayList<>();
  private long bytes;
  private int binaryNames;
  private int links;
  private int unreviewable;

  private TreeWalk(Path root, Path record, Unreviewable mode) {
    this.root = root;
    this.record = record;
    this.mode = mode;
  }

  /**
   * Reads the tree below {@code root}, or the one file that it is.
   *
   * @param record the folder of the audit record, which is never reviewed: it holds a key
   * @throws QuickstartException if something cannot be reviewed and {@code mode} says stop, or if
   *     nothing is left
   */
  static SourceTree read(Path root, Path record, Unreviewable mode) throws QuickstartException {
    if (!Files.exists(root)) {
      throw nothing("no such file or folder: " + root + "; check the path");
    }
    try {
      // The root may be a link, since the user named it; a link below it is not followed.
      Path start = Files.isSymbolicLink(root) ? root.toRealPath() : root;
      return new TreeWalk(start, record, mode).read();
    } catch (IOException e) {
      throw SourceReader.unreadable(root);
    }
  }

  private SourceTree read() throws IOException, QuickstartException {
    if (Files.isDirectory(root)) {
      enter(root);
    } else if (!Files.isRegularFile(root)) {
      throw SourceReader.unreadable(root); // a pipe, for example, would block for ever
    } else if (!isInRecord(root)) {
      add(root);
    }
    if (files.isEmpty()) {
      throw nothing("no file to review in " + root + "; name a folder that holds source text");
    }
    return new SourceTree(files, new SourceTree.Omissions(binaryNames, links, unreviewable));
  }

  private void enter(Path folder) throws IOException, QuickstartException {
    if (isInRecord(folder)) {
      return;
    }
    for (Path entry : entries(folder)) {
      if (name(entry).equals(GIT)) {
        continue; // a folder, or the file of a worktree or submodule
      }
      if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        if (!SKIPPED_FOLDERS.contains(name(entry))) {
          enter(entry);
        }
      } else if (!Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
        links++;
      } else if (BinaryNames.matches(name(entry))) {
        binaryNames++;
      } else {
        add(entry);
      }
    }
  }

  private boolean isInRecord(Path path) throws IOException {
    return Files.exists(record) && path.toRealPath().startsWith(record.toRealPath());
  }

  private List<Path> entries(Path folder) throws QuickstartException {
    List<Path> entries = new ArrayList<>();
    try {
      SourceReader.requireReadable(folder);
      list(folder, entries);
    } catch (QuickstartException e) {
      leaveOut(e);
    }
    Collections.sort(entries);
    return entries;
  }

  private static void list(Path folder, List<Path> entries) throws QuickstartException {
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (IOException | DirectoryIteratorException e) {
      throw SourceReader.unreadable(folder);
    }
  }

  private void add(Path file) throws QuickstartException {
    try {
      byte[] content = SourceReader.read(file);
      bytes += content.length;
      if (content.length > 0) {
        files.add(new SourceFile(file, relative(file), content));
      }
    } catch (QuickstartException e) {
      leaveOut(e);
    }
    if (bytes > MAX_TREE_BYTES) {
      throw new QuickstartException(
          ExitCode.TOO_LARGE,
          "too large: " + root + " holds more than 64 MiB of source; name one of its folders");
    }
  }

  private void leaveOut(QuickstartException reason) throws QuickstartException {
    if (mode == Unreviewable.STOP) {
      throw reason;
    }
    unreviewable++;
  }

  private String relative(Path file) {
    String path = file.equals(root) ? name(file) : root.relativize(file).toString();
    return path.replace(File.separatorChar, '/');
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private static QuickstartException nothing(String line) {
    return new QuickstartException(ExitCode.NOTHING_TO_REVIEW, line);
  }
}
