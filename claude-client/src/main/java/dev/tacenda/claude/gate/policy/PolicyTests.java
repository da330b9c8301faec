package dev.tacenda.claude.gate.policy;

import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.policy.MaskTest.Expected;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import dev.tacenda.mask.PolicyException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tests that policies bring along, in a file {@code tests.yaml} beside them: what must be
 * masked and what must not, what the verdict is, and which policies a caller gets. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * tacenda-tests: 1
 * tests:
 *   - name: a key of Acme
 *     rule: acme-api-key                                   # left out: any rule
 *     must-mask: ['key = [[acme_live_', 'FAKEfake0123]]']  # all between marks, and nothing else
 *   - name: not the name of a key
 *     rule: acme-api-key
 *     must-not-mask: 'acme_live_ is how keys begin'
 *   - name: keys of clouds stop the call
 *     policy: release                                      # left out: each that has the rule
 *     text: ['AKIA', 'FAKEFAKE...']
 *     verdict: block                                       # allow, mask, ask or block
 * selection:
 *   - name: a branch that is not protected
 *     identity: { issuer: https://issuer.example, subject: job-7, claims: { ref: topic } }
 *     policies: [strict]                                   # in any order; or 'denied: true'
 * }</pre>
 *
 * <p>A text is one text, or a list of texts that are joined: so no scanner takes it for a secret.
 * {@code marks: ['<<', '>>']} is for texts that hold double brackets themselves; {@code json: true}
 * for documents.
 */
public final class PolicyTests {
  private static final PolicyTests NONE = new PolicyTests(List.of(), List.of());

  private final List<MaskTest> tests;
  private final List<SelectionTest> rows;

  /** Says which policies a caller would get. */
  @FunctionalInterface
  public interface Selection {
    /** Returns the names of the policies of {@code caller}; none if it is denied. */
    Collection<String> policiesOf(Caller caller);
  }

  PolicyTests(List<MaskTest> tests, List<SelectionTest> rows) {
    this.tests = List.copyOf(tests);
    this.rows = List.copyOf(rows);
  }

  /** Returns no tests. */
  public static PolicyTests none() {
    return NONE;
  }

  /**
   * Reads the text of a file of tests; {@code sourceName} stands for it in messages.
   *
   * @throws PolicyException if the text is not understood in full
   */
  public static PolicyTests parse(String sourceName, byte[] yaml) {
    Objects.requireNonNull(sourceName, "sourceName");
    return PolicyTestsReader.read(sourceName, Objects.requireNonNull(yaml, "yaml"));
  }

  /** Returns the number of tests, rows of the selection table included. */
  public int size() {
    return tests.size() + rows.size();
  }

  /** Returns true if some test says what {@code ruleId} must mask. */
  public boolean saysWhatIsFoundBy(String ruleId) {
    return isTested(ruleId, Expected.MASKED);
  }

  /** Returns true if some test says what {@code ruleId} must leave alone. */
  public boolean saysWhatIsLeftBy(String ruleId) {
    return isTested(ruleId, Expected.UNTOUCHED);
  }

  private boolean isTested(String ruleId, Expected expected) {
    return tests.stream().anyMatch(t -> t.expected() == expected && ruleId.equals(t.rule()));
  }

  /**
   * Runs all tests, in the order of the file: each on every policy that it is about. One that is
   * about none has failed, as has the selection table if there is no selection.
   *
   * @param policies of distinct names
   * @param selection says which of them callers get; null if nothing does
   */
  public List<PolicyTestResult> run(
      Collection<MaskingPolicy> policies, @Nullable Selection selection) {
    PlaceholderKey key = PlaceholderKey.random();
    List<Masker> maskers = policies.stream().map(policy -> Masker.of(policy, key)).toList();
    List<PolicyTestResult> results = new ArrayList<>();
    tests.forEach(test -> run(test, maskers, results));
    rows.forEach(row -> results.add(run(row, selection)));
    return List.copyOf(results);
  }

  private static void run(MaskTest test, List<Masker> maskers, List<PolicyTestResult> results) {
    List<Masker> concerned = maskers.stream().filter(test::concerns).toList();
    if (concerned.isEmpty()) {
      results.add(
          new PolicyTestResult(test.name(), "", test.place(), List.of(test.whyNone(maskers))));
    }
    for (Masker masker : concerned) {
      String policy = masker.policy().name();
      results.add(new PolicyTestResult(test.name(), policy, test.place(), test.problems(masker)));
    }
  }

  private static PolicyTestResult run(SelectionTest row, @Nullable Selection selection) {
    List<String> problems =
        selection == null ? List.of("there is no selection to ask") : row.problems(selection);
    return new PolicyTestResult(row.name(), "", row.place(), problems);
  }

  /** Returns the number of tests. */
  @Override
  public String toString() {
    return "PolicyTests[" + size() + " tests]";
  }
}
