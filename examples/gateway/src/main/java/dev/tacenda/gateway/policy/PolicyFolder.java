package dev.tacenda.gateway.policy;

import dev.tacenda.claude.gate.policy.BundleException;
import dev.tacenda.claude.gate.policy.BundleManifest;
import dev.tacenda.claude.gate.policy.PolicySet;
import dev.tacenda.claude.gate.policy.PolicyTests;
import dev.tacenda.claude.gate.policy.RuleFileLoader;
import dev.tacenda.gateway.shell.ExitCode;
import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.gateway.shell.Shell;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PolicyException;
import dev.tacenda.mask.gitleaks.GitleaksConfig;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A policy file or a folder of policies, with the selection and the tests that lie in it: all that
 * is understood of it, and what is wrong with the rest. Immutable once it is read.
 */
final class PolicyFolder {
  /** The file of tests beside policies. */
  static final String TESTS_FILE = "tests.yaml";

  private final String name;
  private final List<PolicyFile> files = new ArrayList<>();
  private final Map<String, MaskingPolicy> policies = new LinkedHashMap<>();
  private final List<Diagnostic> problems = new ArrayList<>();
  private final List<Diagnostic> notes = new ArrayList<>();
  private String selection = "";
  private @Nullable PolicySet set;
  private @Nullable PolicyTests tests;

  private PolicyFolder(String name) {
    this.name = name;
  }

  /**
   * Makes a folder of what was read.
   *
   * @param content files by name, each without the path of the folder
   * @param gitleaks what is added to each policy
   * @param clock by which exceptions of the selection end
   */
  static PolicyFolder of(
      String name, Map<String, byte[]> content, List<GitleaksConfig> gitleaks, Clock clock) {
    PolicyFolder folder = new PolicyFolder(name);
    Map<String, byte[]> rest = new TreeMap<>(content);
    byte @Nullable [] testsFile = rest.remove(TESTS_FILE);
    byte @Nullable [] manifest = rest.remove(SignedBundle.MANIFEST);
    folder.readFiles(rest);
    folder.keepSelection(rest.get(PolicySet.SELECTION_FILE));
    if (rest.containsKey(PolicySet.SELECTION_FILE)) {
      folder.compile(rest, revision(manifest), clock);
    }
    folder.addToEach(gitleaks);
    if (testsFile != null) {
      folder.attempt(() -> folder.tests = PolicyTests.parse(folder.path(TESTS_FILE), testsFile));
    }
    return folder;
  }

  private void readFiles(Map<String, byte[]> content) {
    boolean isSet = content.containsKey(PolicySet.SELECTION_FILE);
    content.forEach(
        (file, bytes) -> {
          if (!file.equals(PolicySet.SELECTION_FILE)) {
            attempt(() -> files.add(PolicyFileReader.read(path(file), bytes, notes)));
          }
        });
    if (!isSet) {
      files.forEach(file -> file.asPolicy().ifPresent(policy -> add(file, policy)));
    }
  }

  private void keepSelection(byte @Nullable [] content) {
    String text = content == null ? "" : new String(content, StandardCharsets.UTF_8);
    selection =
        text.lines()
            .map(String::stripTrailing)
            .filter(line -> !line.isEmpty() && !line.strip().startsWith("#"))
            .collect(Collectors.joining("\n"));
  }

  private void add(PolicyFile file, MaskingPolicy policy) {
    if (policies.putIfAbsent(policy.name(), policy) != null) {
      attempt(
          () -> {
            throw new PolicyException(
                file.name(), 1, 1, "second policy '" + policy.name() + "'", "rename one of them");
          });
    }
  }

  /** A bundle says which revision it is; whether that is true is for its readers to verify. */
  private static long revision(byte @Nullable [] manifest) {
    try {
      return manifest == null ? 1 : BundleManifest.parse(manifest).revision();
    } catch (BundleException e) {
      return 1;
    }
  }

  private void compile(Map<String, byte[]> content, long revision, Clock clock) {
    // What is wrong with a file by itself is known already, and said once.
    boolean filesAreRight = problems.isEmpty();
    try {
      PolicySet compiled = compiler().revision(revision).clock(clock).compile(content);
      set = compiled;
      policies.putAll(compiled.policies());
      compiled.warnings().forEach(line -> notes.add(SelectionWarning.of(name, line)));
    } catch (PolicyException e) {
      if (filesAreRight || e.sourceName().equals(PolicySet.SELECTION_FILE)) {
        problems.add(Diagnostic.of(inFolder(e)));
      }
    }
  }

  /** Returns a compiler that takes gitleaks configurations for rules. */
  static PolicySet.Compiler compiler() {
    return PolicySet.compiler().ruleFiles(".toml", PolicyFolder::gitleaks);
  }

  private static RuleFileLoader.Loaded gitleaks(String file, byte[] toml) {
    GitleaksConfig config = GitleaksConfig.parse(file, toml);
    return new RuleFileLoader.Loaded(config.ownRules(), config.usesDefault());
  }

  private PolicyException inFolder(PolicyException e) {
    return new PolicyException(path(e.sourceName()), e.line(), e.column(), e.problem(), e.remedy());
  }

  private void addToEach(List<GitleaksConfig> gitleaks) {
    for (GitleaksConfig config : gitleaks) {
      policies.replaceAll((each, policy) -> policy.toBuilder().addRules(config.ownRules()).build());
    }
  }

  private void attempt(Runnable step) {
    try {
      step.run();
    } catch (PolicyException e) {
      problems.add(Diagnostic.of(e));
    }
  }

  private String path(String file) {
    return name.isEmpty() ? file : name.endsWith("/") ? name + file : name + "/" + file;
  }

  /** Returns this if there is nothing wrong with it; else each problem is a line. */
  PolicyFolder require(Shell shell) throws Failure {
    if (!problems.isEmpty()) {
      problems.forEach(problem -> shell.complain(problem.toString()));
      throw new Failure(ExitCode.POLICY_INVALID, "invalid policy: see above");
    }
    if (policies.isEmpty()) {
      throw new Failure(ExitCode.POLICY_INVALID, "no policy in " + name + "; add one");
    }
    return this;
  }

  /** Returns the policies by name. */
  Map<String, MaskingPolicy> policies() {
    return policies;
  }

  /** Returns the files that are understood, but for the selection and the tests. */
  List<PolicyFile> files() {
    return files;
  }

  /** Returns what says who gets which policy; null if nothing does. */
  @Nullable PolicySet set() {
    return set;
  }

  /** Returns the file behind that, without its comments; empty if there is none. */
  String selection() {
    return selection;
  }

  /** Returns the tests; null if there is no file of tests that is understood. */
  @Nullable PolicyTests tests() {
    return tests;
  }

  /** Returns what is not understood. */
  List<Diagnostic> problems() {
    return problems;
  }

  /** Returns what is understood and worth knowing. */
  List<Diagnostic> notes() {
    return notes;
  }
}
