package dev.tacenda.mask.internal;

import dev.tacenda.mask.TrustedCode;

/**
 * Finds the values of one kind in one line of text. Implementations are immutable, do not keep or
 * change the line, and take time linear in its length.
 */
public interface LineDetector {

  /**
   * Reports the half-open spans of all values.
   *
   * @param line a line without its end, in UTF-8 or any other bytes
   */
  void find(byte[] line, Sink sink);

  /**
   * Returns false only if {@link #find} reports nothing for a line with this profile. Asked first,
   * because most rules have nothing to look for on most lines.
   */
  @TrustedCode("false only if find() reports nothing")
  default boolean mayFindIn(LineProfile profile) {
    return true;
  }

  /** Takes the span of one value. */
  interface Sink {
    void accept(int start, int end);
  }
}
