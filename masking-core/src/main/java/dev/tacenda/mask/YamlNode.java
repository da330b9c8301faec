package dev.tacenda.mask;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A value in a strictly read YAML file, with the place it stands at. The {@code as...} methods turn
 * it into what the caller expects or fail with that place; {@code name} is how the message calls
 * the value. Immutable.
 */
public sealed interface YamlNode permits YamlNode.Scalar, YamlNode.Items, YamlMap {

  /** Returns where the value begins. */
  YamlPlace place();

  /** Returns what the value is, with its article, for messages. */
  String describe();

  /** What a scalar stands for. */
  enum Type {
    TEXT("text"),
    NUMBER("a number"),
    BOOLEAN("true or false"),
    NOTHING("nothing");

    private final String words;

    Type(String words) {
      this.words = words;
    }
  }

  /** A single value. */
  record Scalar(YamlPlace place, Type type, String text) implements YamlNode {
    @Override
    public String describe() {
      return type.words;
    }
  }

  /** A list of values. */
  record Items(YamlPlace place, List<YamlNode> nodes) implements YamlNode {
    public Items {
      nodes = List.copyOf(nodes);
    }

    @Override
    public String describe() {
      return "a list";
    }
  }

  /** Returns the value as text; a number or true/false must be quoted to be text. */
  default String asText(String name) {
    if (this instanceof Scalar scalar && scalar.type() == Type.TEXT) {
      return scalar.text();
    }
    throw mismatch(name, "text", this instanceof Scalar ? "write it in quotes" : "write one value");
  }

  /** Hands the value as text to {@code use}; if that refuses it, the refusal is reported here. */
  default void useText(String name, String remedy, Consumer<String> use) {
    String text = asText(name);
    try {
      use.accept(text);
    } catch (IllegalArgumentException refused) {
      throw place().error(String.valueOf(refused.getMessage()), remedy);
    }
  }

  /** Returns the value as a whole number in {@code min..max}. */
  default int asInt(String name, int min, int max) {
    String range = "write a whole number in " + min + ".." + max;
    if (!(this instanceof Scalar scalar) || scalar.type() != Type.NUMBER) {
      throw mismatch(name, "a whole number", range);
    }
    try {
      int value = Integer.parseInt(scalar.text());
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException fractionOrTooLong) {
      // Reported below together with the numbers that are out of range.
    }
    throw place().error(name + " is out of range: " + Suggestion.shown(scalar.text()), range);
  }

  /** Returns the value as a number in {@code min..max}. */
  default double asNumber(String name, double min, double max) {
    String range = "write a number in " + min + ".." + max;
    if (!(this instanceof Scalar scalar) || scalar.type() != Type.NUMBER) {
      throw mismatch(name, "a number", range);
    }
    double value = Double.parseDouble(scalar.text());
    if (value >= min && value <= max) {
      return value;
    }
    throw place().error(name + " is out of range: " + Suggestion.shown(scalar.text()), range);
  }

  /** Returns the value as true or false. */
  default boolean asBoolean(String name) {
    if (this instanceof Scalar scalar && scalar.type() == Type.BOOLEAN) {
      return scalar.text().equals("true");
    }
    throw mismatch(name, "true or false", "write true or false, without quotes");
  }

  /** Returns what the value's word stands for in {@code words}. */
  default <T> T asWord(String name, Map<String, T> words) {
    String text = asText(name);
    T meaning = words.get(text);
    if (meaning == null) {
      throw place()
          .error(
              PolicyException.Kind.UNKNOWN_WORD,
              "unknown " + name + " " + Suggestion.shown(text),
              Suggestion.among(text, words.keySet()));
    }
    return meaning;
  }

  /** Returns the value as a list. */
  default List<YamlNode> asList(String name) {
    if (this instanceof Items items) {
      return items.nodes();
    }
    throw mismatch(name, "a list", "write [a, b], or one '- a' per line");
  }

  /** Returns the value as a mapping. */
  default YamlMap asMap(String name) {
    if (this instanceof YamlMap map) {
      return map;
    }
    throw mismatch(name, "a mapping", "write one 'key: value' per line");
  }

  private PolicyException mismatch(String name, String expected, String remedy) {
    return place().error(name + " must be " + expected + ", found " + describe(), remedy);
  }
}
