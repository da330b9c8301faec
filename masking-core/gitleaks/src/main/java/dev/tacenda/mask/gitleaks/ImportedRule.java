package dev.tacenda.mask.gitleaks;

import dev.tacenda.mask.Rule;
import java.util.Objects;

/**
 * A rule of a configuration and what it became. Immutable.
 *
 * @param gitleaksId its id in the file
 * @param rule the rule; {@link Rule#id()} is the id in findings, policies and records
 * @param sourceName the file that the id was read from
 * @param line where the id stands, counted from 1
 */
public record ImportedRule(String gitleaksId, Rule rule, String sourceName, int line) {
  /** Checks that nothing is missing. */
  public ImportedRule {
    Objects.requireNonNull(gitleaksId, "gitleaksId");
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(sourceName, "sourceName");
  }
}
