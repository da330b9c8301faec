package dev.tacenda.benchmarks.accuracy;

import dev.tacenda.benchmarks.JarFolder;
import dev.tacenda.benchmarks.accuracy.Miss.Kind;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PolicyException;
import dev.tacenda.mask.RuleSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Scores the masker on the corpora and writes reports. */
@Command(
    name = "accuracy",
    mixinStandardHelpOptions = true,
    description = "Scores the masker on corpora of labelled text.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a figure is below its floor",
      "2:the command line was not understood",
      "3:a corpus, a policy or a file cannot be read or written"
    })
public final class Accuracy implements Callable<Integer> {
  private static final int BELOW_FLOOR = 1;
  private static final int FAILED = 3;

  @Option(
      names = "--corpora",
      required = true,
      paramLabel = "DIR",
      description = "Folder that holds examples-dev, creddata-dev and clean, or their .tar.xz.")
  private Path corporaFolder = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for report.md, misses.md, false-alarms.md, summary.csv and the findings. They"
              + " hold third-party text: do not keep them. Default: accuracy, beside the jar.")
  private @Nullable Path outFolder;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Also write the summary here. It holds no third-party text.")
  private @Nullable Path csvFile;

  @Option(
      names = "--floor",
      paramLabel = "FILE",
      description = "Fail if a figure is below the one in this file of metric,floor.")
  private @Nullable Path floorFile;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "Policy to mask by; the shipped one by default.")
  private @Nullable Path policyFile;

  @Option(
      names = "--personal",
      split = ",",
      paramLabel = "KIND",
      description = "Kinds of rules that are off on the clean tree. Default: ${DEFAULT-VALUE}.",
      defaultValue = "personal,national-id,identifier,network,internal-name,web")
  private Set<String> personalKinds = new TreeSet<>();

  @Spec private @Nullable CommandSpec spec;

  private Accuracy() {}

  /** Runs the scorer and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Accuracy()).setExpandAtFiles(false);
  }

  @Override
  public Integer call() {
    try (Corpora corpora = Corpora.in(corporaFolder)) {
      return score(corpora);
    } catch (IOException | UncheckedIOException | PolicyException e) {
      caller().getErr().println("accuracy: " + e.getMessage());
      return FAILED;
    }
  }

  private int score(Corpora corpora) throws IOException {
    Path out = outFolder == null ? JarFolder.resolve("accuracy") : outFolder;
    Files.createDirectories(out);
    MaskingPolicy policy =
        policyFile == null ? MaskingPolicy.standard() : MaskingPolicy.load(policyFile);
    requireKinds(policy);
    Run run = new Run(corpora, policy, personalKinds, out);
    run.examples();
    run.credData();
    run.clean();
    write(out, run);
    print(run, out);
    return floorFile == null ? 0 : checkFloor(floorFile, run.metrics());
  }

  /** A kind that no rule has would leave on what was meant to be off. */
  private void requireKinds(MaskingPolicy policy) {
    Set<String> known = new TreeSet<>();
    RuleSet.standard().rules().forEach(rule -> known.add(rule.kind()));
    policy.rules().rules().forEach(rule -> known.add(rule.kind()));
    for (String kind : personalKinds) {
      if (!known.contains(kind)) {
        throw new ParameterException(
            new CommandLine(this), "--personal: no rule has the kind '" + kind + "'");
      }
    }
  }

  private void write(Path out, Run run) throws IOException {
    Files.writeString(out.resolve("report.md"), run.report().text());
    Files.writeString(
        out.resolve("misses.md"),
        MissList.of("Misses", run.misses(), EnumSet.of(Kind.MISSED, Kind.LEAKS)));
    Files.writeString(
        out.resolve("false-alarms.md"),
        MissList.of("False alarms", run.misses(), EnumSet.of(Kind.FALSE_ALARM)));
    Files.writeString(
        out.resolve("on-no-label.md"),
        MissList.of("Findings on no label", run.misses(), EnumSet.of(Kind.ON_NO_LABEL)));
    Files.writeString(out.resolve("summary.csv"), run.metrics().csv());
    if (csvFile != null) {
      Files.writeString(csvFile, run.metrics().csv());
    }
  }

  private void print(Run run, Path out) {
    PrintWriter writer = caller().getOut();
    writer.print(run.report().summary());
    writer.println("Reports: " + out);
    writer.flush();
  }

  private int checkFloor(Path file, Metrics metrics) throws IOException {
    List<String> violations = Floor.violations(file, metrics);
    violations.forEach(line -> caller().getErr().println("accuracy: " + line));
    return violations.isEmpty() ? 0 : BELOW_FLOOR;
  }

  private CommandLine caller() {
    if (spec == null) {
      throw new IllegalStateException("not called by picocli");
    }
    return spec.commandLine();
  }
}
