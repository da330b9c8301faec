package dev.tacenda.claude.gate.policy;

import dev.tacenda.mask.PolicyException;
import dev.tacenda.mask.YamlMap;
import dev.tacenda.mask.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the rules of a selection file. Used for one file. */
final class ClaimRuleReader {
  /** As long as an id of a caller may be. */
  static final int MAX_ID_LENGTH = 256;

  private static final Set<String> KEYS =
      Set.of(
          "name", "issuer", "every-caller", "subject", "claims", "token-groups", "groups", "deny");

  private final Set<String> knownGroups;
  private final Map<String, Integer> linesOfNames = new HashMap<>();

  ClaimRuleReader(Set<String> knownGroups) {
    this.knownGroups = knownGroups;
  }

  ClaimRule read(YamlMap yaml) {
    yaml.onlyKeys(KEYS);
    String name = name(yaml.required("name"));
    Set<String> issuers = issuers(yaml.required("issuer"));
    ClaimCondition subject = yaml.optional("subject").map(ClaimRuleReader::subject).orElse(null);
    ClaimCondition tokenGroups =
        yaml.optional("token-groups").map(n -> condition(n, "token-groups", true)).orElse(null);
    Map<String, ClaimCondition> claims =
        yaml.optional("claims").map(ClaimRuleReader::claims).orElse(Map.of());
    requireCondition(yaml, subject != null || tokenGroups != null || !claims.isEmpty());
    return new ClaimRule(
        name,
        yaml.place().line(),
        issuers,
        claims,
        subject,
        tokenGroups,
        groups(yaml),
        yaml.optional("deny")
            .map(n -> Names.line(n, "deny", SelectionReader.MAX_REASON_LENGTH))
            .orElse(""));
  }

  private String name(YamlNode node) {
    String name = node.asText("name");
    Names.require(node.place(), "rule", name);
    Integer line = linesOfNames.putIfAbsent(name, node.place().line());
    if (line != null) {
      throw node.place()
          .error("second rule '" + name + "'", "rename it or the one in line " + line);
    }
    return name;
  }

  private static Set<String> issuers(YamlNode node) {
    Set<String> issuers = new LinkedHashSet<>();
    for (YamlNode item : oneOrSeveral(node, "issuer")) {
      if (!issuers.add(id(item, "issuer"))) {
        throw item.place().error("an issuer is there twice", "remove one of them");
      }
    }
    return issuers;
  }

  /** Returns what can be the issuer, the subject or a group of a caller; others never are. */
  private static String id(YamlNode node, String name) {
    String text = node.asText(name);
    boolean printable = text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (text.isEmpty() || text.length() > MAX_ID_LENGTH || !printable) {
      throw node.place()
          .error(
              "no caller has such a "
                  + name
                  + ": it would have 1 to "
                  + MAX_ID_LENGTH
                  + " printable ASCII characters",
              "write what the token says");
    }
    return text;
  }

  /** A condition that was forgotten must not let in all that an issuer vouches for. */
  private static void requireCondition(YamlMap yaml, boolean hasCondition) {
    boolean everyCaller =
        yaml.optional("every-caller").map(n -> n.asBoolean("every-caller")).orElse(false);
    if (everyCaller && hasCondition) {
      throw yaml.keyPlace("every-caller")
          .error("'every-caller' beside conditions", "remove it, or them");
    }
    if (!everyCaller && !hasCondition) {
      throw yaml.place()
          .error(
              "a rule needs 'claims', 'subject' or 'token-groups'",
              "add one; if the rule is for all that the issuer vouches for, write 'every-caller:"
                  + " true'");
    }
  }

  /** Platforms change how they spell subjects, and callers can choose parts of some. */
  private static ClaimCondition subject(YamlNode node) {
    if (node instanceof YamlMap) {
      throw node.place()
          .error(
              "a subject is not matched by a pattern",
              "list subjects, or go by claims that have one meaning each");
    }
    return condition(node, "subject", true);
  }

  private static Map<String, ClaimCondition> claims(YamlNode node) {
    YamlMap yaml = node.asMap("claims");
    Names.requireCount(yaml, "claims", yaml.keys().size(), SelectionReader.MAX_CONDITIONS);
    Map<String, ClaimCondition> claims = new LinkedHashMap<>();
    for (String claim : yaml.keys()) {
      if (claim.isEmpty() || claim.length() > ClaimCondition.MAX_VALUE_LENGTH) {
        throw yaml.keyPlace(claim).error("no token has such a claim", "name one that it has");
      }
      claims.put(claim, condition(yaml.required(claim), "claim '" + claim + "'", false));
    }
    return claims;
  }

  private static ClaimCondition condition(YamlNode node, String name, boolean isId) {
    if (node instanceof YamlMap map) {
      return pattern(map.onlyKeys(Set.of("pattern")).required("pattern"));
    }
    List<String> values = new ArrayList<>();
    for (YamlNode item : oneOrSeveral(node, name)) {
      String value = isId ? id(item, name) : value(item, name);
      if (values.contains(value)) {
        throw item.place().error("a value of " + name + " is there twice", "remove one of them");
      }
      values.add(value);
    }
    return ClaimCondition.oneOf(values);
  }

  private static String value(YamlNode node, String name) {
    String text = node.asText(name);
    if (text.isEmpty() || text.length() > ClaimCondition.MAX_VALUE_LENGTH) {
      throw node.place()
          .error(
              "a value of "
                  + name
                  + " has 1 to "
                  + ClaimCondition.MAX_VALUE_LENGTH
                  + " characters, not "
                  + text.length(),
              "write what the token says");
    }
    return text;
  }

  private static ClaimCondition pattern(YamlNode node) {
    String regex = node.asText("pattern");
    try {
      return ClaimCondition.matching(regex);
    } catch (IllegalArgumentException refused) {
      PolicyException error =
          node.place()
              .error(
                  String.valueOf(refused.getMessage()),
                  "see https://github.com/google/re2/wiki/Syntax");
      throw error;
    }
  }

  private static List<YamlNode> oneOrSeveral(YamlNode node, String name) {
    if (!(node instanceof YamlNode.Items items)) {
      return List.of(node);
    }
    if (items.nodes().isEmpty()) {
      throw node.place().error("no value for " + name + ", so nothing is met", "list one");
    }
    Names.requireCount(node, "values", items.nodes().size(), ClaimCondition.MAX_VALUES);
    return items.nodes();
  }

  private List<String> groups(YamlMap yaml) {
    boolean denies = yaml.optional("deny").isPresent();
    if (denies == yaml.optional("groups").isPresent()) {
      throw yaml.place()
          .error(
              "a rule needs one of 'groups' and 'deny'",
              "write what callers get, or why they are refused");
    }
    List<String> groups = new ArrayList<>();
    for (YamlNode item : denies ? List.<YamlNode>of() : groupList(yaml.required("groups"))) {
      String group = item.asText("a group");
      if (!knownGroups.contains(group)) {
        throw item.place().unknownWord("group", group, knownGroups);
      }
      if (groups.contains(group)) {
        throw item.place().error("group '" + group + "' is there twice", "remove one of them");
      }
      groups.add(group);
    }
    return groups;
  }

  private static List<YamlNode> groupList(@Nullable YamlNode node) {
    List<YamlNode> items = node == null ? List.of() : node.asList("groups");
    if (node != null && items.isEmpty()) {
      throw node.place().error("a rule that gives no group", "name one, or write 'deny'");
    }
    return items;
  }
}
