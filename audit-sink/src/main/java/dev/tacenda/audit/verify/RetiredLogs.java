package dev.tacenda.audit.verify;

import dev.tacenda.audit.format.LineFormat;
import dev.tacenda.audit.note.SignedNote;
import dev.tacenda.audit.tree.TreeHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * What retention left of the logs that it deleted: the last signed checkpoint of each, in the
 * directory {@code retired}. That a log was deleted is thereby said, not proven. Immutable.
 */
public final class RetiredLogs {
  /** The name of the directory. */
  public static final String DIRECTORY = "retired";

  private final Path directory;

  private RetiredLogs(Path directory) {
    this.directory = directory;
  }

  static RetiredLogs in(Path root) {
    return new RetiredLogs(root.resolve(DIRECTORY));
  }

  /** Returns the name of the file for the log of a writer. */
  public static String fileName(String writer) {
    return writer + ".note";
  }

  /** Returns true if the log of an anchor was retired, and was as long as the anchor says. */
  boolean covers(Anchor anchor) {
    Path file = directory.resolve(fileName(anchor.writer()));
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          || Files.size(file) > SignedNote.MAX_BYTES) {
        return false;
      }
      TreeHead head = TreeHead.parse(SignedNote.parse(Files.readAllBytes(file)).text());
      boolean sameLog = head.origin().equals(LineFormat.origin(anchor.writer()));
      boolean sameRoot = head.size() != anchor.size() || head.root().equals(anchor.root());
      // The line of the last checkpoint stands behind what it signs.
      return sameLog && sameRoot && head.size() >= anchor.size() - 1;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }
}
