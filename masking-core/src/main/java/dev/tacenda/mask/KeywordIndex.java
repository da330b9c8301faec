package dev.tacenda.mask;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The prefilter: finds in one pass which keywords occur in a text, ignoring the case of ASCII
 * letters. Its contract is that it may only say "maybe" wrongly, never "no": every keyword that
 * occurs is reported, in whatever case it stands.
 *
 * <p>An Aho-Corasick automaton (Aho and Corasick, CACM 18(6), 1975) with all failure links resolved
 * into one table, over the few classes of bytes that keywords contain. Each step waits for the one
 * before it, so {@link #find} goes through four parts of a text at once. Immutable.
 */
@TrustedCode("Every occurrence of every keyword is reported.")
final class KeywordIndex {
  private static final int ROOT = 0;

  /** Marks a state in which a keyword ends; the rest of it is where its row starts. */
  private static final int HIT = Integer.MIN_VALUE;

  private static final int ROW = Integer.MAX_VALUE;
  private static final int INTS_IN_CACHE_LINE = 16;
  private static final int[] NONE = {};

  /** The parts that are searched at once. */
  private static final int LANES = 4;

  /** Shorter texts are not worth the bytes that each part is entered with. */
  private static final int MIN_LANE_BYTES = 128;

  private final short[] classOf = new short[256];
  private final int classes;
  private final int longest;
  private final int[] next;
  private final int[][] idsAt;

  private KeywordIndex(List<List<byte[]>> keywordsById) {
    this.classes = assignClasses(keywordsById);
    this.longest = longest(keywordsById);
    KeywordTrie trie = new KeywordTrie(classOf, classes);
    for (int id = 0; id < keywordsById.size(); id++) {
      for (byte[] keyword : keywordsById.get(id)) {
        trie.add(keyword, id);
      }
    }
    this.next = trie.table(HIT);
    this.idsAt = trie.ids();
  }

  /** Builds the index; the position of a list is the id that its keywords are reported under. */
  static KeywordIndex of(List<List<String>> keywordsById) {
    List<List<byte[]>> folded = new ArrayList<>(keywordsById.size());
    for (List<String> keywords : keywordsById) {
      List<byte[]> bytes = new ArrayList<>(keywords.size());
      for (String keyword : keywords) {
        bytes.add(fold(keyword));
      }
      folded.add(bytes);
    }
    return new KeywordIndex(folded);
  }

  /** The state before the first byte. */
  int start() {
    return ROOT;
  }

  /** Returns the state after {@code b}. */
  int step(int state, byte b) {
    return next[(state & ROW) + classOf[b & 0xff]];
  }

  /** Returns the ids whose keywords end where this state was reached; do not modify. */
  int[] ids(int state) {
    return state < 0 ? idsAt[(state & ROW) / classes] : NONE;
  }

  /** Returns the ids that have a keyword in {@code text}. */
  BitSet idsIn(byte[] text) {
    BitSet found = new BitSet();
    int state = ROOT;
    for (byte b : text) {
      state = step(state, b);
      for (int id : ids(state)) {
        found.set(id);
      }
    }
    return found;
  }

  /**
   * Collects the places in {@code text[from, to)} where keywords end, from left to right. Keywords
   * are found that lie in the range as a whole.
   */
  void find(byte[] text, int from, int to, KeywordHits hits) {
    hits.clear();
    int part = (to - from) / LANES;
    if (part < Math.max(MIN_LANE_BYTES, longest)) {
      oneLane(text, from, to, ROOT, 0, hits);
      return;
    }
    lanes(text, from, part, hits);
    int rest = from + LANES * part;
    oneLane(text, rest, to, entered(text, rest), LANES, hits);
  }

  /** Returns the state before {@code at}: a keyword that goes on there began shortly before. */
  private int entered(byte[] text, int at) {
    int state = ROOT;
    for (int i = at - longest; i < at; i++) {
      state = step(state, text[i]);
    }
    return state;
  }

  private void oneLane(byte[] text, int from, int to, int start, int lane, KeywordHits hits) {
    int state = start;
    for (int i = from; i < to; i++) {
      state = step(state, text[i]);
      if (state < 0) {
        hits.add(lane, state, i + 1);
      }
    }
  }

  /**
   * Goes through four parts of the text in step, so that the processor has four look-ups under way
   * instead of one. A plain loop over local variables: that is what compiles well.
   */
  private void lanes(byte[] text, int from, int part, KeywordHits hits) {
    int[] table = next;
    short[] symbols = classOf;
    int second = from + part;
    int third = second + part;
    int fourth = third + part;
    int a = ROOT;
    int b = entered(text, second);
    int c = entered(text, third);
    int d = entered(text, fourth);
    for (int i = 0; i < part; i++) {
      a = table[(a & ROW) + symbols[text[from + i] & 0xff]];
      b = table[(b & ROW) + symbols[text[second + i] & 0xff]];
      c = table[(c & ROW) + symbols[text[third + i] & 0xff]];
      d = table[(d & ROW) + symbols[text[fourth + i] & 0xff]];
      if ((a | b | c | d) < 0) {
        hits.addAll(a, b, c, d, from + i + 1, part);
      }
    }
  }

  private static int mostFrequent(int[] frequency) {
    int most = 0;
    for (int b = 1; b < frequency.length; b++) {
      most = frequency[b] > frequency[most] ? b : most;
    }
    return most;
  }

  private static int longest(List<List<byte[]>> keywordsById) {
    int longest = 0;
    for (List<byte[]> keywords : keywordsById) {
      for (byte[] keyword : keywords) {
        longest = Math.max(longest, keyword.length);
      }
    }
    return longest;
  }

  /** Lower-cases ASCII letters only: other letters may become ASCII letters or change length. */
  private static byte[] fold(String keyword) {
    byte[] bytes = keyword.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] >= 'A' && bytes[i] <= 'Z') {
        bytes[i] = (byte) (bytes[i] + 'a' - 'A');
      }
    }
    return bytes;
  }

  /**
   * Numbers the bytes of keywords from 1 on, the most frequent first, and returns the length of a
   * row. What texts are made of then stands in the first line or two of cache of each row, and it
   * does not matter that the whole table is larger than the cache.
   */
  private int assignClasses(List<List<byte[]>> keywordsById) {
    int[] frequency = new int[256];
    for (List<byte[]> keywords : keywordsById) {
      for (byte[] keyword : keywords) {
        for (byte b : keyword) {
          frequency[b & 0xff]++;
        }
      }
    }
    int known = 0;
    for (int next = mostFrequent(frequency); frequency[next] > 0; next = mostFrequent(frequency)) {
      classOf[next] = (short) ++known;
      frequency[next] = 0;
    }
    for (int upper = 'A'; upper <= 'Z'; upper++) {
      classOf[upper] = classOf[upper + 'a' - 'A'];
    }
    return (known / INTS_IN_CACHE_LINE + 1) * INTS_IN_CACHE_LINE;
  }
}
