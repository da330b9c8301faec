package dev.tacenda.mask;

import dev.tacenda.mask.internal.shape.Anchor;
import dev.tacenda.mask.internal.shape.ByteClass;
import dev.tacenda.mask.internal.shape.DigestMarks;
import dev.tacenda.mask.internal.shape.TokenChecksum;
import dev.tacenda.mask.internal.shape.TokenEdges;
import dev.tacenda.mask.internal.shape.TokenShape;
import java.util.ArrayList;
import java.util.BitSet;
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
 * @param anchors the literals of which every token holds one; none if {@link #needsWord()}
 * @param exact whether an anchored shape must be the whole token as well
 * @param near words in lower case of which one stands before a token, or none
 * @param within how many bytes may stand between the word and the token
 * @param checksum what the end of a token may be checked against, or null
 */
record RuleShape(
    List<TokenShape> alternatives,
    @Nullable String anchor,
    List<Anchor> anchors,
    boolean exact,
    List<String> near,
    int within,
    @Nullable TokenChecksum checksum) {

  /** The reach of words in a rule that states none. */
  static final int DEFAULT_WITHIN = 64;

  private static final int MIN_VARIED = 20;
  private static final int MIN_DIFFERENT = 4;

  RuleShape {
    alternatives = List.copyOf(alternatives);
    anchors = List.copyOf(anchors);
    near = List.copyOf(near);
    RuleBuilder.require(
        near.isEmpty() || anchor == null, "a rule has either an anchor or near, and not both");
  }

  /** Returns the words or literals of which one announces every token, in lower case. */
  List<String> keywords() {
    return needsWord() ? near : anchors.stream().map(Anchor::literal).distinct().toList();
  }

  /** Returns true if tokens count only behind one of the words {@link #near()}. */
  boolean needsWord() {
    return !near.isEmpty();
  }

  /**
   * Returns the literals of which every token of these shapes holds one.
   *
   * @throws IllegalArgumentException if a shape has none
   */
  static List<Anchor> anchors(List<TokenShape> alternatives, @Nullable String anchor) {
    return alternatives.stream().flatMap(shape -> anchors(shape, anchor)).toList();
  }

  private static Stream<Anchor> anchors(TokenShape shape, @Nullable String anchor) {
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
      if (end > longest) {
        longest = Math.max(longest, endOfToken(shape, new Place(text, from, to, start, end)));
      }
    }
    return longest;
  }

  /** Returns true if each token holds a digit, because it could otherwise be a word. */
  boolean needsDigit() {
    for (TokenShape shape : alternatives) {
      if (isNamed(shape) || !shape.holdsDigits()) {
        return false;
      }
    }
    return true;
  }

  private boolean isNamed(TokenShape shape) {
    return anchor != null || !shape.prefixes().isEmpty();
  }

  /** Returns the shapes of which tokens can hold {@code wanted}, one of the anchors. */
  TokenShape[] shapesOf(Anchor wanted) {
    return alternatives.stream()
        .filter(shape -> anchor != null || shape.prefixes().contains(wanted))
        .toArray(TokenShape[]::new);
  }

  /** A match in the line {@code text[from, to)}. */
  private static final class Place {
    private final byte[] text;
    private final int from;
    private final int to;
    private final int start;
    private final int end;

    Place(byte[] text, int from, int to, int start, int end) {
      this.text = text;
      this.from = from;
      this.to = to;
      this.start = start;
      this.end = end;
    }

    private boolean standsAlone(ByteClass outside) {
      boolean begins =
          start == from
              || !outside.contains(text[start - 1])
              || TokenEdges.endsEscape(text, from, start);
      return begins && (end == to || !outside.contains(text[end]));
    }

    private boolean touchesBase64() {
      return TokenEdges.isInBase64(text, from, start)
          || end < to && (text[end] == '=' || text[end] == '+')
          || start > from && text[start - 1] == '+';
    }
  }

  private int endOfToken(TokenShape shape, Place at) {
    int end = at.end;
    if (exact || needsWord()) {
      if (!at.standsAlone(shape.surroundings())) {
        return -1;
      }
    } else if (TokenEdges.mayBegin(at.text, at.from, at.start)) {
      end = shape.tokenEnd(at.text, end, at.to);
    } else {
      return -1;
    }
    boolean token =
        isNamed(shape)
            ? !TokenEdges.isInBase64(at.text, at.from, at.start)
            : !at.touchesBase64() && looksRandom(shape, at.text, at.start, end);
    boolean digest = needsWord() && DigestMarks.standBefore(at.text, at.from, at.start, end);
    return token && !digest && isVaried(at.text, at.start, end) ? end : -1;
  }

  /**
   * A token whose second half is one character or two, or few with an x, a 0 or a 1 among them,
   * stands for one.
   */
  private static boolean isVaried(byte[] text, int start, int end) {
    if (end - start < MIN_VARIED) {
      return true;
    }
    BitSet seen = new BitSet();
    for (int i = (start + end) / 2; i < end; i++) {
      if (Bytes.isWordByte(text[i])) {
        seen.set(text[i] & 0xff);
      }
    }
    boolean filler = seen.get('x') || seen.get('X') || seen.get('0') || seen.get('1');
    return seen.cardinality() >= (filler ? MIN_DIFFERENT : MIN_DIFFERENT - 1);
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
    fields.add("" + exact);
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
