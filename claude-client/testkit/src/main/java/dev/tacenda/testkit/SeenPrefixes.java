package dev.tacenda.testkit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The prefixes of all conversations so far, so that a refusal can say where a conversation was
 * changed; nothing else depends on it. The oldest of {@value #MAX_PREFIXES} gives way. Thread-safe.
 */
final class SeenPrefixes {

  private static final int MAX_PREFIXES = 100_000;

  private final Set<Prefix> prefixes =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Prefix, Boolean> eldest) {
                  return size() > MAX_PREFIXES;
                }
              }));

  void add(Prefix prefix) {
    prefixes.add(prefix);
  }

  /** Adds all prefixes of a conversation that was accepted. */
  void add(Conversation conversation) {
    Prefix prefix = Prefix.EMPTY;
    for (Conversation.Message message : conversation.messages()) {
      for (Conversation.Block block : message.blocks()) {
        prefix = prefix.and(message.role(), block);
        add(prefix);
      }
    }
  }

  /**
   * Names the first block of a conversation at which no earlier one stood.
   *
   * @param end the place up to which to look
   * @return empty if there is none before it
   */
  String firstUnseen(Conversation conversation, String end) {
    Prefix prefix = Prefix.EMPTY;
    for (Conversation.Message message : conversation.messages()) {
      for (Conversation.Block block : message.blocks()) {
        prefix = prefix.and(message.role(), block);
        if (block.place().equals(end)) {
          return "";
        }
        if (!block.isThinking() && !prefixes.contains(prefix)) {
          return block.place();
        }
      }
    }
    return "";
  }
}
