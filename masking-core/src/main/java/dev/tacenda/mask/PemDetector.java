package dev.tacenda.mask;

import java.util.function.Consumer;

/**
 * Finds the body of PEM private keys line by line, so that BEGIN, END and the number of lines stay
 * as they are. It reads keys as they stand in prompts: indented, behind line numbers, {@code grep}
 * or {@code diff} prefixes, in string literals with written-out line ends, all on one line, several
 * on one line, and without an END. A BEGIN that no base64 follows opens nothing.
 *
 * <p>A line's findings depend only on the lines before it, through {@link State}. Immutable.
 */
@TrustedCode("Every base64 run of a private key's body is found, whatever stands around it.")
final class PemDetector {
  /** The keyword without which a text holds no BEGIN line. */
  static final String KEYWORD = "PRIVATE KEY";

  /**
   * Within a key a run of this length is key material, whatever stands around it: RFC 7468 bodies
   * have 64 characters a line, OpenSSH 70, older tools 76.
   */
  private static final int FULL_RUN = 48;

  /** A body does not start with a run shorter than this; that would be a word of a text. */
  private static final int MIN_FIRST_RUN = 16;

  private final Placeholders placeholders;
  private final Label label;
  private final byte[] placeholderStart;

  PemDetector(Placeholders placeholders, Label label) {
    this.placeholders = placeholders;
    this.label = label;
    this.placeholderStart = Placeholders.startOf(label.type());
  }

  /**
   * What the text so far means for what follows.
   *
   * @param lines lines since BEGIN that are not empty, or -1 outside a key
   * @param width length of the longest run of the body so far, 0 before the first
   * @param ending whether the last run was shorter than a full one, or masked already, so that only
   *     END or a full run belongs to the key
   * @param midLine whether the text so far ends inside a line that holds a part of the key
   * @param plus whether a plus sign stands before BEGIN, as in a diff
   */
  record State(int lines, int width, boolean ending, boolean midLine, boolean plus) {
    static final State OUTSIDE = new State(-1, 0, false, false, false);

    /** A 16384-bit RSA key has about 200 lines; more than this is not one key. */
    private static final int MAX_LINES = 2_000;

    boolean inside() {
      return lines >= 0;
    }

    private boolean beforeBody() {
      return width == 0 && !ending;
    }

    private static State opened(boolean plus) {
      return new State(0, 0, false, true, plus);
    }

    private State afterRun(int length) {
      boolean full = length >= FULL_RUN || length >= width;
      return new State(lines, Math.max(width, length), !full, midLine, plus);
    }

    private State afterPlaceholder() {
      return new State(lines, width, true, midLine, plus);
    }

    private State inLine() {
      return inside() ? new State(lines, width, ending, true, plus) : OUTSIDE;
    }

    private State nextLine(int counted) {
      return inside() && lines + counted <= MAX_LINES
          ? new State(lines + counted, width, ending, false, plus)
          : OUTSIDE;
    }
  }

  /** Reports the findings of the line {@code [from, to)} and returns the state after it. */
  State line(State state, byte[] text, int from, int to, Consumer<Span> sink) {
    return part(state, text, from, to, sink).nextLine(from < to ? 1 : 0);
  }

  /** Does the same for the beginning of a line, or for more of it, whose rest is still to come. */
  State part(State state, byte[] text, int from, int to, Consumer<Span> sink) {
    State now = state;
    int i = from;
    while (true) {
      PemMarker marker = PemMarker.next(text, i, to);
      int limit = marker == null ? to : marker.start();
      if (now.inside()) {
        boolean closed = marker != null && marker.closes();
        now =
            now.midLine()
                ? runs(now, text, i, limit, closed, sink)
                : body(now, text, i, limit, sink);
      }
      if (marker == null) {
        return now.inLine();
      }
      boolean plus = marker.start() > from && text[marker.start() - 1] == '+';
      now = marker.opensKey() ? State.opened(plus) : State.OUTSIDE;
      i = marker.end();
    }
  }

  /** The rest of a line on which BEGIN stands, or on which key material was found before. */
  private State runs(
      State state, byte[] text, int from, int to, boolean closed, Consumer<Span> sink) {
    // Without an END on the line this may be a text that only mentions BEGIN.
    int minFirst = closed ? MIN_FIRST_RUN : FULL_RUN;
    State now = state;
    Base64Runs runs = new Base64Runs(placeholders, text, from, to);
    while (runs.next()) {
      if (runs.isPlaceholder()) {
        now = now.afterPlaceholder();
      } else if (runs.length() >= (now.beforeBody() ? minFirst : now.ending() ? FULL_RUN : 1)) {
        report(runs, sink);
        // What stands at the very beginning may be the end of a run whose beginning is not seen.
        boolean cut = runs.start() == from && !now.beforeBody();
        now = now.afterRun(cut ? FULL_RUN : runs.length());
      }
    }
    return now;
  }

  /** A line after the one with BEGIN: full runs, and at its end one that may be shorter. */
  private State body(State state, byte[] text, int from, int to, Consumer<Span> sink) {
    State now = state;
    boolean known = false;
    Base64Runs runs = new Base64Runs(placeholders, text, from, to);
    while (runs.next()) {
      if (runs.isPlaceholder()) {
        // One of another rule stands on a line that was no line of the key either.
        boolean ofKey = runs.startsWith(placeholderStart);
        now = ofKey ? now.afterPlaceholder() : now;
        known |= ofKey;
      } else if (runs.length() >= FULL_RUN || isLastLine(now, runs)) {
        now = material(now, runs, sink);
        known = true;
      }
    }
    return known || isBlank(text, from, to) || state.beforeBody() && isHeader(text, from, to)
        ? now
        : State.OUTSIDE;
  }

  private static boolean isLastLine(State state, Base64Runs runs) {
    return !state.ending()
        && runs.length() >= (state.beforeBody() ? MIN_FIRST_RUN : 1)
        && runs.isLastOnLine()
        && runs.mayFollowPrefix();
  }

  private State material(State state, Base64Runs runs, Consumer<Span> sink) {
    int unmarked = runs.length() - 1;
    if (state.plus() || unmarked % 4 == 0 || unmarked == state.width()) {
      runs.skipPlus();
    }
    report(runs, sink);
    return state.afterRun(runs.length());
  }

  private void report(Base64Runs run, Consumer<Span> sink) {
    sink.accept(new Span(run.start(), run.end(), label));
  }

  /** RFC 1421 headers inside a key, and those of PGP armour: {@code Proc-Type: 4,ENCRYPTED}. */
  private static boolean isHeader(byte[] text, int from, int to) {
    for (int i = from + 1; i < to - 1; i++) {
      if (text[i] == ':' && text[i + 1] == ' ' && isHeaderName(text, from, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHeaderName(byte[] text, int from, int to) {
    int start = to;
    while (start > from && (Base64Runs.isLetter(text[start - 1]) || text[start - 1] == '-')) {
      start--;
    }
    return start < to && text[start] >= 'A' && text[start] <= 'Z';
  }

  /** A line without anything on it but the prefix of a tool or the sign of a comment. */
  private static boolean isBlank(byte[] text, int from, int to) {
    int end = to;
    while (end > from && (text[end - 1] == ' ' || text[end - 1] == '\r' || text[end - 1] == '\t')) {
      end--;
    }
    if (end > from && text[end - 1] == ':') {
      return true;
    }
    for (int i = from; i < end; i++) {
      if (Base64Runs.isLetter(text[i]) || "(){}[]<.".indexOf(text[i]) >= 0) {
        return false;
      }
    }
    return true;
  }
}
