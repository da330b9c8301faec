package dev.tacenda.mask;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what a policy file says about exchanges as such. Used for one file. */
final class TrafficReader {
  private static final Set<String> RISK_KEYS = Set.of("risk", "action");
  private static final Map<String, Action> RISK_ACTIONS =
      Map.of("allow", Action.ALLOW, "ask", Action.ASK, "block", Action.BLOCK);
  private static final Map<String, Risk> RISKS =
      Arrays.stream(Risk.values())
          .collect(Collectors.toUnmodifiableMap(Risk::id, Function.identity()));
  private static final Map<String, Boolean> ANONYMOUS = Map.of("admit", true, "deny", false);
  private static final Map<String, Boolean> UNKNOWN = Map.of("refuse", true, "mask", false);
  private static final Map<String, Boolean> WRITE_BACK = Map.of("pass", true, "refuse", false);
  private static final Map<String, BinaryAction> BINARY =
      Arrays.stream(BinaryAction.values())
          .collect(Collectors.toUnmodifiableMap(BinaryAction::word, Function.identity()));

  private final Set<String> kinds;
  private final TrafficSettings.Builder traffic = TrafficSettings.builder();

  /** Reads settings that can name these kinds. */
  TrafficReader(Set<String> kinds) {
    this.kinds = kinds;
  }

  TrafficSettings read(YamlMap file) {
    if (says(file, "anonymous-callers", ANONYMOUS)) {
      traffic.admitAnonymousCallers();
    }
    file.optional("binary").ifPresent(node -> binary(node.asWord("word for binary", BINARY)));
    if (says(file, "unknown-fields", UNKNOWN)) {
      traffic.refuseUnknown();
    }
    if (says(file, "write-back", WRITE_BACK)) {
      traffic.passWriteBack();
    }
    file.optional("risks").ifPresent(this::risks);
    file.optional("restore").ifPresent(list -> new RestoreReader(kinds).read(list, traffic));
    return traffic.build();
  }

  private static boolean says(YamlMap file, String key, Map<String, Boolean> words) {
    return file.optional(key).map(node -> node.asWord("word for " + key, words)).orElse(false);
  }

  private void binary(BinaryAction action) {
    switch (action) {
      case PASS -> traffic.passBinary();
      case INSPECT -> traffic.inspectBinary();
      case REFUSE -> {} // as if left out
    }
  }

  private void risks(YamlNode list) {
    Map<Risk, Integer> lines = new HashMap<>();
    for (YamlNode item : list.asList("risks")) {
      YamlMap yaml = item.asMap("a risk").onlyKeys(RISK_KEYS);
      YamlNode node = yaml.required("risk");
      Risk risk = node.asWord("risk", RISKS);
      Integer line = lines.putIfAbsent(risk, node.place().line());
      if (line != null) {
        throw node.place()
            .error(
                "second action for risk '" + risk.id() + "'",
                "remove it or the one in line " + line);
      }
      traffic.actionForRisk(
          risk, yaml.required("action").asWord("action for a risk", RISK_ACTIONS));
    }
  }
}
