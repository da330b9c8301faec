package dev.tacenda.mask;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A condition on a found value that a pattern cannot say, with its parameter if it has one.
 *
 * @param kind which condition
 * @param parameter bits, classes or digits as the kind says; 0 if the kind takes none
 */
record Check(Kind kind, double parameter) {

  /** The conditions that a rule can name. */
  enum Kind {
    /** 13 to 19 digits with a valid check digit. */
    LUHN,
    /** A country's account number with a valid remainder. */
    IBAN,
    /** Not a stand-in such as {@code ${X}}, {@code <your-key>} or {@code xxxx}. */
    NOT_PLACEHOLDER,
    /** Not program text: a call, a look-up, a type, a reference. */
    NOT_CODE,
    /** Not only letters, dots, dashes and underscores. */
    NOT_NAME,
    /** Not a sentence for people. */
    NOT_PROSE,
    /** Not the user or password in a URL, which look like the name before an e-mail's @. */
    NOT_USERINFO,
    /** Base64 of printable text with a colon in it, as HTTP Basic authentication sends it. */
    BASIC_CREDENTIALS,
    /** A base64url JSON object that names an algorithm. */
    JWT_HEADER,
    /** At least this many bits of Shannon entropy per byte. */
    MIN_ENTROPY(0.5, 6),
    /** At least this many of: lower case, upper case, digit, other. */
    MIXED_CLASSES(2, 4),
    /** At least this many digits. */
    MIN_DIGITS(1, 32);

    private final double min;
    private final double max;

    Kind() {
      this(0, 0);
    }

    Kind(double min, double max) {
      this.min = min;
      this.max = max;
    }

    /** Returns the name in a rule file. */
    String yamlName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns true if the check needs a number. */
    boolean takesParameter() {
      return max > 0;
    }

    /** Returns the smallest parameter. */
    double min() {
      return min;
    }

    /** Returns the largest parameter. */
    double max() {
      return max;
    }

    /** Returns the kinds by their names in a rule file. */
    static Map<String, Kind> byYamlName() {
      Map<String, Kind> kinds = new LinkedHashMap<>();
      for (Kind kind : values()) {
        kinds.put(kind.yamlName(), kind);
      }
      return kinds;
    }
  }

  Check {
    if (parameter < kind.min() || parameter > kind.max()) {
      throw new IllegalArgumentException(
          kind.yamlName() + " must be in " + kind.min() + ".." + kind.max() + ", was " + parameter);
    }
  }

  /** Returns true if the value in {@code line[start, end)} meets the condition. */
  @TrustedCode("false only for values that the kind's description excludes")
  boolean passes(byte[] line, int start, int end) {
    return switch (kind) {
      case LUHN -> Checksums.luhn(line, start, end);
      case IBAN -> Checksums.iban(line, start, end);
      case NOT_PLACEHOLDER -> !StandIns.isStandIn(line, start, end);
      case NOT_CODE -> !CodeShapes.isCode(line, start, end);
      case NOT_NAME -> !CodeShapes.isName(line, start, end);
      case NOT_PROSE -> !CodeShapes.isProse(line, start, end);
      case NOT_USERINFO -> !CodeShapes.isUserinfo(line, start);
      case BASIC_CREDENTIALS -> EncodedShapes.isBasicCredentials(line, start, end);
      case JWT_HEADER -> EncodedShapes.isJwtHeader(line, start, end);
      case MIN_ENTROPY -> CharacterClasses.entropyBits(line, start, end) >= parameter;
      case MIXED_CLASSES -> CharacterClasses.count(line, start, end) >= parameter;
      case MIN_DIGITS -> CharacterClasses.digits(line, start, end) >= parameter;
    };
  }

  /** Returns the number of digits without which no value passes. */
  int minDigits() {
    return switch (kind) {
      case LUHN -> Checksums.MIN_CARD_DIGITS;
      case MIN_DIGITS -> (int) Math.ceil(parameter);
      case IBAN -> 2;
      default -> 0;
    };
  }

  /** Returns the check in one line, the same for equal checks. */
  String canonical() {
    return kind.takesParameter() ? kind.yamlName() + " " + parameter : kind.yamlName();
  }
}
