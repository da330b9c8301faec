package dev.tacenda.claude;

import dev.tacenda.claude.ResponseRefusedException.Reason;
import dev.tacenda.mask.Masker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The content blocks of a stream that have begun and not ended. Confined to one thread. */
final class OpenBlocks {
  private final Masker masker;
  private final RuleCounts counts;
  private final SseLimits limits;
  private final Map<Integer, OpenBlock> blocks = new TreeMap<>();

  OpenBlocks(Masker masker, RuleCounts counts, SseLimits limits) {
    this.masker = masker;
    this.counts = counts;
    this.limits = limits;
  }

  /**
   * Returns the block of that index, opened if need be.
   *
   * @throws ResponseRefusedException if too many are open
   */
  OpenBlock at(int index) {
    if (blocks.size() == limits.maxOpenBlocks() && !blocks.containsKey(index)) {
      throw new ResponseRefusedException(
          Reason.TOO_MANY_BLOCKS, "more than " + limits.maxOpenBlocks() + " blocks are open");
    }
    return blocks.computeIfAbsent(index, each -> new OpenBlock(each, masker, counts));
  }

  /** Returns the block of that index, if it is open and has text. */
  Optional<OpenBlock> withText(int index) {
    return Optional.ofNullable(blocks.get(index)).filter(OpenBlock::hasText);
  }

  /** Ends the block of that index and returns the events that it held back. */
  List<byte[]> end(int index) {
    OpenBlock block = blocks.remove(index);
    return block == null ? List.of() : block.end();
  }

  /** Ends all blocks and returns the events that they held back. */
  List<byte[]> endAll() {
    List<byte[]> events = new ArrayList<>();
    blocks.values().forEach(block -> events.addAll(block.end()));
    blocks.clear();
    return events;
  }

  /** Forgets all blocks with what they hold back. */
  void drop() {
    blocks.clear();
  }

  /** Fails if more is held back than the limit. */
  void requireWithinLimit() {
    long held = blocks.values().stream().mapToLong(OpenBlock::heldChars).sum();
    if (held > limits.maxHeldChars()) {
      throw new ResponseRefusedException(
          Reason.BLOCK_TOO_LARGE,
          "tool input and citations of more than "
              + limits.maxHeldChars()
              + " characters are held");
    }
  }
}
