package dev.tacenda.mask;

/**
 * What the text so far means for the line that follows, for all that does not see one line only.
 * Each part is a function of the text alone, so that a text, the lines of an array and a stream cut
 * anywhere agree. Immutable.
 *
 * @param pem whether the place is inside a private key
 * @param near the words that stand shortly before it
 * @param open the names whose value may stand on the line
 * @param seen the whole-text rules of which a keyword stands anywhere before it
 */
record ScanState(PemDetector.State pem, NearWords near, OpenNames open, SeenRules seen) {
  /** Before the first line of a text. */
  static final ScanState START =
      new ScanState(PemDetector.State.OUTSIDE, NearWords.NONE, OpenNames.NONE);

  /** The state where no keyword of a whole-text rule was seen. */
  ScanState(PemDetector.State pem, NearWords near, OpenNames open) {
    this(pem, near, open, SeenRules.NONE);
  }

  /** Returns the state with the rules of which a keyword was seen. */
  ScanState withSeen(SeenRules rules) {
    return new ScanState(pem, near, open, rules);
  }

  /** Returns the state before a text that is the value of {@code key} in a JSON object. */
  ScanState forValueOf(String key) {
    return new ScanState(pem, near, open.or(OpenNames.ofKey(key)), seen);
  }

  /** Returns the state {@code bytes} further on in a line, where no keyword of any rule stands. */
  ScanState movedOn(int bytes) {
    return new ScanState(pem, near.after(bytes, 0), bytes == 0 ? open : OpenNames.NONE, seen);
  }

  /**
   * Returns the state after a text of which {@code this} is the state as it stands, and {@code
   * masked} that of its masked form. A word counts as near if it is near in one of them: masking
   * makes values longer or shorter, and what is found must not depend on whether it was done.
   */
  ScanState or(ScanState masked) {
    return new ScanState(pem, near.or(masked.near), open.or(masked.open), seen.or(masked.seen));
  }
}
