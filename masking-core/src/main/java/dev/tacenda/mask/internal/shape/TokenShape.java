package dev.tacenda.mask.internal.shape;

import java.util.List;
import java.util.Locale;

/**
 * What the tokens of one kind look like: a small, deterministic part of the syntax of regular
 * expressions, on bytes. Literals, classes {@code [A-Za-z0-9_-]}, {@code \d}, {@code \w}, counts
 * {@code {n} {n,m} {n,} ? +}, groups {@code (?:a|b)} and a leading {@code (?i)}; anything else is
 * refused. Matching costs one look-up for each byte. Immutable and thread-safe.
 *
 * <p>A run without an upper bound can only be the last part that a match needs. So a match that
 * fails has read a bounded number of bytes, and one that succeeds has used what it read.
 */
public final class TokenShape {
  private static final int MAX_BOUNDED_LENGTH = 1024;
  private static final int MAX_BEFORE_ANCHOR = 128;

  private final String text;
  private final ShapeNode node;
  private final Dfa dfa;
  private final ByteClass tail;
  private final ByteClass surroundings;
  private final List<Anchor> prefixes;

  private TokenShape(String text, ShapeNode node) {
    this.text = text;
    this.node = node;
    requireOpenRunsLast(node, true);
    if (boundedLength(node) > MAX_BOUNDED_LENGTH) {
      throw new ShapeSyntaxException(
          "the bounded part of the shape is longer than " + MAX_BOUNDED_LENGTH + " bytes",
          "use smaller counts, or {n,} for the last run");
    }
    this.dfa = Dfa.of(node);
    this.tail = node.tail().or(ByteClass.LETTERS).or(ByteClass.DIGITS);
    this.surroundings = node.alphabet().or(ByteClass.WORD);
    this.prefixes = prefixes(node);
  }

  /**
   * Reads a shape.
   *
   * @throws ShapeSyntaxException if it is not understood, or cannot be matched in linear time
   */
  public static TokenShape of(String text) {
    return new TokenShape(text, ShapeParser.parse(text));
  }

  /** Returns the shape as it was written. */
  public String text() {
    return text;
  }

  /** Returns the end of the longest match that begins at {@code start}, or -1. */
  public int longestEnd(byte[] line, int start, int to) {
    return dfa.longestEnd(line, start, to);
  }

  /** Returns true if a match begins at {@code start}. */
  public boolean beginsAt(byte[] line, int start, int to) {
    return dfa.beginsAt(line, start, to);
  }

  /** Returns the end of the token that a match which ends at {@code end} is the beginning of. */
  public int tokenEnd(byte[] line, int end, int to) {
    int i = end;
    while (i < to && tail.contains(line[i])) {
      i++;
    }
    return i;
  }

  /** Returns the bytes beside which a token of this shape is only a part of a longer one. */
  public ByteClass surroundings() {
    return surroundings;
  }

  /** Returns the bytes that tokens are made of. */
  public ByteClass alphabet() {
    return node.alphabet();
  }

  /** Returns the length of the shortest token, in bytes. */
  public int minLength() {
    return node.minLength();
  }

  /** Returns the length of the longest token, in bytes. */
  public int maxLength() {
    return node.maxLength();
  }

  /** Returns true if a token can hold a digit. */
  public boolean holdsDigits() {
    return node.alphabet().meets(ByteClass.DIGITS);
  }

  /** Returns true if a token can hold a letter. */
  public boolean holdsLetters() {
    return node.alphabet().meets(ByteClass.LETTERS);
  }

  /**
   * Returns the literals that matches begin with; none if there are too many, or one is shorter
   * than {@link Anchor#MIN_LENGTH}.
   */
  public List<Anchor> prefixes() {
    return prefixes;
  }

  private static List<Anchor> prefixes(ShapeNode node) {
    Prefixes prefixes = Prefixes.of(node);
    return prefixes.minLength() < Anchor.MIN_LENGTH
        ? List.of()
        : prefixes.texts().stream().map(prefix -> new Anchor(prefix, 0, 0)).toList();
  }

  /**
   * Returns where {@code literal} stands in matches.
   *
   * @throws ShapeSyntaxException if it is not a literal outside the groups of this shape, or too
   *     much can stand before it
   */
  public Anchor anchor(String literal) {
    List<ShapeNode> parts = node instanceof ShapeNode.Sequence ? node.parts() : List.of(node);
    int min = 0;
    long max = 0;
    for (int i = 0; i < parts.size() && max <= MAX_BEFORE_ANCHOR; i++) {
      if (standsAt(parts, i, literal)) {
        return new Anchor(literal.toLowerCase(Locale.ROOT), min, (int) max);
      }
      min += parts.get(i).minLength();
      max += parts.get(i).maxLength();
    }
    throw new ShapeSyntaxException(
        "the anchor is no literal of shape " + text,
        "name one outside of groups with at most " + MAX_BEFORE_ANCHOR + " bytes before it");
  }

  private static boolean standsAt(List<ShapeNode> parts, int at, String literal) {
    if (literal.isEmpty() || at + literal.length() > parts.size()) {
      return false;
    }
    for (int i = 0; i < literal.length(); i++) {
      ShapeNode part = parts.get(at + i);
      String folded = part instanceof ShapeNode.OneOf one ? one.bytes().folded() : "";
      boolean one = folded.length() == 1;
      if (!one || folded.charAt(0) != Character.toLowerCase(literal.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static void requireOpenRunsLast(ShapeNode node, boolean restIsOptional) {
    if (node instanceof ShapeNode.Repeat repeat) {
      boolean once = repeat.min() <= 1;
      if (repeat.max() == ShapeNode.OPEN && !restIsOptional) {
        throw openRun();
      }
      requireOpenRunsLast(repeat.part(), restIsOptional && once);
      return;
    }
    boolean sequence = node instanceof ShapeNode.Sequence;
    boolean optional = restIsOptional;
    List<ShapeNode> parts = node.parts();
    for (int i = parts.size() - 1; i >= 0; i--) {
      requireOpenRunsLast(parts.get(i), optional);
      optional &= !sequence || parts.get(i).minLength() == 0;
    }
  }

  private static ShapeSyntaxException openRun() {
    return new ShapeSyntaxException(
        "a run without an upper bound stands before a part that a match needs",
        "give it a bound, as in {8,200}");
  }

  /** The length of the longest match whose open runs are as short as they can be. */
  private static long boundedLength(ShapeNode node) {
    if (node instanceof ShapeNode.Repeat repeat) {
      int times = repeat.max() == ShapeNode.OPEN ? Math.max(1, repeat.min()) : repeat.max();
      return times * boundedLength(repeat.part());
    }
    if (node instanceof ShapeNode.OneOf) {
      return 1;
    }
    return node instanceof ShapeNode.Sequence
        ? node.parts().stream().mapToLong(TokenShape::boundedLength).sum()
        : node.parts().stream().mapToLong(TokenShape::boundedLength).max().orElse(0);
  }

  /** Returns the shape as it was written. */
  @Override
  public String toString() {
    return "TokenShape[" + text + "]";
  }
}
