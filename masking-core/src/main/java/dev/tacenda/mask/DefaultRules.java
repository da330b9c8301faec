package dev.tacenda.mask;

import java.util.Set;

/**
 * Which rules of a policy are on unless it says otherwise. Immutable.
 *
 * @param profile what the policy wants of the rules it is based on
 * @param added the ids of rules that the policy adds, about which a profile says nothing
 */
record DefaultRules(Profile profile, Set<String> added) {
  DefaultRules {
    added = Set.copyOf(added);
  }

  boolean include(Rule rule) {
    return added.contains(rule.id()) ? rule.onByDefault() : profile.includes(rule);
  }
}
