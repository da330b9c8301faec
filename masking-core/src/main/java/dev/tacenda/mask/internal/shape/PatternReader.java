package dev.tacenda.mask.internal.shape;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.internal.Ascii;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads an RE2 pattern as a shape that has all its matches, and may have more: assertions always
 * hold, and what may be there up to many times may be there any number of times. RE2J itself is
 * asked what a class of characters is. Confined to one thread, used once.
 */
@TrustedCode("the shape matches whatever the pattern matches")
final class PatternReader extends ExpressionReader {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_COUNT = 1000;

  /** Counts that differ by more than this differ by any number; the automaton is small then. */
  private static final int MAX_OPTIONAL = 2;

  private static final String PLAIN = " \"'!#%&,-/:;<=>@_`~";
  private static final ShapeNode NOTHING = new ShapeNode.Sequence(List.of());

  private boolean fold;
  private boolean asciiOnly = true;
  private boolean exact = true;

  PatternReader(String regex) {
    super(regex, 0, MAX_DEPTH);
  }

  /** Returns true if no match of what was read holds a character outside of ASCII. */
  boolean asciiOnly() {
    return asciiOnly;
  }

  /** Returns true if the shape has no more ASCII texts than the pattern. */
  boolean exact() {
    return exact;
  }

  /**
   * Reads all of it.
   *
   * @throws ShapeSyntaxException if something in it is not known here
   */
  ShapeNode read() {
    ShapeNode node = alternatives();
    if (!atEnd()) {
      throw unknown();
    }
    return node;
  }

  @Override
  ShapeNode part() {
    char c = peek();
    return switch (c) {
      case '(' -> group();
      case '[' -> atom(endOfClass());
      case '\\' -> escape();
      case '^', '$' -> assertion(1);
      case '*', '+', '?', '{' -> throw unknown();
      default -> atom(at() + 1);
    };
  }

  private ShapeNode assertion(int length) {
    exact = false;
    goTo(at() + length);
    return NOTHING;
  }

  private ShapeNode group() {
    boolean outside = fold;
    int start = at();
    skip();
    if (isAt('?')) {
      skip();
      flags();
      if (isAt(')')) {
        skip();
        return NOTHING; // flags for the rest of the group around
      }
      skip();
    }
    ShapeNode node = restOfGroup(start);
    fold = outside;
    return node;
  }

  private void flags() {
    boolean on = true;
    for (; !atEnd() && peek() != ':' && peek() != ')'; skip()) {
      if (peek() == '-') {
        on = false;
      } else if (peek() == 'i') {
        fold = on;
      } else {
        throw unknown();
      }
    }
  }

  @Override
  ShapeSyntaxException tooDeep() {
    return unknown();
  }

  @Override
  ShapeSyntaxException groupWithoutEnd(int start) {
    return unknown();
  }

  private ShapeNode escape() {
    char kind = at() + 1 < text().length() ? text().charAt(at() + 1) : 'Q';
    if (kind == 'b' || kind == 'B') {
      return assertion(2);
    }
    boolean known = "dws".indexOf(kind) >= 0 || kind < 128 && !Character.isLetterOrDigit(kind);
    if (!known) {
      throw unknown();
    }
    return atom(at() + 2);
  }

  private int endOfClass() {
    String regex = text();
    int i = at() + 1;
    asciiOnly &= !regex.startsWith("^", i);
    i += regex.startsWith("^", i) ? 1 : 0;
    i += regex.startsWith("]", i) ? 1 : 0;
    while (i < regex.length() && regex.charAt(i) != ']') {
      char c = regex.charAt(i);
      if (c == '\\') {
        i++;
        if (i < regex.length() && "DWSpPxQ".indexOf(regex.charAt(i)) >= 0) {
          throw unknown();
        }
      }
      if (c == '[' || c >= 128) {
        throw unknown();
      }
      i++;
    }
    return i + 1;
  }

  /** The characters that {@code regex[at, end)} matches, which is one of a class. */
  private ShapeNode atom(int end) {
    String text = text().substring(at(), Math.min(end, text().length()));
    if (text.charAt(0) >= 128) {
      throw unknown();
    }
    asciiOnly &= text.charAt(0) != '.';
    goTo(end);
    if (text.length() == 1 && (Ascii.isAlphanumeric(text.charAt(0)) || PLAIN.contains(text))) {
      ByteClass one = ByteClass.of(text.charAt(0));
      return new ShapeNode.OneOf(fold ? one.inBothCases() : one);
    }
    try {
      return new ShapeNode.OneOf(members(Pattern.compile((fold ? "(?i)" : "") + text)));
    } catch (PatternSyntaxException e) {
      throw unknown();
    }
  }

  private static ByteClass members(Pattern one) {
    ByteClass members = ByteClass.NONE;
    for (int b = 0; b < 128; b++) {
      byte[] character = {(byte) b};
      if (one.matches(new String(character, StandardCharsets.US_ASCII))) {
        members = members.or(ByteClass.of(b));
      }
    }
    return members;
  }

  @Override
  ShapeNode quantified(ShapeNode part) {
    if (atEnd()) {
      return part;
    }
    ShapeNode result =
        switch (peek()) {
          case '?' -> repeat(part, 0, 1);
          case '*' -> repeat(part, 0, ShapeNode.OPEN);
          case '+' -> repeat(part, 1, ShapeNode.OPEN);
          case '{' -> counted(part);
          default -> part;
        };
    if (result != part && isAt('?')) {
      skip(); // which of several matches is meant does not matter here
    }
    return result;
  }

  private ShapeNode repeat(ShapeNode part, int min, int max) {
    skip();
    boolean many = max - min > MAX_OPTIONAL;
    exact &= !many || max == ShapeNode.OPEN;
    return new ShapeNode.Repeat(part, min, many ? ShapeNode.OPEN : max);
  }

  private ShapeNode counted(ShapeNode part) {
    skip();
    int min = count();
    int max = min;
    if (isAt(',')) {
      skip();
      max = isAt('}') ? ShapeNode.OPEN : count();
    }
    if (!isAt('}') || max < min) {
      throw unknown();
    }
    return repeat(part, min, max);
  }

  private int count() {
    int count = 0;
    int from = at();
    for (; !atEnd() && Ascii.isDigit(peek()); skip()) {
      count = Math.min(10 * count + peek() - '0', MAX_COUNT + 1);
    }
    if (at() == from || count > MAX_COUNT) {
      throw unknown();
    }
    return count;
  }

  private ShapeSyntaxException unknown() {
    return new ShapeSyntaxException(at(), "not known here", "search without it");
  }
}
