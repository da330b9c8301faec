package dev.tacenda.claude.gate.policy;

import dev.tacenda.claude.gate.Caller;
import dev.tacenda.mask.YamlPlace;
import java.util.List;
import java.util.TreeSet;

/**
 * Which policies one caller must get. Immutable.
 *
 * @param policies by name; none if the caller must be denied
 */
record SelectionTest(String name, YamlPlace place, Caller caller, List<String> policies) {
  SelectionTest {
    policies = List.copyOf(policies);
  }

  /** Returns what is wrong, if anything is. No line holds a claim. */
  List<String> problems(PolicyTests.Selection selection) {
    TreeSet<String> actual = new TreeSet<>(selection.policiesOf(caller));
    return actual.equals(new TreeSet<>(policies))
        ? List.of()
        : List.of(
            "the caller " + outcome(actual) + ", and should be one that " + outcome(policies));
  }

  private static String outcome(Iterable<String> names) {
    String joined = String.join(", ", names);
    return joined.isEmpty() ? "is denied" : "gets " + joined;
  }
}
