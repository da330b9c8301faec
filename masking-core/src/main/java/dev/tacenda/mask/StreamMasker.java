package dev.tacenda.mask;

import java.util.List;

/**
 * Masks one stream of text that arrives in pieces. The text that comes out does not depend on where
 * the pieces were cut. Confined to one thread.
 */
public final class StreamMasker {
  StreamMasker() {}

  /**
   * Takes the next piece and returns the masked text that is decided now; the undecided rest, at
   * most {@link #maxHoldBackBytes()}, is held back. A piece may end in the middle of a surrogate
   * pair.
   */
  public String append(String piece) {
    throw new IllegalStateException();
  }

  /** Ends the stream and returns the masked text that was held back. */
  public String finish() {
    throw new IllegalStateException();
  }

  /** Returns the findings so far; spans are byte offsets in the UTF-8 form of the whole stream. */
  public List<Finding> findings() {
    throw new IllegalStateException();
  }

  /** Returns the most UTF-8 bytes that a stream ever holds back. */
  public static int maxHoldBackBytes() {
    throw new IllegalStateException();
  }
}
