package dev.tacenda.mask;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Queue;

/**
 * The prefilter: finds in one pass which keywords occur in a text, ignoring the case of ASCII
 * letters. Its contract is that it may only say "maybe" wrongly, never "no": every keyword that
 * occurs is reported, in whatever case it stands.
 *
 * <p>An Aho-Corasick automaton (Aho and Corasick, CACM 18(6), 1975) with all failure links resolved
 * into one table, over the few classes of bytes that keywords contain. Immutable.
 */
@TrustedCode("Every occurrence of every keyword is reported.")
final class KeywordIndex {
  private static final int ROOT = 0;

  private final short[] classOf = new short[256];
  private final int classes;
  private final int[] next;
  private final int[][] idsAt;

  private KeywordIndex(List<List<byte[]>> keywordsById) {
    this.classes = assignClasses(keywordsById);
    List<int[]> goTo = new ArrayList<>();
    List<BitSet> ids = new ArrayList<>();
    addNode(goTo, ids);
    for (int id = 0; id < keywordsById.size(); id++) {
      for (byte[] keyword : keywordsById.get(id)) {
        ids.get(insert(goTo, ids, keyword)).set(id);
      }
    }
    this.next = resolve(goTo, ids);
    this.idsAt = new int[goTo.size()][];
    Arrays.setAll(idsAt, node -> ids.get(node).stream().toArray());
  }

  /** Builds the index; the position of a list is the id that its keywords are reported under. */
  static KeywordIndex of(List<List<String>> keywordsById) {
    List<List<byte[]>> folded = new ArrayList<>();
    for (List<String> keywords : keywordsById) {
      folded.add(keywords.stream().map(KeywordIndex::fold).toList());
    }
    return new KeywordIndex(folded);
  }

  /** The state before the first byte. */
  int start() {
    return ROOT;
  }

  /** Returns the state after {@code b}. */
  int step(int state, byte b) {
    return next[state * classes + classOf[b & 0xff]];
  }

  /** Returns the ids whose keywords end where this state was reached; do not modify. */
  int[] ids(int state) {
    return idsAt[state];
  }

  /** Returns the ids that have a keyword in {@code text}. */
  BitSet idsIn(byte[] text) {
    BitSet found = new BitSet();
    int state = ROOT;
    for (byte b : text) {
      state = step(state, b);
      for (int id : idsAt[state]) {
        found.set(id);
      }
    }
    return found;
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

  private int assignClasses(List<List<byte[]>> keywordsById) {
    int count = 1; // class 0: bytes of no keyword
    for (List<byte[]> keywords : keywordsById) {
      for (byte[] keyword : keywords) {
        for (byte b : keyword) {
          if (classOf[b & 0xff] == 0) {
            classOf[b & 0xff] = (short) count++;
          }
        }
      }
    }
    for (int upper = 'A'; upper <= 'Z'; upper++) {
      classOf[upper] = classOf[upper + 'a' - 'A'];
    }
    return count;
  }

  private int addNode(List<int[]> goTo, List<BitSet> ids) {
    int[] row = new int[classes];
    Arrays.fill(row, -1);
    goTo.add(row);
    ids.add(new BitSet());
    return goTo.size() - 1;
  }

  private int insert(List<int[]> goTo, List<BitSet> ids, byte[] keyword) {
    int node = ROOT;
    for (byte b : keyword) {
      int symbol = classOf[b & 0xff];
      if (goTo.get(node)[symbol] < 0) {
        int child = addNode(goTo, ids);
        goTo.get(node)[symbol] = child;
      }
      node = goTo.get(node)[symbol];
    }
    return node;
  }

  /** Breadth first, so that a node's failure target is complete before the node needs it. */
  private int[] resolve(List<int[]> goTo, List<BitSet> ids) {
    int[] fail = new int[goTo.size()];
    Queue<Integer> queue = new ArrayDeque<>();
    queue.add(ROOT);
    while (!queue.isEmpty()) {
      int node = queue.remove();
      ids.get(node).or(ids.get(fail[node]));
      int[] row = goTo.get(node);
      for (int symbol = 0; symbol < classes; symbol++) {
        int viaFail = node == ROOT ? ROOT : goTo.get(fail[node])[symbol];
        if (row[symbol] < 0) {
          row[symbol] = viaFail;
        } else {
          fail[row[symbol]] = viaFail;
          queue.add(row[symbol]);
        }
      }
    }
    int[] table = new int[goTo.size() * classes];
    for (int node = 0; node < goTo.size(); node++) {
      System.arraycopy(goTo.get(node), 0, table, node * classes, classes);
    }
    return table;
  }
}
