package dev.tacenda.mask.internal.style;

/**
 * Recognises what a style wrote by the text alone, in any text it was copied to. Implementations
 * are immutable.
 */
public interface Mark {
  /** Returns false if no mark starts with {@code first}; cheap. */
  boolean mayStartWith(byte first);

  /**
   * Returns the end of the mark that starts at {@code start} and ends by {@code limit}, or -1.
   * Takes constant time where none is likely. May look at what stands around the mark, to see that
   * it is whole.
   */
  int endOf(byte[] text, int start, int limit);
}
