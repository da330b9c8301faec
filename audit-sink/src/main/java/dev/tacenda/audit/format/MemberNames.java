package dev.tacenda.audit.format;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sees that no member stands twice in an object, in any depth. Jackson can do so too, with a set
 * for each object; for the few members of most objects a look at all of them takes a third of the
 * time. Confined to one thread.
 */
final class MemberNames {
  private static final int FEW = 32;

  private final String[] names = new String[FEW];
  private int count;
  private @Nullable Set<String> many;

  void add(JsonParser json, String name) throws IOException {
    if (isKnown(name)) {
      throw new JsonParseException(json, "a member stands twice");
    }
  }

  private boolean isKnown(String name) {
    for (int i = 0; i < count; i++) {
      if (names[i].equals(name)) {
        return true;
      }
    }
    if (count < FEW) {
      names[count++] = name;
      return false;
    }
    if (many == null) {
      many = new HashSet<>(Arrays.asList(names));
    }
    return !many.add(name);
  }

  /** Passes over a value, which may be an object or an array. */
  static void skip(JsonParser json, @Nullable JsonToken value) throws IOException {
    if (value == JsonToken.START_OBJECT) {
      MemberNames own = new MemberNames();
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        own.add(json, name);
        skip(json, json.nextToken());
      }
    } else if (value == JsonToken.START_ARRAY) {
      for (JsonToken next = json.nextToken();
          next != JsonToken.END_ARRAY && next != null;
          next = json.nextToken()) {
        skip(json, next);
      }
    }
  }
}
