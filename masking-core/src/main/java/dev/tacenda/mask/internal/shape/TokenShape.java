package dev.tacenda.mask.internal.shape;

import dev.tacenda.mask.TrustedCode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the tokens of one kind look like: a small, deterministic part of the syntax of regular
 * expressions, on bytes. Literals, classes {@code [A-Za-z0-9_-]}, {@code \d}, {@code \w}, counts
 * {@code {n} {n,m} {n,} ? +}, groups {@code (?:a|b)} and a leading {@code (?i)}; anything else is
 * refused. Matching costs one look-up for each byte. Immutable and thread-safe; the automaton of a
 * shape that is made from an {@link Outline} is built at its first match, in a time that the limits
 * on shapes bound.
 *
 * <p>A run without an upper bound can only be the last part that a match needs. So a match that
 * fails has read a bounded number of bytes, and one that succeeds has used what it read.
 */
public final class TokenShape {
  private static final int MAX_BOUNDED_LENGTH = 1024;
  private static final int MAX_BEFORE_ANCHOR = 128;

  private final Outline outline;

  /** Built by whoever needs it first; if several threads do, each may build the same. */
  private volatile @Nullable Dfa dfa;

  private TokenShape(Outline outline, @Nullable Dfa dfa) {
    this.outline = outline;
    this.dfa = dfa;
  }

  /**
   * What has to be known of a shape before a text may hold one of its tokens.
   *
   * @param text as it was written
   * @param minLength the number of bytes of the shortest token
   * @param maxLength that of the longest
   * @param alphabet the bytes that stand in tokens
   * @param surroundings see {@link TokenShape#surroundings()}
   * @param tail the bytes that go on with a token behind a match
   * @param prefixes see {@link TokenShape#prefixes()}
   */
  public record Outline(
      String text,
      int minLength,
      int maxLength,
      ByteClass alphabet,
      ByteClass surroundings,
      ByteClass tail,
      List<Anchor> prefixes) {
    /** Copies the list. */
    public Outline {
      Objects.requireNonNull(text, "text");
      prefixes = List.copyOf(prefixes);
    }

    /** Returns false only if no token begins there: worth asking before an automaton is built. */
    @TrustedCode("false only if the automaton would find no match")
    boolean mayBeginAt(byte[] line, int start, int to) {
      int end = start + minLength;
      if (end > to) {
        return false;
      }
      for (int i = start; i < end; i++) {
        if (!alphabet.contains(line[i])) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * Reads a shape.
   *
   * @throws ShapeSyntaxException if it is not understood, or cannot be matched in linear time
   */
  public static TokenShape of(String text) {
    ShapeNode node = ShapeParser.parse(text);
    requireOpenRunsLast(node, true);
    if (boundedLength(node) > MAX_BOUNDED_LENGTH) {
      throw new ShapeSyntaxException(
          "the bounded part of the shape is longer than " + MAX_BOUNDED_LENGTH + " bytes",
          "use smaller counts, or {n,} for the last run");
    }
    return new TokenShape(outline(text, node), Dfa.of(node));
  }

  private static Outline outline(String text, ShapeNode node) {
    ByteClass alphabet = node.alphabet();
    return new Outline(
        text,
        node.minLength(),
        node.maxLength(),
        alphabet,
        alphabet.or(ByteClass.WORD),
        node.tail().or(ByteClass.LETTERS).or(ByteClass.DIGITS),
        prefixes(node));
  }

  /** Returns the shape that has this {@link #outline()}; trusts that {@link #of} accepted it. */
  public static TokenShape checked(Outline outline) {
    return new TokenShape(outline, null);
  }

  /** Returns what {@link #checked} makes this shape of. */
  public Outline outline() {
    return outline;
  }

  /** Returns the shape as it was written. */
  public String text() {
    return outline.text();
  }

  /** Returns the end of the longest match that begins at {@code start}, or -1. */
  public int longestEnd(byte[] line, int start, int to) {
    Dfa automaton = automaton(line, start, to);
    return automaton == null ? -1 : automaton.longestEnd(line, start, to);
  }

  /** Returns the automaton; null only if it is not there yet and would find no match. */
  private @Nullable Dfa automaton(byte[] line, int start, int to) {
    Dfa known = dfa;
    if (known == null && outline.mayBeginAt(line, start, to)) {
      known = Dfa.of(ShapeParser.parse(text()));
      dfa = known;
    }
    return known;
  }

  /** Returns true if a match begins at {@code start}. */
  public boolean beginsAt(byte[] line, int start, int to) {
    Dfa automaton = automaton(line, start, to);
    return automaton != null && automaton.beginsAt(line, start, to);
  }

  /** Returns the end of the token that a match which ends at {@code end} is the beginning of. */
  public int tokenEnd(byte[] line, int end, int to) {
    ByteClass tail = outline.tail();
    int i = end;
    while (i < to && tail.contains(line[i])) {
      i++;
    }
    return i;
  }

  /** Returns the bytes beside which a token of this shape is only a part of a longer one. */
  public ByteClass surroundings() {
    return outline.surroundings();
  }

  /** Returns the bytes that tokens are made of. */
  public ByteClass alphabet() {
    return outline.alphabet();
  }

  /** Returns the length of the shortest token, in bytes. */
  public int minLength() {
    return outline.minLength();
  }

  /** Returns the length of the longest token, in bytes. */
  public int maxLength() {
    return outline.maxLength();
  }

  /** Returns true if a token can hold a digit. */
  public boolean holdsDigits() {
    return outline.alphabet().meets(ByteClass.DIGITS);
  }

  /** Returns true if a token can hold a letter. */
  public boolean holdsLetters() {
    return outline.alphabet().meets(ByteClass.LETTERS);
  }

  /**
   * Returns the literals that matches begin with; none if there are too many, or one is shorter
   * than {@link Anchor#MIN_LENGTH}.
   */
  public List<Anchor> prefixes() {
    return outline.prefixes();
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
    ShapeNode node = ShapeParser.parse(text());
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
        "the anchor is no literal of shape " + text(),
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
    return "TokenShape[" + text() + "]";
  }
}
