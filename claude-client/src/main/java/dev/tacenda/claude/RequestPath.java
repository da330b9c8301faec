package dev.tacenda.claude;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Where a reader stands in a request, counted from the root of the request, which in a batch stands
 * at {@code requests[i].params}. Confined to one thread.
 */
final class RequestPath {
  /** Keys from the root, the innermost first; empty for elements of arrays. */
  private final Deque<String> keys = new ArrayDeque<>();

  /** Steps over {@code token}: to be called after looking at it. */
  void follow(JsonToken token, JsonParser parser) throws IOException {
    switch (token) {
      case START_OBJECT, START_ARRAY -> keys.push("");
      case END_OBJECT, END_ARRAY -> keys.pop();
      case FIELD_NAME -> {
        keys.pop();
        keys.push(parser.currentName());
      }
      default -> {}
    }
  }

  /** Returns the innermost key; empty in an array. */
  String key() {
    return keys.getFirst();
  }

  /** Returns the key around the innermost object or array; empty if there is none. */
  String outerKey() {
    return keys.stream().skip(1).findFirst().orElse("");
  }

  /** Returns true at or below that key of the request. */
  boolean isIn(String rootKey) {
    Iterator<String> fromRoot = keys.descendingIterator();
    for (int i = 0; i < skipped() && fromRoot.hasNext(); i++) {
      fromRoot.next();
    }
    return fromRoot.hasNext() && fromRoot.next().equals(rootKey);
  }

  /** Returns how many steps lead from the root of the request to here. */
  int depth() {
    return keys.size() - skipped();
  }

  /** Returns true right before a request of a batch begins. */
  boolean isRequestOfBatch() {
    return isBatch() && depth() == 0 && key().equals("params");
  }

  /** Returns true in a batch of requests. */
  boolean isBatch() {
    return !keys.isEmpty() && keys.peekLast().equals("requests");
  }

  private int skipped() {
    return isBatch() ? 3 : 0;
  }
}
