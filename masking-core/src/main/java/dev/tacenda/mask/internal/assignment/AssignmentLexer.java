package dev.tacenda.mask.internal.assignment;

import dev.tacenda.mask.internal.Ascii;
import org.jspecify.annotations.Nullable;

/**
 * Finds {@code name = value} on one line of any language that a prompt may hold: configuration,
 * source code, command lines, queries, JSON inside strings. It reports every value whose name says
 * something; whether it is a secret is not decided here. Confined to one thread and one line.
 *
 * <p>Each identifier is looked at once, and a value is read at most {@link #MAX_VALUE} bytes far,
 * so the time is linear in the line.
 */
final class AssignmentLexer {
  /** Takes what is found, from left to right. */
  interface Sink {
    void accept(Assignment assignment);
  }

  static final int MAX_VALUE = 4096;
  private static final int MAX_NAME = 96;

  private final byte[] text;
  private final int from;
  private final int to;
  private final Sink sink;
  private final ValueReader values;
  private final OperatorReader operators;
  private @Nullable Pending pending;

  AssignmentLexer(byte[] text, int from, int to, Sink sink) {
    this.text = text;
    this.from = from;
    this.to = to;
    this.sink = sink;
    this.values = new ValueReader(text, from, to);
    this.operators = new OperatorReader(text, from, to);
  }

  /**
   * Reports the assignments of the line.
   *
   * @param before what the line before left open
   * @return what this line leaves open
   */
  @Nullable Pending run(@Nullable Pending before) {
    if (isBlankLine()) {
      return before;
    }
    if (before != null) {
      continued(before);
    }
    int i = from;
    while (i < to) {
      byte b = text[i];
      if (!Ascii.isLetter(b)) {
        i++;
        continue;
      }
      i = identifier(i);
    }
    return pending;
  }

  private boolean isBlankLine() {
    for (int i = from; i < to; i++) {
      if (text[i] > ' ' || text[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /** The value of a name on the line before. */
  void continued(Pending before) {
    int i = LineBytes.skipBlanks(text, from, to);
    Operator operator = Operator.NEXT_LINE;
    if (before.attribute()) {
      int value = operators.valueAttribute(i);
      if (value < 0) {
        return;
      }
      i = value;
      operator = Operator.ATTRIBUTE;
    }
    Assignment.Value value = values.wholeLine(i);
    if (value != null) {
      report(before.name(), operator, value);
    }
  }

  /** Looks at the identifier that begins at {@code start} and returns where it ends. */
  private int identifier(int start) {
    int end = start;
    NameWord word = null;
    int wordStart = start;
    while (end < to && isNamePart(end)) {
      NameWord here = Ascii.isLetter(text[end]) ? NameWords.at(text, start, end, to) : null;
      if (here != null) {
        word = here;
        wordStart = end;
      }
      end++;
    }
    if (word != null) {
      int nameEnd = end;
      while (!Ascii.isWord(text[nameEnd - 1])) {
        nameEnd--;
      }
      if (nameEnd > wordStart) {
        int nameStart = Math.max(start, wordStart - MAX_NAME);
        named(new Assignment.Name(word, text, nameStart, nameEnd, wordStart));
      }
    }
    return Math.max(end, start + 1);
  }

  private boolean isNamePart(int i) {
    return isNamePart(text, i, to);
  }

  /** Returns true if the byte at {@code i} can belong to a name. */
  static boolean isNamePart(byte[] text, int i, int to) {
    byte b = text[i];
    return Ascii.isWord(b)
        || (b == '-' || b == '.' || b == '$') && i + 1 < to && Ascii.isWord(text[i + 1]);
  }

  private void named(Assignment.Name name) {
    OperatorReader.Found found = operators.after(name);
    if (found == null) {
      if (operators.endsNameAttribute(name)) {
        pending = Pending.of(name, true);
      }
      return;
    }
    int i = found.end();
    if (operators.restIsEmpty(i)) {
      pending = Pending.of(name, false);
      return;
    }
    Assignment.Value value = values.after(name, found.operator(), i);
    while (value != null) {
      report(name, found.operator(), value);
      value = values.nextElement(value);
    }
  }

  private void report(Assignment.Name name, Operator operator, Assignment.Value value) {
    if (value.end() > value.start()) {
      sink.accept(new Assignment(name, operator, text, value, from, to));
    }
  }
}
