package dev.tacenda.mask;

import java.util.Objects;

/**
 * A text in which placeholders were replaced by what they stand for. It holds raw values: give it
 * to its destination and keep no copy. Immutable.
 */
public final class Restoration {
  private final String text;
  private final int restored;
  private final int left;

  Restoration(String text, int restored, int left) {
    this.text = Objects.requireNonNull(text, "text");
    this.restored = restored;
    this.left = left;
  }

  /** Returns the text with raw values. */
  public String text() {
    return text;
  }

  /** Returns how many placeholders were replaced. */
  public int restored() {
    return restored;
  }

  /** Returns how many genuine placeholders are left. */
  public int left() {
    return left;
  }

  /** Returns the counts, never the text. */
  @Override
  public String toString() {
    return "Restoration[" + restored + " restored, " + left + " left]";
  }
}
