package dev.tacenda.mask;

import dev.tacenda.mask.MaskingException.Reason;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
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
  private final HeldLine line = new HeldLine();
  private final CodePoints codePoints = new CodePoints();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** What stood before the place where {@link #line} starts. */
  private ScanState state = ScanState.START;

  /** Whether a keyword of any rule stands in the line, and the prefilter's state at its end. */
  private boolean keywordSeen;

  private int keywordState;
  private boolean swallowing;
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
    for (int i = 0; i < piece.length(); i++) {
      codePoints.take(piece.charAt(i), this::push);
    }
    closed = false;
    return decided();
  }

  /**
   * Ends the stream and returns the masked text that was held back. If the stream was cut off, do
   * not call this: the held text is undecided.
   */
  public String finish() {
    requireOpen();
    closed = true;
    codePoints.release(this::push);
    decide(true);
    return decided();
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
    if ((long) line.offset() + line.length() + 4L * piece.length() > Integer.MAX_VALUE) {
      throw new MaskingException(Reason.TOO_LARGE, "a stream of more than 2 GiB");
    }
  }

  /** Appends a character and decides what its arrival allows to decide. */
  private void push(int codePoint) {
    if (swallowing && isTokenCharacter(codePoint)) {
      line.skip(codePoint);
      return;
    }
    swallowing = false;
    if (Character.isLetter(codePoint) && mayDecideBetweenWords()) {
      decide(false);
    }
    appendToLine(codePoint);
    if (codePoint == '\n') {
      decide(true);
      startLine();
    } else if (line.held() >= MAX_HOLD_BACK_BYTES - 4) {
      cut();
    }
  }

  private void appendToLine(int codePoint) {
    for (int i = line.append(codePoint); i < line.length(); i++) {
      keywordState = scanner.prefilter().step(keywordState, line.bytes()[i]);
      keywordSeen |= scanner.prefilter().ids(keywordState).length > 0;
    }
  }

  private void startLine() {
    line.startNext();
    keywordSeen = scanner.readsWholeTexts(); // what such a rule matches may begin anywhere
    keywordState = scanner.prefilter().start();
  }

  /**
   * Whether the line may be decided up to here, where a letter follows: a space that follows a word
   * stands here, and no rule's keyword stands in the line, so that nothing found later can begin
   * before this place.
   */
  private boolean mayDecideBetweenWords() {
    return !keywordSeen
        && line.held() >= MIN_SEGMENT_BYTES
        && line.endsWithWord()
        && wordsMayBeCut
        && !learnt.holdWhiteSpace()
        && !state.needsWholeLine();
  }

  /** Decides about all that is held. */
  private void decide(boolean lineEnds) {
    int end = line.length();
    if (line.held() == 0) {
      return;
    }
    TextMask.Outcome outcome = decideTo(end);
    emit(outcome, end);
    if (lineEnds) {
      state = outcome.after();
    } else {
      keepContext(end);
    }
  }

  /** Looks at all that is held, together with as much of what went before it as matters. */
  private TextMask.Outcome decideTo(int end) {
    int from =
        keywordSeen || state.needsWholeLine()
            ? 0
            : line.characterStart(line.heldFrom() - CONTEXT_BYTES_WITHOUT_KEYWORD);
    TextMask.Outcome outcome =
        textMask.decide(line.bytes(), from, end, learnt, state.movedOn(from));
    state = state.withSeen(outcome.after().seen());
    return outcome;
  }

  /** The line is too long to hold: decides about all but its end, and never inside a finding. */
  private void cut() {
    int length = line.length();
    TextMask.Outcome outcome = decideTo(length);
    int end = cutBetweenTokens();
    for (Span span : outcome.masked()) {
      if (span.start() < end && span.end() > end) {
        end = span.start() > line.heldFrom() ? span.start() : span.end();
      }
    }
    // A finding that fills what is held is passed on masked, and the rest of its token is dropped.
    swallowing = end == length;
    emit(outcome, end);
    keepContext(end);
  }

  /** Returns a place to cut the line: not in a token, nor in what may be a longer known value. */
  private int cutBetweenTokens() {
    int heldFrom = line.heldFrom();
    int end = line.tokenStart(line.characterStart(line.length() - UNDECIDED_BYTES));
    // Learnt values need no such care: what is looked for of them is shorter than UNDECIDED_BYTES.
    int known = scanner.undecidedFrom(line.bytes(), heldFrom, line.length());
    int undecided = Math.min(end, known);
    return undecided > heldFrom ? undecided : end;
  }

  private void emit(TextMask.Outcome outcome, int end) {
    int heldFrom = line.heldFrom();
    List<byte[]> replacements = textMask.replacements(line.bytes(), outcome.masked(), learnt);
    int from = heldFrom;
    for (int i = 0; i < outcome.masked().size(); i++) {
      Span span = outcome.masked().get(i);
      if (span.end() > from && span.start() < end) {
        out.write(line.bytes(), from, Math.max(span.start(), from) - from);
        out.writeBytes(replacements.get(i));
        from = span.end();
        addFinding(span);
      }
    }
    out.write(line.bytes(), from, end - from);
    outcome.allowed().stream()
        .filter(span -> span.end() > heldFrom && span.start() < end)
        .forEach(this::addFinding);
  }

  private void addFinding(Span span) {
    if (findings.size() == limits.maxFindings()) {
      throw new MaskingException(
          Reason.TOO_MANY_FINDINGS, "more than maxFindings=" + limits.maxFindings());
    }
    int start = line.offset() + span.start();
    int end = line.offset() + span.end();
    Label label = span.label();
    findings.add(label.finding("", start, end));
  }

  /** Drops what is decided, but for the end of it that the next segment is scanned with. */
  private void keepContext(int end) {
    int from = line.characterStart(end - CONTEXT_BYTES);
    if (keywordSeen || state.pem().inside() || state.block().inside()) {
      from = scanner.startOfContext(line.bytes(), from, line.length());
      state = scanner.stateAfter(state, line.bytes(), from).withSeen(state.seen());
    } else {
      state = state.movedOn(from);
    }
    line.passOn(end, from);
  }

  private static boolean isTokenCharacter(int codePoint) {
    return codePoint > ' ' && codePoint != '"' && codePoint != '\'' && codePoint != '`';
  }

  /** Returns what has been decided since the last time. */
  private String decided() {
    byte[] bytes = out.toByteArray();
    out.reset();
    return Utf8.decode(bytes, 0, bytes.length);
  }
}
