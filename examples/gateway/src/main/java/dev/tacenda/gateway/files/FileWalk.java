package dev.tacenda.gateway.files;

import dev.tacenda.gateway.files.Tally.LeftOut;
import dev.tacenda.gateway.files.Target.Links;
import dev.tacenda.gateway.ignore.IgnoreRules;
import dev.tacenda.gateway.shell.ExitCode;
import dev.tacenda.gateway.shell.Failure;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The files at and below some paths: the paths in the order given, folders in the order of their
 * names. Symbolic links are followed only if the command line names them, so the walk ends.
 * Confined to one thread.
 */
final class FileWalk implements Iterator<Target> {
  private static final String STANDARD_INPUT = "-";
  private static final String GIT = ".git";

  private final Path directory;
  private final GitIgnores ignores;
  private final Tally tally;
  private final Deque<String> paths;
  private final Deque<Folder> open = new ArrayDeque<>();
  private final Queue<Target> ready = new ArrayDeque<>();

  /** A folder that the walk is in. */
  private record Folder(String name, Iterator<Path> entries, IgnoreRules rules) {}

  /**
   * @param directory the folder that relative paths start from
   * @param paths files, folders, or {@code -} for standard input
   */
  FileWalk(Path directory, List<String> paths, GitIgnores ignores, Tally tally) {
    this.directory = directory;
    this.paths = new ArrayDeque<>(paths);
    this.ignores = ignores;
    this.tally = tally;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !(open.isEmpty() && paths.isEmpty())) {
      advance();
    }
    return !ready.isEmpty();
  }

  @Override
  public Target next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void advance() {
    @Nullable Folder folder = open.peek();
    if (folder == null) {
      given(paths.remove());
    } else if (folder.entries().hasNext()) {
      entry(folder, folder.entries().next());
    } else {
      open.pop();
    }
  }

  private void given(String path) {
    if (path.equals(STANDARD_INPUT)) {
      ready.add(new Target.StandardInput(path));
      return;
    }
    String name = FileNames.given(path);
    Path place = directory.resolve(path);
    try {
      BasicFileAttributes attributes = Readability.attributes(place);
      if (attributes.isDirectory()) {
        enter(name, place, attributes, ignores.above(place));
      } else {
        file(name, place, attributes, Links.FOLLOW);
      }
    } catch (NoSuchFileException e) {
      lose(name, new Failure(ExitCode.UNREADABLE, "no such file or folder: " + name));
    } catch (IOException e) {
      lose(name, Readability.cannotRead(name));
    }
  }

  private void entry(Folder folder, Path entry) {
    String name = FileNames.below(folder.name(), entry);
    String last = FileNames.last(entry);
    try {
      BasicFileAttributes attributes = Readability.attributes(entry, LinkOption.NOFOLLOW_LINKS);
      @Nullable LeftOut why = leftOut(folder, last, attributes);
      if (why != null) {
        tally.leaveOut(why, name);
      } else if (attributes.isDirectory()) {
        enter(name, entry, attributes, folder.rules().in(last));
      } else {
        file(name, entry, attributes, Links.REFUSE);
      }
    } catch (IOException e) {
      lose(name, Readability.cannotRead(name));
    }
  }

  private static @Nullable LeftOut leftOut(Folder folder, String last, BasicFileAttributes is) {
    if (is.isDirectory() && last.equals(GIT)) {
      return LeftOut.GIT;
    }
    if (folder.rules().ignores(last, is.isDirectory())) {
      return LeftOut.IGNORED;
    }
    if (is.isSymbolicLink()) {
      return LeftOut.LINK;
    }
    return is.isDirectory() || is.isRegularFile() ? null : LeftOut.SPECIAL;
  }

  private void file(String name, Path place, BasicFileAttributes attributes, Links links) {
    if (Readability.lets(attributes)) {
      ready.add(new Target.File(name, place, links));
    } else {
      lose(name, Readability.cannotRead(name));
    }
  }

  private void enter(String name, Path place, BasicFileAttributes attributes, IgnoreRules above) {
    if (!Readability.lets(attributes)) {
      lose(name, Readability.cannotRead(name));
      return;
    }
    try {
      List<Path> entries = entries(place);
      open.push(new Folder(name, entries.iterator(), rules(name, place, above)));
    } catch (IOException | DirectoryIteratorException e) {
      lose(name, Readability.cannotRead(name));
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    }
    Collections.sort(entries);
    return entries;
  }

  /** Patterns that cannot be read ignore nothing, and are reported. */
  private IgnoreRules rules(String name, Path place, IgnoreRules above) {
    try {
      return ignores.in(place, above);
    } catch (IOException e) {
      String file = FileNames.below(name, place.resolve(GitIgnores.NAME));
      lose(file, Readability.cannotRead(file));
      return above;
    }
  }

  private void lose(String name, Failure why) {
    ready.add(new Target.Lost(name, why));
  }
}
