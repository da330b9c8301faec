package dev.tacenda.testkit;

import static dev.tacenda.testkit.JsonTree.Nothing.ABSENT;
import static dev.tacenda.testkit.JsonTree.Nothing.NULL;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads fields of a request, or refuses it with the place of the field. */
final class Fields {

  private Fields() {}

  static void require(boolean condition, String message) throws Refused {
    if (!condition) {
      throw Refused.invalid(message);
    }
  }

  /** A text of one character or more. */
  static String text(String place, Object value) throws Refused {
    require(value != ABSENT, place + ": Field required");
    if (value instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw Refused.invalid(place + ": Input should be a non-empty string");
  }

  static Map<?, ?> object(String place, @Nullable Object value) throws Refused {
    require(value != ABSENT, place + ": Field required");
    if (value instanceof Map<?, ?> object) {
      return object;
    }
    throw Refused.invalid(place + ": Input should be an object");
  }

  static List<?> list(String place, Object value) throws Refused {
    require(value != ABSENT, place + ": Field required");
    if (value instanceof List<?> list) {
      return list;
    }
    throw Refused.invalid(place + ": Input should be a valid list");
  }

  static String oneOf(String place, Object value, Set<String> allowed) throws Refused {
    if (value instanceof String text && allowed.contains(text)) {
      return text;
    }
    throw Refused.invalid(place + ": Input should be one of " + String.join(", ", sorted(allowed)));
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }

  /** True for what stands for nothing: no such member, or {@code null}. */
  static boolean isMissing(Object value) {
    return value == ABSENT || value == NULL;
  }

  /** A name or id: letters, digits, {@code _} and {@code -}. */
  static boolean isName(String text, int maxLength) {
    return !text.isEmpty()
        && text.length() <= maxLength
        && text.chars().allMatch(Fields::isNameCharacter);
  }

  private static boolean isNameCharacter(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c == '-';
  }
}
