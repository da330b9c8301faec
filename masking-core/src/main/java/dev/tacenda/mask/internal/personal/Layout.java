package dev.tacenda.mask.internal.personal;

import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.LineMeasure;
import dev.tacenda.mask.internal.LineNeeds;
import dev.tacenda.mask.internal.LineProfile;
import dev.tacenda.mask.internal.Separators;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an identifier is written, as a short text: {@code 9} is a digit, {@code A} a capital, {@code
 * X} a digit or a capital, {@code ~} a place for a separator, {@code =} a separator that must be
 * there; all else stands for itself. The separators of one value are all of one kind, or there are
 * none. Immutable.
 */
final class Layout {
  /** What tells values; the letter of an escape before one changes none of these. */
  private static final LineMeasure[] NEEDED = {
    LineMeasure.DIGITS,
    LineMeasure.DOTS,
    LineMeasure.DASHES,
    LineMeasure.NUMBER,
    LineMeasure.CHAIN,
    LineMeasure.RUN,
    LineMeasure.QUAD,
    LineMeasure.BRANCH,
    LineMeasure.CODE
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

  /**
   * Returns what a line must hold for a value to stand in it: one of these.
   *
   * @param withDigit whether a value without any digit is none
   */
  @TrustedCode("end() is -1 everywhere in a line that meets none of them")
  List<LineNeeds> needs(boolean withDigit) {
    boolean mayBeTogether = text.indexOf('=') < 0;
    boolean mayBeSeparated = text.indexOf('~') >= 0 || !mayBeTogether;
    List<LineNeeds> needs = new ArrayList<>();
    if (mayBeTogether) {
      needs.add(needs(withDigit, List.of("")));
    }
    if (mayBeSeparated) {
      needs.add(needs(withDigit, List.of(" ", "-")));
    }
    return needs;
  }

  private LineNeeds needs(boolean withDigit, List<String> separators) {
    int[] least = new int[NEEDED.length];
    Arrays.fill(least, Integer.MAX_VALUE);
    for (String sample : samples(withDigit)) {
      for (String separator : separators) {
        LineProfile line = LineProfile.of(bytes(separated(sample, separator)));
        for (int i = 0; i < least.length; i++) {
          least[i] = Math.min(least[i], line.most(NEEDED[i]));
        }
      }
    }
    LineNeeds needs = withRuns(separated(text, separators.get(0)));
    for (int i = 0; i < least.length; i++) {
      needs = needs.and(NEEDED[i], least[i]);
    }
    return needs;
  }

  /** Returns the need of the runs of digits; beside what may be one as well, none is certain. */
  private static LineNeeds withRuns(String layout) {
    LineNeeds needs = LineNeeds.NONE.get(0);
    int first = 0;
    int second = 0;
    for (int start = 0; start < layout.length(); ) {
      int run = certainRun(layout, start);
      needs = run > 0 ? needs.andRun(run) : needs;
      needs = first > 0 && second > 0 && run > 0 ? needs.andTriple(first, second, run) : needs;
      first = second;
      second = run;
      start += digitsAt(layout, start) + 1;
      if (start > 0 && start <= layout.length() && " -./".indexOf(layout.charAt(start - 1)) < 0) {
        second = 0;
      }
    }
    return needs;
  }

  /** Returns the length of the run of digits at a place, 0 if it may be longer. */
  private static int certainRun(String layout, int start) {
    int length = digitsAt(layout, start);
    int end = start + length;
    boolean certain =
        (start == 0 || layout.charAt(start - 1) != 'X')
            && (end == layout.length() || layout.charAt(end) != 'X');
    return certain ? length : 0;
  }

  private static int digitsAt(String layout, int start) {
    int end = start;
    while (end < layout.length() && Ascii.isDigit(layout.charAt(end))) {
      end++;
    }
    return end - start;
  }

  /** Returns values with the most and with the fewest digits. */
  private List<String> samples(boolean withDigit) {
    String sample = text.replace('9', '0').replace('A', 'Z');
    String letters = sample.replace('X', 'Z');
    List<String> samples = new ArrayList<>(List.of(sample.replace('X', '0')));
    if (!withDigit || letters.indexOf('0') >= 0) {
      samples.add(letters);
      return samples;
    }
    for (int i = sample.indexOf('X'); i >= 0; i = sample.indexOf('X', i + 1)) {
      samples.add(letters.substring(0, i) + '0' + letters.substring(i + 1));
    }
    return samples;
  }

  private static String separated(String sample, String separator) {
    return sample.replace("~", separator).replace("=", separator);
  }

  private static byte[] bytes(String sample) {
    return sample.getBytes(StandardCharsets.US_ASCII);
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
