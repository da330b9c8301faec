package dev.tacenda.mask;

import dev.tacenda.mask.internal.structure.Block;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the text so far means for the line that follows, for all that does not see one line only.
 * Each part is a function of the text alone, so that a text, the lines of an array and a stream cut
 * anywhere agree. Immutable.
 *
 * @param pem whether the place is inside a private key
 * @param near the words that stand shortly before it
 * @param open the names whose value may stand on the line
 * @param block the structure of several lines that the line may belong to
 * @param seen the whole-text rules of which a keyword stands anywhere before it
 */
record ScanState(
    PemDetector.State pem, NearWords near, OpenNames open, Block block, SeenRules seen) {
  /** Before the first line of a text. */
  static final ScanState START =
      new ScanState(PemDetector.State.OUTSIDE, NearWords.NONE, OpenNames.NONE, Block.NONE);

  /** The state where no keyword of a whole-text rule was seen. */
  ScanState(PemDetector.State pem, NearWords near, OpenNames open, Block block) {
    this(pem, near, open, block, SeenRules.NONE);
  }

  // Written out: those of a record are linked when first called, which takes long.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ScanState o
        && same(pem, o.pem)
        && same(near, o.near)
        && same(open, o.open)
        && same(block, o.block)
        && same(seen, o.seen);
  }

  /** Most parts are the constants that mean nothing, so their own methods are hardly called. */
  private static boolean same(Object a, Object b) {
    return a == b || a.equals(b);
  }

  @Override
  public int hashCode() {
    return Objects.hash(pem, near, open, block, seen);
  }

  /** Returns the state behind a line; this one if nothing changed, as behind most. */
  ScanState behindLine(PemDetector.State key, NearWords words, OpenNames names, Block in) {
    boolean changed =
        !same(pem, key) || !same(near, words) || !same(open, names) || !same(block, in);
    return changed || !same(seen, SeenRules.NONE) ? new ScanState(key, words, names, in) : this;
  }

  /** Returns the state with the rules of which a keyword was seen. */
  ScanState withSeen(SeenRules rules) {
    return same(seen, rules) ? this : new ScanState(pem, near, open, block, rules);
  }

  /** Returns the state before a text that is the value of {@code key} in a JSON object. */
  ScanState forValueOf(String key) {
    OpenNames names = open.or(OpenNames.ofKey(key));
    return same(open, names) ? this : new ScanState(pem, near, names, block, seen);
  }

  /** Returns true if a line without keywords means nothing after what was seen. */
  boolean isQuiet() {
    return !needsWholeLine() && near.seen().isEmpty();
  }

  /** Returns true if a line means the same after both. */
  boolean sameAs(ScanState other) {
    return isQuiet() ? other.isQuiet() : equals(other);
  }

  /** Returns true if the next line must be seen as a whole, whatever stands in it. */
  boolean needsWholeLine() {
    return pem.inside() || !open.isEmpty() || block.inside();
  }

  /** Returns the state {@code bytes} further on in a line, where no keyword of any rule stands. */
  ScanState movedOn(int bytes) {
    OpenNames names = bytes == 0 ? open : OpenNames.NONE;
    return new ScanState(pem, near.after(bytes, 0), names, block, seen);
  }

  /**
   * Returns the state after a text of which {@code this} is the state as it stands, and {@code
   * masked} that of its masked form. A word counts as near if it is near in one of them: masking
   * makes values longer or shorter, and what is found must not depend on whether it was done.
   */
  ScanState or(ScanState masked) {
    return new ScanState(
        pem,
        near.or(masked.near),
        open.or(masked.open),
        block.or(masked.block),
        seen.or(masked.seen));
  }
}
