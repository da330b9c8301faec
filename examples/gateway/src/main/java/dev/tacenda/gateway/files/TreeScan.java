package dev.tacenda.gateway.files;

import dev.tacenda.gateway.files.FileScan.Binary;
import dev.tacenda.gateway.shell.ExitCode;
import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.gateway.shell.Fault;
import dev.tacenda.gateway.shell.Shell;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Option;

/** Works on the files below some paths; has the options that say how. Confined to one thread. */
public final class TreeScan {
  private static final int MAX_JOBS = 256;

  @Option(
      names = "--gitignore",
      description =
          "Leave out what .gitignore files in PATH, and above it in its repository, name.")
  private boolean gitignore;

  @Option(
      names = "--include-binary",
      description = "Also scan files with a zero byte among their first 8,000.")
  private boolean includeBinary;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Files to scan at a time, 1 to 256. Default: one for each processor.")
  private int jobs = Math.min(MAX_JOBS, Runtime.getRuntime().availableProcessors());

  /** Takes what became of each file, in the order of the files. */
  @FunctionalInterface
  public interface Sink<R> {
    /** Takes one; an error means that the output cannot be written, and ends all. */
    void accept(Outcome<R> outcome) throws IOException;
  }

  /**
   * Fails if the options do not go together.
   *
   * @throws Failure with {@link ExitCode#USAGE}
   */
  public void check() throws Failure {
    if (jobs < 1 || jobs > MAX_JOBS) {
      throw new Failure(ExitCode.USAGE, "--jobs must be in 1.." + MAX_JOBS + ", was " + jobs);
    }
  }

  /**
   * Works on each file and hands out what became of it.
   *
   * @param paths files, folders, or {@code -} for standard input
   * @param maxBytes of a file
   * @param tally is told what is left out
   * @throws Failure if the sink fails, or the program does
   */
  public <R> void run(
      Shell shell, List<String> paths, int maxBytes, FileWork<R> work, Tally tally, Sink<R> sink)
      throws Failure {
    check();
    Binary binary = includeBinary ? Binary.SCAN : Binary.SKIP;
    FileScan<R> scan = new FileScan<>(maxBytes, work, binary, shell.in());
    GitIgnores ignores = gitignore ? GitIgnores.RESPECT : GitIgnores.DISREGARD;
    FileWalk walk = new FileWalk(shell.directory(), paths, ignores, tally);
    try (OrderedPool<Target, Outcome<R>> pool = new OrderedPool<>(jobs, scan::scan)) {
      pool.<IOException>run(walk, sink::accept);
    } catch (IOException e) {
      throw new Failure(ExitCode.OUTPUT_FAILED, "cannot write to standard output");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(ExitCode.INTERNAL, "interrupted");
    } catch (ExecutionException e) {
      throw new Failure(ExitCode.INTERNAL, Fault.line(e.getCause() == null ? e : e.getCause()));
    }
  }
}
