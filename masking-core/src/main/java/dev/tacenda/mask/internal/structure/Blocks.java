package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.TrustedCode;

/** Reads blocks line by line. */
@TrustedCode("every value of a block reaches the sink, whatever the other blocks are")
public final class Blocks {
  private Blocks() {}

  /** Takes the values of one line, as half-open ranges of its bytes. */
  public interface Sink {
    void accept(BlockKind kind, int start, int end);
  }

  /** Reports the values of {@code line} and returns what it means for the next one. */
  public static Block line(Block before, byte[] line, Sink sink) {
    if (before.cut()) {
      return before.nextLine();
    }
    Block after =
        switch (before.place()) {
          case MACHINE -> NetrcLines.inside(before, line, sink);
          case PRIVATE_LINES -> PuttyLines.inside(before, line, sink);
          case SECRET, DATA, STRING_DATA, SCALAR -> KubernetesLines.inside(before, line, sink);
          case OUTSIDE -> Block.NONE;
        };
    return after.inside() ? after : opened(line, sink);
  }

  private static Block opened(byte[] line, Sink sink) {
    Block opened = NetrcLines.opened(line, sink);
    if (!opened.inside()) {
      opened = PuttyLines.opened(line);
    }
    return opened.inside() ? opened : KubernetesLines.opened(line, sink);
  }
}
