package dev.tacenda.claude.gate.policy;

import dev.tacenda.mask.YamlPlace;
import java.util.List;
import java.util.Objects;

/**
 * How one test of a policy ended. Holds no text of the test and no claim of a caller. Immutable.
 *
 * @param name of the test, as its file says
 * @param policy the name of the policy that was tested; empty for a row of the selection table
 * @param place where the test stands
 * @param problems what is wrong, a line each; none if the test passed
 */
public record PolicyTestResult(String name, String policy, YamlPlace place, List<String> problems) {

  /** Checks that nothing is missing. */
  public PolicyTestResult {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(place, "place");
    problems = List.copyOf(problems);
  }

  /** Returns true if nothing is wrong. */
  public boolean passed() {
    return problems.isEmpty();
  }

  /** Returns place, name and problems in one line, like an error of a compiler. */
  @Override
  public String toString() {
    String about = policy.isEmpty() ? "" : " (policy " + policy + ")";
    String outcome = passed() ? "passed" : String.join("; ", problems);
    String where = place.sourceName() + ":" + place.line() + ":" + place.column();
    return where + ": " + name + about + ": " + outcome;
  }
}
