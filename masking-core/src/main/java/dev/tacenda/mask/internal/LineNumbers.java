package dev.tacenda.mask.internal;

import java.util.Arrays;

/**
 * The measures of a line that are about its digits: goes from one run of digits to the next, and
 * looks at what stands between two of them if it is short. Confined to one thread; used again and
 * again.
 */
final class LineNumbers {
  /** The longest that may stand between two groups of a telephone number. */
  private static final int MAX_PHONE_GAP = 4;

  private static final int MAX_GAP = 3;
  private static final int DECIMAL_GROUP = 3;

  /** From a slash to the hyphen behind it in a Brazilian company number, and on to the digits. */
  private static final int TO_BRANCH = 6;

  /** More than a joint stands between two groups, or something else. */
  private static final int BROKEN = -1;

  /** Bytes outside ASCII, which may be a blank or a hyphen. */
  private static final int FOREIGN = 256;

  /** The places of the two sets, which come first. */
  private static final int RUNS = LineMeasure.RUNS.place();

  private static final int TRIPLES = LineMeasure.TRIPLES.place();

  /** Bits of a set of triples, of which many share one. */
  private static final int TRIPLE_BITS = 31;

  private static final boolean[] JOINTS = Ascii.table(" -_./");

  private final int[] most = new int[LineMeasure.count()];
  private byte[] text = {};
  private int from;
  private int to;

  /** The digits of the last group, and of the one joined to it. */
  private int group;

  private int groupBefore;

  /** The digits of all groups with the same joint between them, and that joint. */
  private int number;

  private int kind;

  /** The digits of all groups with joints and capitals between them. */
  private int chain;

  /** The digits of groups that may be a telephone number, and whether one of its marks was seen. */
  private int phone;

  private boolean marked;

  /** Full stops in a row between short groups, and the length of the run before. */
  private int quad;

  private int last;

  /** The end of the last run of digits and capitals. */
  private int codeEnd;

  /** Returns true if the measure is one of those that are taken here. */
  static boolean has(LineMeasure measure) {
    return measure.place() >= LineMeasure.RUNS.place()
        && measure.place() <= LineMeasure.CODE.place();
  }

  /** Returns true if there is at least so much of a measure. */
  boolean reaches(LineMeasure measure, int least) {
    int of = most[measure.place()];
    return measure.isSet() ? (of & least) == least : of >= least;
  }

  /** Returns true if there is enough of the measures at these places. */
  boolean reach(int[] places, int[] least) {
    for (int place : places) {
      int of = most[place];
      if (place <= TRIPLES ? (of & least[place]) != least[place] : of < least[place]) {
        return false;
      }
    }
    return true;
  }

  /** Measures the line {@code text[from, to)}. */
  void read(byte[] line, int lineFrom, int lineTo) {
    text = line;
    from = lineFrom;
    to = lineTo;
    Arrays.fill(most, 0);
    codeEnd = from;
    int end = from - MAX_PHONE_GAP - 1;
    int start = ByteSearch.indexOfDigit(line, from, to);
    while (start >= 0) {
      int before = end;
      end = start + 1;
      while (end < lineTo && Ascii.isDigit(line[end])) {
        end++;
      }
      run(start, end, start - before);
      start = ByteSearch.indexOfDigit(line, end, lineTo);
    }
  }

  /** A run of digits behind {@code gap} bytes that are none. */
  private void run(int start, int end, int gap) {
    int count = end - start;
    most[RUNS] |= count < Integer.SIZE ? 1 << count : 0;
    raise(LineMeasure.RUN, count);
    code(start, end);
    if (gap > MAX_PHONE_GAP) {
      begin(count);
      marked = isMarkBefore(start);
    } else {
      number(joint(start, gap), count);
      chain = gap <= MAX_GAP && isCodeGap(start, gap) ? chain + count : count;
      phone(start, count, gap);
    }
    last = count;
    raise(LineMeasure.CHAIN, chain);
    raise(LineMeasure.PHONE, marked ? phone : 0);
    if (count >= 2) {
      add(LineMeasure.ACCOUNT, isAccount(start) ? 1 : 0);
      add(LineMeasure.BRANCH, count == 2 && isBranch(start) ? 1 : 0);
    }
  }

  /** Begins everything anew: nothing is joined to what stands so far away. */
  private void begin(int count) {
    groupBefore = 0;
    group = count;
    number = count;
    kind = BROKEN;
    quad = 0;
    chain = count;
    phone = count;
  }

  /** Measures the digits and capitals around a run of digits. */
  private void code(int start, int end) {
    if (start < codeEnd) {
      return;
    }
    int first = start;
    while (first > codeEnd && isCode(text[first - 1])) {
      first--;
    }
    codeEnd = end;
    while (codeEnd < to && isCode(text[codeEnd])) {
      codeEnd++;
    }
    raise(LineMeasure.CODE, codeEnd - first);
  }

  private static boolean isCode(byte b) {
    return Ascii.isUpper(b) || Ascii.isDigit(b);
  }

  /** Returns what stands between this group and the one before. */
  private int joint(int start, int gap) {
    if (gap > MAX_GAP) {
      return BROKEN;
    }
    byte first = text[start - gap];
    if (first >= 0) {
      return gap == 1 && JOINTS[first] ? first : BROKEN;
    }
    for (int i = start - gap; i < start; i++) {
      if (text[i] >= 0) {
        return BROKEN;
      }
    }
    return FOREIGN;
  }

  /** Adds a group to the number that it is joined to. */
  private void number(int joint, int count) {
    if (joint == BROKEN) {
      groupBefore = 0;
      group = count;
      number = count;
      kind = BROKEN;
      quad = 0;
      return;
    }
    quad = joint == '.' && last <= DECIMAL_GROUP && count <= DECIMAL_GROUP ? quad + 1 : 0;
    raise(LineMeasure.QUAD, quad);
    raise(LineMeasure.NUMBER, groupBefore + group + count);
    if (joint == FOREIGN) {
      group += count; // whatever the joint is, it may be one of the same kind
      number += count;
      most[TRIPLES] = -1;
    } else {
      most[TRIPLES] |= groupBefore > 0 ? triple(groupBefore, group, count) : 0;
      number = joint == kind ? number + count : group + count;
      kind = joint;
      groupBefore = group;
      group = count;
    }
    raise(LineMeasure.NUMBER, number);
  }

  /** Returns the bit of three groups of these lengths. */
  static int triple(int first, int second, int third) {
    return 1 << (first * 25 + second * 5 + third) % TRIPLE_BITS;
  }

  private boolean isCodeGap(int start, int gap) {
    for (int i = start - gap; i < start; i++) {
      byte b = text[i];
      if (b >= 0 && !JOINTS[b] && !Ascii.isUpper(b)) {
        return false;
      }
    }
    return true;
  }

  private void phone(int start, int count, int gap) {
    boolean joined = gap <= MAX_PHONE_GAP;
    boolean bracket = false;
    for (int i = start - gap; joined && i < start; i++) {
      byte b = text[i];
      boolean isBracket = b == '(' || b == ')';
      bracket |= isBracket;
      joined = isBracket || b < 0 || JOINTS[b];
    }
    if (joined) {
      phone += count;
      marked |= bracket;
    } else {
      phone = count;
      marked = isMarkBefore(start);
    }
  }

  /** Returns true if a bracket, a plus sign, or a plus sign and a blank stands before the place. */
  private boolean isMarkBefore(int start) {
    int before = at(start - 1);
    return before == '(' || before == '+' || before == ' ' && at(start - 2) == '+';
  }

  /** Returns true if a word before the place is two letters, but for one that ends an escape. */
  private boolean isAccount(int start) {
    int first = at(start - 2);
    int second = at(start - 1);
    boolean letters =
        Ascii.isUpper(first)
            ? Ascii.isUpper(second)
            : Ascii.isLower(first) && Ascii.isLower(second);
    return letters && (!Ascii.isAlphanumeric(at(start - 3)) || at(start - 4) == '\\');
  }

  private boolean isBranch(int start) {
    return at(start - 1) == '-' && at(start - TO_BRANCH) == '/';
  }

  private int at(int i) {
    return i >= from ? text[i] : 0;
  }

  private void raise(LineMeasure measure, int value) {
    int at = measure.place();
    most[at] = Math.max(most[at], value);
  }

  private void add(LineMeasure measure, int value) {
    most[measure.place()] += value;
  }
}
