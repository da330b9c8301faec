package dev.tacenda.mask;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What a policy puts in place of a value. All are deterministic under the {@link PlaceholderKey}
 * and are left alone when they are masked again. Only a {@linkplain #placeholder() placeholder} can
 * be restored; the others are for readers and for code that must still parse. Immutable.
 *
 * <p>A replacement that cannot be made, because the value is too short for it or a rule would find
 * it again where it stands, is a placeholder. So are the lines of a private key under every style
 * but {@link #shape()}.
 */
public final class Replacement {
  /** The most bytes of a value that {@link #partial} keeps. */
  public static final int MAX_KEEP_LAST = 16;

  private static final int MIN_TEXT = 6;
  private static final int MAX_TEXT = 64;

  private static final Replacement PLACEHOLDER = new Replacement(Style.PLACEHOLDER, 0, "");
  private static final Replacement ASTERISKS = new Replacement(Style.ASTERISKS, 0, "");
  private static final Replacement HASH = new Replacement(Style.HASH, 0, "");
  private static final Replacement SHAPE = new Replacement(Style.SHAPE, 0, "");
  private static final Replacement SHAPE_OF_LINES = new Replacement(Style.SHAPE_OF_LINES, 0, "");

  /** How a value is replaced. */
  enum Style {
    PLACEHOLDER,
    ASTERISKS,
    HASH,
    FIXED,
    PARTIAL,
    SHAPE,
    /** The shape of the lines of a PEM body: base64. */
    SHAPE_OF_LINES;

    /** The word for the style in a policy file. */
    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final List<Style> LEAST_TELLING =
      List.of(
          Style.ASTERISKS,
          Style.FIXED,
          Style.PLACEHOLDER,
          Style.HASH,
          Style.SHAPE,
          Style.SHAPE_OF_LINES,
          Style.PARTIAL);

  private static final Comparator<Replacement> LEAST_TELLING_FIRST =
      Comparator.<Replacement>comparingInt(each -> LEAST_TELLING.indexOf(each.style))
          .thenComparing(each -> each.keepLast)
          .thenComparing(each -> each.text);

  private final Style style;
  private final int keepLast;
  private final String text;

  private Replacement(Style style, int keepLast, String text) {
    this.style = style;
    this.keepLast = keepLast;
    this.text = text;
  }

  /**
   * {@code TCN_<TYPE>_<keyed tag>}, one for each value: what is used where nothing else is said.
   */
  public static Replacement placeholder() {
    return PLACEHOLDER;
  }

  /**
   * Eight asterisks for every value. For readers only: a shell and YAML read an asterisk that
   * stands alone as a sign of theirs.
   */
  public static Replacement asterisks() {
    return ASTERISKS;
  }

  /** 32 hexadecimal digits that are a keyed hash of the value. */
  public static Replacement hash() {
    return HASH;
  }

  /**
   * {@code text} for every value. A value that is this text, or nothing but it and punctuation, is
   * left alone: choose one that is no value.
   *
   * @param text 6 to 64 letters, digits, dots, dashes and underscores of ASCII with a letter among
   *     them, of which the first and the last are letters or digits
   * @throws IllegalArgumentException if {@code text} is something else
   */
  public static Replacement fixed(String text) {
    requireText(Objects.requireNonNull(text, "text"));
    return new Replacement(Style.FIXED, 0, text);
  }

  /**
   * A placeholder with the last letters and digits of the value behind it: {@code TCN_<TYPE>_<keyed
   * tag>_4242}. It keeps at most {@code keepLast} bytes and never more than a quarter of the value.
   *
   * @param keepLast 1 to {@link #MAX_KEEP_LAST}
   * @throws IllegalArgumentException if {@code keepLast} is out of range
   */
  public static Replacement partial(int keepLast) {
    if (keepLast < 1 || keepLast > MAX_KEEP_LAST) {
      throw new IllegalArgumentException(
          "keepLast must be in 1.." + MAX_KEEP_LAST + ", was " + keepLast);
    }
    return new Replacement(Style.PARTIAL, keepLast, "");
  }

  /**
   * Text that parses like the value: an e-mail address at {@code .invalid} for an address, an IP
   * address of the ranges for documentation for one, and else as many characters of the same
   * classes (letters of each case, digits; other signs become {@code _} but for {@code .}, {@code
   * -} and {@code _} inside), which are no valid card number. It tells length and classes of the
   * value.
   *
   * <p>It carries a keyed check, for which a value needs at least 8 letters or 11 digits; different
   * values that are hardly longer may become the same.
   */
  public static Replacement shape() {
    return SHAPE;
  }

  Style style() {
    return style;
  }

  int keepLast() {
    return keepLast;
  }

  String text() {
    return text;
  }

  /** What is used for the lines of a key: they must stay recognisable as such. */
  Replacement forLines() {
    return style == Style.SHAPE ? SHAPE_OF_LINES : PLACEHOLDER;
  }

  boolean suitsLines() {
    return style == Style.SHAPE || style == Style.PLACEHOLDER;
  }

  /**
   * Returns the one that tells less of a value. Asterisks and a fixed text tell nothing, a
   * placeholder and a hash that two values are the same, a shape length and classes, and a partial
   * placeholder the end of the value. A placeholder comes before a hash, because it always can be
   * made.
   */
  Replacement leastTelling(Replacement other) {
    return LEAST_TELLING_FIRST.compare(this, other) <= 0 ? this : other;
  }

  /** Fails unless {@code text} can be a fixed replacement. */
  static void requireText(String text) {
    boolean good = text.length() >= MIN_TEXT && text.length() <= MAX_TEXT && isWord(text);
    if (!good) {
      throw new IllegalArgumentException(
          "text must be 6 to 64 of A-Z, a-z, 0-9, dots, dashes and underscores, with a letter, and"
              + " begin and end with a letter or digit, was "
              + Suggestion.shown(text));
    }
  }

  private static boolean isWord(String text) {
    return text.chars().allMatch(c -> isLetter(c) || isDigit(c) || ".-_".indexOf(c) >= 0)
        && text.chars().anyMatch(Replacement::isLetter)
        && ".-_".indexOf(text.charAt(0)) < 0
        && ".-_".indexOf(text.charAt(text.length() - 1)) < 0;
  }

  private static boolean isLetter(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Replacement r
        && r.style == style
        && r.keepLast == keepLast
        && r.text.equals(text);
  }

  @Override
  public int hashCode() {
    return Objects.hash(style, keepLast, text);
  }

  /** Returns the style as a policy file writes it, and its parameter. */
  @Override
  public String toString() {
    return switch (style) {
      case FIXED -> "fixed text: " + text;
      case PARTIAL -> "partial keep-last: " + keepLast;
      default -> style.word();
    };
  }
}
