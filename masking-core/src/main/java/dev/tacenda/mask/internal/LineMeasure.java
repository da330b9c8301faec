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
  /** Single and double quotes, and grave accents. */
  QUOTES(4),
  /** Length of the longest run of ASCII letters and digits. */
  WORD(5),
  /** Length of the longest run of digits. */
  RUN(6),
  /** Length of the longest run of digits and capitals. */
  CODE(7),
  /** Most digits in groups with joints of one kind between them, or in three groups. */
  NUMBER(8),
  /** Most digits and capitals in groups with joints of any kind between them. */
  CHAIN(9),
  /**
   * Most digits in groups that joints and brackets stand between, with a bracket or a plus sign.
   */
  PHONE(10),
  /** Words that begin with two or three letters and two digits. */
  ACCOUNT(11),
  /** Most full stops between groups of at most three digits. */
  QUAD(12),
  /**
   * Most colons behind groups of at most four hexadecimal digits; one that follows another directly
   * counts as five.
   */
  HEX_COLONS(13),
  /** Most colons and hyphens behind pairs of hexadecimal digits. */
  HEX_PAIRS(14),
  /** Most full stops behind four hexadecimal digits. */
  HEX_FOURS(15);

  private static final int COUNT = values().length;

  private final int place;

  LineMeasure(int place) {
    this.place = place;
  }

  /** Returns how many there are. */
  public static int count() {
    return COUNT;
  }

  /** Returns its place among all measures of a line. */
  int place() {
    return place;
  }
}
