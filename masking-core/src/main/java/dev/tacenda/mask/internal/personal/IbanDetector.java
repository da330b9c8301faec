package dev.tacenda.mask.internal.personal;

import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.Boundaries;
import dev.tacenda.mask.internal.LineDetector;
import dev.tacenda.mask.internal.LineMeasure;
import dev.tacenda.mask.internal.LineNeeds;
import dev.tacenda.mask.internal.Separators;
import java.util.List;

/**
 * Finds international bank account numbers (ISO 13616): a country of the SWIFT registry with its
 * length and structure, and a remainder by 97 of 1. Written together, in which case all letters may
 * be small, or with single blanks or dashes between groups.
 */
@TrustedCode("finds every valid IBAN that stands apart")
final class IbanDetector implements LineDetector {
  private static final int MIN_DIGITS = 6;
  private static final int CHECK_END = 4;

  @Override
  public List<LineNeeds> needs() {
    return List.of(LineNeeds.of(LineMeasure.ACCOUNT, 1).and(LineMeasure.DIGITS, MIN_DIGITS));
  }

  @Override
  public void find(byte[] line, Sink sink) {
    int i = 0;
    while (i + CHECK_END < line.length) {
      int end = begins(line, i) ? end(line, i) : -1;
      if (end > 0) {
        sink.accept(i, end);
        i = end;
      } else {
        i++;
      }
    }
  }

  private static boolean begins(byte[] line, int i) {
    boolean letters =
        Ascii.isUpper(line[i])
            ? Ascii.isUpper(line[i + 1])
            : Ascii.isLower(line[i]) && Ascii.isLower(line[i + 1]);
    return letters
        && Ascii.isDigit(line[i + 2])
        && Ascii.isDigit(line[i + 3])
        && Boundaries.opensAt(line, i);
  }

  private static int end(byte[] line, int start) {
    String structure = IbanStructures.of(line, start);
    if (structure.isEmpty()) {
      return -1;
    }
    boolean small = Ascii.isLower(line[start]);
    byte[] symbols = new byte[CHECK_END + structure.length()];
    System.arraycopy(line, start, symbols, 0, CHECK_END);
    int i = start + CHECK_END;
    Separators kind = Separators.NONE;
    for (int k = 0; k < structure.length(); k++) {
      Separators here = Separators.at(line, i);
      if (here != Separators.NONE) {
        if (small || kind != Separators.NONE && kind != here) {
          return -1;
        }
        kind = here;
        i += Separators.length(line, i);
      }
      int b = Ascii.at(line, i++);
      if (!fits(structure.charAt(k), b, small)) {
        return -1;
      }
      symbols[CHECK_END + k] = (byte) b;
    }
    return Boundaries.closesAt(line, i) && CheckDigits.mod97(symbols, CHECK_END) == 1 ? i : -1;
  }

  private static boolean fits(char symbol, int b, boolean small) {
    boolean letter = small ? Ascii.isLower(b) : Ascii.isUpper(b);
    return switch (symbol) {
      case 'n' -> Ascii.isDigit(b);
      case 'a' -> letter;
      default -> letter || Ascii.isDigit(b);
    };
  }
}
