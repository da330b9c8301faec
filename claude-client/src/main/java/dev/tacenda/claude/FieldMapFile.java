package dev.tacenda.claude;

import dev.tacenda.claude.FieldMap.Below;
import dev.tacenda.claude.FieldMap.Field;
import dev.tacenda.claude.FieldMap.Members;
import dev.tacenda.claude.FieldMap.Names;
import dev.tacenda.claude.FieldMap.Shape;
import dev.tacenda.claude.FieldMap.Union;
import dev.tacenda.mask.FieldClass;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a field map from its YAML form, strictly: a row that cannot be read, a name that nothing
 * defines, or a class that leaves strings alone without a reason is an {@link
 * IllegalArgumentException}. Confined to one thread.
 */
final class FieldMapFile {
  private static final String MAP_OF = "map of ";
  private static final String OR = " or ";

  private final Map<String, Shape> shapes = new HashMap<>();
  private final Set<String> vocabulary = new TreeSet<>();
  private final Set<String> used = new TreeSet<>();

  private FieldMapFile() {}

  /** Reads one map from the files of these names beside this class. */
  static FieldMap read(String... resources) {
    FieldMapFile file = new FieldMapFile();
    for (String resource : resources) {
      file.add(YamlResource.read(resource));
    }
    return file.complete();
  }

  /** Reads the map from {@code yaml}. */
  static FieldMap parse(InputStream yaml) {
    FieldMapFile file = new FieldMapFile();
    file.add(YamlResource.parse(yaml));
    return file.complete();
  }

  private void add(Map<String, Object> root) {
    YamlResource.mapping("objects", root.get("objects"))
        .forEach((name, rows) -> define(name, members(name, rows)));
    YamlResource.mapping("unions", root.getOrDefault("unions", Map.of())).forEach(this::union);
  }

  private FieldMap complete() {
    used.add(FieldMap.UNKNOWN);
    used.removeAll(shapes.keySet());
    if (!used.isEmpty()) {
      throw new IllegalArgumentException("objects without a definition: " + used);
    }
    return new FieldMap(shapes, vocabulary);
  }

  private void define(String name, Shape shape) {
    if (shapes.put(name, shape) != null) {
      throw new IllegalArgumentException("defined twice: " + name);
    }
  }

  private void union(String name, Object byType) {
    Map<String, String> shapeByType = new HashMap<>();
    YamlResource.mapping(name, byType)
        .forEach(
            (types, rows) -> {
              String shape = variant(name + "." + types, rows);
              for (String type : types.split(", ", -1)) {
                shapeByType.put(type, shape);
              }
            });
    define(name, new Union(Map.copyOf(shapeByType)));
  }

  private String variant(String name, Object rows) {
    if (rows instanceof String row) {
      return field(name, row).objects();
    }
    define(name, members(name, rows));
    return name;
  }

  private Members members(String object, Object rows) {
    Map<String, Field> exact = new HashMap<>();
    List<Map.Entry<String, Field>> patterns = new ArrayList<>();
    YamlResource.mapping(object, rows)
        .forEach(
            (key, row) -> {
              Field field = field(object + "." + key, row);
              if (key.startsWith("*") || key.endsWith("*")) {
                patterns.add(Map.entry(key, field));
              } else {
                exact.put(key, field);
                vocabulary.add(key);
              }
            });
    return new Members(Map.copyOf(exact), List.copyOf(patterns));
  }

  private Field field(String name, Object row) {
    if (!(row instanceof String text)) {
      throw new IllegalArgumentException(name + " must be one line of text");
    }
    int comma = text.indexOf(", ");
    String why = comma < 0 ? "" : text.substring(comma + 2);
    Field field = kind(comma < 0 ? text : text.substring(0, comma), why);
    if (!field.strings().scanned() && why.isEmpty()) {
      throw new IllegalArgumentException(name + " is left alone, so it must say why");
    }
    return field;
  }

  private Field kind(String is, String why) {
    if (is.startsWith(MAP_OF)) {
      Field each = kind(is.substring(MAP_OF.length()), why);
      shapes.put(is, new Names(each));
      return new Field(FieldClass.TEXT, is, why);
    }
    int or = is.indexOf(OR);
    if (or >= 0) {
      FieldClass strings = FieldClass.valueOf(is.substring(0, or));
      return new Field(strings, use(is.substring(or + OR.length())), why);
    }
    return single(is, why);
  }

  private Field single(String is, String why) {
    for (FieldClass fieldClass : FieldClass.values()) {
      if (fieldClass.name().equals(is)) {
        return new Field(fieldClass, below(fieldClass, why), why);
      }
    }
    return new Field(FieldClass.TEXT, use(is), why);
  }

  /** Returns the shape of an object where a string would be of that class. */
  private String below(FieldClass fieldClass, String why) {
    if (fieldClass != FieldClass.JSON && fieldClass != FieldClass.SERVER) {
      return FieldMap.UNKNOWN;
    }
    String name = why.isEmpty() ? fieldClass.name() : fieldClass.name() + ", " + why;
    shapes.put(name, new Below(new Field(fieldClass, name, why)));
    return name;
  }

  private String use(String object) {
    used.add(object);
    return object;
  }
}
