package dev.tacenda.mask.internal.personal;

import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.LineNeeds;
import dev.tacenda.mask.internal.Separators;
import org.jspecify.annotations.Nullable;

/**
 * How an identifier is written, as a short text: {@code 9} is a digit, {@code A} a capital, {@code
 * X} a digit or a capital, {@code ~} a place for a separator, {@code =} a separator that must be
 * there; all else stands for itself. The separators of one value are all of one kind, or there are
 * none. Immutable.
 */
final class Layout {
  private final String text;
  private final int symbols;
  private final int digits;
  private final int dots;
  private final int longestWord;

  Layout(String text) {
    this.text = text;
    int allSymbols = 0;
    int allDigits = 0;
    int allDots = 0;
    int word = 0;
    int longest = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      allSymbols += Ascii.isAlphanumeric(c) ? 1 : 0;
      allDigits += c == '9' ? 1 : 0;
      allDots += c == '.' ? 1 : 0;
      word = Ascii.isDigit(c) || c == 'A' || c == 'X' ? word + 1 : 0;
      longest = Math.max(longest, word);
    }
    this.symbols = allSymbols;
    this.digits = allDigits;
    this.dots = allDots;
    this.longestWord = longest;
  }

  /** Returns the number of symbols of a value, which is its length without separators. */
  int length() {
    return symbols;
  }

  /** Returns what a line must hold for a value to stand in it. */
  @TrustedCode("end() is -1 everywhere in a line that does not meet them")
  LineNeeds needs() {
    return new LineNeeds(digits, dots, 0, 0, 0, longestWord);
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
