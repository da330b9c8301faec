package dev.tacenda.mask.internal.personal;

import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.LineMeasure;
import dev.tacenda.mask.internal.LineNeeds;
import dev.tacenda.mask.internal.LineProfile;
import dev.tacenda.mask.internal.Separators;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an identifier is written, as a short text: {@code 9} is a digit, {@code A} a capital, {@code
 * X} a digit or a capital, {@code ~} a place for a separator, {@code =} a separator that must be
 * there; all else stands for itself. The separators of one value are all of one kind, or there are
 * none. Immutable.
 */
final class Layout {
  /** What stands around a value changes none of these for the worse. */
  private static final LineMeasure[] NEEDED = {
    LineMeasure.DIGITS,
    LineMeasure.DOTS,
    LineMeasure.WORD,
    LineMeasure.RUN,
    LineMeasure.CODE,
    LineMeasure.NUMBER,
    LineMeasure.CHAIN
  };

  private final String text;
  private final int symbols;

  Layout(String text) {
    this.text = text;
    int count = 0;
    for (int i = 0; i < text.length(); i++) {
      count += Ascii.isAlphanumeric(text.charAt(i)) ? 1 : 0;
    }
    this.symbols = count;
  }

  /** Returns the number of symbols of a value, which is its length without separators. */
  int length() {
    return symbols;
  }

  /** Returns what a line must hold for a value to stand in it. */
  @TrustedCode("end() is -1 everywhere in a line that does not meet them")
  LineNeeds needs() {
    LineNeeds needs = LineNeeds.NONE.get(0);
    for (LineMeasure measure : NEEDED) {
      needs = needs.and(measure, least(measure));
    }
    return needs;
  }

  private int least(LineMeasure measure) {
    int least = Integer.MAX_VALUE;
    for (String separator : List.of("", " ", "-")) {
      for (char either : new char[] {'0', 'Z'}) {
        LineProfile sample = LineProfile.of(sample(separator, either));
        least = Math.min(least, sample.get(measure));
      }
    }
    return least;
  }

  /** Returns a value with these separators, and this symbol where a digit or a capital can be. */
  private byte[] sample(String separator, char either) {
    String must = separator.isEmpty() ? " " : separator;
    return text.replace('9', '0')
        .replace('A', 'Z')
        .replace('X', either)
        .replace("~", separator)
        .replace("=", must)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns true if a value may begin with {@code b}. */
  boolean mayBeginWith(int b) {
    return matches(text.charAt(0), b);
  }

  /** Returns where a value that begins at {@code start} ends, or -1 if none does. */
  int end(byte[] line, int start) {
    @Nullable Separators separator = null;
    int i = start;
    for (int k = 0; k < text.length(); k++) {
      char c = text.charAt(k);
      if (c == '~' || c == '=') {
        Separators here = Separators.at(line, i);
        if (separator != null && here != separator || c == '=' && here == Separators.NONE) {
          return -1;
        }
        separator = here;
        i += here == Separators.NONE ? 0 : Separators.length(line, i);
      } else if (!matches(c, Ascii.at(line, i++))) {
        return -1;
      }
    }
    return i <= line.length ? i : -1;
  }

  /** Returns the symbols of the value that begins at {@code start}, without what separates them. */
  byte[] symbols(byte[] line, int start) {
    byte[] compact = new byte[symbols];
    int count = 0;
    for (int i = start; count < symbols; i++) {
      if (Ascii.isAlphanumeric(line[i])) {
        compact[count++] = line[i];
      }
    }
    return compact;
  }

  private static boolean matches(char symbol, int b) {
    return switch (symbol) {
      case '9' -> Ascii.isDigit(b);
      case 'A' -> Ascii.isUpper(b);
      case 'X' -> Ascii.isDigit(b) || Ascii.isUpper(b);
      default -> b == symbol;
    };
  }
}
