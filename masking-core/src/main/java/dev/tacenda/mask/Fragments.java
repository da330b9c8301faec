package dev.tacenda.mask;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Named pieces of patterns that several rules of a file share, written <code>%{name}</code> where
 * they are used. A fragment may use those above it. Immutable.
 */
final class Fragments {
  /** No fragments. */
  static final Fragments NONE = new Fragments(Map.of());

  private static final String OPEN = "%{";

  private final Map<String, String> texts;

  private Fragments(Map<String, String> texts) {
    this.texts = Map.copyOf(texts);
  }

  /** Reads the fragments of a file. */
  static Fragments read(YamlNode node) {
    YamlMap yaml = node.asMap("fragments");
    Map<String, String> texts = new HashMap<>();
    for (String name : yaml.keys()) {
      texts.put(name, new Fragments(texts).expand(yaml.required(name)));
    }
    return new Fragments(texts);
  }

  /** Returns the text of {@code piece} with each fragment it uses put in as a group. */
  String expand(YamlNode piece) {
    String text = piece.asText("pattern");
    StringBuilder expanded = new StringBuilder();
    int from = 0;
    for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, from)) {
      int close = text.indexOf('}', open);
      String name = text.substring(open + OPEN.length(), close < 0 ? text.length() : close);
      expanded.append(text, from, open).append("(?:").append(named(piece, name)).append(')');
      from = close < 0 ? text.length() : close + 1;
    }
    return expanded.append(text, from, text.length()).toString();
  }

  private String named(YamlNode piece, String name) {
    String text = texts.get(name);
    if (text == null) {
      Set<String> known = texts.keySet();
      throw piece
          .place()
          .error(
              PolicyException.Kind.UNKNOWN_WORD,
              "unknown fragment " + Suggestion.shown(name),
              Suggestion.among(name, known));
    }
    return text;
  }
}
