package dev.tacenda.gateway.files;

import dev.tacenda.gateway.report.LocatedFinding;
import dev.tacenda.gateway.shell.ExitCode;
import dev.tacenda.gateway.shell.Printable;
import dev.tacenda.mask.Action;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Counts what a scan did and what it left out. Confined to one thread. */
public final class Tally {
  private static final List<ExitCode> WORST_FIRST =
      List.of(ExitCode.INTERNAL, ExitCode.UNREADABLE, ExitCode.LIMIT);

  private final Map<LeftOut, Integer> leftOut = new EnumMap<>(LeftOut.class);
  private final Set<ExitCode> problems = EnumSet.noneOf(ExitCode.class);
  private final Consumer<String> listener;
  private int files;
  private long bytes;
  private int findings;
  private int failed;
  private boolean forbidden;

  /** Why something is not scanned that is no problem. */
  public enum LeftOut {
    BINARY("binary file"),
    LINK("symbolic link"),
    SPECIAL("special file"),
    GIT("git folder"),
    IGNORED("ignored path");

    private final String noun;

    LeftOut(String noun) {
      this.noun = noun;
    }
  }

  /**
   * @param listener is told of each path that is left out
   */
  public Tally(Consumer<String> listener) {
    this.listener = listener;
  }

  /** Counts a path that is not scanned, which is no problem. */
  public void leaveOut(LeftOut why, String name) {
    leftOut.merge(why, 1, Integer::sum);
    listener.accept("left out, " + why.noun + ": " + name);
  }

  /**
   * Counts a file that was scanned.
   *
   * @param size in bytes
   */
  public void add(long size, List<LocatedFinding> found) {
    files++;
    bytes += size;
    findings += found.size();
    forbidden |= found.stream().anyMatch(Tally::isForbidden);
  }

  private static boolean isForbidden(LocatedFinding located) {
    return located.finding().action() != Action.ALLOW;
  }

  /** Counts a path that could not be scanned. */
  public void add(ExitCode problem) {
    failed++;
    problems.add(problem);
  }

  /** Returns how many files were scanned. */
  public int files() {
    return files;
  }

  /** Returns how many bytes they had. */
  public long bytes() {
    return bytes;
  }

  /** Returns how many paths could not be scanned. */
  public int failed() {
    return failed;
  }

  /**
   * Returns how the command ends. That a scan is incomplete counts more than what it found.
   *
   * @param found what findings mean
   */
  public ExitCode exitCode(ExitCode found) {
    for (ExitCode code : WORST_FIRST) {
      if (problems.contains(code)) {
        return code;
      }
    }
    return forbidden ? found : ExitCode.OK;
  }

  /** Returns one line for people. */
  public String summary() {
    StringBuilder line = new StringBuilder("scanned " + Printable.count(files, "file"));
    line.append(", ").append(Printable.size(bytes));
    line.append("; ").append(Printable.count(findings, "finding"));
    if (failed > 0) {
      line.append("; NOT SCANNED: ").append(Printable.count(failed, "path"));
    }
    String separator = "; left out: ";
    for (Map.Entry<LeftOut, Integer> entry : leftOut.entrySet()) {
      line.append(separator).append(Printable.count(entry.getValue(), entry.getKey().noun));
      separator = ", ";
    }
    return line.toString();
  }
}
