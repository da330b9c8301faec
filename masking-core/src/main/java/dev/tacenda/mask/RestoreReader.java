package dev.tacenda.mask;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  void read(YamlNode list, MaskingPolicy.Builder policy) {
    for (YamlNode item : list.asList("restore")) {
      YamlMap yaml = item.asMap("a restore").onlyKeys(KEYS);
      YamlNode tools = yaml.required("tools");
      List<String> names = texts(Optional.of(tools), "tool", RestoreRule::requireTool);
      if (names.isEmpty()) {
        throw tools.place().error("a restore without a tool", "name one, for example Edit");
      }
      policy.restore(
          new RestoreRule(
              names,
              texts(yaml.optional("arguments"), "argument", RestoreRule::requireArgument),
              Set.copyOf(kinds(yaml.optional("kinds")))));
    }
  }

  private static List<String> texts(
      Optional<YamlNode> list, String name, Consumer<String> require) {
    List<String> texts = new ArrayList<>();
    list.ifPresent(
        node ->
            node.asList(name)
                .forEach(
                    item -> {
                      item.useText(name, "for example content", require);
                      texts.add(item.asText(name));
                    }));
    return texts;
  }

  private List<String> kinds(Optional<YamlNode> list) {
    List<String> named = texts(list, "kind", each -> {});
    list.ifPresent(
        node ->
            node.asList("kinds")
                .forEach(
                    item -> {
                      String kind = item.asText("kind");
                      if (!kinds.contains(kind)) {
                        throw item.place()
                            .error(
                                "unknown kind " + Suggestion.shown(kind),
                                Suggestion.among(kind, kinds));
                      }
                    }));
    return named;
  }
}
