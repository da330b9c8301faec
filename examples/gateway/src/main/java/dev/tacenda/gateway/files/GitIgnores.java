package dev.tacenda.gateway.files;

import dev.tacenda.gateway.ignore.IgnoreRules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Whether the walk asks for {@code .gitignore} files, and reads them. */
enum GitIgnores {
  /** They count. */
  RESPECT {
    @Override
    IgnoreRules in(Path folder, IgnoreRules above) throws IOException {
      Path file = folder.resolve(NAME);
      // As in git, a link of this name is not followed.
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? above.with(read(file)) : above;
    }

    @Override
    IgnoreRules above(Path folder) throws IOException {
      Path last = folder.toRealPath();
      IgnoreRules rules = IgnoreRules.NONE;
      for (Path step : foldersAbove(last)) {
        rules = in(step, rules).in(nextName(step, last));
      }
      return rules;
    }
  },
  /** They are files like others. */
  DISREGARD {
    @Override
    IgnoreRules in(Path folder, IgnoreRules above) {
      return above;
    }

    @Override
    IgnoreRules above(Path folder) {
      return IgnoreRules.NONE;
    }
  };

  static final String NAME = ".gitignore";
  private static final int MAX_BYTES = 1024 * 1024;

  /** Returns the rules in a folder, given those that come from above it. */
  abstract IgnoreRules in(Path folder, IgnoreRules above) throws IOException;

  /** Returns the rules that the folders above this one, up to the repository's, have for it. */
  abstract IgnoreRules above(Path folder) throws IOException;

  private static byte[] read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] content = in.readNBytes(MAX_BYTES + 1);
      if (content.length > MAX_BYTES) {
        throw new IOException("more than " + MAX_BYTES + " bytes: " + file);
      }
      return content;
    }
  }

  /** The folders from the root of the repository down to the parent; none outside of one. */
  private static Deque<Path> foldersAbove(Path folder) {
    Deque<Path> above = new ArrayDeque<>();
    for (@Nullable Path step = folder; step != null; step = step.getParent()) {
      if (!step.equals(folder)) {
        above.addFirst(step);
      }
      if (Files.exists(step.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
        return above;
      }
    }
    return new ArrayDeque<>();
  }

  private static String nextName(Path step, Path last) {
    return FileNames.last(last.getName(step.getNameCount()));
  }
}
