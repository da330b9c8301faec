package dev.tacenda.mask;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Builds the automaton of a {@link KeywordIndex}. A masker is built in a JVM that has just started,
 * so nothing here is done for each entry of the table: a row is a copy of the row of the state that
 * it fails to, and then only the few symbols that go on are written. Confined to one thread, used
 * once.
 */
@TrustedCode("Every keyword leads to a state that has its id.")
final class KeywordTrie {
  private static final int ROOT = 0;
  private static final int ABSENT = 0; // no edge leads to the root
  private static final int ROW = Integer.MAX_VALUE;
  private static final int[] NO_IDS = {};

  private final short[] classOf;
  private final int classes;

  /**
   * The children by symbol of the root and of its children, which have many; else null. Those of
   * other nodes are few, and are chained.
   */
  private int[] @Nullable [] bySymbol = new int[1024][];

  private int[] firstChild = new int[1024];
  private int[] sibling = new int[1024];
  private short[] symbol = new short[1024];
  private int[] fail = new int[1024];
  private int[][] ids = new int[1024][];
  private int size = 1;

  /**
   * Starts an automaton without keywords.
   *
   * @param classOf the symbol of each byte
   * @param classes the number of symbols, which is the length of a row
   */
  KeywordTrie(short[] classOf, int classes) {
    this.classOf = classOf;
    this.classes = classes;
    this.bySymbol[ROOT] = new int[classes];
    this.ids[ROOT] = NO_IDS;
  }

  /** Adds a keyword; ids are handed over in ascending order. */
  void add(byte[] keyword, int id) {
    int node = ROOT;
    for (byte b : keyword) {
      int next = child(node, classOf[b & 0xff]);
      node = next == ABSENT ? append(node, classOf[b & 0xff]) : next;
    }
    ids[node] = with(ids[node], id);
  }

  private static int[] with(int[] ids, int id) {
    if (ids.length > 0 && ids[ids.length - 1] == id) {
      return ids;
    }
    int[] more = Arrays.copyOf(ids, ids.length + 1);
    more[ids.length] = id;
    return more;
  }

  private int child(int node, int wanted) {
    int[] children = bySymbol[node];
    if (children != null) {
      return children[wanted];
    }
    int child = firstChild[node];
    while (child != ABSENT && symbol[child] != wanted) {
      child = sibling[child];
    }
    return child;
  }

  private int append(int parent, int by) {
    int node = size++;
    if (node == symbol.length) {
      grow(node * 2);
    }
    symbol[node] = (short) by;
    ids[node] = NO_IDS;
    sibling[node] = firstChild[parent];
    firstChild[parent] = node;
    int[] siblings = bySymbol[parent];
    if (siblings != null) {
      siblings[by] = node;
    }
    if (parent == ROOT) {
      bySymbol[node] = new int[classes];
    }
    return node;
  }

  private void grow(int length) {
    firstChild = Arrays.copyOf(firstChild, length);
    sibling = Arrays.copyOf(sibling, length);
    symbol = Arrays.copyOf(symbol, length);
    fail = Arrays.copyOf(fail, length);
    ids = Arrays.copyOf(ids, length);
    bySymbol = Arrays.copyOf(bySymbol, length);
  }

  /**
   * Returns the rows of all states, one behind the other. An entry is where the row of the next
   * state begins, with {@code hit} set if a keyword ends in that state. Fills in {@link #ids()}.
   */
  int[] table(int hit) {
    int[] table = new int[size * classes];
    // Breadth first: what a node fails to is nearer to the root, so it has its row and its ids.
    int[] order = new int[size];
    int known = 1;
    for (int i = 0; i < known; i++) {
      int node = order[i];
      int row = node * classes;
      if (node != ROOT) {
        System.arraycopy(table, fail[node] * classes, table, row, classes);
      }
      for (int child = firstChild[node]; child != ABSENT; child = sibling[child]) {
        int entry = row + symbol[child];
        fail[child] = (table[entry] & ROW) / classes;
        ids[child] = joined(ids[child], ids[fail[child]]);
        table[entry] = child * classes | (ids[child].length > 0 ? hit : 0);
        order[known++] = child;
      }
    }
    return table;
  }

  private static int[] joined(int[] a, int[] b) {
    if (b.length == 0) {
      return a;
    }
    if (a.length == 0) {
      return b;
    }
    int[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    Arrays.sort(both);
    int kept = 1;
    for (int i = 1; i < both.length; i++) {
      if (both[i] != both[i - 1]) {
        both[kept++] = both[i];
      }
    }
    return Arrays.copyOf(both, kept);
  }

  /** Returns the ids of each state in ascending order, once {@link #table} was made. */
  int[][] ids() {
    return Arrays.copyOf(ids, size);
  }
}
