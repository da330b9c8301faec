package dev.tacenda.claude;

import dev.tacenda.mask.FieldClass;
import dev.tacenda.mask.JsonLocation;
import dev.tacenda.mask.TrustedCode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What each string of a protocol's JSON documents is: the contents of {@code fields/messages.yaml},
 * whose head describes the rules, and {@code fields/managed.yaml}. Immutable.
 */
final class FieldMap {
  /** The object that everything unlisted is looked up in. */
  static final String UNKNOWN = "unknown";

  /** Reads the map at the first use. */
  private static final class Api {
    static final FieldMap MAP = FieldMapFile.read("fields/messages.yaml", "fields/managed.yaml");
  }

  private static final Field UNLISTED = new Field(FieldClass.UNKNOWN, UNKNOWN, "");
  private static final Field NAME = new Field(FieldClass.PROTOCOL, UNKNOWN, "a name of the API");
  private static final Field DATA = new Field(FieldClass.JSON, UNKNOWN, "");

  private final Map<String, Shape> shapes;
  private final Set<String> vocabulary;

  FieldMap(Map<String, Shape> shapes, Set<String> vocabulary) {
    this.shapes = Map.copyOf(shapes);
    this.vocabulary = Set.copyOf(vocabulary);
  }

  /**
   * What stands at one key.
   *
   * @param strings what a string is here, or a string in an array
   * @param objects the shape of an object here, or of an object in an array
   * @param why why it is so; empty where strings are scanned and that needs no reason
   */
  record Field(FieldClass strings, String objects, String why) {}

  /** What the members of an object are. */
  sealed interface Shape permits Members, Union, Names, Below {}

  /**
   * An object with known members. Keys of {@code patterns} have a star at one end.
   *
   * @param members by key
   * @param patterns for keys that {@code members} does not have, the first that fits
   */
  record Members(Map<String, Field> members, List<Map.Entry<String, Field>> patterns)
      implements Shape {

    /** Returns the field at {@code key}, if this object lists it. */
    Optional<Field> field(String key) {
      Field exact = members.get(key);
      return exact != null ? Optional.of(exact) : byPattern(key);
    }

    private Optional<Field> byPattern(String key) {
      return patterns.stream()
          .filter(pattern -> fits(pattern.getKey(), key))
          .findFirst()
          .map(Map.Entry::getValue);
    }

    private static boolean fits(String pattern, String key) {
      int last = pattern.length() - 1;
      return pattern.charAt(last) == '*'
          ? key.startsWith(pattern.substring(0, last))
          : key.endsWith(pattern.substring(1));
    }
  }

  /** An object whose member {@code type} says which shape it has. */
  record Union(Map<String, String> shapeByType) implements Shape {}

  /** An object whose keys are names that must not change, all with the same field. */
  record Names(Field each) implements Shape {}

  /** Everything below, keys included, is of one class. */
  record Below(Field each) implements Shape {}

  /** Returns the map of the whole API. */
  static FieldMap api() {
    return Api.MAP;
  }

  /** Returns true if the map has an object of that name. */
  boolean defines(String object) {
    return shapes.containsKey(object);
  }

  /** Says what the string at {@code location} is in a document whose root is {@code root}. */
  @TrustedCode("A string that the map does not name as left alone is scanned.")
  FieldClass classOf(String root, JsonLocation location) {
    return at(root, location).strings();
  }

  /** Returns the row for the string at {@code location}; it says why it is so. */
  Field at(String root, JsonLocation location) {
    int last = location.depth() - 1;
    Field here = new Field(FieldClass.TEXT, root, "");
    for (int step = 0; step <= last; step++) {
      if (location.index(step) >= 0) {
        continue;
      }
      Shape shape = shape(here.objects(), step == 0 ? "" : location.blockType(step - 1));
      if (step == last && location.isKey()) {
        return key(shape, location.key(step));
      }
      here = field(shape, location.key(step));
    }
    return here;
  }

  /** Returns every object key that the map names. */
  Set<String> vocabulary() {
    return vocabulary;
  }

  /**
   * Returns the fields of each type of a union, by type and name. Of a type that is of one class as
   * a whole, all its fields are called {@code *}.
   */
  Map<String, Map<String, Field>> variants(String union) {
    Map<String, Map<String, Field>> fields = new HashMap<>();
    ((Union) shapeNamed(union))
        .shapeByType()
        .forEach(
            (type, name) -> {
              Shape shape = shapeNamed(name);
              fields.put(
                  type,
                  shape instanceof Members members
                      ? members.members()
                      : Map.of("*", ((Below) shape).each()));
            });
    return fields;
  }

  /** Returns every class that a string in an object of that name, or below it, can have. */
  Set<FieldClass> classesIn(String object) {
    Set<FieldClass> classes = EnumSet.noneOf(FieldClass.class);
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(Set.of(object));
    while (!open.isEmpty()) {
      String name = open.remove();
      if (seen.add(name)) {
        fieldsOf(shapeNamed(name))
            .forEach(
                field -> {
                  classes.add(field.strings());
                  open.add(field.objects());
                });
      }
    }
    return classes;
  }

  private static Stream<Field> fieldsOf(Shape shape) {
    if (shape instanceof Members members) {
      return Stream.concat(
          members.members().values().stream(),
          members.patterns().stream().map(Map.Entry::getValue));
    }
    if (shape instanceof Union union) {
      // What is at the value counts; the object itself has no strings of its own.
      return union.shapeByType().values().stream()
          .map(name -> new Field(FieldClass.PROTOCOL, name, ""));
    }
    return Stream.of(shape instanceof Names names ? names.each() : ((Below) shape).each());
  }

  private Shape shape(String name, String type) {
    Shape shape = shapeNamed(name);
    if (shape instanceof Union union) {
      return shapeNamed(union.shapeByType().getOrDefault(type, UNKNOWN));
    }
    return shape;
  }

  private Shape shapeNamed(String name) {
    return Objects.requireNonNull(shapes.get(name), "shape");
  }

  private Field field(Shape shape, String key) {
    if (shape instanceof Members members) {
      return members.field(key).orElseGet(() -> unknownField(key));
    }
    if (shape instanceof Names names) {
      return names.each();
    }
    return shape instanceof Below below ? below.each() : unknownField(key);
  }

  private Field unknownField(String key) {
    Members unknown = (Members) shapeNamed(UNKNOWN);
    return unknown.field(key).orElse(UNLISTED);
  }

  private Field key(Shape shape, String key) {
    if (shape instanceof Below below) {
      return below.each();
    }
    boolean listed = shape instanceof Members members && members.members().containsKey(key);
    return listed || shape instanceof Names || vocabulary.contains(key) ? NAME : DATA;
  }
}
