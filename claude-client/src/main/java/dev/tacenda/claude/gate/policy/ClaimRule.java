package dev.tacenda.claude.gate.policy;

import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.internal.digest.Sha256Parts;
import dev.tacenda.mask.TrustedCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts callers of an issuer into groups, or refuses them, by what the issuer says of them.
 * Immutable.
 */
final class ClaimRule {
  /** Names of conditions that are not claims have a space, which no key of the file can have. */
  static final String SUBJECT = "the subject";

  static final String TOKEN_GROUPS = "the groups of the token";

  private final String name;
  private final int line;
  private final Set<String> issuers;
  private final Map<String, ClaimCondition> claims;
  private final @Nullable ClaimCondition subject;
  private final @Nullable ClaimCondition tokenGroups;
  private final List<String> groups;
  private final String denial;

  /**
   * Makes a rule.
   *
   * @param groups what callers get; none if they are refused
   * @param denial why callers are refused, or nothing
   */
  ClaimRule(
      String name,
      int line,
      Set<String> issuers,
      Map<String, ClaimCondition> claims,
      @Nullable ClaimCondition subject,
      @Nullable ClaimCondition tokenGroups,
      List<String> groups,
      String denial) {
    this.name = name;
    this.line = line;
    this.issuers = Set.copyOf(issuers);
    this.claims = new TreeMap<>(claims);
    this.subject = subject;
    this.tokenGroups = tokenGroups;
    this.groups = List.copyOf(groups);
    this.denial = denial;
  }

  String name() {
    return name;
  }

  int line() {
    return line;
  }

  List<String> groups() {
    return groups;
  }

  boolean denies() {
    return !denial.isEmpty();
  }

  Set<String> issuers() {
    return issuers;
  }

  boolean isFor(Caller caller) {
    return !caller.isAnonymous() && issuers.contains(caller.issuer());
  }

  /** Returns what of the conditions the caller does not meet; nothing if the rule applies. */
  @TrustedCode("empty only if the caller meets every condition of the rule")
  List<String> unmet(Caller caller) {
    List<String> unmet = new ArrayList<>();
    if (subject != null && !subject.isMetBy(List.of(caller.subject()))) {
      unmet.add(SUBJECT);
    }
    claims.forEach(
        (claim, condition) -> {
          if (!condition.isMetBy(caller.claims().values(claim))) {
            unmet.add("claim '" + claim + "'");
          }
        });
    if (tokenGroups != null && !tokenGroups.isMetBy(caller.groups())) {
      unmet.add(TOKEN_GROUPS);
    }
    return unmet;
  }

  /** Returns what the rule goes by, for people to read. */
  List<String> conditions() {
    List<String> all = new ArrayList<>();
    if (subject != null) {
      all.add(SUBJECT);
    }
    claims.keySet().forEach(claim -> all.add("claim '" + claim + "'"));
    if (tokenGroups != null) {
      all.add(TOKEN_GROUPS);
    }
    return all;
  }

  /** Returns true only if this rule applies to each caller that {@code other} applies to. */
  boolean covers(ClaimRule other) {
    return issuers.containsAll(other.issuers)
        && covers(subject, other.subject)
        && covers(tokenGroups, other.tokenGroups)
        && claims.entrySet().stream()
            .allMatch(each -> covers(each.getValue(), other.claims.get(each.getKey())));
  }

  private static boolean covers(@Nullable ClaimCondition mine, @Nullable ClaimCondition others) {
    return mine == null || (others != null && mine.covers(others));
  }

  /** Returns the claims for which any text will do, as long as they are there. */
  List<String> claimsThatOnlyMustBeThere() {
    return claims.entrySet().stream()
        .filter(each -> each.getValue().matchesAll())
        .map(Map.Entry::getKey)
        .toList();
  }

  void digest(Sha256Parts into) {
    into.text(name);
    into.texts(issuers.stream().sorted().toList());
    into.text(Integer.toString(claims.size()));
    claims.forEach(
        (claim, condition) -> {
          into.text(claim);
          into.texts(condition.canonical());
        });
    into.texts(subject == null ? List.of() : subject.canonical());
    into.texts(tokenGroups == null ? List.of() : tokenGroups.canonical());
    into.texts(groups.stream().sorted().toList());
    into.text(denial);
  }

  /** Names the rule. */
  @Override
  public String toString() {
    return "ClaimRule[" + name + ", line " + line + "]";
  }
}
