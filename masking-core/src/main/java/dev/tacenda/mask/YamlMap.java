package dev.tacenda.mask;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A YAML mapping whose keys are text, in the order of the file. Immutable. */
public final class YamlMap implements YamlNode {
  private final YamlPlace place;
  private final Map<String, Entry> entries;

  /** A value together with the place of its key. */
  record Entry(YamlPlace keyPlace, YamlNode value) {}

  YamlMap(YamlPlace place, Map<String, Entry> entries) {
    this.place = place;
    this.entries = new LinkedHashMap<>(entries);
  }

  @Override
  public YamlPlace place() {
    return place;
  }

  @Override
  public String describe() {
    return "a mapping";
  }

  /** Fails at the first key that is not in {@code known}. Returns this. */
  public YamlMap onlyKeys(Set<String> known) {
    entries.forEach(
        (key, entry) -> {
          if (!known.contains(key)) {
            throw entry
                .keyPlace()
                .error(
                    PolicyException.Kind.UNKNOWN_WORD,
                    "unknown key " + Suggestion.shown(key),
                    Suggestion.among(key, known));
          }
        });
    return this;
  }

  /** Returns the keys in the order of the file. */
  public Set<String> keys() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  /** Returns the value of a key that must be there. */
  public YamlNode required(String key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      throw place.error("key '" + key + "' is missing", "add '" + key + ": ...' here");
    }
    return entry.value();
  }

  /** Returns the value of a key that may be left out. */
  public Optional<YamlNode> optional(String key) {
    return Optional.ofNullable(entries.get(key)).map(Entry::value);
  }

  /** Returns the place of a key that is there, else of the mapping. */
  public YamlPlace keyPlace(String key) {
    Entry entry = entries.get(key);
    return entry == null ? place : entry.keyPlace();
  }
}
