package dev.tacenda.mask.internal.personal;

import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.internal.Ascii;
import dev.tacenda.mask.internal.Boundaries;
import dev.tacenda.mask.internal.LineDetector;
import dev.tacenda.mask.internal.LineMeasure;
import dev.tacenda.mask.internal.LineNeeds;
import dev.tacenda.mask.internal.Separators;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds telephone numbers as they are dialled within a country. Only their groups and their first
 * digits tell them from other numbers, so this is for lines that speak of telephones, or for those
 * who want every number that may be one.
 */
@TrustedCode("finds every number that stands apart and is grouped as its form says")
final class NationalPhoneDetector implements LineDetector {
  private static final int MAX_WORD = 16;
  private static final int MAX_DIGITS = 13;

  private final Predicate<PhoneNumber> form;
  private final LineMeasure groups;
  private final int minDigits;

  /** How many digits numbers without groups have. */
  private final int[] together;

  private final boolean aloneOnly;

  private NationalPhoneDetector(
      Predicate<PhoneNumber> form,
      boolean aloneOnly,
      LineMeasure groups,
      int minDigits,
      int... together) {
    this.form = form;
    this.groups = groups;
    this.minDigits = minDigits;
    this.together = together;
    this.aloneOnly = aloneOnly;
  }

  /** Returns a detector for numbers behind a word such as phone. */
  static LineDetector announced() {
    return new NationalPhoneDetector(NationalPlans::isAnnounced, false, LineMeasure.CHAIN, 7);
  }

  /** Returns a detector for numbers whose form only telephone numbers have. */
  static LineDetector written() {
    return new NationalPhoneDetector(NationalPlans::isWritten, true, LineMeasure.NUMBER, 9, 11, 12);
  }

  /** Returns a detector for all numbers that a national plan has. */
  static LineDetector bare() {
    return new NationalPhoneDetector(
        NationalPlans::isPossible, true, LineMeasure.NUMBER, 8, 10, 11, 12);
  }

  @Override
  public List<LineNeeds> needs() {
    LineNeeds digits = LineNeeds.of(LineMeasure.DIGITS, minDigits);
    List<LineNeeds> needs = new ArrayList<>();
    needs.add(digits.and(groups, minDigits));
    needs.add(digits.and(LineMeasure.PHONE, minDigits));
    for (int length : together) {
      needs.add(digits.andRun(length));
    }
    return needs;
  }

  @Override
  public void find(byte[] line, Sink sink) {
    int i = 0;
    while (i < line.length) {
      boolean opens = opens(line, i) && !(aloneOnly && !standsAlone(line, i));
      int end = opens ? end(line, i) : -1;
      if (end > 0) {
        sink.accept(i, end);
        i = end;
      } else {
        i++;
      }
    }
  }

  private static boolean opens(byte[] line, int i) {
    boolean first = Ascii.isDigit(line[i]) || line[i] == '(' && Ascii.isDigitAt(line, i + 1);
    return first && Boundaries.opensAt(line, i) && !isPartOfFraction(line, i);
  }

  private boolean standsAlone(byte[] line, int start) {
    return !isBehindGroup(line, start) && !AccountGroups.standBefore(line, start);
  }

  /** Behind a blank and a word with digits stands the next group of something longer. */
  private static boolean isBehindGroup(byte[] line, int start) {
    for (int i = start - 2; Ascii.at(line, start - 1) == ' ' && Ascii.isWordAt(line, i); i--) {
      if (Ascii.isDigitAt(line, i)) {
        return true;
      }
      if (start - i > MAX_WORD) {
        return false;
      }
    }
    return false;
  }

  private static boolean isPartOfFraction(byte[] line, int i) {
    int before = Ascii.at(line, i - 1);
    return before == '+' || before == ',' && Ascii.isDigitAt(line, i - 2);
  }

  /** Takes as many groups as make a number: what follows may be another one. */
  private int end(byte[] line, int start) {
    PhoneNumber longest = PhoneNumber.read(line, start, MAX_DIGITS);
    for (int groups = longest.groups(); groups > 0; groups--) {
      int max = longest.digitsOf(groups);
      if (max < minDigits) {
        return -1;
      }
      PhoneNumber number = max == longest.count() ? longest : PhoneNumber.read(line, start, max);
      // The brackets around a whole number are not its own.
      boolean whole = number.count() == max && !(number.groups() == 1 && line[start] == '(');
      if (whole && closes(line, number.end()) && form.test(number)) {
        return number.end();
      }
    }
    return -1;
  }

  private boolean closes(byte[] line, int end) {
    return Boundaries.closesAt(line, end) && !(aloneOnly && isBeforeGroup(line, end));
  }

  private static boolean isBeforeGroup(byte[] line, int end) {
    return Separators.at(line, end) != Separators.NONE
        && Ascii.isDigitAt(line, end + Separators.length(line, end));
  }
}
