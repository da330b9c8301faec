package dev.tacenda.benchmarks.speed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Two turns of one conversation: the second is the first and something new, and the cache marker
 * has moved from the last block of the old part to the last of the new one, as agents do it.
 *
 * @param first the request of the first turn
 * @param second the request of the second turn
 */
record Conversation(Body first, Body second) {

  static Conversation of(List<String> old, List<String> added, List<String> planted)
      throws IOException {
    List<String> all = new ArrayList<>(old);
    all.addAll(added);
    return new Conversation(
        new Body(Messages.withCacheMarker(old, old.size() - 1), planted),
        new Body(Messages.withCacheMarker(all, all.size() - 1), planted));
  }
}
