package dev.tacenda.gateway.policy;

import dev.tacenda.claude.gate.policy.PolicySet;
import dev.tacenda.claude.gate.policy.PolicyTestResult;
import dev.tacenda.claude.gate.policy.PolicyTests;
import dev.tacenda.gateway.shell.ExitCode;
import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.gateway.shell.Shell;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a folder of policies is fit to be signed. */
final class PolicyCheck {
  private PolicyCheck() {}

  /** Returns the results of the tests of a folder; none if it has no tests. */
  static List<PolicyTestResult> results(PolicyFolder folder) {
    @Nullable PolicyTests tests = folder.tests();
    @Nullable PolicySet set = folder.set();
    return tests == null
        ? List.of()
        : tests.run(
            folder.policies().values(), set == null ? null : c -> set.explain(c).policies());
  }

  /**
   * Fails unless the folder has a selection and its tests pass.
   *
   * @throws Failure with {@link ExitCode#REFUSED}
   */
  static void requireGood(Shell shell, PolicyFolder folder) throws Failure {
    if (folder.set() == null) {
      throw new Failure(
          ExitCode.REFUSED, "refused: there is no " + PolicySet.SELECTION_FILE + " in the folder");
    }
    List<PolicyTestResult> failed =
        results(folder).stream().filter(result -> !result.passed()).toList();
    failed.forEach(result -> shell.complain(result.toString()));
    if (!failed.isEmpty()) {
      throw new Failure(ExitCode.REFUSED, "refused: tests failed; see above");
    }
  }
}
