package dev.tacenda.mask;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;

/**
 * What a rule that reads whole texts asks of a value, beyond its pattern. Immutable.
 *
 * @param entropyAbove the secret must have more bits of entropy than this; 0 asks nothing
 * @param allowlists what is not meant
 */
record TextConditions(double entropyAbove, List<Allowlist> allowlists) {
  /** Largest compiled expression. Rules of other scanners count to higher numbers than ours. */
  private static final int MAX_PROGRAM_SIZE = 20_000;

  TextConditions {
    allowlists = List.copyOf(allowlists);
  }

  /** Compiles an expression of a rule that reads whole texts. */
  static Pattern compile(String name, String regex) {
    Pattern compiled = RuleBuilder.compile(name, regex);
    RuleBuilder.require(
        compiled.programSize() <= MAX_PROGRAM_SIZE,
        name + " is too large: " + compiled.programSize() + " steps of " + MAX_PROGRAM_SIZE);
    return compiled;
  }

  /** Returns all that decides what is found, in a fixed order. */
  List<String> canonical() {
    List<String> fields = new ArrayList<>();
    fields.add("whole-text");
    fields.add(Double.toString(entropyAbove));
    fields.addAll(allowlists.stream().map(Allowlist::canonical).sorted().toList());
    return fields;
  }
}
