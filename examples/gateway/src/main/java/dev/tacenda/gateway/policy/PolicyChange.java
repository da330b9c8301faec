package dev.tacenda.gateway.policy;

/**
 * Something that two policies say differently.
 *
 * @param what for example {@code rule email}
 * @param was what the first says
 * @param is what the second says
 */
record PolicyChange(Direction direction, String what, String was, String is) {

  /** Which of two policies is stricter. */
  enum Direction {
    /** The second does without it. */
    LOST("lost"),
    /** The second is milder. */
    EASED("eased"),
    /** They differ, and nothing tells which is stricter. */
    CHANGED("changed"),
    /** The second is stricter. */
    TIGHTENED("tightened"),
    /** Only the second has it. */
    GAINED("gained");

    private final String word;

    Direction(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }

    /** Returns true unless it is plain that the second is at least as strict. */
    boolean mayWeaken() {
      return this == LOST || this == EASED || this == CHANGED;
    }
  }
}
