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
  private final Map<BlockPlace, OpenBlock> blocks = new TreeMap<>();

  OpenBlocks(Masker masker, RuleCounts counts, SseLimits limits) {
    this.masker = masker;
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
    return blocks.computeIfAbsent(place, each -> new OpenBlock(each, masker, counts));
  }

  /** Returns the block at that place, if it is open and has text. */
  Optional<OpenBlock> withText(BlockPlace place) {
    return Optional.ofNullable(blocks.get(place)).filter(OpenBlock::hasText);
  }

  /** Ends the block at that place and returns the events that it held back. */
  List<byte[]> end(BlockPlace place) {
    OpenBlock block = blocks.remove(place);
    return block == null ? List.of() : block.end();
  }

  /** Ends the blocks of an event of a session and returns the events that they held back. */
  List<byte[]> endOf(String eventId) {
    List<BlockPlace> places =
        blocks.keySet().stream().filter(place -> place.eventId().equals(eventId)).toList();
    List<byte[]> events = new ArrayList<>();
    places.forEach(place -> events.addAll(end(place)));
    return events;
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
