package dev.tacenda.claude;

import dev.tacenda.claude.ResponseRefusedException.Reason;
import dev.tacenda.mask.Masker;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The content blocks of a stream that have begun and not ended. Confined to one thread. */
final class OpenBlocks {
  private final Masker masker;
  private final ToolInputs tools;
  private final RuleCounts counts;
  private final SseLimits limits;
  private final Map<BlockPlace, OpenBlock> blocks = new TreeMap<>();

  OpenBlocks(Masker masker, ToolInputs tools, RuleCounts counts, SseLimits limits) {
    this.masker = masker;
    this.tools = tools;
    this.counts = counts;
    this.limits = limits;
  }

  /**
   * Returns the block at that place, opened if need be.
   *
   * @throws ResponseRefusedException if too many are open
   */
  OpenBlock at(BlockPlace place) {
    if (blocks.size() == limits.maxOpenBlocks() && !blocks.containsKey(place)) {
      throw new ResponseRefusedException(
          Reason.TOO_MANY_BLOCKS, "more than " + limits.maxOpenBlocks() + " blocks are open");
    }
    return blocks.computeIfAbsent(place, each -> new OpenBlock(each, masker, tools, counts));
  }

  /** Returns the block at that place, if it is open and has text. */
  Optional<OpenBlock> withText(BlockPlace place) {
    return Optional.ofNullable(blocks.get(place)).filter(OpenBlock::hasText);
  }

  /** Ends the block at that place and writes the events that it held back. */
  void end(BlockPlace place, MaskedOutput out) {
    OpenBlock block = blocks.remove(place);
    if (block != null) {
      block.end(out);
    }
  }

  /** Ends the blocks of an event of a session and writes the events that they held back. */
  void endOf(String eventId, MaskedOutput out) {
    List<BlockPlace> places =
        blocks.keySet().stream().filter(place -> place.eventId().equals(eventId)).toList();
    places.forEach(place -> end(place, out));
  }

  /** Ends all blocks and writes the events that they held back. */
  void endAll(MaskedOutput out) {
    blocks.values().forEach(block -> block.end(out));
    blocks.clear();
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
