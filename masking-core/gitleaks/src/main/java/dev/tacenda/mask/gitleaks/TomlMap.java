package dev.tacenda.mask.gitleaks;

import dev.tacenda.mask.PolicyException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tomlj.TomlKeyValue;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** A table of a TOML file. Keys are found in any letter case, as gitleaks finds them. Immutable. */
final class TomlMap {
  /** What gitleaks does not know but its relative betterleaks does. */
  private static final Set<String> BETTERLEAKS =
      Set.of(
          "betterleaksminversion",
          "filter",
          "prefilter",
          "specificity",
          "tokenefficiency",
          "validate");

  private final Place place;
  private final Map<String, Entry> entries;

  /** A key as it is spelt, where it stands, and its value. */
  private record Entry(String key, Place place, TomlNode node) {}

  private TomlMap(Place place, Map<String, Entry> entries) {
    this.place = place;
    this.entries = entries;
  }

  /**
   * Returns the table, which stands at {@code place}.
   *
   * @throws PolicyException if a key is there twice in different letter cases
   */
  static TomlMap of(Place place, TomlTable table) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (String key : table.keySet()) {
      Entry entry = entry(place, table, key);
      Entry earlier = entries.putIfAbsent(key.toLowerCase(Locale.ROOT), entry);
      if (earlier != null) {
        throw entry.place.error(
            "key " + Quoted.of(key) + " is " + Quoted.of(earlier.key) + " in another letter case",
            "remove it or the one in line " + earlier.place.line());
      }
    }
    return new TomlMap(place, entries);
  }

  private static Entry entry(Place place, TomlTable table, String key) {
    TomlKeyValue pair = table.entry(List.of(key));
    TomlPosition at = pair.position();
    Place keyPlace = new Place(place.sourceName(), at.line(), at.column());
    TomlPosition value = pair.value().position();
    Place valuePlace =
        value == null ? keyPlace : new Place(place.sourceName(), value.line(), value.column());
    return new Entry(key, keyPlace, new TomlNode(key, valuePlace, pair.value().get()));
  }

  /** Where the table begins. */
  Place place() {
    return place;
  }

  /** Fails at the first key that is none of {@code known} in any letter case. Returns this. */
  TomlMap onlyKeys(Set<String> known) {
    Set<String> folded = new TreeSet<>();
    known.forEach(key -> folded.add(key.toLowerCase(Locale.ROOT)));
    entries.forEach(
        (key, entry) -> {
          if (!folded.contains(key)) {
            throw unknown(entry, known);
          }
        });
    return this;
  }

  private static PolicyException unknown(Entry entry, Set<String> known) {
    if (BETTERLEAKS.contains(entry.key.toLowerCase(Locale.ROOT))) {
      return entry.place.error(
          "key " + Quoted.of(entry.key) + " is of betterleaks, not of gitleaks", "remove it");
    }
    return entry.place.unknown("key", entry.key, known);
  }

  /** Returns the value of a key, if it is there. */
  Optional<TomlNode> get(String key) {
    return Optional.ofNullable(entries.get(key.toLowerCase(Locale.ROOT))).map(Entry::node);
  }

  /** Returns where a key stands that is there; else the table. */
  Place placeOf(String key) {
    Entry entry = entries.get(key.toLowerCase(Locale.ROOT));
    return entry == null ? place : entry.place;
  }
}
