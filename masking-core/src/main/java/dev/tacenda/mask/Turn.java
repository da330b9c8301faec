package dev.tacenda.mask;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of the strings of one document, in the order in which they were masked, so that the
 * next turn of the same conversation need not find it out again: what is decided about a string
 * depends on the strings before it alone, and those of two turns are compared byte by byte. Belongs
 * to one thread at a time; used again for other documents.
 */
@TrustedCode("Only strings after which everything was the same count as the same.")
final class Turn {
  private static final int MIN_STRINGS = 64;

  private byte[] json = {};
  private int count;
  private int[] starts = {};
  private int[] ends = {};
  private String[] names = {};
  private boolean[] follows = {};
  private @Nullable Decided[] decided = {};
  private ScanState[] after = {};
  private int[] learntCounts = {};
  private @Nullable LearntValues learnt;
  private @Nullable Vault vault;

  /**
   * What was decided about a string that is not clean; places are relative to its start.
   *
   * @param known labels that were known to hold for it because of where it stands
   */
  record Decided(TextMask.Outcome outcome, List<byte[]> replacements, List<Label> known) {
    static final Decided CLEAN =
        new Decided(
            new TextMask.Outcome(List.of(), List.of(), ScanState.START), List.of(), List.of());

    private boolean isNothing() {
      return outcome.isClean() && known.isEmpty();
    }
  }

  /** Returns the bytes that the turn keeps, which is about what it takes of memory. */
  int size() {
    return json.length;
  }

  /**
   * Returns how many strings at the beginning are the same as here.
   *
   * @param strings of {@code other}, in the order in which they are masked
   * @param of whose document it is: what was restored for one is nothing to another
   */
  int commonWith(byte[] other, OrderedStrings strings, FieldRules fields, @Nullable Vault of) {
    int most = Objects.equals(vault, of) ? Math.min(count, strings.size()) : 0;
    for (int i = 0; i < most; i++) {
      JsonString string = strings.get(i);
      if (strings.follows(i) != follows[i]
          || !Arrays.equals(json, starts[i], ends[i], other, string.start(), string.end())
          || !string.name().equals(names[i])
          || !fields.labels(string).equals(at(i).known())) {
        return i;
      }
    }
    return most;
  }

  /** Returns what was decided about a string. */
  Decided at(int index) {
    Decided found = decided[index];
    return found == null ? Decided.CLEAN : found;
  }

  /** Returns what a string means for the next one. */
  ScanState after(int index) {
    return after[index];
  }

  /** Returns the values that were learnt from the first {@code strings} strings, and wipes more. */
  LearntValues takeLearntFrom(int strings, long seed) {
    LearntValues all = learnt;
    if (all != null && strings == count) {
      return all;
    }
    LearntValues some = new LearntValues(seed);
    if (all != null) {
      all.copyTo(some, strings == 0 ? 0 : learntCounts[strings - 1]);
      all.wipe();
    }
    return some;
  }

  /**
   * Begins another document whose first {@code strings} strings are the same.
   *
   * @param values takes what is learnt from it
   */
  void restart(int strings, LearntValues values) {
    Arrays.fill(decided, strings, count, null);
    count = strings;
    learnt = values;
  }

  /** Takes note of the next string. */
  void add(
      JsonString string, boolean goesOn, Decided outcome, ScanState next, LearntValues values) {
    makeRoom();
    follows[count] = goesOn;
    names[count] = string.name();
    decided[count] = outcome.isNothing() ? null : outcome;
    after[count] = next;
    learntCounts[count++] = values.size();
  }

  /** Keeps the document itself, to compare the next one with. */
  void keep(byte[] document, OrderedStrings strings, @Nullable Vault of) {
    vault = of;
    makeRoom();
    if (json.length < document.length) {
      json = new byte[document.length];
    }
    System.arraycopy(document, 0, json, 0, document.length);
    for (int i = 0; i < count; i++) {
      JsonString string = strings.get(i);
      starts[i] = string.start();
      ends[i] = string.end();
    }
  }

  private void makeRoom() {
    if (count < starts.length) {
      return;
    }
    int room = Math.max(MIN_STRINGS, 2 * count);
    starts = Arrays.copyOf(starts, room);
    ends = Arrays.copyOf(ends, room);
    names = Arrays.copyOf(names, room);
    follows = Arrays.copyOf(follows, room);
    decided = Arrays.copyOf(decided, room);
    after = Arrays.copyOf(after, room);
    learntCounts = Arrays.copyOf(learntCounts, room);
  }

  /**
   * Overwrites the document and all that was learnt from it. Nothing is to be done with it then.
   */
  void wipe() {
    Arrays.fill(json, (byte) 0);
    if (learnt != null) {
      learnt.wipe();
    }
    count = 0;
  }

  @Override
  public String toString() {
    return "Turn[" + count + " strings]";
  }
}
