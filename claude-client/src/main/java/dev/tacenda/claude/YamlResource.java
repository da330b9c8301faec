package dev.tacenda.claude;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads YAML files that are shipped beside this class. Keys must be strings and stand once. */
final class YamlResource {
  private YamlResource() {}

  /** Returns the mapping at the root of a file. */
  static Map<String, Object> read(String resource) {
    try (InputStream in = YamlResource.class.getResourceAsStream(resource)) {
      return parse(Objects.requireNonNull(in, resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the mapping at the root of {@code yaml}. */
  static Map<String, Object> parse(InputStream yaml) {
    LoadSettings settings = LoadSettings.builder().setAllowDuplicateKeys(false).build();
    return mapping("root", new Load(settings).loadFromInputStream(yaml));
  }

  /** Returns {@code value}, which must be a mapping, with its keys in order. */
  static Map<String, Object> mapping(String name, @Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException(name + " must be a mapping");
    }
    Map<String, Object> result = new LinkedHashMap<>();
    map.forEach((key, each) -> result.put((String) key, each));
    return result;
  }

  /** Returns the list of strings at {@code name}. */
  static List<String> texts(Map<String, Object> root, String name) {
    if (!(root.get(name) instanceof List<?> list)) {
      throw new IllegalArgumentException(name + " must be a list");
    }
    return list.stream().map(String.class::cast).toList();
  }
}
