package dev.tacenda.mask;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Reads where a policy file lets values be restored. */
final class RestoreReader {
  private static final Set<String> KEYS = Set.of("tools", "arguments", "kinds");

  private final Set<String> kinds;

  /** Reads rules that can name these kinds. */
  RestoreReader(Set<String> kinds) {
    this.kinds = kinds;
  }

  void read(YamlNode list, TrafficSettings.Builder traffic) {
    for (YamlNode item : list.asList("restore")) {
      YamlMap yaml = item.asMap("a restore").onlyKeys(KEYS);
      YamlNode tools = yaml.required("tools");
      List<String> names = texts(yaml, "tools", is("tool", RestoreRule::requireTool));
      if (names.isEmpty()) {
        throw tools.place().error("a restore without a tool", "name one, for example Edit");
      }
      traffic.restore(
          new RestoreRule(
              names,
              texts(yaml, "arguments", is("argument", RestoreRule::requireArgument)),
              Set.copyOf(texts(yaml, "kinds", this::requireKind))));
    }
  }

  /** Returns the texts of a list; none if it is not there. */
  private static List<String> texts(YamlMap yaml, String key, Consumer<YamlNode> require) {
    List<String> texts = new ArrayList<>();
    for (YamlNode item : yaml.optional(key).map(list -> list.asList(key)).orElse(List.of())) {
      require.accept(item);
      texts.add(item.asText(key));
    }
    return texts;
  }

  private static Consumer<YamlNode> is(String name, Consumer<String> require) {
    return item -> item.useText(name, "see 'Policies' in masking-core/RULES.md", require);
  }

  private void requireKind(YamlNode item) {
    String kind = item.asText("kind");
    if (!kinds.contains(kind)) {
      throw item.place()
          .error(
              PolicyException.Kind.UNKNOWN_WORD,
              "unknown kind " + Suggestion.shown(kind),
              Suggestion.among(kind, kinds));
    }
  }
}
