package dev.tacenda.mask.internal;

/**
 * What is counted in a line to tell whether a detector can find something in it; see {@link
 * LineProfile}. None gets smaller by what stands around a value, so what the shortest value has is
 * what a line needs. A <i>joint</i> is one blank, hyphen, underscore, full stop or slash, or up to
 * three bytes outside ASCII.
 */
public enum LineMeasure {
  /** ASCII digits. */
  DIGITS(0),
  /** Full stops. */
  DOTS(1),
  /** Colons. */
  COLONS(2),
  /** Hyphens. */
  DASHES(3),
  /** Lengths of runs of digits: a bit for each, all of which are needed. */
  RUNS(4),
  /** Lengths of three runs with one joint between each: a bit for some, all of which are needed. */
  TRIPLES(5),
  /** Most digits in two groups or more with joints of one kind between them, or in three. */
  NUMBER(6),
  /** Most digits in groups with at most three joints and capitals between them. */
  CHAIN(7),
  /** Length of the longest run of digits. */
  RUN(8),
  /** Most digits in groups of a number in which a bracket or a plus sign stands. */
  PHONE(9),
  /** Most full stops between groups of at most three digits. */
  QUAD(10),
  /** Words that begin with two letters of one case and two digits. */
  ACCOUNT(11),
  /** Two digits behind a hyphen that stands five bytes behind a slash. */
  BRANCH(12),
  /** Length of the longest run of digits and capitals that holds a digit. */
  CODE(13),
  /** Single and double quotes, and grave accents. */
  QUOTES(14),
  /** Length of the longest run of ASCII letters and digits. */
  WORD(15),
  /** Two colons, one behind the other. */
  COLON_PAIRS(16),
  /** Length of the longest run of hexadecimal digits, colons, hyphens and full stops. */
  HEX(17);

  private static final int COUNT = values().length;

  private final int place;

  LineMeasure(int place) {
    this.place = place;
  }

  /** Returns how many there are. */
  public static int count() {
    return COUNT;
  }

  /** Returns true if it is a set of bits, all of which are needed, and no number. */
  boolean isSet() {
    return this == RUNS || this == TRIPLES;
  }

  /** Returns its place among all measures of a line: what costs less to measure comes first. */
  int place() {
    return place;
  }
}
