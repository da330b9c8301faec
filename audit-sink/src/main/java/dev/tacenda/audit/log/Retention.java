package dev.tacenda.audit.log;

import dev.tacenda.audit.format.LogLine;
import dev.tacenda.audit.format.LogLine.Entry;
import dev.tacenda.audit.format.LogLine.Note;
import dev.tacenda.audit.tree.TreeHash;
import dev.tacenda.audit.verify.AuditVerifier;
import dev.tacenda.audit.verify.LogScan;
import dev.tacenda.audit.verify.RetiredLogs;
import dev.tacenda.audit.verify.ScanResult;
import dev.tacenda.audit.verify.SegmentSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Deletes logs that nobody has to keep any more. Nothing is ever deleted unless this is called, and
 * then only a whole log that was closed, is whole, and is older than was said. Its last signed
 * checkpoint stays in the directory {@code retired}, so that who has an anchor of it finds that it
 * was retired, and does not find nothing. Immutable.
 *
 * <pre>{@code
 * Retention.of(directory).deleteBefore(clock.instant().minus(Duration.ofDays(90)), log -> isSent(log));
 * }</pre>
 */
public final class Retention {
  private final Path root;
  private final Storage storage = new FileStorage();

  private Retention(Path root) {
    this.root = root;
  }

  /** Returns the retention of the logs in a directory. */
  public static Retention of(Path root) {
    return new Retention(Objects.requireNonNull(root, "root"));
  }

  /** Sees the last checkpoint of a log and the time of its newest record. */
  private static final class Ending {
    private byte @Nullable [] note;
    private Instant newest = Instant.EPOCH;

    void take(LogLine line, TreeHash hash, int segment, byte[] buffer, int length) {
      if (line instanceof Note signed) {
        note = signed.note();
      } else if (line instanceof Entry entry) {
        newest = latest(newest, entry.time());
      }
    }

    private static Instant latest(Instant known, String time) {
      try {
        Instant other = Instant.parse(time);
        return other.isAfter(known) ? other : known;
      } catch (DateTimeParseException e) {
        return Instant.MAX; // Of unknown age, so never old enough.
      }
    }
  }

  /**
   * Deletes the closed logs whose newest record is older than {@code before}, if they were sent on.
   *
   * @param isSent says whether all of a log, given by its directory, is where it shall be kept; for
   *     a log that is kept nowhere else, {@code log -> true} is the explicit word for deleting it
   * @return the directories that are gone
   * @throws IOException if one cannot be read or deleted; those before it are gone then
   */
  public List<Path> deleteBefore(Instant before, Predicate<Path> isSent) throws IOException {
    List<Path> deleted = new ArrayList<>();
    for (Path log : AuditVerifier.logs(root)) {
      Ending ending = new Ending();
      ScanResult result = LogScan.of(SegmentSource.of(log), ending::take);
      boolean whole = result.closed() && !result.verdict().isFault();
      if (whole && ending.newest.isBefore(before) && isSent.test(log)) {
        retire(log, result.writer(), Objects.requireNonNull(ending.note, "a closed log has one"));
        deleted.add(log);
      }
    }
    return deleted;
  }

  private void retire(Path log, String writer, byte[] note) throws IOException {
    Path retired = root.resolve(RetiredLogs.DIRECTORY);
    storage.prepareDirectory(retired);
    Path file = retired.resolve(RetiredLogs.fileName(writer));
    storage.delete(file);
    try (Storage.AppendFile out = storage.create(file)) {
      Storage.writeAll(out, note);
      out.force();
    }
    storage.forceDirectory(retired);
    // Renamed first: half of a log would look like one that somebody has cut.
    Path hidden = root.resolve("." + log.getFileName());
    storage.rename(log, hidden);
    deleteAll(hidden);
  }

  private static void deleteAll(Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(directory)) {
      files = entries.toList();
    }
    for (Path file : files) {
      if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
