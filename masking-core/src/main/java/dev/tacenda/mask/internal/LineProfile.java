package dev.tacenda.mask.internal;

import java.util.Arrays;

/**
 * The {@link LineMeasure}s of one line, taken once for all detectors that may be tried on it. Goes
 * over the line word by word, because most words are small letters, about which there is little to
 * say. Confined to one thread; used again and again.
 */
public final class LineProfile {
  private static final int DIGIT = 1;
  private static final int HEX = 2;
  private static final int CAPITAL = 4;
  private static final int SMALL = 8;

  /** What the letters and digits are; 0 for all that stands between words. */
  private static final byte[] KINDS = kinds();

  /** The longest that may stand between two groups of a telephone number. */
  private static final int MAX_GAP = 4;

  private static final int MAX_FOREIGN = 3;
  private static final int HEX_GROUP = 4;
  private static final int DECIMAL_GROUP = 3;
  private static final int COLONS_OF_GAP = 5;

  /**
   * Behind another word and a colon stands no address: fewer colons than a line can make up for.
   */
  private static final int NO_ADDRESS = Integer.MIN_VALUE / 2;

  /** What stands between two groups: nothing. */
  private static final int ADJACENT = 0;

  /** More than a joint, or something else. */
  private static final int BROKEN = -1;

  /** Bytes outside ASCII, which may be a blank or a hyphen. */
  private static final int FOREIGN = 256;

  private final int[] measures = new int[LineMeasure.count()];

  /** What stands between the last group of digits and capitals and this place. */
  private int joint;

  /** The bytes of a foreign joint. */
  private int foreign;

  /** The digits of the last group, and of the one joined to it. */
  private int group;

  private int groupBefore;

  /** The digits of all groups with the same joint between them, and that joint. */
  private int number;

  private int kind;

  /** The digits and capitals of all groups with joints between them. */
  private int chain;

  /** The digits of groups that may be a telephone number, and whether one of its marks was seen. */
  private int phone;

  private boolean marked;

  /** The bytes since the last digit or mark. */
  private int gap;

  /** Whether the last group has as many digits as a part of an IPv4 address can have. */
  private boolean behindDecimal;

  private int quad;

  /** The length of the hexadecimal word before this place, 0 without one; more if it is another. */
  private int hexWord;

  private int hexColons;
  private int hexPairs;
  private int hexFours;
  private int last;

  private static byte[] kinds() {
    byte[] kinds = new byte[256];
    for (int b = 0; b < 128; b++) {
      int kind =
          (Ascii.isDigit(b) ? DIGIT : 0)
              | (Ascii.isUpper(b) ? CAPITAL : 0)
              | (Ascii.isLower(b) ? SMALL : 0);
      kinds[b] = (byte) (Ascii.isHex(b) ? kind | HEX : kind);
    }
    return kinds;
  }

  /** Measures {@code line}. */
  public static LineProfile of(byte[] line) {
    LineProfile profile = new LineProfile();
    profile.read(line, 0, line.length);
    return profile;
  }

  /** Returns what was measured last. */
  public int get(LineMeasure measure) {
    return measures[measure.place()];
  }

  int get(int place) {
    return measures[place];
  }

  /** Measures the line {@code text[from, to)}. */
  public void read(byte[] text, int from, int to) {
    restart();
    int i = from;
    while (i < to) {
      int start = i;
      int some = 0;
      int all = HEX;
      int of = KINDS[text[i] & 0xff];
      while (of != 0) {
        some |= of;
        all &= of;
        i++;
        of = i < to ? KINDS[text[i] & 0xff] : 0;
      }
      if (i > start) {
        word(text, start, i, some);
        hexWord = all != 0 ? i - start : HEX_GROUP + 1;
      } else {
        between(text[i]);
        hexWord = 0;
        last = text[i++];
      }
    }
  }

  private void restart() {
    Arrays.fill(measures, 0);
    joint = BROKEN;
    forgetPhone();
    quad = 0;
    hexWord = 0;
    forgetHex();
    last = 0;
  }

  private void word(byte[] text, int start, int end, int some) {
    raise(LineMeasure.WORD, end - start);
    if ((some & (DIGIT | CAPITAL)) == 0) {
      small();
    } else if ((some & (CAPITAL | SMALL)) == 0) {
      raise(LineMeasure.CODE, end - start);
      digits(end - start);
    } else {
      mixed(text, start, end);
    }
  }

  /** A word of digits and letters. */
  private void mixed(byte[] text, int start, int end) {
    int code = 0;
    int letters = 0;
    for (int i = start; i < end; ) {
      int run = i;
      int of = KINDS[text[run] & 0xff] & ~HEX;
      while (i < end && (KINDS[text[i] & 0xff] & of) != 0) {
        i++;
      }
      code = of == SMALL ? 0 : code + i - run;
      raise(LineMeasure.CODE, code);
      if (of == DIGIT) {
        boolean account = letters == 2 || letters == 3;
        add(LineMeasure.ACCOUNT, account && i - run >= 2 ? 1 : 0);
        letters = end;
        digits(i - run);
      } else if (of == CAPITAL) {
        letters += i - run;
        capitals(i - run);
      } else {
        letters += i - run;
        small();
      }
    }
  }

  private void small() {
    joint = BROKEN;
    forgetPhone();
  }

  private void capitals(int count) {
    chain = joint == BROKEN ? count : chain + count;
    raise(LineMeasure.CHAIN, chain);
    joint = ADJACENT;
    forgetGroups();
    forgetPhone();
  }

  private void digits(int count) {
    add(LineMeasure.DIGITS, count);
    raise(LineMeasure.RUN, count);
    quad = joint == '.' && behindDecimal && count <= DECIMAL_GROUP ? quad + 1 : 0;
    raise(LineMeasure.QUAD, quad);
    behindDecimal = count <= DECIMAL_GROUP;
    if (joint == BROKEN) {
      forgetGroups();
      behindDecimal = count <= DECIMAL_GROUP;
      chain = 0;
      joint = ADJACENT;
    }
    chain += count;
    raise(LineMeasure.CHAIN, chain);
    join(count);
    phone += count;
    gap = 0;
    raise(LineMeasure.PHONE, marked ? phone : 0);
  }

  /** Adds a group to the number that it is joined to. */
  private void join(int count) {
    raise(LineMeasure.NUMBER, groupBefore + group + count);
    if (joint == FOREIGN) {
      group += count; // whatever the joint is, it may be one of the same kind
      number += count;
    } else {
      number = joint == kind ? number + count : group + count;
      kind = joint;
      groupBefore = group;
      group = count;
    }
    raise(LineMeasure.NUMBER, number);
    joint = ADJACENT;
  }

  private void between(byte b) {
    switch (b) {
      case ' ', '_', '/' -> {
        joint(b);
        forgetHex();
      }
      case '.' -> {
        joint(b);
        add(LineMeasure.DOTS, 1);
        int fours = hexWord == HEX_GROUP ? hexFours + 1 : 0;
        forgetHex();
        hexFours = fours;
        raise(LineMeasure.HEX_FOURS, fours);
      }
      case '-' -> {
        joint(b);
        add(LineMeasure.DASHES, 1);
        int pairs = hexWord == 2 ? hexPairs + 1 : 0;
        forgetHex();
        hexPairs = pairs;
        raise(LineMeasure.HEX_PAIRS, pairs);
      }
      case ':' -> colon();
      case '(', ')' -> {
        joint = BROKEN;
        bracket();
        forgetHex();
      }
      case '+' -> {
        joint = BROKEN;
        forgetPhone();
        marked = true;
        forgetHex();
      }
      default -> other(b);
    }
  }

  private void colon() {
    add(LineMeasure.COLONS, 1);
    joint = BROKEN;
    forgetPhone();
    int pairs = hexWord == 2 ? hexPairs + 1 : 0;
    int colons = hexWord == 0 && last == ':' ? hexColons + COLONS_OF_GAP : hexColons + 1;
    forgetHex();
    hexPairs = pairs;
    hexColons = hexWord > HEX_GROUP ? NO_ADDRESS : colons;
    raise(LineMeasure.HEX_PAIRS, hexPairs);
    raise(LineMeasure.HEX_COLONS, hexColons);
  }

  private void other(byte b) {
    forgetHex();
    if (b < 0) {
      foreign = joint == FOREIGN ? foreign + 1 : 1;
      boolean first = joint == ADJACENT;
      joint = first || joint == FOREIGN && foreign <= MAX_FOREIGN ? FOREIGN : BROKEN;
      step();
      return;
    }
    joint = BROKEN;
    forgetPhone();
    add(LineMeasure.QUOTES, Ascii.isQuote(b) ? 1 : 0);
  }

  private void joint(byte b) {
    joint = joint == ADJACENT ? b : BROKEN;
    step();
  }

  /** Goes one byte on from the last digit of a telephone number. */
  private void step() {
    if (++gap > MAX_GAP) {
      forgetPhone();
    }
  }

  private void bracket() {
    step();
    marked = true;
  }

  private void forgetPhone() {
    phone = 0;
    marked = false;
    gap = 0;
  }

  private void forgetGroups() {
    group = 0;
    groupBefore = 0;
    number = 0;
    kind = ADJACENT;
    behindDecimal = false;
  }

  private void forgetHex() {
    hexColons = 0;
    hexPairs = 0;
    hexFours = 0;
  }

  private void raise(LineMeasure measure, int value) {
    int at = measure.place();
    measures[at] = Math.max(measures[at], value);
  }

  private void add(LineMeasure measure, int value) {
    measures[measure.place()] += value;
  }
}
