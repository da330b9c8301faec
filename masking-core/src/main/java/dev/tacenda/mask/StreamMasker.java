package dev.tacenda.mask;

import dev.tacenda.mask.MaskingException.Reason;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Masks one stream of text that arrives in pieces. The text that comes out does not depend on where
 * the pieces were cut. Confined to one thread.
 *
 * <p>Text is decided in segments whose ends depend on the text alone: at the end of a line; between
 * two words, as long as the line holds no keyword of any rule; and at the latest when {@link
 * #maxHoldBackBytes()} are held. A segment is scanned together with the end of what went before it
 * on its line, so a value is found although its name has already been passed on.
 *
 * <pre>{@code
 * StreamMasker stream = masker.stream();
 * out.print(stream.append("the key is AKI"));  // the key is
 * out.print(stream.append("A...\n"));          // TCN_AWSKEY_...
 * out.print(stream.finish());
 * }</pre>
 */
@TrustedCode(
    "No text is passed on before it is decided, and the decision is that of the whole line.")
public final class StreamMasker {
  /** So much of a line's beginning is scanned again with its next segment. */
  private static final int CONTEXT_BYTES = 1024;

  /** While no keyword stands in the line, this much of it is enough: no name can be in it. */
  private static final int CONTEXT_BYTES_WITHOUT_KEYWORD = 64;

  private static final int MAX_HOLD_BACK_BYTES = 8192;

  /** Fewer undecided bytes than this are not worth a scan between words. */
  private static final int MIN_SEGMENT_BYTES = 24;

  /** When a line is cut at {@link #MAX_HOLD_BACK_BYTES}, this much of its end stays undecided. */
  private static final int UNDECIDED_BYTES = 1024;

  private final TextMask textMask;
  private final TextScanner scanner;
  private final Limits limits;
  private final boolean wordsMayBeCut;

  private final LearntValues learnt;
  private final List<Finding> findings = new ArrayList<>();
  private PemDetector.State pemState = PemDetector.State.OUTSIDE;

  /** Context, already passed on, and then the text that is held back. */
  private byte[] line = new byte[256];

  private int heldFrom;
  private int length;

  /** Where {@code line} starts in the stream. */
  private int offset;

  /** Whether a keyword of any rule stands in the line, and the prefilter's state at its end. */
  private boolean keywordSeen;

  private int keywordState;
  private boolean swallowing;
  private char highSurrogate;
  private boolean closed;

  StreamMasker(
      TextMask textMask,
      TextScanner scanner,
      LearntValues learnt,
      Limits limits,
      boolean wordsMayBeCut) {
    this.textMask = textMask;
    this.scanner = scanner;
    this.learnt = learnt;
    this.limits = limits;
    this.wordsMayBeCut = wordsMayBeCut;
    startLine();
  }

  /**
   * Takes the next piece and returns the masked text that is decided now; the undecided rest, at
   * most {@link #maxHoldBackBytes()}, is held back. A piece may end in the middle of a surrogate
   * pair.
   *
   * @throws MaskingException if the stream has ended, or a limit of the policy is exceeded; what
   *     was held back is then lost
   */
  public String append(String piece) {
    Objects.requireNonNull(piece, "piece");
    requireOpen();
    closed = true; // stays so if the piece fails
    requireSize(piece);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < piece.length(); i++) {
      take(piece.charAt(i), out);
    }
    closed = false;
    return text(out);
  }

  /**
   * Ends the stream and returns the masked text that was held back. If the stream was cut off, do
   * not call this: the held text is undecided.
   */
  public String finish() {
    requireOpen();
    closed = true;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    releaseSurrogate(out);
    decide(length, true, out);
    return text(out);
  }

  /** Returns the findings so far; spans are byte offsets in the UTF-8 form of the whole stream. */
  public List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** Returns the most UTF-8 bytes that a stream ever holds back. */
  public static int maxHoldBackBytes() {
    return MAX_HOLD_BACK_BYTES;
  }

  private void requireOpen() {
    if (closed) {
      throw new MaskingException(Reason.STREAM_CLOSED, "the stream has ended or failed");
    }
  }

  private void requireSize(String piece) {
    if ((long) offset + length + 4L * piece.length() > Integer.MAX_VALUE) {
      throw new MaskingException(Reason.TOO_LARGE, "a stream of more than 2 GiB");
    }
  }

  private void take(char unit, ByteArrayOutputStream out) {
    if (Character.isLowSurrogate(unit) && highSurrogate != 0) {
      int codePoint = Character.toCodePoint(highSurrogate, unit);
      highSurrogate = 0;
      push(codePoint, out);
      return;
    }
    releaseSurrogate(out);
    if (Character.isHighSurrogate(unit)) {
      highSurrogate = unit;
    } else {
      push(unit, out);
    }
  }

  private void releaseSurrogate(ByteArrayOutputStream out) {
    if (highSurrogate != 0) {
      char lone = highSurrogate;
      highSurrogate = 0;
      push(lone, out);
    }
  }

  /** Appends a character and decides what its arrival allows to decide. */
  private void push(int codePoint, ByteArrayOutputStream out) {
    if (swallowing && isTokenCharacter(codePoint)) {
      offset += Utf8.length(codePoint);
      return;
    }
    swallowing = false;
    if (codePoint > ' ' && endsBetweenWords(codePoint)) {
      decide(length, false, out);
    }
    appendToLine(codePoint);
    if (codePoint == '\n') {
      decide(length, true, out);
      startLine();
    } else if (length - heldFrom >= MAX_HOLD_BACK_BYTES - 4) {
      cut(out);
    }
  }

  private void appendToLine(int codePoint) {
    if (length + 4 > line.length) {
      line = Arrays.copyOf(line, 2 * line.length);
    }
    int end = length + Utf8.put(line, length, codePoint);
    for (int i = length; i < end; i++) {
      keywordState = scanner.prefilter().step(keywordState, line[i]);
      keywordSeen |= scanner.prefilter().ids(keywordState).length > 0;
    }
    length = end;
  }

  private void startLine() {
    offset += length;
    length = 0;
    heldFrom = 0;
    keywordSeen = false;
    keywordState = scanner.prefilter().start();
  }

  /**
   * Whether the line may be decided up to here: a letter follows a space that follows a word, and
   * no rule's keyword stands in the line, so that nothing found later can begin before this place.
   */
  private boolean endsBetweenWords(int next) {
    return !keywordSeen
        && length - heldFrom >= MIN_SEGMENT_BYTES
        && line[length - 1] == ' '
        && isWordEnd(line[length - 2])
        && Character.isLetter(next)
        && wordsMayBeCut
        && !learnt.holdWhiteSpace()
        && !pemState.inside();
  }

  private static boolean isWordEnd(byte b) {
    return b >= 'a' && b <= 'z' || b == '.' || b == ',' || b == '!' || b == '?' || b < 0;
  }

  /** Decides about the held text up to {@code end}; {@code lineEnds} if the line is complete. */
  private void decide(int end, boolean lineEnds, ByteArrayOutputStream out) {
    if (end == heldFrom) {
      return;
    }
    TextMask.Outcome outcome = textMask.decide(line, contextFrom(), end, learnt, pemState);
    emit(outcome, end, out);
    if (lineEnds) {
      pemState = outcome.pemState();
    } else {
      keepContext(end);
    }
  }

  private int contextFrom() {
    return keywordSeen || pemState.inside()
        ? 0
        : characterStart(Math.max(0, heldFrom - CONTEXT_BYTES_WITHOUT_KEYWORD));
  }

  /** The line is too long to hold: decides about all but its end, and never inside a finding. */
  private void cut(ByteArrayOutputStream out) {
    TextMask.Outcome outcome = textMask.decide(line, contextFrom(), length, learnt, pemState);
    int end = tokenStart(characterStart(length - UNDECIDED_BYTES));
    for (Span span : outcome.masked()) {
      if (span.start() < end && span.end() > end) {
        end = span.start() > heldFrom ? span.start() : span.end();
      }
    }
    // A finding that fills what is held is passed on masked, and the rest of its token is dropped.
    swallowing = end == length;
    emit(outcome, end, out);
    keepContext(end);
  }

  /**
   * Returns where the token that goes on at {@code end} starts, because it may be one that only its
   * end gives away; {@code end} itself if that token fills all that is held.
   */
  private int tokenStart(int end) {
    int start = end;
    while (start > heldFrom && isInToken(line[start - 1])) {
      start--;
    }
    return start > heldFrom ? start : end;
  }

  private static boolean isInToken(byte b) {
    return switch (b) {
      case '"', '\'', '`', '(', ')', '[', ']', '{', '}', '<', '>', ',', ';', '|', '\\' -> false;
      default -> b > ' ' || b < 0;
    };
  }

  private int characterStart(int place) {
    int start = place;
    while (start > 0 && (line[start] & 0xc0) == 0x80) {
      start--;
    }
    return start;
  }

  private void emit(TextMask.Outcome outcome, int end, ByteArrayOutputStream out) {
    List<byte[]> replacements = textMask.replacements(line, outcome.masked(), learnt);
    int from = heldFrom;
    for (int i = 0; i < outcome.masked().size(); i++) {
      Span span = outcome.masked().get(i);
      if (span.end() > from && span.start() < end) {
        out.write(line, from, Math.max(span.start(), from) - from);
        out.writeBytes(replacements.get(i));
        from = span.end();
        addFinding(span);
      }
    }
    out.write(line, from, end - from);
    outcome.allowed().stream()
        .filter(span -> span.end() > heldFrom && span.start() < end)
        .forEach(this::addFinding);
  }

  private void addFinding(Span span) {
    if (findings.size() == limits.maxFindings()) {
      throw new MaskingException(
          Reason.TOO_MANY_FINDINGS, "more than maxFindings=" + limits.maxFindings());
    }
    Label label = span.label();
    findings.add(
        new Finding(
            label.ruleId(),
            label.kind(),
            "",
            offset + span.start(),
            offset + span.end(),
            label.action()));
  }

  /** Drops what is decided, but for the end of it that the next segment is scanned with. */
  private void keepContext(int end) {
    int keepFrom = characterStart(Math.max(0, end - CONTEXT_BYTES));
    if (keywordSeen || pemState.inside()) {
      keepFrom = PemMarker.startAround(line, keepFrom, length);
      pemState = scanner.pemStateAfter(pemState, line, keepFrom);
    }
    System.arraycopy(line, keepFrom, line, 0, length - keepFrom);
    offset += keepFrom;
    length -= keepFrom;
    heldFrom = end - keepFrom;
  }

  private static boolean isTokenCharacter(int codePoint) {
    return codePoint > ' ' && codePoint != '"' && codePoint != '\'' && codePoint != '`';
  }

  private static String text(ByteArrayOutputStream out) {
    byte[] bytes = out.toByteArray();
    return Utf8.decode(bytes, 0, bytes.length);
  }
}
