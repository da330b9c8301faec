package dev.tacenda.mask;

import com.google.re2j.Matcher;
import dev.tacenda.mask.Rule.SpanSink;
import java.util.Arrays;

/**
 * The search for all matches of a rule's pattern in one line. In a long line, which costs RE2J as
 * much where nothing is there, only the parts in which a match may be under way are searched.
 */
@TrustedCode("every value of a match in the line reaches the sink, to its last byte")
final class PatternSearch {
  /** Shorter lines are searched as a whole. */
  private static final int MIN_LONG_LINE = 2048;

  private final LazyPattern pattern;
  private final int group;

  /**
   * Searches for a pattern.
   *
   * @param group the first group that can be the value; 0 is the whole match
   */
  PatternSearch(LazyPattern pattern, int group) {
    this.pattern = pattern;
    this.group = group;
  }

  void run(Line line, SpanSink sink) {
    byte[] bytes = line.bytes();
    if (bytes.length < MIN_LONG_LINE) {
      search(line, 0, sink);
      return;
    }
    pattern.parts().find(bytes, line.isAscii(), (from, to) -> searchPart(line, from, to, sink));
  }

  private void searchPart(Line line, int from, int to, SpanSink sink) {
    if (to - from == line.bytes().length) {
      search(line, 0, sink);
      return;
    }
    // With the bytes beside it, which no match holds: so \b, ^ and $ mean what they do in the line.
    int first = Math.max(0, from - 1);
    int last = Math.min(to + 1, line.bytes().length);
    search(Line.of(Arrays.copyOfRange(line.bytes(), first, last)), first, sink);
  }

  private void search(Line part, int at, SpanSink sink) {
    Matcher match = part.search(pattern.get());
    while (match.find()) {
      int value = valueGroup(match);
      if (match.start(value) >= 0) {
        sink.accept(at + part.offset(match.start(value)), at + part.offset(match.end(value)));
      }
    }
  }

  /** Of the groups from the first one on that can be the value, the one that took part. */
  private int valueGroup(Matcher match) {
    int value = group;
    while (value > 0 && value < match.groupCount() && match.start(value) < 0) {
      value++;
    }
    return value;
  }
}
