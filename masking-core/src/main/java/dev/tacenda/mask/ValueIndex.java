package dev.tacenda.mask;

import dev.tacenda.mask.internal.ByteSearch;

/**
 * Finds many exact values in one pass over bytes. For every place where a value starts it reports
 * the longest value that starts there; shorter ones lie inside it, and values that start later
 * inside a hit are reported too. The reported spans therefore cover exactly what all hits cover.
 *
 * <p>Values stand in a trie whose edges are eight bytes long. A bit filter over the first eight
 * bytes (four, for values shorter than eight) rejects almost every position; one that passes walks
 * the trie. A subtree that holds one value only is not unfolded: the rest is compared in one go.
 *
 * <p>If all values have eight bytes or more, only every fourth position is looked at: five bytes
 * from there on belong to the first eight bytes of a value that starts at one of the three
 * positions before it, or there.
 *
 * <p>Bound: a position costs at most nine table look-ups for every eight bytes that the text there
 * shares with some value, and one comparison. The number of values has no part in it, so values
 * with a common prefix, and text that repeats that prefix, cost no more than other values and text.
 *
 * <p>Grows by {@link #add}, on one thread. Once nothing is added any more, any number of threads
 * may search it.
 */
@TrustedCode("reports every place where a value stands, whatever the text around it")
final class ValueIndex {
  /** The shortest value that can be looked for, in bytes. */
  static final int MIN_LENGTH = 4;

  private static final int WORD = 8;

  /** The distance of positions that are looked at, and the bytes looked at: 4 + 5 - 1 = 8. */
  private static final int STRIDE = 4;

  private static final int PIECE = WORD - STRIDE + 1;

  private final ValueTrie trie;
  private StartFilter longStarts = new StartFilter(WORD, 1);
  private StartFilter shortStarts = new StartFilter(MIN_LENGTH, 1);
  private StartFilter pieces = new StartFilter(PIECE, STRIDE);
  private int shorts;
  private int longest;

  /** Takes the hits of one search, in the order of their starts. */
  interface HitSink {
    /** Entry {@code entry} stands in the text from {@code start} to {@code end}, exclusive. */
    void hit(int entry, int start, int end);
  }

  /**
   * Returns an empty index.
   *
   * @param seed orders the hash table; derive it from a key if the values come from traffic, so
   *     that nobody can craft values that collide. Results do not depend on it.
   */
  static ValueIndex withSeed(long seed) {
    return new ValueIndex(seed);
  }

  private ValueIndex(long seed) {
    this.trie = new ValueTrie(seed);
  }

  /**
   * Adds a value, which is copied, and returns its entry: 0, 1, 2, ... in the order of adding. A
   * value that is there already keeps its entry.
   *
   * @throws IllegalArgumentException if the value has fewer than {@value #MIN_LENGTH} bytes
   */
  int add(byte[] value) {
    return add(SecretForm.literal(value.clone()));
  }

  /** Adds one form of a value, as {@link #add(byte[])} does. */
  int add(SecretForm form) {
    int length = form.length();
    if (length < MIN_LENGTH) {
      throw new IllegalArgumentException(
          "a value must have at least " + MIN_LENGTH + " bytes, has " + length);
    }
    int before = trie.size();
    int entry = trie.add(form);
    if (trie.size() > before) {
      filterNewest();
    }
    return entry;
  }

  /** Returns the number of entries. */
  int size() {
    return trie.size();
  }

  /** Returns the length of the longest entry, 0 if there is none. */
  int longest() {
    return longest;
  }

  /**
   * Reports the values in {@code text} from {@code from} to {@code to}, exclusive.
   *
   * @return the number of steps beyond the filter: table look-ups, and words compared
   */
  long find(byte[] text, int from, int to, HitSink sink) {
    if (trie.size() == 0 || to - from < MIN_LENGTH) {
      return 0;
    }
    long steps = 0;
    int start = nextStart(text, from, to);
    while (start >= 0) {
      steps += trie.walk(text, start, to, sink);
      start = nextStart(text, start + 1, to);
    }
    return steps;
  }

  /**
   * Returns the next position at which a value may start, -1 if there is none. Loops of their own,
   * without calls in them: with the walk inside, they compile to code half as fast.
   */
  private int nextStart(byte[] text, int from, int to) {
    return shorts > 0 ? nextStartOfAny(text, from, to) : nextStartOfLong(text, from, to);
  }

  private int nextStartOfLong(byte[] text, int from, int to) {
    StartFilter filter = pieces;
    int last = to - WORD;
    int start = from;
    for (int i = from + STRIDE - 1; i <= last; i += STRIDE) {
      if (filter.mayContain(ByteSearch.word(text, i))) {
        start = startIn(text, i - STRIDE + 1, i);
        if (start >= 0) {
          return start;
        }
      }
      start = i + 1;
    }
    return startIn(text, start, last);
  }

  /** Returns the first position from {@code first} to {@code last} where a value may start. */
  private int startIn(byte[] text, int first, int last) {
    for (int i = first; i <= last; i++) {
      if (longStarts.mayContain(ByteSearch.word(text, i))) {
        return i;
      }
    }
    return -1;
  }

  private int nextStartOfAny(byte[] text, int from, int to) {
    StartFilter words = longStarts;
    StartFilter halves = shortStarts;
    int lastFull = to - WORD;
    int i = from;
    long word = ValueTrie.word(text, from, Math.max(0, Math.min(WORD, to - from)));
    for (; i < lastFull; i++) {
      if (words.mayContain(word) || halves.mayContain(word)) {
        return i;
      }
      word = word >>> 8 | (long) text[i + WORD] << 56;
    }
    for (; i <= to - MIN_LENGTH; i++) {
      if (words.mayContain(word) || halves.mayContain(word)) {
        return i;
      }
      word >>>= 8;
    }
    return -1;
  }

  /**
   * Returns the first position from which on {@code text} could be the beginning of a value that
   * goes on after {@code to}; {@code to} if there is none. What stands before it is decided: more
   * text behind {@code to} brings no hit that starts there. A clean text is undecided for its last
   * seven bytes at most.
   */
  int undecidedFrom(byte[] text, int from, int to) {
    int first = Math.max(from, to - longest + 1);
    for (int i = first; i < to; i++) {
      if (trie.mayGoOn(text, i, to)) {
        return i;
      }
    }
    return to;
  }

  private void filterNewest() {
    SecretForm newest = trie.entry(trie.size() - 1);
    longest = Math.max(longest, newest.length());
    shorts += newest.length() < WORD ? 1 : 0;
    if (trie.size() <= longStarts.capacity()) {
      filter(newest);
      return;
    }
    longStarts = new StartFilter(WORD, trie.size() + 1);
    pieces = new StartFilter(PIECE, STRIDE * (trie.size() + 1));
    shortStarts = new StartFilter(MIN_LENGTH, trie.size() + 1);
    for (int i = 0; i < trie.size(); i++) {
      filter(trie.entry(i));
    }
  }

  private void filter(SecretForm form) {
    if (form.length() < WORD) {
      shortStarts.add(form.word(0, MIN_LENGTH));
    } else {
      longStarts.add(form.word(0, WORD));
      for (int i = 0; i < STRIDE; i++) {
        pieces.add(form.word(i, PIECE));
      }
    }
  }

  @Override
  public String toString() {
    return "ValueIndex[" + trie.size() + " entries]";
  }
}
