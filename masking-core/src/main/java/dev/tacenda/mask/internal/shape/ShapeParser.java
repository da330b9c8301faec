package dev.tacenda.mask.internal.shape;

import dev.tacenda.mask.internal.Ascii;

/** Reads the text of a shape. Confined to one thread, used once. */
final class ShapeParser extends ExpressionReader {
  private static final int MAX_TEXT = 1000;
  private static final int MAX_DEPTH = 8;
  private static final int MAX_COUNT = 1000;
  private static final String FOLD = "(?i)";

  private final boolean fold;

  private ShapeParser(String text) {
    super(text, text.startsWith(FOLD) ? FOLD.length() : 0, MAX_DEPTH);
    this.fold = text.startsWith(FOLD);
  }

  static ShapeNode parse(String text) {
    if (text.length() > MAX_TEXT) {
      throw new ShapeSyntaxException(
          "shape has " + text.length() + " characters", "write at most " + MAX_TEXT);
    }
    ShapeParser parser = new ShapeParser(text);
    ShapeNode node = parser.alternatives();
    if (!parser.atEnd()) {
      throw parser.error("')' closes nothing", "remove it, or write \\)");
    }
    if (node.minLength() == 0) {
      throw new ShapeSyntaxException("shape matches the empty text", "ask for one byte or more");
    }
    return node;
  }

  @Override
  ShapeNode part() {
    char c = peek();
    return switch (c) {
      case '(' -> group();
      case '[' -> one(set());
      case '\\' -> one(escape());
      case '*' -> throw error("'*' is not known", "write {0,} or +");
      case '?', '+', '{' -> throw error("'" + c + "' follows nothing", "write \\" + c);
      case '.' -> throw error("'.' is not known", "write \\. for a dot, or a class");
      case '^', '$' -> throw error("'" + c + "' is not known", "leave it out: edges are implied");
      case ']', '}' -> throw error("'" + c + "' closes nothing", "write \\" + c);
      default -> one(ByteClass.of(literal()));
    };
  }

  private ShapeNode one(ByteClass bytes) {
    return new ShapeNode.OneOf(fold ? bytes.inBothCases() : bytes);
  }

  private ShapeNode group() {
    if (!text().startsWith("(?:", at())) {
      throw error("only groups of the form (?:a|b) are known", "write (?:, or \\( for a bracket");
    }
    int start = at();
    goTo(start + 3);
    return restOfGroup(start);
  }

  @Override
  ShapeSyntaxException tooDeep() {
    return error("groups are nested more than " + MAX_DEPTH + " deep", "write it flatter");
  }

  @Override
  ShapeSyntaxException groupWithoutEnd(int start) {
    return new ShapeSyntaxException(start, "the group has no end", "add a ')'");
  }

  @Override
  ShapeNode quantified(ShapeNode part) {
    if (atEnd()) {
      return part;
    }
    ShapeNode result =
        switch (peek()) {
          case '?' -> repeat(part, 0, 1);
          case '+' -> repeat(part, 1, ShapeNode.OPEN);
          case '{' -> counted(part);
          default -> part;
        };
    if (result != part && !atEnd() && "?+*{".indexOf(peek()) >= 0) {
      throw error("a count follows a count", "keep one of them");
    }
    return result;
  }

  private ShapeNode repeat(ShapeNode part, int min, int max) {
    skip();
    return new ShapeNode.Repeat(part, min, max);
  }

  private ShapeNode counted(ShapeNode part) {
    int start = at();
    skip();
    int min = count(start);
    int max = min;
    if (isAt(',')) {
      skip();
      max = isAt('}') ? ShapeNode.OPEN : count(start);
    }
    if (!isAt('}') || max < min || max == 0) {
      throw countError(start);
    }
    return repeat(part, min, max);
  }

  private int count(int start) {
    int from = at();
    while (!atEnd() && Ascii.isDigit(peek())) {
      skip();
    }
    String digits = text().substring(from, at());
    if (digits.isEmpty() || digits.length() > 4 || Integer.parseInt(digits) > MAX_COUNT) {
      throw countError(start);
    }
    return Integer.parseInt(digits);
  }

  private static ShapeSyntaxException countError(int start) {
    return new ShapeSyntaxException(
        start, "not a count", "write {n}, {n,m} or {n,} with numbers up to " + MAX_COUNT);
  }

  private ByteClass set() {
    int start = at();
    skip();
    if (isAt('^')) {
      throw error("a class of what is not meant is not known", "list what is meant");
    }
    ByteClass set = ByteClass.NONE;
    while (!atEnd() && peek() != ']') {
      set = set.or(members());
    }
    if (atEnd() || set.size() == 0) {
      throw new ShapeSyntaxException(start, "the class is empty or has no end", "write [a-z]");
    }
    skip();
    return set;
  }

  /** A member of a class, a range, or one of the shorthands. */
  private ByteClass members() {
    int start = at();
    boolean escaped = peek() == '\\';
    ByteClass first = escaped ? escape() : ByteClass.of(literal());
    boolean range = at() + 1 < text().length() && peek() == '-' && text().charAt(at() + 1) != ']';
    if (!range) {
      return first;
    }
    skip();
    ByteClass last = peek() == '\\' ? escape() : ByteClass.of(literal());
    if (first.size() != 1 || last.size() != 1 || only(first) > only(last)) {
      throw new ShapeSyntaxException(start, "not a range", "write the lower end first, as in a-z");
    }
    return ByteClass.range(only(first), only(last));
  }

  private static int only(ByteClass one) {
    return one.low() != 0
        ? Long.numberOfTrailingZeros(one.low())
        : 64 + Long.numberOfTrailingZeros(one.high());
  }

  private ByteClass escape() {
    skip();
    if (atEnd()) {
      throw error("the text ends in a backslash", "write \\\\ for one");
    }
    char c = peek();
    if (c == 'd' || c == 'w') {
      skip();
      return c == 'd' ? ByteClass.DIGITS : ByteClass.WORD;
    }
    if (Character.isLetterOrDigit(c)) {
      throw error("'\\" + c + "' is not known", "only \\d, \\w and escaped punctuation are");
    }
    return ByteClass.of(literal());
  }

  private int literal() {
    char c = peek();
    if (c <= ' ' || c > '~') {
      throw error("a token holds printable ASCII without blanks", "remove the character");
    }
    skip();
    return c;
  }

  private ShapeSyntaxException error(String problem, String remedy) {
    return new ShapeSyntaxException(at(), problem, remedy);
  }
}
