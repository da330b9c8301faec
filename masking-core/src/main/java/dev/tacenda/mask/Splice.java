package dev.tacenda.mask;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Replaces ranges of a byte array and keeps every other byte as it is. Confined to one thread. */
@TrustedCode("Exactly the bytes of the replaced ranges are missing from the output.")
final class Splice {
  private static final class Edit {
    private final int start;
    private final int end;
    private final byte[] replacement;

    Edit(int start, int end, byte[] replacement) {
      this.start = start;
      this.end = end;
      this.replacement = replacement;
    }

    int start() {
      return start;
    }
  }

  private final byte[] source;
  private final List<Edit> edits = new ArrayList<>();

  Splice(byte[] source) {
    this.source = source;
  }

  /** Replaces {@code [start, end)}; ranges must not overlap and may come in any order. */
  void replace(int start, int end, byte[] replacement) {
    edits.add(new Edit(start, end, replacement));
  }

  boolean isEmpty() {
    return edits.isEmpty();
  }

  /** Returns the source with all ranges replaced, or the source itself if there are none. */
  byte[] result() {
    if (edits.isEmpty()) {
      return source;
    }
    edits.sort(Comparator.comparingInt(Edit::start));
    byte[] result = new byte[length()];
    int from = 0;
    int target = 0;
    for (Edit edit : edits) {
      target = copy(source, from, edit.start, result, target);
      target = copy(edit.replacement, 0, edit.replacement.length, result, target);
      from = edit.end;
    }
    copy(source, from, source.length, result, target);
    return result;
  }

  /**
   * Returns by how much each of {@code places} moves.
   *
   * @param places in ascending order, each in no replaced range, or at the beginning of one
   */
  int[] shiftsOf(int[] places) {
    edits.sort(Comparator.comparingInt(Edit::start));
    int[] shifts = new int[places.length];
    int shift = 0;
    int next = 0;
    for (int i = 0; i < places.length; i++) {
      while (next < edits.size() && edits.get(next).end <= places[i]) {
        Edit edit = edits.get(next++);
        shift += edit.replacement.length - (edit.end - edit.start);
      }
      shifts[i] = shift;
    }
    return shifts;
  }

  private int length() {
    long length = source.length;
    int end = 0;
    for (Edit edit : edits) {
      if (edit.start < end) {
        throw new IllegalStateException("ranges overlap at " + edit.start);
      }
      end = edit.end;
      length += edit.replacement.length - (edit.end - edit.start);
    }
    return Math.toIntExact(length);
  }

  private static int copy(byte[] from, int start, int end, byte[] to, int target) {
    System.arraycopy(from, start, to, target, end - start);
    return target + end - start;
  }
}
