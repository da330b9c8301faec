package dev.tacenda.mask.internal.personal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The country codes of ITU-T E.164 that are assigned, and how many digits the numbers behind them
 * have with the code: as the national plans say for the large ones, 8 to 15 for all others.
 */
final class CallingCodes {
  private static final int MIN_DIGITS = 8;
  private static final int MAX_DIGITS = 15;

  /** Code, fewest and most digits. */
  private static final String PLANS =
      """
      1:11-11 7:11-11 20:11-12 27:11-11 30:12-12 31:11-11 32:10-11 33:11-11 34:11-11 36:10-11
      39:8-13 40:11-11 41:11-11 43:8-15 44:11-12 45:10-10 46:9-12 47:10-10 48:11-11 49:8-15 51:10-11
      52:12-13 53:9-11 54:12-13 55:12-13 56:11-11 57:11-12 58:12-12 60:10-12 61:11-11 62:10-14
      63:10-12 64:10-12 65:10-10 66:10-11 81:11-12 82:10-13 84:10-12 86:11-13 90:12-12 91:12-12
      92:11-12 93:11-11 94:11-11 95:9-12 98:12-12
      """;

  /** Three digits each, or two with a range of third digits. */
  private static final String OTHERS =
      """
      211-213 216 218 220-269 290 291 297-299 350-359 370-378 380-383 385-387 389 420 421 423
      500-509 590-599 670 672-683 685-692 800 808 850 852 853 855 856 870 878 880-883 886 888
      960-968 970-977 979 992-996 998
      """;

  private static final Map<Integer, int[]> BOUNDS = bounds();

  private CallingCodes() {}

  /** Returns the length of the country code that the digits begin with, or 0 if none does. */
  static int lengthOfCode(PhoneNumber number) {
    for (int length = 1; length <= 3 && length <= number.count(); length++) {
      if (BOUNDS.containsKey(number.number(0, length))) {
        return length;
      }
    }
    return 0;
  }

  /** Returns the fewest digits of a number with this country code. */
  static int min(int code) {
    return bounds(code)[0];
  }

  /** Returns the most digits of a number with this country code. */
  static int max(int code) {
    return bounds(code)[1];
  }

  private static int[] bounds(int code) {
    return BOUNDS.getOrDefault(code, new int[] {MIN_DIGITS, MAX_DIGITS});
  }

  private static Map<Integer, int[]> bounds() {
    Map<Integer, int[]> bounds = new HashMap<>();
    for (String others : words(OTHERS)) {
      int[] range = numbers(others, "-");
      for (int code = range[0]; code <= range[range.length - 1]; code++) {
        bounds.put(code, new int[] {MIN_DIGITS, MAX_DIGITS});
      }
    }
    for (String plan : words(PLANS)) {
      int[] numbers = numbers(plan, "[:-]");
      bounds.put(numbers[0], new int[] {numbers[1], numbers[2]});
    }
    return Map.copyOf(bounds);
  }

  private static String[] words(String text) {
    return text.strip().split("\\s+", -1);
  }

  private static int[] numbers(String text, String separator) {
    return Arrays.stream(text.split(separator, -1)).mapToInt(Integer::parseInt).toArray();
  }
}
