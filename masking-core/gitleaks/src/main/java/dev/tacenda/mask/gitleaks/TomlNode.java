package dev.tacenda.mask.gitleaks;

import dev.tacenda.mask.PolicyException;
import java.util.ArrayList;
import java.util.List;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** A value of a TOML file, with the name of its key. Immutable. */
record TomlNode(String key, Place place, Object value) {

  /** Returns the text. */
  Sited<String> asText() {
    if (value instanceof String text) {
      return new Sited<>(text, place);
    }
    throw wrongType("text", "write it in quotes");
  }

  /** Returns the truth value. */
  boolean asBoolean() {
    if (value instanceof Boolean truth) {
      return truth;
    }
    throw wrongType("true or false", "write true or false without quotes");
  }

  /** Returns the whole number in {@code 0..max}. */
  int asInt(int max) {
    if (!(value instanceof Long number)) {
      throw wrongType("a whole number", "write digits without quotes");
    }
    if (number < 0 || number > max) {
      throw outOfRange("0.." + max);
    }
    return number.intValue();
  }

  /** Returns the number, whole or not, in {@code 0..max}. */
  double asNumber(int max) {
    if (!(value instanceof Number number)) {
      throw wrongType("a number", "write a number without quotes, such as 3.5");
    }
    double amount = number.doubleValue();
    if (!(amount >= 0 && amount <= max)) {
      throw outOfRange("0.." + max);
    }
    return amount;
  }

  /** Returns the texts of a list. */
  List<Sited<String>> asTexts() {
    List<Sited<String>> texts = new ArrayList<>();
    items("a list of texts", "write ['a', 'b']").forEach(item -> texts.add(item.asText()));
    return texts;
  }

  /** Returns the table. */
  TomlMap asMap() {
    if (value instanceof TomlTable table) {
      return TomlMap.of(place, table);
    }
    throw wrongType("one table", "write [...] with single brackets, once");
  }

  /** Returns the tables of a list. */
  List<TomlMap> asMaps() {
    List<TomlMap> maps = new ArrayList<>();
    String remedy = "write [[...]] with double brackets";
    items("a list of tables", remedy)
        .forEach(
            item -> {
              if (!(item.value instanceof TomlTable)) {
                throw item.wrongType("a table", remedy);
              }
              maps.add(item.asMap());
            });
    return maps;
  }

  private List<TomlNode> items(String wanted, String remedy) {
    if (!(value instanceof TomlArray array)) {
      throw wrongType(wanted, remedy);
    }
    List<TomlNode> items = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      TomlPosition at = array.inputPositionOf(i);
      Place itemPlace = new Place(place.sourceName(), at.line(), at.column());
      items.add(new TomlNode(key, itemPlace, array.get(i)));
    }
    return items;
  }

  private PolicyException wrongType(String wanted, String remedy) {
    return place.error(Quoted.of(key) + " must be " + wanted + ", found " + describe(), remedy);
  }

  private PolicyException outOfRange(String range) {
    return place.error(
        Quoted.of(key) + " must be in " + range + ", was " + value, "write a number in " + range);
  }

  private String describe() {
    if (value instanceof TomlTable) {
      return "a table";
    }
    if (value instanceof TomlArray) {
      return "a list";
    }
    if (value instanceof String) {
      return "text";
    }
    if (value instanceof Number) {
      return "a number";
    }
    return value instanceof Boolean ? "true or false" : "a date or time";
  }
}
