package dev.tacenda.mask;

import java.util.Arrays;

/**
 * The strings of a document that are scanned, in the order in which they are. Confined to one
 * thread.
 */
final class OrderedStrings {
  private final JsonStrings strings;
  private final JsonString shown;

  private final JsonTables tables;

  /** The number of each string, with its order in the upper half. */
  private long[] places;

  private int count;

  /** Shows strings by {@code shown}, one after the other. */
  OrderedStrings(JsonStrings strings, JsonString shown, JsonTables tables) {
    this.strings = strings;
    this.shown = shown;
    this.tables = tables;
    this.places = tables.places();
  }

  /** Adds a string; they are added as they stand in the document. */
  void add(int string, int order) {
    if (count == places.length) {
      places = tables.morePlaces();
    }
    places[count++] = (long) order << Integer.SIZE | string;
  }

  /** Sorts by order; strings of equal order stay as they stand in the document. */
  void sort() {
    Arrays.sort(places, 0, count);
  }

  int size() {
    return count;
  }

  /** Returns a string, which is shown until another is asked for. */
  JsonString get(int index) {
    return shown.moveTo(string(index));
  }

  /** Returns true if a string is the array element right behind the one that is scanned before. */
  boolean follows(int index) {
    return index > 0 && strings.follows(string(index), string(index - 1));
  }

  private int string(int index) {
    return (int) places[index];
  }
}
