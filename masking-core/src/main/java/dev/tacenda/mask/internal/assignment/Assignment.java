package dev.tacenda.mask.internal.assignment;

import dev.tacenda.mask.internal.Ascii;
import java.util.Arrays;

/**
 * A name and the value that belongs to it, as half-open ranges. The name stands in a text of its
 * own if it was given on an earlier line. Immutable; the arrays are not copied.
 */
public final class Assignment {
  private static final int MIN_KEY_MATERIAL = 32;
  private static final int MAX_KEY_MATERIAL = 128;
  private static final int MIN_PASSWORD = 8;
  private static final int MAX_PASSWORD = 64;

  final NameWord word;
  final byte[] nameText;
  final int nameStart;
  final int nameEnd;

  /** Where in the name the word begins that says what the value is. */
  final int wordStart;

  final Operator operator;
  final byte[] text;

  /** The call that wraps the value, as in {@code String("x")}; empty if there is none. */
  final int calleeStart;

  final int calleeEnd;
  final Quote quote;
  final int valueStart;
  final int valueEnd;

  /** The line that the value stands on. */
  final int lineStart;

  final int lineEnd;

  Assignment(Name name, Operator operator, byte[] text, Value value, int lineStart, int lineEnd) {
    this.word = name.word;
    this.nameText = name.text;
    this.nameStart = name.start;
    this.nameEnd = name.end;
    this.wordStart = name.wordStart;
    this.operator = operator;
    this.text = text;
    this.calleeStart = value.calleeStart;
    this.calleeEnd = value.calleeEnd;
    this.quote = value.quote;
    this.valueStart = value.start;
    this.valueEnd = value.end;
    this.lineStart = lineStart;
    this.lineEnd = lineEnd;
  }

  /** Returns what the name says about the value. */
  public NameWord word() {
    return word;
  }

  /** Returns the name, for those who make training data. */
  public String nameForTraining() {
    return LineBytes.string(Arrays.copyOfRange(nameText, nameStart, nameEnd));
  }

  /** Returns where the value begins. */
  public int valueStart() {
    return valueStart;
  }

  /** Returns the place behind the value. */
  public int valueEnd() {
    return valueEnd;
  }

  /**
   * Returns true for hexadecimal key material under a name that leaves no doubt, such as {@code
   * api_key}: what surrounds it does not matter then.
   */
  public boolean isNamedKeyMaterial() {
    if (length() < MIN_KEY_MATERIAL || length() > MAX_KEY_MATERIAL) {
      return false;
    }
    ValueShape shape = new ValueShape(text, valueStart, valueEnd);
    return shape.isHexMaterial() && NameWords.endsAsKey(nameText, nameStart, nameEnd);
  }

  /**
   * Returns true for a password of letters of both cases and digits, whose words would make it look
   * like a name: people choose such passwords.
   */
  public boolean isChosenPassword() {
    boolean listed = operator == Operator.COMMA || operator == Operator.CALL;
    if (word != NameWord.PASSWORD || listed || length() < MIN_PASSWORD || length() > MAX_PASSWORD) {
      return false;
    }
    return !isHexNumber()
        && new ValueShape(text, valueStart, valueEnd).mixesForPassword()
        && !NameWords.anyIn(text, valueStart, valueEnd);
  }

  /** {@code STATUS_WRONG_PASSWORD = 0xC000006A}: a number of a program mixes as passwords do. */
  private boolean isHexNumber() {
    int i = valueStart + 2;
    if (text[valueStart] != '0' || Ascii.lower(text[valueStart + 1]) != 'x') {
      return false;
    }
    while (i < valueEnd && Ascii.isHex(text[i])) {
      i++;
    }
    return i == valueEnd;
  }

  int length() {
    return valueEnd - valueStart;
  }

  /** An identifier that holds a {@link NameWord}. */
  @SuppressWarnings("ArrayRecordComponent") // a view of the text, never compared
  record Name(NameWord word, byte[] text, int start, int end, int wordStart) {}

  /** A range that may hold a value. */
  record Value(int calleeStart, int calleeEnd, Quote quote, int start, int end) {}
}
