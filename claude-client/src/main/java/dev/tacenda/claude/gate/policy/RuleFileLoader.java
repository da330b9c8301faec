package dev.tacenda.claude.gate.policy;

import dev.tacenda.mask.PolicyException;
import dev.tacenda.mask.RuleSet;
import java.util.Objects;

/**
 * Reads rules in a format of others, such as a gitleaks configuration, for {@link
 * PolicySet.Compiler#ruleFiles}. Implementations are thread-safe, answer the same for the same
 * bytes, and read nothing but what they are given.
 *
 * <pre>{@code
 * RuleFileLoader gitleaks =
 *     (name, toml) -> {
 *       GitleaksConfig config = GitleaksConfig.parse(name, toml);
 *       return new RuleFileLoader.Loaded(config.ownRules(), config.usesDefault());
 *     };
 * }</pre>
 */
@FunctionalInterface
public interface RuleFileLoader {

  /**
   * What a file holds.
   *
   * @param ownRules the rules that stand in it
   * @param extendsStandard true if it also wants the rules that are shipped
   */
  record Loaded(RuleSet ownRules, boolean extendsStandard) {
    public Loaded {
      Objects.requireNonNull(ownRules, "ownRules");
    }
  }

  /**
   * Reads a file.
   *
   * @param name its name, for messages
   * @param content its bytes; not to be modified
   * @throws PolicyException if it is not understood in full
   */
  Loaded load(String name, byte[] content);
}
