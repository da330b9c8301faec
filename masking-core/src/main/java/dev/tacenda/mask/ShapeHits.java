package dev.tacenda.mask;

import dev.tacenda.mask.internal.shape.Anchor;
import dev.tacenda.mask.internal.shape.TokenBegins;
import dev.tacenda.mask.internal.shape.TokenEdges;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tokens of shape rules in the lines of one text. It is told where literals stand, and
 * tries shapes at those places only: at the anchors, and at the places shortly behind a word.
 * Confined to one thread.
 */
@TrustedCode("Each place where a token of a rule can begin is tried.")
final class ShapeHits {
  private static final int SLOTS = 16;

  private final ShapeTable table;
  private final Placeholders placeholders;
  private final TokenBegins begins = new TokenBegins();

  /** What was searched behind the words that were seen last, and which they are. */
  private final WordReach.@Nullable Searched[] searchedBehind = new WordReach.Searched[SLOTS];

  private final int[] words = new int[SLOTS];

  /** Literal and end of what was seen in the line, by place. */
  private int[] literals = new int[16];

  private int[] ends = new int[16];
  private int count;

  /** For each rule, before which place of the line nothing is left to try; made when needed. */
  private int[] triedTo = {};

  /** To be {@linkplain #restart started} before use. */
  ShapeHits(ShapeTable table, Placeholders placeholders) {
    this.table = table;
    this.placeholders = placeholders;
  }

  /**
   * Starts with nothing seen in a text.
   *
   * @param from where its first line begins
   */
  void restart(byte[] text, int from) {
    count = 0;
    begins.restart(text, from);
    for (WordReach.Searched searched : searchedBehind) {
      if (searched != null) {
        searched.restart();
      }
    }
  }

  /**
   * Takes note that a literal ends before {@code end}; returns false, and does not, if it is sure
   * that no token has to do with it.
   *
   * @param from where the line begins
   * @param to where it ends, or a place behind it
   */
  boolean seen(int literal, byte[] text, int from, int to, int end) {
    boolean may =
        table.isWord(literal)
            ? table.mayStandBehind(literal, text, from, to, end, begins, searched(literal))
            : table.mayStandAround(literal, text, from, to, end, begins);
    if (may) {
      seen(literal, end);
    }
    return may;
  }

  /** A few words stand in a text again and again. */
  private WordReach.Searched searched(int word) {
    int slot = word % SLOTS;
    if (searchedBehind[slot] == null || words[slot] != word) {
      searchedBehind[slot] = new WordReach.Searched();
      words[slot] = word;
    }
    return searchedBehind[slot];
  }

  /** Takes note that a literal ends before {@code end}. */
  void seen(int literal, int end) {
    if (count == ends.length) {
      literals = Arrays.copyOf(literals, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    literals[count] = literal;
    ends[count++] = end;
  }

  /** Returns where the literal that {@code place} would cut starts, or {@code place}. */
  int startOfLiteralAt(int place) {
    int start = place;
    for (int i = 0; i < count; i++) {
      if (ends[i] > place) {
        start = Math.min(start, ends[i] - table.length(literals[i]));
      }
    }
    return start;
  }

  /**
   * Reports the tokens in the line {@code text[from, to)}, all of whose literals were seen, and
   * returns the words that are near behind its end.
   */
  NearWords line(NearWords before, byte[] text, int from, int to, Consumer<Span> sink) {
    if (count == 0 && before.seen().isEmpty()) {
      return before;
    }
    Finder finder = new Finder(text, from, to, sink);
    finder.atAnchors();
    List<WordAt> words = finder.words();
    finder.behind(before, words);
    count = 0;
    return after(before, words, from, to, 1);
  }

  /** Returns the words near behind the part {@code text[from, to)} of a line, and reports none. */
  NearWords part(NearWords before, byte[] text, int from, int to) {
    List<WordAt> words = new Finder(text, from, to, span -> {}).words();
    count = 0;
    return after(before, words, from, to, 0);
  }

  private static NearWords after(
      NearWords before, List<WordAt> words, int from, int to, int lines) {
    NearWords moved = before.after(to - from, lines);
    List<NearWords.Seen> seen = new ArrayList<>();
    for (int i = words.size() - 1; i >= 0; i--) {
      WordAt word = words.get(i);
      if (to - word.end() > NearWords.MAX_BYTES) {
        break;
      }
      seen.add(new NearWords.Seen(word.word(), to - word.end(), lines));
    }
    return moved.or(NearWords.of(seen));
  }

  /** A word and the place behind it. */
  private record WordAt(int word, int end) {}

  /** One line. */
  private final class Finder {
    private final byte[] text;
    private final int from;
    private final int to;
    private final Consumer<Span> sink;
    private byte[] line = {};

    Finder(byte[] text, int from, int to, Consumer<Span> sink) {
      this.text = text;
      this.from = from;
      this.to = to;
      this.sink = sink;
      if (triedTo.length == 0) {
        triedTo = new int[table.ruleCount()];
      }
      Arrays.fill(triedTo, from);
    }

    /** Tries the places at which the shapes of the anchors begin, each rule from left to right. */
    void atAnchors() {
      long[] places = new long[count];
      int n = 0;
      for (int i = 0; i < count; i++) {
        if (!table.isWord(literals[i])) {
          Anchor anchor = table.anchor(literals[i]);
          int first = ends[i] - anchor.literal().length() - anchor.maxBefore();
          places[n++] = (long) Math.max(first, from) << 32 | i;
        }
      }
      Arrays.sort(places, 0, n);
      for (int k = 0; k < n; k++) {
        int i = (int) places[k];
        Anchor anchor = table.anchor(literals[i]);
        int last = ends[i] - anchor.literal().length() - anchor.minBefore();
        tryPlaces(table.ruleOfAnchor(literals[i]), (int) (places[k] >>> 32), last);
      }
    }

    /** Returns the words in the line, but for those in placeholders. */
    List<WordAt> words() {
      List<WordAt> words = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        if (table.isWord(literals[i])) {
          int start = ends[i] - table.length(literals[i]);
          if (TokenEdges.mayBeginWord(text, from, start)
              && placeholders.startOfGenuineAt(text, from, to, start) == start) {
            words.add(new WordAt(table.word(literals[i]), ends[i]));
          }
        }
      }
      return words;
    }

    /** Tries the places behind words, on earlier lines and on this one. */
    void behind(NearWords before, List<WordAt> words) {
      for (NearWords.Seen seen : before.seen()) {
        behind(seen.word(), from - seen.bytes());
      }
      for (WordAt word : words) {
        behind(word.word(), word.end());
      }
    }

    private void behind(int word, int end) {
      for (int rule : table.rulesOfWord(word)) {
        tryPlaces(rule, Math.max(end, from), end + table.rule(rule).shape().within());
      }
    }

    /** Tries the places from {@code first} to {@code last} that were not tried before. */
    private void tryPlaces(int rule, int first, int last) {
      RuleShape shape = table.rule(rule).shape();
      int stop = Math.min(last + 1, to);
      int start = begins.next(Math.max(first, triedTo[rule]), stop);
      while (start < stop) {
        int end = shape.endOfToken(text, from, to, start);
        if (end > start) {
          report(rule, start, end);
        }
        start = begins.next(Math.max(start + 1, end), stop);
      }
      triedTo[rule] = Math.max(triedTo[rule], start);
    }

    private void report(int rule, int start, int end) {
      if (line.length == 0) {
        line = Arrays.copyOfRange(text, from, to);
      }
      if (table.rule(rule).accepts(line, start - from, end - from)) {
        sink.accept(new Span(start, end, weighed(rule, start - from, end - from)));
      }
    }

    /** A checksum makes a finding more or less sure, and never none: half a key is a secret. */
    private Label weighed(int rule, int start, int end) {
      Label label = table.label(rule);
      return switch (table.rule(rule).checksum(line, start, end)) {
        case RIGHT -> label.withConfidence(Label.MAX_CONFIDENCE);
        case WRONG -> label.withConfidence(label.confidence() / 2);
        case UNKNOWN -> label;
      };
    }
  }
}
