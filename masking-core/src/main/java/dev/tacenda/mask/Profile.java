package dev.tacenda.mask;

import java.util.Locale;

/**
 * Which of the rules that a policy is based on are on. It says nothing about rules that the policy
 * adds or enables, and known secrets are found under each.
 */
public enum Profile {
  /**
   * Only what cannot be mistaken: tokens of the shape of one vendor, and private keys. Nothing is
   * found by its name alone, and no personal data.
   */
  MINIMAL,
  /** The rules that are on by default. */
  STANDARD,
  /** Every rule, also those that are off by default because they find much that is no secret. */
  STRICT;

  /** Rules of this specificity and above name one vendor's tokens; those below go by context. */
  static final int BEYOND_DOUBT = 85;

  /** Returns true if {@code rule} is on under this profile. */
  boolean includes(Rule rule) {
    return switch (this) {
      case MINIMAL -> rule.onByDefault() && rule.specificity() >= BEYOND_DOUBT;
      case STANDARD -> rule.onByDefault();
      case STRICT -> true;
    };
  }

  /** Returns why a rule that is not enabled is off, for messages. */
  String reason() {
    return this == STANDARD ? "by default" : "in profile '" + name().toLowerCase(Locale.ROOT) + "'";
  }
}
