package dev.tacenda.testkit;

import java.util.List;
import java.util.Map;

/** Reads members of JSON in tests. */
final class Json {

  private Json() {}

  static Object parse(String json) {
    try {
      return JsonTree.parse(json);
    } catch (JsonTree.Malformed e) {
      throw new AssertionError("not strict JSON: " + e.getMessage(), e);
    }
  }

  /** Follows names and indexes. */
  static Object at(Object value, Object... path) {
    Object here = value;
    for (Object step : path) {
      here =
          step instanceof Integer index
              ? item(here, index)
              : JsonTree.member((Map<?, ?>) here, (String) step);
    }
    return here;
  }

  private static Object item(Object list, int index) {
    Object item = ((List<?>) list).get(index);
    if (item == null) {
      throw new AssertionError("no item " + index);
    }
    return item;
  }

  static String text(Object value, Object... path) {
    return (String) at(value, path);
  }

  static int number(Object value, Object... path) {
    return ((Number) at(value, path)).intValue();
  }
}
