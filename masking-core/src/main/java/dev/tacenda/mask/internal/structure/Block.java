package dev.tacenda.mask.internal.structure;

/**
 * What the lines so far mean for the next one, as far as blocks go: a function of their text alone.
 * Immutable.
 *
 * @param place what the next line is part of
 * @param secret whether a Secret was announced by its kind
 * @param indent of the line that opened the section
 * @param inner indent of the entry whose text stands on lines of its own
 * @param lines how many more lines the block can have
 * @param cut whether the line that follows is the rest of one that was too long to be held
 */
public record Block(Place place, boolean secret, int indent, int inner, int lines, boolean cut) {
  /** Outside of any block. */
  public static final Block NONE = new Block(Place.OUTSIDE, false, 0, 0, 0, false);

  /** What a line can be part of. */
  enum Place {
    OUTSIDE,
    /** A machine of a netrc file. */
    MACHINE,
    /** The private lines of a PuTTY key. */
    PRIVATE_LINES,
    /** A Secret, but not its data. */
    SECRET,
    /** The entries of a Secret. */
    DATA,
    /** The entries of {@code stringData} in something whose kind is not told before. */
    STRING_DATA,
    /** The text of an entry on lines of its own. */
    SCALAR
  }

  /** Returns true if the next line may belong to the block. */
  public boolean inside() {
    return place != Place.OUTSIDE;
  }

  /** Returns the block in which the rest of a line stands whose beginning is gone. */
  public Block inLine() {
    return inside() ? new Block(place, secret, indent, inner, lines, true) : NONE;
  }

  /** Returns the block after one of two readings of the same text. */
  public Block or(Block other) {
    return inside() ? this : other;
  }

  static Block of(Place place, int lines) {
    return new Block(place, false, 0, 0, lines, false);
  }

  Block at(Place next, int newIndent) {
    return new Block(next, secret, newIndent, inner, lines, false);
  }

  Block scalar(int entryIndent) {
    return new Block(Place.SCALAR, secret, indent, entryIndent, lines, false);
  }

  /** Returns the block one line on. */
  Block nextLine() {
    return lines > 1 ? new Block(place, secret, indent, inner, lines - 1, false) : NONE;
  }
}
