package dev.tacenda.mask.internal.assignment;

import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.internal.Ascii;

/**
 * The place of a name in a text of many lines, where a word of it was seen. Tells from a few bytes
 * around the name what {@link OperatorReader} would find only in the whole line: programs are full
 * of names, and most of them are passed on, called or mentioned. Confined to one thread.
 */
final class NamePlace {
  /** Names and blanks that are longer than this are left to the reader of the line. */
  private static final int MAX_LENGTH = 64;

  /** What may stand directly behind a name that has a value. */
  private static final boolean[] TELLING = Ascii.table("=:!-<?+|&({[\\\"'`]\r\n");

  /** What may stand there behind a blank. */
  private static final boolean[] TELLING_BEHIND_BLANK = Ascii.table("=:!-<?+|&(>{[\\\"'`,\r\n");

  /** What may end a line behind the value of an attribute. */
  private static final boolean[] ENDS_LINE = Ascii.table("|>[({\\-+\"'`\r\n");

  private static final byte[][] VERBS = OperatorReader.VERBS;

  private final byte[] text;
  private final int from;
  private final int to;
  private final int start;
  private final int end;

  /** The name around the word that ends before {@code wordEnd}. */
  NamePlace(byte[] text, int from, int to, int wordEnd) {
    this.text = text;
    this.from = from;
    this.to = to;
    int first = wordEnd;
    while (first > from && wordEnd - first <= MAX_LENGTH && isNamePart(first - 1)) {
      first--;
    }
    while (first < wordEnd && !Ascii.isLetter(text[first])) {
      first++; // a name begins with a letter; what stands before it may be a dash
    }
    int last = wordEnd;
    while (last < to && last - wordEnd <= MAX_LENGTH && isNamePart(last)) {
      last++;
    }
    this.start = first;
    this.end = last;
  }

  private boolean isNamePart(int i) {
    return AssignmentLexer.isNamePart(text, i, to);
  }

  /** Returns false only if nothing behind the name assigns a value to it. */
  @TrustedCode("false only if OperatorReader finds no operator, and the name ends no line")
  boolean mayHaveValue() {
    if (end >= to || end - start > MAX_LENGTH) {
      return true;
    }
    byte next = text[end];
    return switch (next) {
      case ' ', '\t' -> mayHaveValueBehindBlank();
      case ',' -> before() == ':' || isAny(ENDS_LINE, behindBlanks(end + 1));
      case '>' -> mayBeTag();
      default -> isAny(TELLING, end);
    };
  }

  private boolean mayHaveValueBehindBlank() {
    int i = behindBlanks(end);
    return isAny(TELLING_BEHIND_BLANK, i) || mayBeTag() || mayBeFlag() || isVerb(i);
  }

  private int behindBlanks(int at) {
    int i = at;
    while (i < to && i - at <= MAX_LENGTH && LineBytes.isBlank(text[i])) {
      i++;
    }
    return i;
  }

  /** Returns true also at the end of what is known, and within blanks without end. */
  private boolean isAny(boolean[] members, int i) {
    return i >= to || LineBytes.isBlank(text[i]) || text[i] >= 0 && members[text[i]];
  }

  private int before() {
    return start > from ? text[start - 1] : '\n';
  }

  private boolean mayBeTag() {
    return before() == '<' || before() == ':';
  }

  /** Behind a dash, or behind ENV and a blank. */
  private boolean mayBeFlag() {
    return before() == '-'
        || before() <= ' ' && start - 1 > from && Ascii.lower(text[start - 2]) == 'v';
  }

  private boolean isVerb(int i) {
    for (byte[] verb : VERBS) {
      int behind = i + verb.length;
      if (LineBytes.startsWithIgnoreCase(text, i, to, verb)
          && (behind >= to || LineBytes.isBlank(text[behind]) || text[behind] == ':')) {
        return true;
      }
    }
    return false;
  }
}
