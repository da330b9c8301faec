package dev.tacenda.gateway.policy;

import dev.tacenda.claude.gate.policy.PolicySet;
import dev.tacenda.gateway.files.Outcome;
import dev.tacenda.gateway.files.Progress;
import dev.tacenda.gateway.files.Tally;
import dev.tacenda.gateway.files.TreeScan;
import dev.tacenda.gateway.policy.DiffResult.Pair;
import dev.tacenda.gateway.shell.ExitCode;
import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.gateway.shell.Shell;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import dev.tacenda.mask.PolicyDifference;
import dev.tacenda.mask.PolicyDifference.Change;
import dev.tacenda.mask.PolicyDifference.Direction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what changes from one policy to another. */
@Command(
    name = "diff",
    description = {
      "Says what changes from policy A to policy B, or between two folders of policies.",
      "",
      "Rules and settings: what is lost, eased, altered, renamed, tightened, gained. With --over"
          + " also the places in files where B masks less or more than A, without the values. Files"
          + " that end in .jsonl are read as recorded sessions: they are masked already, so they"
          + " show what would be masked too much or no longer, and never a secret that was missed.",
      ""
    })
final class DiffCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(index = "0", paramLabel = "A", description = "A policy file, or a folder of them.")
  private String before = "";

  @Parameters(index = "1", paramLabel = "B", description = "What it becomes.")
  private String after = "";

  @Mixin private FolderOptions folders = new FolderOptions();

  @Option(
      names = "--over",
      paramLabel = "PATH",
      arity = "1..*",
      description = "Files and folders to mask by both.")
  private List<String> paths = new ArrayList<>();

  @Mixin private TreeScan tree = new TreeScan();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = {"text: lines for people (default).", "json: one JSON object."})
  private DryRunCommand.Format format = DryRunCommand.Format.TEXT;

  @Option(
      names = "--html",
      paramLabel = "OUT.html",
      description = "Also write a page for reviewers: one file, no scripts.")
  private @Nullable Path html;

  @Option(names = "--exit-zero", description = "Exit with 0 also if B may be weaker than A.")
  private boolean exitZero;

  private final Tally tally = new Tally(line -> {});
  private final List<MaskChange> masks = new ArrayList<>();
  private int sessions;

  DiffCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Failure {
    tree.check();
    PolicyFolder first = folders.read(shell, before, Clock.systemUTC()).require(shell);
    PolicyFolder second = folders.read(shell, after, Clock.systemUTC()).require(shell);
    Map<String, MaskingPolicy> was = first.policies();
    Map<String, MaskingPolicy> is = second.policies();
    List<Pair> pairs = new ArrayList<>();
    List<MaskComparison> comparisons = new ArrayList<>();
    pair(was, is, pairs, comparisons);
    selection(first.selection(), second.selection(), pairs);
    int maxBytes = maxBytes(was, is);
    if (!paths.isEmpty()) {
      compareFiles(comparisons, maxBytes);
    }
    DiffResult result =
        new DiffResult(before, after, pairs, !paths.isEmpty(), tally.files(), sessions, masks);
    print(result);
    writeHtml(result);
    ExitCode incomplete = tally.exitCode(ExitCode.OK);
    if (incomplete != ExitCode.OK) {
      return incomplete.number();
    }
    return (result.mayWeaken() && !exitZero ? ExitCode.FINDINGS : ExitCode.OK).number();
  }

  /** Who gets which policy is compared as text: what a change of it means, explain tells. */
  private static void selection(String was, String is, List<Pair> pairs) {
    if (!was.equals(is)) {
      Direction direction =
          was.isEmpty() ? Direction.GAINED : is.isEmpty() ? Direction.LOST : Direction.ALTERED;
      String first = was.isEmpty() ? "none" : was.lines().count() + " lines";
      String second = is.isEmpty() ? "none" : is.lines().count() + " lines";
      Change change = new Change(direction, "who gets which policy", first, second);
      pairs.add(new Pair(PolicySet.SELECTION_FILE, List.of(change)));
    }
  }

  private static int maxBytes(Map<String, MaskingPolicy> was, Map<String, MaskingPolicy> is) {
    List<MaskingPolicy> all = new ArrayList<>(was.values());
    all.addAll(is.values());
    return all.stream().mapToInt(p -> p.limits().maxBodyBytes()).min().orElseThrow();
  }

  /** Two single policies are compared whatever they are called; else those of one name. */
  private static void pair(
      Map<String, MaskingPolicy> was,
      Map<String, MaskingPolicy> is,
      List<Pair> pairs,
      List<MaskComparison> comparisons) {
    PlaceholderKey key = PlaceholderKey.random();
    boolean single = was.size() == 1 && is.size() == 1;
    TreeSet<String> names = new TreeSet<>(was.keySet());
    names.addAll(single ? List.of() : is.keySet());
    for (String name : names) {
      @Nullable MaskingPolicy a = was.get(name);
      @Nullable MaskingPolicy b = single ? is.values().iterator().next() : is.get(name);
      if (a == null || b == null) {
        Change change =
            b == null
                ? new Change(Direction.LOST, "the policy", "there", "none")
                : new Change(Direction.GAINED, "the policy", "none", "there");
        pairs.add(new Pair("policy " + name, List.of(change)));
      } else {
        String both = a.name().equals(b.name()) ? name : a.name() + " to " + b.name();
        pairs.add(new Pair("policy " + both, PolicyDifference.between(a, b).changes()));
        comparisons.add(new MaskComparison(Masker.of(a, key), Masker.of(b, key)));
      }
    }
  }

  private void compareFiles(List<MaskComparison> comparisons, int maxBytes) throws Failure {
    Progress progress = new Progress(shell.err(), shell.terminals().err(), System::nanoTime);
    tree.<List<MaskChange>>run(
        shell,
        paths,
        maxBytes,
        (name, content) -> {
          List<MaskChange> changes = new ArrayList<>();
          comparisons.forEach(each -> changes.addAll(each.compare(name, content)));
          return changes;
        },
        tally,
        outcome -> take(outcome, progress));
    progress.clear();
    if (sessions > 0) {
      shell.complain("recorded sessions " + DiffResult.ABOUT_SESSIONS);
    }
  }

  private void take(Outcome<List<MaskChange>> outcome, Progress progress) {
    if (outcome instanceof Outcome.Scanned<List<MaskChange>> scanned) {
      tally.add(scanned.bytes(), List.of());
      masks.addAll(scanned.result());
      sessions += MaskComparison.isJsonLines(scanned.name()) ? 1 : 0;
    } else if (outcome instanceof Outcome.Failed<List<MaskChange>> failed) {
      tally.add(failed.why().exitCode());
      progress.clear();
      shell.complain(failed.why().line());
    } else {
      tally.leaveOut(Tally.LeftOut.BINARY, outcome.name());
    }
    progress.show(tally);
  }

  private void print(DiffResult result) throws Failure {
    Output output = new Output(shell);
    if (format == DryRunCommand.Format.JSON) {
      output.object(json -> DiffReport.write(result, json));
    } else {
      for (String line : DiffReport.lines(result)) {
        output.line(line);
      }
    }
    output.end();
  }

  private void writeHtml(DiffResult result) throws Failure {
    if (html == null) {
      return;
    }
    try {
      Files.write(shell.directory().resolve(html), DiffPage.of(result));
    } catch (IOException e) {
      throw new Failure(ExitCode.OUTPUT_FAILED, "cannot write " + html + "; check --html");
    }
  }
}
