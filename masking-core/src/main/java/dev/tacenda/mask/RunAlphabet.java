package dev.tacenda.mask;

/**
 * The characters that an encoded value is written in, so that a hit inside a longer encoded run can
 * be widened to the whole run. ASCII only. The order matters to {@link #join}: a set stands behind
 * the sets it contains.
 */
enum RunAlphabet {
  /** The value stands as it is: the hit is the whole span. */
  NONE(""),
  /** Hexadecimal digits of both cases. */
  HEX("0123456789abcdefABCDEF"),
  /** Percent-encoded bytes: hexadecimal digits and the percent sign. */
  PERCENT("%0123456789abcdefABCDEF"),
  /** Standard base64 without its padding. */
  BASE64(Letters.AND_DIGITS + "+/"),
  /** URL-safe base64 without its padding. */
  BASE64URL(Letters.AND_DIGITS + "-_"),
  /** A run that may be either base64: the characters seen so far are common to both. */
  BASE64_EITHER(Letters.AND_DIGITS + "+/-_"),
  /** A hit that more than one encoding explains. */
  ANY(Letters.AND_DIGITS + "+/-_%");

  private final long low;
  private final long high;

  RunAlphabet(String characters) {
    long lowBits = 0;
    long highBits = 0;
    for (int i = 0; i < characters.length(); i++) {
      int c = characters.charAt(i);
      lowBits |= c < 64 ? 1L << c : 0;
      highBits |= c >= 64 ? 1L << (c - 64) : 0;
    }
    this.low = lowBits;
    this.high = highBits;
  }

  /** Returns true if {@code b} can stand in such a run. */
  boolean contains(byte b) {
    if (b < 0) {
      return false;
    }
    return (b < 64 ? low >>> b & 1 : high >>> (b - 64) & 1) != 0;
  }

  /** Returns true if a run of this alphabet can end in {@code =} signs. */
  boolean padded() {
    return compareTo(BASE64) >= 0;
  }

  /** Returns the smallest alphabet that contains this one and {@code other}. */
  RunAlphabet join(RunAlphabet other) {
    for (RunAlphabet candidate : values()) {
      if (candidate.containsAll(this) && candidate.containsAll(other)) {
        return candidate;
      }
    }
    return ANY;
  }

  private boolean containsAll(RunAlphabet other) {
    return (other.low & ~low) == 0 && (other.high & ~high) == 0;
  }

  /** Outside the enum, because its constants are built before its static fields. */
  private static final class Letters {
    static final String AND_DIGITS =
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private Letters() {}
  }
}
