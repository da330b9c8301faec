package dev.tacenda.claude.gate.identity;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of a token's JSON. Immutable; prints its kind, never what it holds. */
sealed interface JsonValue {

  /** A string. */
  record Text(String value) implements JsonValue {
    @Override
    public String toString() {
      return "text";
    }
  }

  /** A number, as it is written. */
  record Numeral(String spelling) implements JsonValue {
    /** Returns true if it is written as a whole number. */
    boolean isWhole() {
      return spelling.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
    }

    @Override
    public String toString() {
      return "number";
    }
  }

  /** A truth value. */
  record Truth(boolean value) implements JsonValue {
    @Override
    public String toString() {
      return "truth value";
    }
  }

  /** The null of JSON. */
  record Null() implements JsonValue {
    @Override
    public String toString() {
      return "null";
    }
  }

  /** A list. */
  record Items(List<JsonValue> values) implements JsonValue {
    @Override
    public String toString() {
      return "list";
    }
  }

  /** An object, with its members in the order in which they stand. */
  record Members(Map<String, JsonValue> values) implements JsonValue {
    boolean has(String name) {
      return values.containsKey(name);
    }

    @Nullable JsonValue get(String name) {
      return values.get(name);
    }

    /** Returns a member that is a string; null if there is none or it is something else. */
    @Nullable String text(String name) {
      return values.get(name) instanceof Text text ? text.value() : null;
    }

    @Override
    public String toString() {
      return "object";
    }
  }
}
