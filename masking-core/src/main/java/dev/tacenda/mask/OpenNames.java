package dev.tacenda.mask;

import dev.tacenda.mask.internal.assignment.Pending;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names whose values stand on the next line: none, one, or one in the text as it stands and
 * another in its masked form. Immutable.
 */
record OpenNames(List<Pending> names) {
  static final OpenNames NONE = new OpenNames(List.of());

  OpenNames {
    names = List.copyOf(names);
  }

  static OpenNames of(@Nullable Pending name) {
    return name == null ? NONE : new OpenNames(List.of(name));
  }

  /** Returns the name of a value that stands by itself, such as the key of a JSON member. */
  static OpenNames ofKey(String key) {
    return of(Pending.ofName(key.getBytes(StandardCharsets.UTF_8)));
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  /** Returns the names that are open in one of two readings of the same text. */
  OpenNames or(OpenNames other) {
    if (other.names.isEmpty()) {
      return this;
    }
    List<Pending> both = new ArrayList<>(names);
    for (Pending name : other.names) {
      if (both.stream().noneMatch(name::sameAs)) {
        both.add(name);
      }
    }
    return both.size() == names.size() ? this : new OpenNames(both);
  }
}
