package dev.tacenda.mask;

import java.util.Arrays;

/**
 * The values of a {@link ValueIndex} as a trie whose edges are eight bytes long; the last edge of a
 * value may be shorter. A subtree that holds one value only is not unfolded: its rest is compared
 * in one go. An entry is a value's place in the order of adding.
 */
@TrustedCode("finds the longest value that stands at a place of a text")
final class ValueTrie {
  private static final int WORD = 8;
  private static final int ROOT = 0;

  private final WordTable table;
  private SecretForm[] entries = new SecretForm[16];
  private int size;

  /** For each node, bit r is set if a value ends r bytes after it. */
  private byte[] tails = new byte[16];

  private int nodes = 1;

  ValueTrie(long seed) {
    this.table = new WordTable(seed);
  }

  int size() {
    return size;
  }

  SecretForm entry(int entry) {
    return entries[entry];
  }

  /** Adds a form of four bytes or more and returns its entry, an old one if it was there. */
  int add(SecretForm form) {
    int entry = insert(form);
    if (entry == size) {
      if (size == entries.length) {
        entries = Arrays.copyOf(entries, size * 2);
      }
      entries[size++] = form;
    }
    return entry;
  }

  /** Reports the longest value that starts at {@code start}, and returns the steps it took. */
  long walk(byte[] text, int start, int to, ValueIndex.HitSink sink) {
    long steps = 0;
    int best = -1;
    int node = ROOT;
    int at = start;
    while (true) {
      int tail = longestTail(node, text, at, to);
      best = tail >= 0 ? tail : best;
      steps += 1 + Integer.bitCount(tails[node] & 0xFF);
      int target =
          to - at < WORD ? WordTable.ABSENT : table.get(word(text, at, WORD), edge(node, WORD));
      at += WORD;
      if (target < 0) {
        int leaf = target == WordTable.ABSENT ? -1 : ~target;
        if (leaf >= 0 && entries[leaf].restStandsAt(at - start, text, at, to)) {
          best = leaf;
        }
        steps += leaf >= 0 ? entries[leaf].length() / WORD : 0;
        break;
      }
      node = target;
    }
    if (best >= 0) {
      sink.hit(best, start, start + entries[best].length());
    }
    return steps;
  }

  private int longestTail(int node, byte[] text, int at, int to) {
    int lengths = tails[node] & 0xFF;
    while (lengths != 0) {
      int length = 31 - Integer.numberOfLeadingZeros(lengths);
      lengths ^= 1 << length;
      if (length <= to - at) {
        int target = table.get(word(text, at, length), edge(node, length));
        if (target >= 0) {
          return target;
        }
      }
    }
    return -1;
  }

  /** Returns true if the text from {@code start} to its end is the beginning of a longer entry. */
  boolean mayGoOn(byte[] text, int start, int to) {
    int node = ROOT;
    int at = start;
    while (to - at >= WORD) {
      int target = table.get(word(text, at, WORD), edge(node, WORD));
      if (target == WordTable.ABSENT) {
        return false;
      }
      at += WORD;
      if (target < 0) {
        return entries[~target].goesOnAfter(at - start, text, at, to);
      }
      node = target;
    }
    return true;
  }

  /** Puts the form into the trie as entry {@link #size}, or returns the entry it has already. */
  private int insert(SecretForm form) {
    int node = ROOT;
    int at = 0;
    while (form.length() - at >= WORD) {
      long word = form.word(at, WORD);
      int target = table.get(word, edge(node, WORD));
      if (target == WordTable.ABSENT) {
        table.put(word, edge(node, WORD), ~size);
        return size;
      }
      at += WORD;
      if (target < 0) {
        SecretForm other = entries[~target];
        int common = at + other.commonLength(form, at);
        if (common == form.length() && common == other.length()) {
          return ~target;
        }
        int child = newNode();
        table.put(word, edge(node, WORD), child);
        unfold(~target, child, at, common);
        target = child;
      }
      node = target;
    }
    return insertTail(form, node, at);
  }

  private int insertTail(SecretForm form, int node, int at) {
    int rest = form.length() - at;
    int target = table.get(form.word(at, rest), edge(node, rest));
    if (target >= 0) {
      return target;
    }
    putTail(form, size, node, at);
    return size;
  }

  /** Hangs a leaf below {@code node}, under one node for each word up to {@code common}. */
  private void unfold(int leaf, int node, int from, int common) {
    SecretForm form = entries[leaf];
    int parent = node;
    int at = from;
    while (common - at >= WORD) {
      int child = newNode();
      table.put(form.word(at, WORD), edge(parent, WORD), child);
      parent = child;
      at += WORD;
    }
    if (form.length() - at >= WORD) {
      table.put(form.word(at, WORD), edge(parent, WORD), ~leaf);
    } else {
      putTail(form, leaf, parent, at);
    }
  }

  private void putTail(SecretForm form, int entry, int node, int at) {
    int rest = form.length() - at;
    table.put(form.word(at, rest), edge(node, rest), entry);
    tails[node] |= (byte) (1 << rest);
  }

  private int newNode() {
    if (nodes == tails.length) {
      tails = Arrays.copyOf(tails, nodes * 2);
    }
    return nodes++;
  }

  /** The key of the edge that leaves {@code node} with {@code length} bytes, 0..8. */
  private static int edge(int node, int length) {
    return node << 4 | length;
  }

  /** Returns {@code count} bytes as a number, the first in the lowest bits. */
  static long word(byte[] text, int at, int count) {
    long word = 0;
    for (int i = 0; i < count; i++) {
      word |= (text[at + i] & 0xFFL) << (8 * i);
    }
    return word;
  }
}
