package dev.tacenda.mask;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Finds the body of PEM private keys (RFC 7468) line by line, so that BEGIN, END and the number of
 * lines stay as they are. It reads keys as they stand in prompts: indented, behind line numbers,
 * {@code grep} or {@code diff} prefixes, in string literals with escaped line ends, all on one
 * line, and without an END. A BEGIN that no base64 follows opens nothing.
 *
 * <p>A line's findings depend only on the lines before it, through {@link State}. Immutable.
 */
@TrustedCode(
    "Every base64 run of a private key's body is found, whatever stands before it on its line.")
final class PemDetector {
  /** The keyword without which a text holds no BEGIN line. */
  static final String KEYWORD = "PRIVATE KEY";

  private static final byte[] BEGIN = "-----BEGIN ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "-----END ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PRIVATE_KEY = KEYWORD.getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DASHES = "-----".getBytes(StandardCharsets.US_ASCII);

  /** RFC 7468 bodies have 64 characters a line, OpenSSH 70, older tools 76; the last is shorter. */
  private static final int FULL_LINE = 48;

  /** Shorter runs on the BEGIN line itself are words, not key material. */
  private static final int MIN_INLINE_RUN = 16;

  /** An 16384-bit RSA key has about 200 lines; more than this is not one key. */
  private static final int MAX_LINES = 2_000;

  private final Placeholders placeholders;
  private final Label label;

  PemDetector(Placeholders placeholders, Label label) {
    this.placeholders = placeholders;
    this.label = label;
  }

  /**
   * What the lines so far mean for the next one.
   *
   * @param lines body lines seen since BEGIN, or -1 outside a key
   * @param afterShortLine whether the last body line was shorter than a full one, so that only END
   *     may follow
   */
  record State(int lines, boolean afterShortLine) {
    static final State OUTSIDE = new State(-1, false);
    private static final State OPENED = new State(0, false);

    boolean inside() {
      return lines >= 0;
    }
  }

  /** Reports the findings of the line {@code [from, to)} and returns the state after it. */
  State line(State state, byte[] text, int from, int to, Consumer<Span> sink) {
    int begin = beginOfPrivateKey(text, from, to);
    if (begin >= 0) {
      return inlineBody(text, begin, to, sink) ? State.OUTSIDE : State.OPENED;
    }
    return state.inside() ? bodyLine(state, text, from, to, sink) : state;
  }

  /** Returns the end of the BEGIN marker of a private key in the line, or -1. */
  private static int beginOfPrivateKey(byte[] text, int from, int to) {
    int begin = Bytes.indexOf(text, from, to, BEGIN);
    while (begin >= 0) {
      int labelStart = begin + BEGIN.length;
      int labelEnd = Bytes.indexOf(text, labelStart, to, DASHES);
      if (labelEnd < 0) {
        return -1;
      }
      if (Bytes.indexOf(text, labelStart, labelEnd, PRIVATE_KEY) >= 0) {
        return labelEnd + DASHES.length;
      }
      begin = Bytes.indexOf(text, labelStart, to, BEGIN);
    }
    return -1;
  }

  /** Masks the runs that follow BEGIN on its own line; returns true if END stands there too. */
  private boolean inlineBody(byte[] text, int from, int to, Consumer<Span> sink) {
    int end = Bytes.indexOf(text, from, to, END);
    int limit = end < 0 ? to : end;
    boolean found = false;
    int i = from;
    while (i < limit) {
      int start = skipEscapes(text, i, limit);
      int runEnd = start;
      while (runEnd < limit && isBase64(text[runEnd])) {
        runEnd++;
      }
      if (runEnd - start >= (found ? 1 : MIN_INLINE_RUN)) {
        sink.accept(new Span(start, runEnd, label));
        found = true;
      }
      i = Math.max(runEnd, i + 1);
    }
    return end >= 0;
  }

  /**
   * Skips backslashes and the letter of the escape they end in, as in {@code \\n} or {@code \r}.
   */
  private static int skipEscapes(byte[] text, int from, int limit) {
    int i = from;
    while (i < limit && text[i] == '\\') {
      i++;
    }
    return i > from && i < limit ? i + 1 : i;
  }

  private State bodyLine(State state, byte[] text, int from, int to, Consumer<Span> sink) {
    if (Bytes.indexOf(text, from, to, END) >= 0 || state.lines() >= MAX_LINES) {
      return State.OUTSIDE;
    }
    int tail = endOfContent(text, from, to);
    if (isBlank(text, from, tail) || isHeader(text, from, tail)) {
      return state;
    }
    int start = startOfTail(text, from, tail);
    if (!isLinePrefix(text, from, start)) {
      return State.OUTSIDE;
    }
    if (endsInPlaceholder(text, start, tail)) {
      return new State(state.lines() + 1, state.afterShortLine());
    }
    boolean isBase64 = Bytes.indexOf(text, start, tail, (byte) '_') < 0;
    if (start == tail || !isBase64 || state.afterShortLine()) {
      return State.OUTSIDE;
    }
    sink.accept(new Span(start, tail, label));
    return new State(state.lines() + 1, tail - start < FULL_LINE);
  }

  /** Cuts white space, quotes, and literal line ends such as {@code \n" +} off the line's end. */
  private static int endOfContent(byte[] text, int from, int to) {
    int end = to;
    while (end > from && isPunctuation(text[end - 1])) {
      end--;
    }
    // The letter of a literal \n or \r is in the base64 alphabet; the backslash before it is not.
    while (end - 2 >= from
        && (text[end - 1] == 'n' || text[end - 1] == 'r')
        && text[end - 2] == '\\') {
      end -= 2;
      while (end > from && isPunctuation(text[end - 1])) {
        end--;
      }
    }
    return end;
  }

  private static boolean isPunctuation(byte b) {
    return switch (b) {
      case ' ', '\t', '\r', '"', '\'', '`', ',', ';', ')', ']', '}', '\\', '<', '>', '|' -> true;
      default -> false;
    };
  }

  private static int startOfTail(byte[] text, int from, int end) {
    int start = end;
    while (start > from && (isBase64(text[start - 1]) || text[start - 1] == '_')) {
      start--;
    }
    // A diff marker before the key's text is a plus sign, which base64 also uses.
    if (start == from && end - start > 1 && (text[start] == '+') && (end - start) % 4 == 1) {
      start++;
    }
    return start;
  }

  private boolean endsInPlaceholder(byte[] text, int start, int end) {
    int genuine = placeholders.nextGenuine(text, start, end);
    return genuine >= 0 && placeholders.endOfGenuine(text, genuine, end) == end;
  }

  /** What may stand before key material: indentation, a line number, a diff or grep prefix. */
  private static boolean isLinePrefix(byte[] text, int from, int to) {
    boolean letters = false;
    for (int i = from; i < to; i++) {
      byte b = text[i];
      if ((b == ' ' || b == '\t') && letters && text[i - 1] != ':') {
        return false;
      }
      letters = b != ' ' && b != '\t' && (letters || isLetter(b));
    }
    return !letters || !Bytes.isWordByte(text[to - 1]);
  }

  /** RFC 1421 headers inside a key, and those of PGP armour: {@code Proc-Type: 4,ENCRYPTED}. */
  private static boolean isHeader(byte[] text, int from, int to) {
    int colon = Bytes.indexOf(text, from, to, (byte) ':');
    return colon > from
        && colon + 1 < to
        && text[colon + 1] == ' '
        && isLetter(text[colon - 1])
        && Character.isUpperCase(firstLetter(text, from, colon));
  }

  private static char firstLetter(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (isLetter(text[i])) {
        return (char) text[i];
      }
    }
    return ' ';
  }

  private static boolean isBlank(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      byte b = text[i];
      boolean lineNumber = b >= '0' && b <= '9' || b == ':' || b == '-' || b == '+';
      if (b != ' ' && b != '\t' && !(lineNumber && to - from <= 6)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(byte b) {
    return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z';
  }

  private static boolean isBase64(byte b) {
    return isLetter(b) || b >= '0' && b <= '9' || b == '+' || b == '/' || b == '=';
  }
}
