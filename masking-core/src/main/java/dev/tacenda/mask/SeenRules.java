package dev.tacenda.mask;

import java.util.BitSet;

/**
 * The whole-text rules of which a keyword stands in what was read of a text. Immutable.
 *
 * @param ids their places among the {@link WholeTextRules}; not to be modified
 */
record SeenRules(BitSet ids) {
  static final SeenRules NONE = new SeenRules(new BitSet());

  /** Returns those that are in one of the two. */
  SeenRules or(SeenRules other) {
    if (ids.equals(other.ids)) {
      return this;
    }
    BitSet both = (BitSet) ids.clone();
    both.or(other.ids);
    return new SeenRules(both);
  }
}
