package dev.tacenda.mask.internal;

/**
 * Tells of one line whether it has enough of a {@link LineMeasure}, for all detectors that may be
 * tried on it. Most lines are sorted out by a few counts, so all else is measured when it is first
 * asked for. Confined to one thread; used again and again.
 */
public final class LineProfile {
  private static final boolean[] IN_WORDS = Ascii.alphanumericAnd("");
  private static final boolean[] IN_HEX = Ascii.table("0123456789abcdefABCDEF:-.");

  private static final byte[] NOTHING = {};

  private final LineNumbers numbers = new LineNumbers();
  private byte[] text = NOTHING;
  private int from;
  private int to;
  private long counts;
  private boolean numbersAreRead;

  /** No run of hexadecimal digits and their separators is as long. */
  private int noHexFrom;

  /** Returns the profile of {@code line}. */
  public static LineProfile of(byte[] line) {
    LineProfile profile = new LineProfile();
    profile.read(line, 0, line.length);
    return profile;
  }

  /** Goes to the line {@code text[from, to)}. */
  public void read(byte[] line, int lineFrom, int lineTo) {
    text = line;
    from = lineFrom;
    to = lineTo;
    counts = LineCounts.of(line, lineFrom, lineTo);
    numbersAreRead = false;
    noHexFrom = Integer.MAX_VALUE;
  }

  /** Forgets the text, of which nothing is kept until the next line is read. */
  public void forget() {
    read(NOTHING, 0, 0);
    numbers.read(NOTHING, 0, 0);
  }

  /** Returns true if the line has as many digits, full stops, colons and hyphens as needed. */
  public boolean reaches(long needed) {
    return LineCounts.reach(counts, needed);
  }

  /** Returns true if the line has at least so much of a measure. */
  boolean has(LineMeasure measure, int least) {
    return switch (measure) {
      case DIGITS, DOTS, COLONS, DASHES -> reaches(LineCounts.of(LineNeeds.of(measure, least)));
      case RUNS, TRIPLES, NUMBER, CHAIN, RUN, PHONE, QUAD, ACCOUNT, BRANCH, CODE ->
          numbers().reaches(measure, least);
      case QUOTES -> quotes() >= least;
      case WORD -> ByteSearch.runOf(IN_WORDS, least, text, from, to) >= 0;
      case COLON_PAIRS -> colonPairs() >= least;
      case HEX -> hasHex(least);
    };
  }

  /** Returns how much of a measure the line has. */
  public int most(LineMeasure measure) {
    int most = 0;
    while (has(measure, most + 1)) {
      most++;
    }
    return most;
  }

  /** Returns what is measured of the digits. */
  LineNumbers numbers() {
    if (!numbersAreRead) {
      numbers.read(text, from, to);
      numbersAreRead = true;
    }
    return numbers;
  }

  private boolean hasHex(int length) {
    if (length >= noHexFrom) {
      return false;
    }
    boolean found = ByteSearch.runOf(IN_HEX, length, text, from, to) >= 0;
    noHexFrom = found ? noHexFrom : length;
    return found;
  }

  private int colonPairs() {
    int pairs = 0;
    int at = ByteSearch.indexOfTwice(text, from, to, (byte) ':');
    while (at >= 0) {
      pairs++;
      at = ByteSearch.indexOfTwice(text, at + 1, to, (byte) ':');
    }
    return pairs;
  }

  private int quotes() {
    int quotes = 0;
    for (int i = from; i < to; i++) {
      quotes += Ascii.isQuote(text[i]) ? 1 : 0;
    }
    return quotes;
  }
}
