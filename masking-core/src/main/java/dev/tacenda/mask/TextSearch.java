package dev.tacenda.mask;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Arrays;

/**
 * One search of one whole-text rule through one text. Matches, secrets, entropy and allowlists are
 * those of gitleaks, so that what gitleaks finds in a text is masked; how much of it is masked is
 * ours: to the end of the token. Confined to one thread.
 *
 * <p>Linear in the text, however many matches there are: what is known of a line or a token is kept
 * until the next one begins.
 */
@TrustedCode("What gitleaks finds with the rule reaches the sink, to the last byte of its token.")
final class TextSearch {
  private final Line text;
  private final byte[] bytes;
  private final Pattern pattern;
  private final int group;
  private final TextConditions conditions;
  private final Rule.SpanSink sink;
  private final MatchLines lines;
  private final TokenEnds tokenEnds;

  /** The value that was reported last. */
  private int reportedStart;

  private int reportedEnd;

  TextSearch(Line text, Pattern pattern, int group, TextConditions conditions, Rule.SpanSink sink) {
    this.text = text;
    this.bytes = text.bytes();
    this.pattern = pattern;
    this.group = group;
    this.conditions = conditions;
    this.sink = sink;
    this.lines = new MatchLines(bytes, conditions.allowlists());
    this.tokenEnds = new TokenEnds(bytes);
  }

  /** Hands each value to the sink. */
  void run() {
    Matcher match = text.search(pattern);
    while (match.find()) {
      int start = text.offset(match.start());
      int end = text.offset(match.end());
      while (start < end && bytes[start] == '\n') {
        start++;
      }
      while (start < end && bytes[end - 1] == '\n') {
        end--;
      }
      if (start < end) {
        match(match, start, end);
      }
    }
  }

  /**
   * A match, without the line ends around it. Its groups come from a second search in the matched
   * text alone, which is how gitleaks gets them. Where the first search has another group, that is
   * masked as well.
   */
  private void match(Matcher match, int start, int end) {
    byte[] matched = Arrays.copyOfRange(bytes, start, end);
    Line alone = Line.of(matched);
    Matcher again = alone.search(pattern);
    int value = again.find() ? valueGroup(again) : 0;
    int from = value == 0 ? start : start + alone.offset(again.start(value));
    int to = value == 0 ? end : start + alone.offset(again.end(value));
    if (isMeant(Arrays.copyOfRange(bytes, from, to), matched, start, end)) {
      int first = value == 0 ? 0 : valueGroup(match);
      report(
          first == 0 ? from : Math.min(from, text.offset(match.start(first))),
          first == 0 ? to : Math.max(to, text.offset(match.end(first))));
    }
  }

  /** The group that is the value: the one asked for, else the first that is not empty; or 0. */
  private int valueGroup(Matcher match) {
    if (group > 0) {
      return isEmpty(match, group) ? 0 : group;
    }
    for (int i = 1; i <= match.groupCount(); i++) {
      if (!isEmpty(match, i)) {
        return i;
      }
    }
    return 0;
  }

  private static boolean isEmpty(Matcher match, int i) {
    return match.start(i) < 0 || match.start(i) == match.end(i);
  }

  @TrustedCode("false only if gitleaks drops the finding too")
  private boolean isMeant(byte[] secret, byte[] matched, int start, int end) {
    double bound = conditions.entropyAbove();
    if (bound != 0 && RuneEntropy.bits(secret) <= bound) {
      return false;
    }
    for (int i = 0; i < conditions.allowlists().size(); i++) {
      Allowlist list = conditions.allowlists().get(i);
      if (list.allows(secret, matched, list.readsLines() && lines.hold(i, start, end))) {
        return false;
      }
    }
    return true;
  }

  /** Reports a value with the rest of its token, unless it lies in the one reported before. */
  private void report(int start, int end) {
    int tokenEnd = tokenEnds.of(end);
    if (start < reportedStart || tokenEnd > reportedEnd) {
      reportedStart = start;
      reportedEnd = tokenEnd;
      sink.accept(start, tokenEnd);
    }
  }
}
