package dev.tacenda.benchmarks.speed;

import dev.tacenda.benchmarks.JarFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the masker and its rivals and writes what it finds. */
@Command(
    name = "speed",
    mixinStandardHelpOptions = true,
    description = "Measures how fast the masker is, in ratios to other work on the same bytes.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, whatever the figures are",
      "1:a benchmark failed; the log says why",
      "2:the command line was not understood",
      "3:a file cannot be read or written"
    })
public final class Speed implements Callable<Integer> {
  private static final int BENCHMARK_FAILED = 1;
  private static final int FAILED = 3;
  private static final int FORKS = 5;

  @Option(
      names = "--quick",
      description =
          "Few and short iterations in one process each: shows that it works, and roughly how fast."
              + " Writes to target/speed.")
  private boolean quick;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "SUITE",
      description = "Run only these: ${COMPLETION-CANDIDATES}.",
      completionCandidates = SuiteNames.class)
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--forks",
      paramLabel = "N",
      description = "Processes for each benchmark. Default: 5, with --quick 1.")
  private @Nullable Integer forks;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for DATE-CPU-JDK.csv and speed.svg. Default: results; with --quick or --only"
              + " target/speed, of the module that the jar is of.")
  private @Nullable Path outFolder;

  @Spec private @Nullable CommandSpec spec;

  private String command = "";

  private Speed() {}

  /** The names that {@code --only} takes. */
  static final class SuiteNames extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    SuiteNames() {
      super(Arrays.stream(Suite.values()).map(Suite::label).toList());
    }
  }

  /** Measures and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine(arguments).execute(arguments));
  }

  static CommandLine commandLine(String... arguments) {
    Speed speed = new Speed();
    speed.command = "java -jar examples/benchmarks/target/speed.jar " + String.join(" ", arguments);
    return new CommandLine(speed).setExpandAtFiles(false);
  }

  @Override
  public Integer call() {
    Set<Suite> suites = suites();
    Effort effort = effort();
    Path out = outFolder == null ? JarFolder.resolve(whole() ? "../results" : "speed") : outFolder;
    try {
      Files.createDirectories(out);
      return measure(suites, effort, Workshop.open(), out);
    } catch (IOException | UncheckedIOException e) {
      caller().getErr().println("speed: " + e.getMessage());
      return FAILED;
    }
  }

  /** Only the figures of a whole run are kept. */
  private boolean whole() {
    return !quick && only.isEmpty();
  }

  private Set<Suite> suites() {
    Set<Suite> suites = EnumSet.noneOf(Suite.class);
    for (String name : only) {
      suites.add(suite(name));
    }
    return suites.isEmpty() ? EnumSet.allOf(Suite.class) : suites;
  }

  private Suite suite(String name) {
    return Arrays.stream(Suite.values())
        .filter(suite -> suite.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                misused(
                    "--only: no suite '"
                        + name
                        + "'; there are "
                        + String.join(", ", new SuiteNames())));
  }

  private Effort effort() {
    int processes = forks == null ? (quick ? 1 : FORKS) : forks;
    try {
      return quick ? Effort.quick(processes) : Effort.thorough(processes);
    } catch (IllegalArgumentException e) {
      throw misused("--" + e.getMessage());
    }
  }

  private int measure(Set<Suite> suites, Effort effort, Workshop workshop, Path out)
      throws IOException {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    Report report = new Report(today, Machine.current(), command.strip(), out);
    Path logs = Files.createDirectories(JarFolder.resolve("speed"));
    Measurement measurement = new Measurement(effort, workshop, report, logs, this::say);
    boolean complete = true;
    for (Suite suite : suites) {
      say(suite.label() + ": " + suite.description());
      complete &= measurement.of(suite);
      report.write();
    }
    caller().getOut().print(report.text());
    caller().getOut().flush();
    return complete ? 0 : BENCHMARK_FAILED;
  }

  private void say(String message) {
    PrintWriter err = caller().getErr();
    err.println("speed: " + message);
    err.flush();
  }

  private ParameterException misused(String message) {
    return new ParameterException(caller(), message);
  }

  private CommandLine caller() {
    if (spec == null) {
      throw new IllegalStateException("not called by picocli");
    }
    return spec.commandLine();
  }
}
