package dev.tacenda.claude;

import com.anthropic.core.JsonValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Reads from the types of the official SDK which strings the API has, and writes for each of them
 * the smallest document in which it stands.
 */
final class SdkTypes {
  private static final String MODELS = "com.anthropic.models.";
  private static final String SERVICES = "com/anthropic/services/blocking/";

  private SdkTypes() {}

  /**
   * A place for a string.
   *
   * @param path how it is reached; {@code []} is an element of an array, {@code (x)} an object of
   *     that type, {@code *} any key
   * @param before the document up to the string, its quote included
   * @param after the document behind it
   */
  record Place(String path, String before, String after) {
    String with(String value) {
      return before + value + after;
    }

    private Place inside(String step, String open, String close) {
      return new Place(path + step, before + open, close + after);
    }
  }

  /**
   * What an operation of a service sends and gets.
   *
   * @param service such as {@code beta.VaultService}
   * @param request the type of its body, if it has one
   * @param answer the type of its answer, if that is JSON
   */
  record Operation(String service, Optional<Class<?>> request, Optional<Class<?>> answer) {}

  /**
   * Returns the operations of all services but those that administer an organisation and the one
   * that reads what the API sends by itself, without a request.
   */
  static List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    for (String service : services()) {
      Class<?> type = load(SERVICES.replace('/', '.') + service);
      for (Method method : type.getDeclaredMethods()) {
        Class<?>[] parameters = method.getParameterTypes();
        if (parameters.length == 1 && parameters[0].getSimpleName().endsWith("Params")) {
          operations.add(
              new Operation(
                  service, nested(parameters[0], "Body"), answer(method.getGenericReturnType())));
        }
      }
    }
    return operations;
  }

  private static List<String> services() {
    String jar = JsonValue.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    try (JarFile file = new JarFile(jar)) {
      return file.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.startsWith(SERVICES) && name.endsWith("Service.class"))
          .filter(name -> !name.contains("rganization") && !name.contains("Webhook"))
          .map(name -> name.substring(SERVICES.length(), name.length() - ".class".length()))
          .map(name -> name.replace('/', '.'))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Class<?>> answer(Type type) {
    if (type instanceof ParameterizedType generic) {
      return answer(generic.getActualTypeArguments()[0]);
    }
    // A type variable stands for what the caller's own type is, which is in a text of the message.
    if (!(type instanceof Class<?> answer) || !answer.getName().startsWith(MODELS)) {
      return Optional.empty();
    }
    boolean page = answer.getSimpleName().endsWith("Page");
    return Optional.of(page ? fieldOf(answer, "response").getType() : answer);
  }

  /**
   * Returns a place for every string of documents with {@code root} at their root: each property of
   * each type, once for each property that leads to that type.
   */
  static List<Place> places(Class<?> root) {
    Walk walk = new Walk();
    walk.todo.add(new Visit(root, new Place("", "", ""), ""));
    while (!walk.todo.isEmpty()) {
      walk.visit(walk.todo.remove());
    }
    walk.found.sort(Comparator.comparing(Place::path));
    return walk.found;
  }

  private record Visit(Type type, Place place, String via) {}

  /** Breadth first, so that each place is found on the shortest way. */
  private static final class Walk {
    private final Deque<Visit> todo = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();
    private final List<Place> found = new ArrayList<>();

    void visit(Visit visit) {
      Type type = visit.type();
      Place place = visit.place();
      if (type instanceof WildcardType wildcard) {
        todo.add(new Visit(wildcard.getUpperBounds()[0], place, visit.via()));
      } else if (type instanceof ParameterizedType generic) {
        generic(generic, visit);
      } else if (type instanceof Class<?> model && model.getName().startsWith(MODELS)) {
        model(model, visit);
      } else if (isString((Class<?>) type)) {
        found.add(place.inside("", "\"", "\""));
      }
    }

    /** Times are strings, and so is what may be anything. */
    private static boolean isString(Class<?> type) {
      return Set.of("String", "JsonValue", "OffsetDateTime", "LocalDate", "Object")
          .contains(type.getSimpleName());
    }

    private void generic(ParameterizedType type, Visit visit) {
      Class<?> raw = (Class<?>) type.getRawType();
      Type[] arguments = type.getActualTypeArguments();
      Type last = arguments[arguments.length - 1];
      switch (raw.getSimpleName()) {
        case "List" -> todo.add(new Visit(last, visit.place().inside("[]", "[", "]"), visit.via()));
        case "Map" -> map(last, visit);
        default -> todo.add(new Visit(last, visit.place(), visit.via()));
      }
    }

    private void map(Type values, Visit visit) {
      Place place = visit.place();
      found.add(place.inside(".*#key", "{\"", "\":1}"));
      todo.add(new Visit(values, place.inside(".*", "{\"any\":", "}"), visit.via()));
    }

    private void model(Class<?> type, Visit visit) {
      if (nested(type, "Known").isPresent()) {
        found.add(visit.place().inside("", "\"", "\""));
        return;
      }
      Optional<Class<?>> visitor = nested(type, "Visitor");
      if (visitor.isPresent()) {
        variants(visitor.get())
            .forEach(variant -> todo.add(new Visit(variant, visit.place(), visit.via())));
        return;
      }
      if (seen.add(visit.via() + " -> " + type.getName())) {
        properties(type, visit);
      }
    }

    private void properties(Class<?> type, Visit visit) {
      Map<String, Type> properties = new TreeMap<>();
      for (Method method : type.getDeclaredMethods()) {
        JsonProperty property = method.getAnnotation(JsonProperty.class);
        if (property != null) {
          properties.put(property.value(), method.getGenericReturnType());
        }
      }
      Optional<String> name = constant(type, "type");
      String step = name.map(each -> "(" + each + ")").orElse("");
      String open = "{" + name.map(each -> "\"type\":\"" + each + "\",").orElse("");
      properties.forEach(
          (key, value) -> {
            boolean isType = key.equals("type");
            Place place =
                visit
                    .place()
                    .inside(isType ? "" : step, (isType ? "{" : open) + "\"" + key + "\":", "}")
                    .inside("." + key, "", "");
            todo.add(new Visit(value, place, type.getName() + "." + key));
          });
      // The API grows by fields that the types do not have yet, and some types are free maps.
      Place other = visit.place().inside(step, open, "}");
      found.add(other.inside(".*", "\"not_known_yet\":\"", "\""));
      found.add(other.inside(".*#key", "\"", "\":1"));
    }
  }

  private static Stream<Type> variants(Class<?> visitor) {
    return Arrays.stream(visitor.getDeclaredMethods())
        .filter(method -> method.getName().startsWith("visit") && method.getParameterCount() == 1)
        .sorted(Comparator.comparing(Method::getName))
        .map(method -> method.getGenericParameterTypes()[0]);
  }

  /** Returns the value that a type always has for {@code property}, such as its discriminator. */
  private static Optional<String> constant(Class<?> type, String property) {
    try {
      Object builder = type.getMethod("builder").invoke(null);
      Field field = builder.getClass().getDeclaredField(property);
      field.setAccessible(true);
      Object value = field.get(builder);
      return value instanceof JsonValue json
          ? Optional.of(json.toString())
          : firstOf(field.getGenericType());
    } catch (NoSuchFieldException | NoSuchMethodException e) {
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the first value of an enumeration, for types that share their discriminator. */
  private static Optional<String> firstOf(Type type) {
    if (!(type instanceof ParameterizedType generic)
        || !(generic.getActualTypeArguments()[0] instanceof Class<?> values)) {
      return Optional.empty();
    }
    return Arrays.stream(values.getFields())
        .filter(field -> field.getType() == values)
        .map(SdkTypes::text)
        .findFirst();
  }

  private static String text(Field constant) {
    try {
      return String.valueOf(constant.get(null));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<Class<?>> nested(Class<?> type, String name) {
    return Arrays.<Class<?>>stream(type.getDeclaredClasses())
        .filter(each -> each.getSimpleName().equals(name))
        .findFirst();
  }

  private static Field fieldOf(Class<?> type, String name) {
    try {
      return type.getDeclaredField(name);
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
