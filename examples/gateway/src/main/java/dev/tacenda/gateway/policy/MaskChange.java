package dev.tacenda.gateway.policy;

import dev.tacenda.gateway.report.Position;

/**
 * A place of a text that two policies treat differently, without what stands there.
 *
 * @param policy the name of the policy
 * @param path the file
 * @param start where it begins
 * @param bytes how long it is
 * @param rule the rule that finds it, under the stricter of the two
 * @param was what the first policy does, such as {@code mask}; {@code nothing} if it finds nothing
 * @param is what the second does
 */
record MaskChange(
    Kind kind,
    String policy,
    String path,
    Position start,
    int bytes,
    String rule,
    String was,
    String is) {

  /** How the second policy differs from the first. */
  enum Kind {
    /** The first masks what the second leaves, at least in part. */
    LOST("lost"),
    /** Both mask it; the second is milder. */
    EASED("eased"),
    /** Both mask it; the second is stricter. */
    TIGHTENED("tightened"),
    /** The second masks what the first leaves, at least in part. */
    GAINED("gained");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }

    /** Returns true if less is kept back than before. */
    boolean weakens() {
      return this == LOST || this == EASED;
    }
  }
}
