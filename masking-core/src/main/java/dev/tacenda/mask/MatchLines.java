package dev.tacenda.mask;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Answers for one match after the other, from left to right, whether the lines it stands on hold an
 * expression of an allowlist. Linear: a long line with many matches is searched once. Confined to
 * one thread.
 */
final class MatchLines {
  private final byte[] text;
  private final List<Allowlist> allowlists;

  /** Where the line begins that {@link #readTo} is on: at the line end before it. */
  private int lineStart;

  private int readTo;

  /** Where the line ends in which the last match ends; -1 before the first one. */
  private int lineEnd = -1;

  /** The lines that {@link #found} is about. */
  private int foundStart = -1;

  private int foundEnd = -1;
  private final BitSet found = new BitSet();

  MatchLines(byte[] text, List<Allowlist> allowlists) {
    this.text = text;
    this.allowlists = allowlists;
  }

  /**
   * Returns true if an expression of the list at {@code index} is found in the lines of the match
   * {@code [start, end)}. Matches must come from left to right.
   */
  boolean hold(int index, int start, int end) {
    moveTo(start, end);
    if (foundStart != lineStart || foundEnd != lineEnd) {
      foundStart = lineStart;
      foundEnd = lineEnd;
      search(Line.of(Arrays.copyOfRange(text, lineStart, lineEnd)));
    }
    return found.get(index);
  }

  private void moveTo(int start, int end) {
    for (; readTo < start; readTo++) {
      if (text[readTo] == '\n') {
        lineStart = readTo;
      }
    }
    if (end > lineEnd) {
      lineEnd = end;
      while (lineEnd < text.length && text[lineEnd] != '\n') {
        lineEnd++;
      }
    }
  }

  private void search(Line lines) {
    found.clear();
    for (int i = 0; i < allowlists.size(); i++) {
      Allowlist list = allowlists.get(i);
      found.set(i, list.readsLines() && list.regexFoundIn(lines));
    }
  }
}
