package dev.tacenda.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Seals the blocks of one answer, each after all that stands before it. */
interface Sealer {

  /** Leaves all as it is. */
  Sealer NONE = (blocks, ids) -> blocks;

  /**
   * Fills in the seals that are still empty.
   *
   * @param ids the id of the block at an index, if it gets one
   */
  List<ContentBlock> seal(List<ContentBlock> blocks, IntFunction<String> ids);

  /** Seals what follows after a conversation, and tells the prefixes that arise. */
  static Sealer after(Conversation conversation, Seals seals, Consumer<Prefix> seen) {
    return (blocks, ids) -> {
      List<ContentBlock> sealed = new ArrayList<>();
      Prefix prefix = Prefix.of(conversation);
      for (int i = 0; i < blocks.size(); i++) {
        ContentBlock block = blocks.get(i).sealed(seals, prefix);
        sealed.add(block);
        prefix = prefix.and("assistant", read(block.whole(JsonEscapes.MINIMAL, ids.apply(i))));
        seen.accept(prefix);
      }
      return sealed;
    };
  }

  private static Conversation.Block read(String json) {
    try {
      return new Conversation.Block("", (Map<?, ?>) JsonTree.parse(json));
    } catch (JsonTree.Malformed e) {
      // A script may hold half a character, which no client can send back.
      return new Conversation.Block("", Map.of("type", "malformed"));
    }
  }
}
