package dev.tacenda.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;

/**
 * Finds many byte patterns in one pass: a window of six bytes slides over the evidence, a bit set
 * says whether any pattern begins like this, and only then the patterns are compared. Immutable.
 */
final class PatternIndex {

  /** The shortest pattern, which is the size of the window. */
  static final int WINDOW = 6;

  private static final int FILTER_BITS = 20;
  private static final long WINDOW_MASK = 0xffff_ffff_ffffL;
  private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

  /** One form of one planted value. */
  static final class Pattern {
    private final String name;
    private final String encoding;
    private final byte[] bytes;

    Pattern(String name, String encoding, byte[] bytes) {
      this.name = name;
      this.encoding = encoding;
      this.bytes = bytes;
    }

    String name() {
      return name;
    }

    String encoding() {
      return encoding;
    }

    private boolean isAt(byte[] evidence, int from) {
      int to = from + bytes.length;
      return to <= evidence.length && Arrays.equals(evidence, from, to, bytes, 0, bytes.length);
    }
  }

  private final BitSet filter = new BitSet(1 << FILTER_BITS);
  private final Map<Long, List<Pattern>> byStart = new HashMap<>();

  PatternIndex(List<Pattern> patterns) {
    for (Pattern pattern : patterns) {
      if (pattern.bytes.length < WINDOW) {
        throw new IllegalArgumentException("a pattern must have " + WINDOW + " bytes or more");
      }
      long start = 0;
      for (int i = 0; i < WINDOW; i++) {
        start = slide(start, pattern.bytes[i]);
      }
      filter.set(bucket(start));
      byStart.computeIfAbsent(start, s -> new ArrayList<>()).add(pattern);
    }
  }

  /** Calls back for each pattern at each offset where it stands, in order of offset. */
  void search(byte[] evidence, ObjIntConsumer<Pattern> found) {
    long window = 0;
    for (int i = 0; i < evidence.length; i++) {
      window = slide(window, evidence[i]);
      if (i >= WINDOW - 1 && filter.get(bucket(window))) {
        compare(evidence, i - WINDOW + 1, window, found);
      }
    }
  }

  private void compare(byte[] evidence, int from, long window, ObjIntConsumer<Pattern> found) {
    for (Pattern pattern : byStart.getOrDefault(window, List.of())) {
      if (pattern.isAt(evidence, from)) {
        found.accept(pattern, from);
      }
    }
  }

  private static long slide(long window, byte next) {
    return ((window << 8) | (next & 0xff)) & WINDOW_MASK;
  }

  private static int bucket(long window) {
    return (int) ((window * MIX) >>> (64 - FILTER_BITS));
  }
}
