package dev.tacenda.mask;

import java.util.Arrays;

/**
 * A hash table from (eight bytes, int) to int: open addressing with linear probing, two thirds full
 * at most. The seed makes the order of its slots unpredictable to whoever writes the text; the
 * answers do not depend on it. Grows by {@link #put}, one thread at a time; any number of threads
 * may {@link #get} while none puts.
 */
final class WordTable {
  /** What {@link #get} returns for a key that is not there. */
  static final int ABSENT = Integer.MIN_VALUE;

  private final long seed;
  private long[] words;
  private int[] owners;
  private int[] targets;
  private int size;

  WordTable(long seed) {
    this.seed = seed;
    this.words = new long[16];
    this.owners = new int[16];
    this.targets = new int[16];
    Arrays.fill(targets, ABSENT);
  }

  int get(long word, int owner) {
    return targets[slot(word, owner)];
  }

  void put(long word, int owner, int target) {
    int slot = slot(word, owner);
    boolean fresh = targets[slot] == ABSENT;
    words[slot] = word;
    owners[slot] = owner;
    targets[slot] = target;
    if (fresh && ++size > targets.length / 3 * 2) {
      grow();
    }
  }

  private int slot(long word, int owner) {
    int mask = targets.length - 1;
    int slot = hash(word, owner) & mask;
    while (targets[slot] != ABSENT && (words[slot] != word || owners[slot] != owner)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** The finalizer of MurmurHash3, with the owner and the seed mixed in. */
  private int hash(long word, int owner) {
    long h = (word ^ seed) + owner * 0x9E3779B97F4A7C15L;
    h = (h ^ h >>> 33) * 0xFF51AFD7ED558CCDL;
    h = (h ^ h >>> 33) * 0xC4CEB9FE1A85EC53L;
    return (int) (h ^ h >>> 33);
  }

  private void grow() {
    long[] oldWords = words;
    int[] oldOwners = owners;
    int[] oldTargets = targets;
    words = new long[oldWords.length * 2];
    owners = new int[oldOwners.length * 2];
    targets = new int[oldTargets.length * 2];
    Arrays.fill(targets, ABSENT);
    for (int i = 0; i < oldTargets.length; i++) {
      if (oldTargets[i] != ABSENT) {
        int slot = slot(oldWords[i], oldOwners[i]);
        words[slot] = oldWords[i];
        owners[slot] = oldOwners[i];
        targets[slot] = oldTargets[i];
      }
    }
  }
}
