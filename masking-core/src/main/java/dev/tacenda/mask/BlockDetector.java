package dev.tacenda.mask;

import dev.tacenda.mask.internal.structure.Block;
import dev.tacenda.mask.internal.structure.BlockKind;
import dev.tacenda.mask.internal.structure.Blocks;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Finds values in structures of several lines, one line at a time. Immutable and thread-safe. */
@TrustedCode("Every value of a block that is no stand-in is found to its last byte.")
final class BlockDetector {
  private final Map<BlockKind, Label> labels;

  /** Takes a label for each kind of block whose values are looked for. */
  BlockDetector(Map<BlockKind, Label> labels) {
    this.labels = new EnumMap<>(labels);
  }

  /** Returns the words one of which stands in each line that opens a block. */
  List<String> keywords() {
    Set<String> keywords = new LinkedHashSet<>();
    labels.keySet().forEach(kind -> keywords.addAll(kind.keywords()));
    return List.copyOf(keywords);
  }

  /** Reports the findings of the line {@code text[from, to)} and returns what it leaves open. */
  Block line(Block before, byte[] text, int from, int to, Consumer<Span> sink) {
    return Blocks.line(
        before,
        Arrays.copyOfRange(text, from, to),
        (kind, start, end) -> report(kind, text, from + start, from + end, sink));
  }

  private void report(BlockKind kind, byte[] text, int start, int end, Consumer<Span> sink) {
    Label label = labels.get(kind);
    if (label != null && !StandIns.isStandIn(text, start, end)) {
      sink.accept(new Span(start, end, label));
    }
  }
}
