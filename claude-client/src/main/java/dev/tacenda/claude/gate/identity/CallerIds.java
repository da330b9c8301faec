package dev.tacenda.claude.gate.identity;

import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.IdentityException.Reason;
import dev.tacenda.claude.gate.identity.JsonValue.Items;
import dev.tacenda.claude.gate.identity.JsonValue.Members;
import dev.tacenda.claude.gate.identity.JsonValue.Truth;
import dev.tacenda.mask.TrustedCode;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes the id and the groups of a caller out of the claims of its token. */
@TrustedCode("Two callers never get the same id, and none a group it is not in.")
final class CallerIds {
  private static final int MAX_LENGTH = 256;
  private static final int MAX_GROUPS = 1_000;
  private static final String PLAIN = "-._~:/@+";

  private CallerIds() {}

  /**
   * Returns the caller's id: names and values of claims such as {@code
   * repository_id=123,actor_id=45}, in which other characters than letters, digits and {@code
   * -._~:/@+} are percent-encoded. A caller whose id is {@code sub} alone gets its value alone.
   */
  static String subject(Members claims, List<String> names) throws IdentityException {
    StringJoiner subject = new StringJoiner(",");
    for (String name : names) {
      String value = value(claims, name);
      subject.add(names.equals(List.of("sub")) ? value : encoded(name) + "=" + value);
    }
    if (subject.length() > MAX_LENGTH) {
      throw new IdentityException(Reason.SUBJECT_KEY_TOO_LONG);
    }
    return subject.toString();
  }

  private static String value(Members claims, String name) throws IdentityException {
    String value = claims.get(name) instanceof Truth ? null : ClaimTexts.single(claims.get(name));
    if (value == null || value.isEmpty()) {
      throw new IdentityException(Reason.SUBJECT_KEY_INCOMPLETE);
    }
    return encoded(value);
  }

  private static String encoded(String text) {
    return encoded(text, c -> Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
  }

  /** Which characters of ASCII stay as they are. */
  private interface Plain {
    boolean test(char c);
  }

  private static String encoded(String text, Plain plain) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b > ' ' && b < 0x7f && plain.test((char) b)) {
        encoded.append((char) b);
      } else {
        encoded.append(String.format("%%%02X", b));
      }
    }
    return encoded.toString();
  }

  /** Returns the groups: those that the token names, and those whose rules it meets. */
  static Set<String> groups(Members claims, TrustedIssuer issuer) throws IdentityException {
    Set<String> groups = named(claims, issuer.groupsClaim());
    if (!Collections.disjoint(groups, issuer.groups().keySet())) {
      // Whoever names groups at the issuer could call one like ours.
      throw new IdentityException(Reason.GROUPS_RESERVED);
    }
    for (Map.Entry<String, List<ClaimRule>> group : issuer.groups().entrySet()) {
      if (group.getValue().stream().allMatch(rule -> rule.holds(claims))) {
        groups.add(group.getKey());
      }
    }
    return groups;
  }

  private static Set<String> named(Members claims, @Nullable String claim)
      throws IdentityException {
    Set<String> groups = new TreeSet<>();
    if (claim == null) {
      return groups;
    }
    requireNoneLeftOut(claims, claim);
    JsonValue value = claims.get(claim);
    List<JsonValue> items = value == null ? List.of() : items(value);
    if (items.size() > MAX_GROUPS) {
      throw new IdentityException(Reason.GROUPS_TOO_MANY);
    }
    for (JsonValue item : items) {
      groups.add(group(item));
    }
    return groups;
  }

  /**
   * Entra says in these two ways that there were too many groups (Microsoft identity platform,
   * "Groups overage claim"); where to ask for them is a URL in the token, which is not followed.
   */
  private static void requireNoneLeftOut(Members claims, String claim) throws IdentityException {
    JsonValue elsewhere = claims.get("_claim_names");
    boolean notHere =
        elsewhere != null && !(elsewhere instanceof Members names && !names.has(claim));
    JsonValue has = claim.equals("groups") ? claims.get("hasgroups") : null;
    if (notHere || (has != null && !has.equals(new Truth(false)))) {
      throw new IdentityException(Reason.GROUPS_OVERAGE);
    }
  }

  private static List<JsonValue> items(JsonValue value) throws IdentityException {
    if (!(value instanceof Items items)) {
      throw new IdentityException(Reason.GROUPS_MALFORMED);
    }
    return items.values();
  }

  private static String group(JsonValue item) throws IdentityException {
    if (!(item instanceof JsonValue.Text text) || text.value().isEmpty()) {
      throw new IdentityException(Reason.GROUPS_MALFORMED);
    }
    String group = encoded(text.value(), c -> c != '%');
    if (group.length() > MAX_LENGTH) {
      throw new IdentityException(Reason.GROUPS_MALFORMED);
    }
    return group;
  }
}
