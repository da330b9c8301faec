package dev.tacenda.mask.internal.assignment;

import dev.tacenda.mask.internal.Ascii;

/** Lists the features of an assignment. Immutable. */
public final class Features {
  /** Takes one feature. */
  public interface Sink {
    void add(Feature feature, int value);
  }

  private static final int MAX_WORDS = 6;
  private static final int MAX_LINE_START = 24;

  private final LetterModel letters;

  /** Lists features that use {@code letters} to tell random text from words. */
  public Features(LetterModel letters) {
    this.letters = letters;
  }

  /** Hands the features of {@code a} to {@code sink}, each at most a few times. */
  public void of(Assignment a, Sink sink) {
    ValueShape shape = new ValueShape(a.text, a.valueStart, a.valueEnd);
    int kind = a.word.code;
    int syntax = a.operator.code * 16 + a.quote.code;
    int lastWord = Words.last(a.nameText, a.nameStart, a.nameEnd);
    sink.add(Feature.KIND, kind);
    sink.add(Feature.SYNTAX, syntax);
    sink.add(Feature.KIND_SYNTAX, kind << 8 | syntax);
    sink.add(Feature.KIND_CLASSES, kind << 12 | shape.mask);
    name(a, lastWord, sink);
    surroundings(a, syntax, sink);
    composition(shape, kind, syntax, sink);
    sink.add(Feature.LAST_WORD_CLASSES, lastWord * 31 + shape.mask);
    sink.add(Feature.LAST_WORD_SYNTAX, lastWord * 31 + syntax);
    surprise(a, shape, kind, syntax, sink);
    valueWords(a, sink);
  }

  private static void name(Assignment a, int lastWord, Sink sink) {
    byte[] text = a.nameText;
    sink.add(Feature.NAME, Words.hash(text, a.nameStart, a.nameEnd));
    sink.add(Feature.LAST_WORD, lastWord);
    Words words = new Words(text, a.nameStart, a.nameEnd);
    int before = 0;
    while (words.next()) {
      sink.add(Feature.NAME_WORD, words.hash());
      if (words.end() <= a.wordStart) {
        before = words.hash();
      }
    }
    sink.add(Feature.WORD_BEFORE, before);
    int after = a.wordStart + Words.lengthAt(text, a.wordStart, a.nameEnd);
    sink.add(Feature.WORD_AFTER_KIND, a.word.code * 31 + Words.hash(text, after, a.nameEnd));
    sink.add(Feature.NAME_STYLE, style(text, a.nameStart, a.nameEnd));
  }

  private static int style(byte[] text, int from, int to) {
    int style = 0;
    for (int i = from; i < to; i++) {
      byte b = text[i];
      style |= Ascii.isLower(b) ? 1 : Ascii.isUpper(b) ? 2 : Ascii.isDigit(b) ? 4 : 0;
      style |= b == '_' ? 8 : b == '-' ? 16 : b == '.' ? 32 : 0;
    }
    return style | (Ascii.isUpper(text[from]) ? 64 : 0);
  }

  private static void surroundings(Assignment a, int syntax, Sink sink) {
    byte[] text = a.text;
    boolean sameLine = a.nameText == text;
    int before = sameLine && a.nameStart > a.lineStart ? text[a.nameStart - 1] : 0;
    sink.add(Feature.BEFORE_NAME, before);
    int next = a.valueEnd;
    while (next < a.lineEnd && (Ascii.isQuote(text[next]) || text[next] == '\\')) {
      next++;
    }
    int first = next < a.lineEnd ? text[next] : 0;
    int second = next + 1 < a.lineEnd ? text[next + 1] : 0;
    sink.add(Feature.NEXT, first);
    sink.add(Feature.NEXT_TWO, first << 8 | second);
    sink.add(Feature.SYNTAX_NEXT, syntax << 8 | first);
    if (a.calleeEnd > a.calleeStart) {
      sink.add(Feature.CALLEE, Words.hash(text, a.calleeStart, a.calleeEnd));
      sink.add(Feature.CALLEE_WORD, Words.last(text, a.calleeStart, a.calleeEnd));
    }
    int start = LineBytes.skipBlanks(text, a.lineStart, a.lineEnd);
    int end = Math.min(a.lineEnd, start + MAX_LINE_START);
    sink.add(Feature.FIRST_OF_LINE, start < end ? text[start] : 0);
    sink.add(Feature.LINE_START, Words.firstHash(text, start, end));
  }

  private static void composition(ValueShape shape, int kind, int syntax, Sink sink) {
    int length = shape.lengthBucket();
    sink.add(Feature.LENGTH, length);
    sink.add(Feature.CLASSES, shape.mask);
    sink.add(Feature.CLASSES_SYNTAX, shape.mask << 8 | syntax);
    sink.add(Feature.LENGTH_CLASSES, shape.mask << 8 | length);
    sink.add(Feature.DIGITS, shape.digitShare());
    sink.add(Feature.DIGITS_KIND, kind << 8 | Math.min(shape.digits, 4) << 4 | syntax & 15);
    sink.add(Feature.CHANGES, shape.changeRate());
    sink.add(Feature.CHANGES_LENGTH, length << 8 | shape.changeRate());
    sink.add(Feature.DISTINCT, shape.distinctShare());
    sink.add(Feature.DISTINCT_LENGTH, length << 8 | shape.distinctShare());
    sink.add(Feature.RUN, Math.min(shape.longestRun, 9));
    sink.add(Feature.HEX, shape.hex ? length : 0);
  }

  private void surprise(Assignment a, ValueShape shape, int kind, int syntax, Sink sink) {
    int end = Math.min(a.valueEnd, a.valueStart + ValueShape.MAX_READ);
    int surprise = letters.surprise(a.text, a.valueStart, end);
    int bucket = surprise < 0 ? 31 : Math.min(surprise / 8, 30);
    sink.add(Feature.SURPRISE, bucket);
    sink.add(Feature.SURPRISE_LENGTH, bucket << 8 | shape.lengthBucket());
    sink.add(Feature.SURPRISE_SYNTAX, bucket << 8 | syntax);
    sink.add(Feature.SURPRISE_KIND, bucket << 8 | kind << 1 | (shape.digits > 0 ? 1 : 0));
    sink.add(Feature.SURPRISE_CLASSES, bucket << 12 | shape.mask);
  }

  private static void valueWords(Assignment a, Sink sink) {
    byte[] text = a.text;
    sink.add(Feature.FIRST, text[a.valueStart]);
    sink.add(Feature.LAST, text[a.valueEnd - 1]);
    int end = Math.min(a.valueEnd, a.valueStart + ValueShape.MAX_READ);
    Words words = new Words(text, a.valueStart, end);
    int count = 0;
    boolean kindSeen = false;
    boolean nameSeen = false;
    int nameWord = Words.hash(a.nameText, a.wordStart, a.nameEnd);
    while (words.next()) {
      if (words.length() >= 3 && count < MAX_WORDS) {
        sink.add(Feature.VALUE_WORD, words.hash());
      }
      count++;
      kindSeen |= NameWords.at(text, words.start(), words.start(), words.end()) != null;
      nameSeen |= words.hash() == nameWord;
    }
    sink.add(Feature.VALUE_WORDS, Math.min(count, 9));
    sink.add(Feature.VALUE_HAS_KIND, kindSeen ? 1 + a.quote.code : 0);
    sink.add(Feature.VALUE_HAS_NAME, nameSeen ? 1 : 0);
  }
}
