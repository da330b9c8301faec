package dev.tacenda.mask;

import dev.tacenda.mask.internal.shape.Anchor;
import dev.tacenda.mask.internal.shape.ByteClass;
import dev.tacenda.mask.internal.shape.DigestMarks;
import dev.tacenda.mask.internal.shape.TokenChecksum;
import dev.tacenda.mask.internal.shape.TokenEdges;
import dev.tacenda.mask.internal.shape.TokenShape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that a rule looks for, by their shape. There are two kinds. An <b>anchored</b> shape
 * holds a literal that gives it away; a match is widened to the whole token. A shape <b>near</b> a
 * word can look like many things, so it must be the whole token by itself and stand shortly behind
 * one of the words. Immutable.
 *
 * @param alternatives what tokens look like
 * @param anchor the literal that gives them away, or null if they begin with it
 * @param near words in lower case of which one stands before a token, or none
 * @param within how many bytes may stand between the word and the token
 * @param checksum what the end of a token may be checked against, or null
 */
record RuleShape(
    List<TokenShape> alternatives,
    @Nullable String anchor,
    List<String> near,
    int within,
    @Nullable TokenChecksum checksum) {

  /** The reach of words in a rule that states none. */
  static final int DEFAULT_WITHIN = 64;

  RuleShape {
    alternatives = List.copyOf(alternatives);
    near = List.copyOf(near);
    RuleBuilder.require(
        near.isEmpty() || anchor == null, "a rule has either an anchor or near, and not both");
  }

  /** Returns true if tokens count only behind one of the words {@link #near()}. */
  boolean needsWord() {
    return !near.isEmpty();
  }

  /**
   * Returns the literals of which every token holds one; none if {@link #needsWord()}.
   *
   * @throws IllegalArgumentException if a shape has none
   */
  List<Anchor> anchors() {
    return needsWord() ? List.of() : alternatives.stream().flatMap(this::anchors).toList();
  }

  private Stream<Anchor> anchors(TokenShape shape) {
    List<Anchor> anchors = anchor == null ? shape.prefixes() : List.of(shape.anchor(anchor));
    RuleBuilder.require(
        !anchors.isEmpty(),
        "shape "
            + shape.text()
            + " does not begin with a literal of 3 bytes or more, and has no anchor and no near");
    return anchors.stream();
  }

  /**
   * Returns the end of the token that begins at {@code start} in the line {@code text[from, to)},
   * or -1 if none does. Words are not looked at.
   */
  @TrustedCode("The end is that of the whole token.")
  int endOfToken(byte[] text, int from, int to, int start) {
    int longest = -1;
    for (TokenShape shape : alternatives) {
      int end = shape.longestEnd(text, start, to);
      if (end > longest && isToken(shape, text, from, to, start, end)) {
        longest = needsWord() ? end : shape.tokenEnd(text, end, to);
      }
    }
    return longest;
  }

  private boolean isToken(TokenShape shape, byte[] text, int from, int to, int start, int end) {
    if (!needsWord()) {
      return TokenEdges.mayBegin(text, from, start);
    }
    ByteClass outside = shape.surroundings();
    boolean begins =
        start == from
            || !outside.contains(text[start - 1])
            || TokenEdges.endsEscape(text, from, start);
    boolean ends = end == to || !outside.contains(text[end]);
    return begins
        && ends
        && (!shape.prefixes().isEmpty() || looksRandom(shape, text, start, end))
        && !DigestMarks.standBefore(text, from, start, end);
  }

  /** A token without a prefix holds both letters and digits if it can; words and numbers do not. */
  private static boolean looksRandom(TokenShape shape, byte[] text, int start, int end) {
    int digits = 0;
    int letters = 0;
    for (int i = start; i < end; i++) {
      digits += text[i] >= '0' && text[i] <= '9' ? 1 : 0;
      letters += text[i] > '9' && Bytes.isWordByte(text[i]) ? 1 : 0;
    }
    return (digits > 0 || !shape.holdsDigits()) && (letters > 0 || !shape.holdsLetters());
  }

  /** Returns all that decides what is found, in a fixed order. */
  List<String> canonical() {
    List<String> fields = new ArrayList<>();
    fields.add(anchor == null ? "" : anchor);
    fields.add("" + within);
    fields.add(checksum == null ? "" : checksum.name());
    addSorted(fields, alternatives.stream().map(TokenShape::text));
    addSorted(fields, near.stream());
    return fields;
  }

  private static void addSorted(List<String> fields, Stream<String> values) {
    List<String> sorted = values.sorted().toList();
    fields.add("" + sorted.size());
    fields.addAll(sorted);
  }
}
