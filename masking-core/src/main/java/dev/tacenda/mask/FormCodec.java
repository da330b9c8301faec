package dev.tacenda.mask;

/**
 * An encoding whose every character can be computed on its own, so that an encoded value is looked
 * for without ever being stored. Implementations are immutable.
 */
sealed interface FormCodec {

  /** The value as it is. */
  FormCodec LITERAL = new Literal();

  /** Returns the number of characters that {@code rawLength} bytes become. */
  int length(int rawLength);

  /** Returns character {@code index} of the encoded form of {@code raw}. */
  byte at(ScatteredBytes raw, int index);

  /** Returns the alphabet over which a hit is widened. */
  RunAlphabet run();

  /** The value as it is. */
  record Literal() implements FormCodec {
    @Override
    public int length(int rawLength) {
      return rawLength;
    }

    @Override
    public byte at(ScatteredBytes raw, int index) {
      return raw.at(index);
    }

    @Override
    public RunAlphabet run() {
      return RunAlphabet.NONE;
    }
  }

  /**
   * Two hexadecimal digits for each byte, each pair behind the same prefix.
   *
   * @param prefix what stands before each pair: nothing, a percent sign, or a backslash and "u00"
   * @param digits the sixteen digits, in the case that is wanted
   */
  record Hexadecimal(String prefix, String digits, RunAlphabet run) implements FormCodec {
    static final String LOWER = "0123456789abcdef";
    static final String UPPER = "0123456789ABCDEF";

    @Override
    public int length(int rawLength) {
      return rawLength * unit();
    }

    @Override
    public byte at(ScatteredBytes raw, int index) {
      int inUnit = index % unit() - prefix.length();
      if (inUnit < 0) {
        return (byte) prefix.charAt(inUnit + prefix.length());
      }
      int value = raw.at(index / unit());
      return (byte) digits.charAt((inUnit == 0 ? value >> 4 : value) & 15);
    }

    private int unit() {
      return prefix.length() + 2;
    }
  }

  /**
   * Base64 (RFC 4648) of a text that holds the value, less the characters at both ends that also
   * depend on the bytes around the value.
   *
   * @param before how many bytes stand before the value in the group of three it begins in, 0..2
   * @param alphabet the 64 characters
   */
  record Base64(int before, String alphabet, RunAlphabet run) implements FormCodec {
    static final String STANDARD =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    static final String URL_SAFE =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    @Override
    public int length(int rawLength) {
      return (before + rawLength) * 8 / 6 - skipped();
    }

    @Override
    public byte at(ScatteredBytes raw, int index) {
      int bit = 6 * (index + skipped()) - 8 * before;
      int at = bit >> 3;
      int next = at + 1 < raw.length() ? raw.at(at + 1) & 0xFF : 0;
      int pair = (raw.at(at) & 0xFF) << 8 | next;
      return (byte) alphabet.charAt(pair >> (10 - (bit & 7)) & 63);
    }

    /** The first character that no earlier byte has a part in. */
    private int skipped() {
      return (8 * before + 5) / 6;
    }
  }
}
