package dev.tacenda.mask.internal.personal;

import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.Boundaries;
import dev.tacenda.mask.internal.ByteSearch;
import dev.tacenda.mask.internal.LineDetector;
import dev.tacenda.mask.internal.LineNeeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds identifiers of fixed layouts whose symbols pass a check. Each place of a line is tried with
 * each layout, the longest first, which costs a constant time per byte.
 */
@TrustedCode("finds every value that stands apart, has one of the layouts and passes the check")
final class LayoutDetector implements LineDetector {
  /** {@code ULL} in C. */
  private static final int MAX_SUFFIX = 3;

  private final Layout[] layouts;
  private final boolean withDigit;
  private final Predicate<byte[]> check;
  private final boolean[] first = new boolean[128];
  private final boolean digitsFirst;

  private LayoutDetector(List<Layout> layouts, Predicate<byte[]> check, boolean withDigit) {
    this.layouts = layouts.toArray(Layout[]::new);
    this.withDigit = withDigit;
    this.check = check;
    boolean onlyDigits = true;
    for (Layout layout : this.layouts) {
      for (int b = 0; b < first.length; b++) {
        first[b] |= layout.mayBeginWith(b);
        onlyDigits &= !first[b] || Ascii.isDigit(b);
      }
    }
    this.digitsFirst = onlyDigits;
  }

  /**
   * Returns a detector.
   *
   * @param check says of the symbols of a value, without separators, whether they can be one
   * @param layouts how values are written; see {@link Layout}
   */
  static LayoutDetector of(Predicate<byte[]> check, String... layouts) {
    List<Layout> all = new ArrayList<>();
    for (String text : layouts) {
      Layout layout = new Layout(text);
      int at = 0;
      while (at < all.size() && all.get(at).length() >= layout.length()) {
        at++;
      }
      all.add(at, layout);
    }
    return new LayoutDetector(all, check, false);
  }

  /** Returns a detector of those values only that hold a digit, for layouts that words can have. */
  LayoutDetector withDigit() {
    Predicate<byte[]> both = symbols -> check.test(symbols) && CheckDigits.anyIn(symbols);
    return new LayoutDetector(List.of(layouts), both, true);
  }

  @Override
  public List<LineNeeds> needs() {
    return Arrays.stream(layouts)
        .flatMap(layout -> layout.needs(withDigit).stream())
        .distinct()
        .toList();
  }

  @Override
  public void find(byte[] line, Sink sink) {
    int i = 0;
    while ((i = nextBeginning(line, i)) < line.length) {
      byte b = line[i];
      int end = b >= 0 && first[b] && Boundaries.opensAt(line, i) ? endOfValue(line, i) : -1;
      if (end > 0) {
        sink.accept(i, end);
        i = end;
      } else {
        i++;
      }
    }
  }

  /** Returns the next place from {@code from} on where a value can begin, or more. */
  private int nextBeginning(byte[] line, int from) {
    if (!digitsFirst) {
      return Boundaries.nextBeginningOfWord(line, from);
    }
    int i = from;
    while (i > 0 && i < line.length && Ascii.isDigit(line[i - 1]) && Ascii.isDigit(line[i])) {
      i++; // within a number none begins
    }
    int digit = ByteSearch.indexOfDigit(line, i, line.length);
    return digit < 0 ? line.length : digit;
  }

  private int endOfValue(byte[] line, int start) {
    for (Layout layout : layouts) {
      int end = layout.end(line, start);
      if (end > 0 && closes(line, end) && check.test(layout.symbols(line, start))) {
        return end;
      }
    }
    return -1;
  }

  private static boolean closes(byte[] line, int end) {
    return Boundaries.closesAt(line, end) || isIntegerLiteral(line, end);
  }

  /** In {@code 4000L}, {@code 4000ull} and {@code 4000n} stands a number, and what type it has. */
  private static boolean isIntegerLiteral(byte[] line, int end) {
    int i = end;
    while (i - end < MAX_SUFFIX && isSuffix(Ascii.at(line, i))) {
      i++;
    }
    return i > end && Ascii.isDigit(line[end - 1]) && !Ascii.isWordAt(line, i);
  }

  private static boolean isSuffix(int b) {
    return b == 'L' || b == 'l' || b == 'U' || b == 'u' || b == 'n';
  }
}
