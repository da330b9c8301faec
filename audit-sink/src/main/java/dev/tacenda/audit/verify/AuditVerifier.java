package dev.tacenda.audit.verify;

import dev.tacenda.audit.note.NoteKey;
import dev.tacenda.audit.tree.TreeHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks the logs in a directory, as their writers left them.
 *
 * <p>What a check alone proves: every line up to the last signed checkpoint is as it was written,
 * and none is missing or added, as long as the first line is genuine. What it does not prove: that
 * the log was not cut at an earlier checkpoint, that the newest lines behind the last one are
 * genuine, that no log is missing, and that not a whole log was written anew with another key. For
 * that, compare with {@link Anchor}s that were kept where the owner of the machine cannot change
 * them.
 *
 * <p>The files are read once, in memory that grows with the number of sessions and of pieces in one
 * segment. Any content gets a verdict; only the file system can make it throw. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * AuditReport report =
 *     AuditVerifier.of(directory).withAnchors(Anchor.find(outputOfTheJob)).verify();
 * System.exit(report.verdict().exitCode());
 * }</pre>
 */
public final class AuditVerifier {
  private final Path directory;
  private final List<Anchor> anchors;
  private final Set<NoteKey> firstKeys;

  private AuditVerifier(Path directory, List<Anchor> anchors, Set<NoteKey> firstKeys) {
    this.directory = directory;
    this.anchors = anchors;
    this.firstKeys = firstKeys;
  }

  /** Returns a verifier of all logs in {@code directory}, or of the one log that it is. */
  public static AuditVerifier of(Path directory) {
    return new AuditVerifier(Objects.requireNonNull(directory, "directory"), List.of(), Set.of());
  }

  /** Returns a verifier that compares with these anchors too. */
  public AuditVerifier withAnchors(Collection<Anchor> kept) {
    return new AuditVerifier(directory, List.copyOf(kept), firstKeys);
  }

  /** Returns a verifier that accepts as first key of a log only these. */
  public AuditVerifier withFirstKeys(Collection<NoteKey> keys) {
    return new AuditVerifier(directory, anchors, Set.copyOf(keys));
  }

  /**
   * Checks. Lines that are added while it runs are not looked at.
   *
   * @throws IOException if a file or the directory cannot be read
   */
  public AuditReport verify() throws IOException {
    List<AuditReport.LogReport> reports = new ArrayList<>();
    Map<String, List<Path>> byWriter = new LinkedHashMap<>();
    Verdict verdict = Verdict.OK;
    for (Path log : logs(directory)) {
      ScanResult result = LogScan.of(SegmentSource.of(log), anchors, firstKeys);
      reports.add(AuditReport.LogReport.of(log, result));
      byWriter.computeIfAbsent(result.writer(), unused -> new ArrayList<>()).add(log);
      verdict = verdict.worse(result.verdict());
    }
    Problems problems = new Problems(verdict);
    byWriter.forEach((writer, copies) -> problems.forks(writer, copies));
    problems.missing(byWriter.keySet());
    Verdict worst = reports.isEmpty() ? problems.verdict.worse(Verdict.EMPTY) : problems.verdict;
    return new AuditReport(worst, reports, problems.lines);
  }

  /** Returns the directories of logs in a directory, or itself if it is one, in order. */
  public static List<Path> logs(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new NoSuchFileException(directory.toString(), null, "not a directory");
    }
    if (isLog(directory)) {
      return List.of(directory);
    }
    List<Path> logs = new ArrayList<>();
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path entry : entries.sorted().toList()) {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) && isLog(entry)) {
          logs.add(entry);
        }
      }
    }
    return logs;
  }

  private static boolean isLog(Path directory) throws IOException {
    // A log that is being deleted has a name that begins with a dot.
    return !String.valueOf(directory.getFileName()).startsWith(".")
        && !LogScan.segments(SegmentSource.of(directory).names()).isEmpty();
  }

  /** What is found by looking at more than one log. */
  private final class Problems {
    private final List<String> lines = new ArrayList<>();
    private Verdict verdict;

    Problems(Verdict verdict) {
      this.verdict = verdict;
    }

    void add(Verdict found, String line) {
      verdict = verdict.worse(found);
      lines.add(found + " " + line);
    }

    /** Copies are fine as long as one is the beginning of the other. */
    void forks(String writer, List<Path> copies) {
      for (Path copy : copies.subList(1, copies.size())) {
        if (!writer.isEmpty() && areForked(copies.get(0), copy)) {
          add(Verdict.FORK, writer + ": two logs of this writer differ");
        }
      }
    }

    private boolean areForked(Path one, Path other) {
      List<TreeHash> first = hashes(one);
      List<TreeHash> second = hashes(other);
      int common = Math.min(first.size(), second.size());
      return !first.subList(0, common).equals(second.subList(0, common));
    }

    private List<TreeHash> hashes(Path log) {
      List<TreeHash> hashes = new ArrayList<>();
      try {
        LogScan.of(SegmentSource.of(log), (line, hash, segment, bytes, length) -> hashes.add(hash));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return hashes;
    }

    void missing(Set<String> present) {
      for (Anchor anchor : anchors) {
        if (!present.contains(anchor.writer())) {
          add(
              RetiredLogs.in(directory).covers(anchor) ? Verdict.RETIRED : Verdict.MISSING_SESSION,
              anchor.writer() + ": there is no log");
        }
      }
    }
  }
}
