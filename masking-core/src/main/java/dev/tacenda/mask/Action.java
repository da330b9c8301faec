package dev.tacenda.mask;

/**
 * What a policy wants done about a finding, mildest first; where several findings meet, the later
 * constant wins.
 */
public enum Action {
  /** Leave the value as it is. The finding is still reported. */
  ALLOW,
  /** Replace the value by its placeholder. */
  MASK,
  /** Replace the value, and let the exchange go on only after an approval. */
  ASK,
  /** Replace the value, and refuse the exchange. */
  BLOCK;

  /** Returns the stricter of this and {@code other}. */
  public Action strictest(Action other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** Returns true if a value found under this action is replaced in the output. */
  public boolean masks() {
    return this != ALLOW;
  }
}
