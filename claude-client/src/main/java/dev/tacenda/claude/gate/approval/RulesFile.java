package dev.tacenda.claude.gate.approval;

import dev.tacenda.audit.note.NoteKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads {@link ApprovalRules} from YAML: each key is known, stands once, and has the right type.
 */
final class RulesFile {
  private static final int MAX_BYTES = 1024 * 1024;
  private static final int MAX_DEPTH = 8;
  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setAllowDuplicateKeys(false)
          .setMaxAliasesForCollections(0)
          .setCodePointLimit(MAX_BYTES)
          .build();

  private RulesFile() {}

  static ApprovalRules read(byte[] yaml) {
    if (yaml.length > MAX_BYTES) {
      throw new IllegalArgumentException("approvals file: longer than " + MAX_BYTES + " bytes");
    }
    Map<String, Object> root = root(new String(yaml, StandardCharsets.UTF_8));
    requireKeys(
        "the file",
        root,
        Set.of("tacenda-approvals", "humans", "keys", "rules"),
        Set.of("bots", "requesters", "max-minutes", "clock-skew-seconds", "max-uses"));
    if (!Objects.equals(root.get("tacenda-approvals"), 1)) {
      throw wrong("tacenda-approvals", "1");
    }
    ApprovalRules.Builder rules = ApprovalRules.builder(humans(root));
    keys(map("keys", root.get("keys")), rules);
    for (Object each : list("rules", root.get("rules"))) {
      rules.rule(rule(map("a rule", each)));
    }
    limits(root, rules);
    return rules.build();
  }

  private static Map<String, Object> root(String yaml) {
    try {
      requireFlat(yaml);
      return map("the file", new Load(SETTINGS).loadFromString(yaml));
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException("approvals file: " + e.getMessage());
    }
  }

  /** The library composes by recursion, so the depth is looked at before. */
  private static void requireFlat(String yaml) {
    int depth = 0;
    for (Event event : new Parse(SETTINGS).parseString(yaml)) {
      depth += event instanceof CollectionStartEvent ? 1 : 0;
      depth -= event instanceof CollectionEndEvent ? 1 : 0;
      if (depth > MAX_DEPTH || event instanceof AliasEvent) {
        throw new IllegalArgumentException(
            "approvals file: aliases, or nested deeper than " + MAX_DEPTH);
      }
    }
  }

  private static HumanIds humans(Map<String, Object> root) {
    HumanIds.Builder humans = HumanIds.builder();
    map("humans", root.get("humans"))
        .forEach((name, ids) -> humans.human(name, texts(name, ids).toArray(String[]::new)));
    if (root.containsKey("bots")) {
      humans.bot(texts("bots", root.get("bots")).toArray(String[]::new));
    }
    if (root.containsKey("requesters")) {
      for (Object each : list("requesters", root.get("requesters"))) {
        Map<String, Object> source = map("a requester", each);
        requireKeys("a requester", source, Set.of("issuer", "claim", "namespace"), Set.of());
        humans.requester(
            text("issuer", source.get("issuer")),
            text("claim", source.get("claim")),
            text("namespace", source.get("namespace")));
      }
    }
    return humans.build();
  }

  private static void keys(Map<String, Object> keys, ApprovalRules.Builder rules) {
    requireKeys("keys", keys, Set.of(), Set.of("people", "services", "break-glass"));
    noteKeys(keys, "people").forEach(rules::person);
    noteKeys(keys, "services").forEach(rules::service);
    noteKeys(keys, "break-glass").forEach(rules::breakGlass);
  }

  private static List<NoteKey> noteKeys(Map<String, Object> keys, String name) {
    return keys.containsKey(name)
        ? texts(name, keys.get(name)).stream().map(NoteKey::parse).toList()
        : List.of();
  }

  private static ApproverRule rule(Map<String, Object> rule) {
    requireKeys("a rule", rule, Set.of("policy", "asked-for", "approvers", "quorum"), Set.of());
    return new ApproverRule(
        text("policy", rule.get("policy")),
        new HashSet<>(texts("asked-for", rule.get("asked-for"))),
        new HashSet<>(texts("approvers", rule.get("approvers"))),
        number("quorum", rule.get("quorum")));
  }

  private static void limits(Map<String, Object> root, ApprovalRules.Builder rules) {
    if (root.containsKey("max-minutes")) {
      rules.maxValidity(Duration.ofMinutes(number("max-minutes", root.get("max-minutes"))));
    }
    if (root.containsKey("clock-skew-seconds")) {
      int seconds = number("clock-skew-seconds", root.get("clock-skew-seconds"));
      rules.clockSkew(Duration.ofSeconds(seconds));
    }
    if (root.containsKey("max-uses")) {
      rules.maxUses(number("max-uses", root.get("max-uses")));
    }
  }

  private static void requireKeys(
      String where, Map<String, Object> map, Set<String> needed, Set<String> possible) {
    Set<String> missing = new TreeSet<>(needed);
    missing.removeAll(map.keySet());
    Set<String> unknown = new TreeSet<>(map.keySet());
    unknown.removeAll(needed);
    unknown.removeAll(possible);
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "approvals file: " + where + " lacks " + missing + " and has unknown " + unknown);
    }
  }

  private static Map<String, Object> map(String where, @Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw wrong(where, "a mapping");
    }
    Map<String, Object> result = new LinkedHashMap<>();
    map.forEach(
        (key, each) -> {
          if (each == null) {
            throw wrong(where, "a mapping without empty values");
          }
          result.put(text("a key in " + where, key), each);
        });
    return result;
  }

  private static List<?> list(String where, @Nullable Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw wrong(where, "a list");
  }

  private static List<String> texts(String where, @Nullable Object value) {
    return list(where, value).stream().map(each -> text("an entry of " + where, each)).toList();
  }

  private static String text(String where, @Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw wrong(where, "text; put it into quotes");
  }

  private static int number(String where, @Nullable Object value) {
    if (value instanceof Integer number) {
      return number;
    }
    throw wrong(where, "a whole number");
  }

  private static IllegalArgumentException wrong(String where, String must) {
    return new IllegalArgumentException("approvals file: " + where + " must be " + must);
  }
}
