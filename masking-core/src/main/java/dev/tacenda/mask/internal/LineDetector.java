package dev.tacenda.mask.internal;

import dev.tacenda.mask.TrustedCode;
import java.util.List;

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
   * Returns what a line must hold for {@link #find} to report anything: one of these. Asked first,
   * because most rules have nothing to look for on most lines.
   */
  @TrustedCode("a line that meets none of them holds no value")
  default List<LineNeeds> needs() {
    return LineNeeds.NONE;
  }

  /**
   * Returns false only if the at sign at {@code at} belongs to no value. Asked for each of them on
   * behalf of rules whose only keyword it is, because programs and their comments are full of
   * others; so it looks at a bounded number of bytes.
   *
   * @param from where the line begins
   * @param to the end of the line, or a place behind it
   */
  @TrustedCode("a line whose at signs are all false here holds no value")
  default boolean mayUseAtSign(byte[] text, int from, int to, int at) {
    return true;
  }

  /** Takes the span of one value. */
  interface Sink {
    void accept(int start, int end);
  }
}
