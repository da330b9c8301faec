package dev.tacenda.mask;

/**
 * What the text so far means for the line that follows, for all that does not see one line only.
 * Each part is a function of the text alone, so that a text, the lines of an array and a stream cut
 * anywhere agree. Immutable.
 *
 * @param pem whether the place is inside a private key
 * @param near the words that stand shortly before it
 */
record ScanState(PemDetector.State pem, NearWords near) {
  /** Before the first line of a text. */
  static final ScanState START = new ScanState(PemDetector.State.OUTSIDE, NearWords.NONE);

  /** Returns the state {@code bytes} further on in a line, where no keyword of any rule stands. */
  ScanState movedOn(int bytes) {
    return new ScanState(pem, near.after(bytes, 0));
  }

  /**
   * Returns the state after a text of which {@code this} is the state as it stands, and {@code
   * masked} that of its masked form. A word counts as near if it is near in one of them: masking
   * makes values longer or shorter, and what is found must not depend on whether it was done.
   */
  ScanState or(ScanState masked) {
    return new ScanState(pem, near.or(masked.near));
  }
}
