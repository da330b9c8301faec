package dev.tacenda.mask.internal.personal;

import dev.tacenda.mask.internal.Ascii;
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

  Layout(String text) {
    this.text = text;
    this.symbols = (int) text.chars().filter(Layout::isSymbol).count();
    this.digits = (int) text.chars().filter(c -> c == '9').count();
  }

  /** Returns the number of symbols of a value, which is its length without separators. */
  int symbols() {
    return symbols;
  }

  /** Returns the number of places where only a digit can stand. */
  int digits() {
    return digits;
  }

  /** Returns true if a value may begin with {@code b}. */
  boolean mayBeginWith(int b) {
    char first = text.charAt(0);
    return isSymbol(first) ? matches(first, b) : b == first;
  }

  /**
   * Returns where a value that begins at {@code start} ends, with its symbols in {@code compact};
   * -1 if none does.
   */
  int end(byte[] line, int start, byte[] compact) {
    @Nullable Separators separator = null;
    int i = start;
    int count = 0;
    for (int k = 0; k < text.length(); k++) {
      char c = text.charAt(k);
      if (c == '~' || c == '=') {
        Separators here = Separators.at(line, i);
        if (separator != null && here != separator || c == '=' && here == Separators.NONE) {
          return -1;
        }
        separator = here;
        i += here == Separators.NONE ? 0 : Separators.length(line, i);
        continue;
      }
      int b = Ascii.at(line, i++);
      if (!isSymbol(c)) {
        if (b != c) {
          return -1;
        }
      } else if (matches(c, b)) {
        compact[count++] = (byte) b;
      } else {
        return -1;
      }
    }
    return i <= line.length ? i : -1;
  }

  private static boolean isSymbol(int c) {
    return c == '9' || c == 'A' || c == 'X';
  }

  private static boolean matches(char symbol, int b) {
    return switch (symbol) {
      case '9' -> Ascii.isDigit(b);
      case 'A' -> Ascii.isUpper(b);
      default -> Ascii.isDigit(b) || Ascii.isUpper(b);
    };
  }
}
