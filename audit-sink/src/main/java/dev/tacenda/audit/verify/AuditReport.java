package dev.tacenda.audit.verify;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What {@link AuditVerifier#verify} found. Immutable.
 *
 * @param verdict the worst that was found
 * @param logs what was found in the log of each writer, in the order of their directories
 * @param problems what was found beside: anchors whose log is missing, logs that were continued
 *     twice; one line each, without anything from traffic
 */
public record AuditReport(Verdict verdict, List<LogReport> logs, List<String> problems) {
  /** Copies the lists. */
  public AuditReport {
    Objects.requireNonNull(verdict, "verdict");
    logs = List.copyOf(logs);
    problems = List.copyOf(problems);
  }

  /** Returns the number of records before the first fault of each log. */
  public long records() {
    return logs.stream().mapToLong(LogReport::records).sum();
  }

  /**
   * What was found in one log.
   *
   * @param directory of the log
   * @param verdict the verdict
   * @param segment the number of the segment with the fault, or of the last
   * @param line the line in it with the fault, from 1; 0 if no line is at fault
   * @param records how many records stand before the fault
   * @param lines how many lines stand before the fault
   * @param signedLines how many of them a checkpoint has signed
   * @param openSessions how many sessions were opened and not closed
   */
  public record LogReport(
      Path directory,
      Verdict verdict,
      int segment,
      long line,
      long records,
      long lines,
      long signedLines,
      int openSessions) {
    static LogReport of(Path directory, ScanResult result) {
      return new LogReport(
          directory,
          result.verdict(),
          result.segment(),
          result.line(),
          result.records(),
          result.tree().size(),
          result.signedLines(),
          result.openSessions());
    }

    /** Returns one line for people. */
    @Override
    public String toString() {
      return verdict
          + " "
          + directory.getFileName()
          + ": "
          + records
          + " records, "
          + signedLines
          + " of "
          + lines
          + " lines signed"
          + (line == 0 ? "" : ", fault in segment " + segment + " line " + line);
    }
  }
}
