package dev.tacenda.mask.internal.style;

import dev.tacenda.mask.TrustedCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Looks for shapes at the places where findings are. A shape has no mark of its own where it begins
 * and ends, so what is looked at is the finding, the words it lies in, and what lies between one
 * end of it and the other of the word. What is found for one finding does not depend on others.
 *
 * <p>Linear in the text and the lengths of the findings: each word is looked at once. Confined to
 * one thread.
 */
@TrustedCode("Only what carries a keyed check is taken for a shape.")
public final class NearbyShapes {
  private final ShapeText shapes;
  private final byte[] text;
  private final int from;
  private final int to;

  /** Longer shapes are not looked for in halves, as that would read a long word again and again. */
  private static final int MAX_HALF = 128;

  /** The words looked at so far, by their start. */
  private final TreeMap<Integer, Word> words = new TreeMap<>();

  /** A run of letters, digits and kept signs, and the same without signs at its ends. */
  private record Word(int start, int end, int trimmedStart, int trimmedEnd, boolean genuine) {}

  NearbyShapes(ShapeText shapes, byte[] text, int from, int to) {
    this.shapes = shapes;
    this.text = text;
    this.from = from;
    this.to = to;
  }

  /**
   * Returns the shapes that overlap {@code [start, end)} as pairs of start and end.
   *
   * @param line whether the finding may be a line of a PEM body
   */
  public List<int[]> find(int start, int end, boolean line) {
    List<int[]> found = new ArrayList<>();
    addIf(found, line && shapes.isGenuineShortLine(text, start, end), start, end);
    addIf(found, shapes.isGenuine(text, start, end), start, end);
    for (int i = start; i < end; ) {
      if (!isInWord(text[i])) {
        i++;
        continue;
      }
      Word word = wordAt(i);
      addIf(found, word.genuine, word.trimmedStart, word.trimmedEnd);
      addHalves(found, word, start, end);
      i = word.end;
    }
    return found;
  }

  /** A finding may have caught what stands before or behind a shape, but within the word. */
  private void addHalves(List<int[]> found, Word word, int start, int end) {
    addHalf(found, start > word.trimmedStart && end != word.trimmedEnd, start, word.trimmedEnd);
    addHalf(found, end < word.trimmedEnd && start != word.trimmedStart, word.trimmedStart, end);
  }

  private void addHalf(List<int[]> found, boolean other, int start, int end) {
    boolean worthIt = other && start < end && end - start <= MAX_HALF;
    addIf(found, worthIt && shapes.isGenuine(text, start, end), start, end);
  }

  private static void addIf(List<int[]> found, boolean genuine, int start, int end) {
    if (genuine) {
      found.add(new int[] {start, end});
    }
  }

  private Word wordAt(int place) {
    Map.Entry<Integer, Word> known = words.floorEntry(place);
    if (known != null && place < known.getValue().end) {
      return known.getValue();
    }
    int start = place;
    while (start > from && isInWord(text[start - 1])) {
      start--;
    }
    int end = place;
    while (end < to && isInWord(text[end])) {
      end++;
    }
    Word word = word(start, end);
    words.put(start, word);
    return word;
  }

  private Word word(int start, int end) {
    int first = start;
    while (first < end && Ascii.isKeptSign(text[first])) {
      first++;
    }
    int last = end;
    while (last > first && Ascii.isKeptSign(text[last - 1])) {
      last--;
    }
    return new Word(start, end, first, last, shapes.isGenuine(text, first, last));
  }

  private static boolean isInWord(byte b) {
    return Ascii.isAlphanumeric(b) || Ascii.isKeptSign(b);
  }
}
