package dev.tacenda.mask;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The tables that the strings of a document are listed in, and used again for the next document. It
 * takes places from a document, and no text. Belongs to one document at a time.
 */
final class JsonTables {
  private static final int STRING_COLUMNS = 4;
  private static final int CONTAINER_COLUMNS = 6;
  private static final int FEW_PLACES = 16;
  private static final int MAX_KEPT_PLACES = 1 << 14;

  private final IntRows strings = new IntRows(STRING_COLUMNS);
  private final IntRows containers = new IntRows(CONTAINER_COLUMNS);
  private long[] places = new long[FEW_PLACES];

  /** Keeps the tables of one document for the next one that comes. Thread-safe. */
  static final class Spare {
    private final AtomicReference<@Nullable JsonTables> tables = new AtomicReference<>();

    /** Returns empty tables, which nobody else has. */
    JsonTables take() {
      JsonTables spare = tables.getAndSet(null);
      return spare == null ? new JsonTables() : spare;
    }

    /** Takes back tables that nobody uses any more. */
    void giveBack(JsonTables used) {
      used.clear();
      tables.set(used);
    }
  }

  IntRows strings() {
    return strings;
  }

  IntRows containers() {
    return containers;
  }

  /** Room for the order of the strings. */
  long[] places() {
    return places;
  }

  /** Returns twice the room, with what the old one holds. */
  long[] morePlaces() {
    places = Arrays.copyOf(places, 2 * places.length);
    return places;
  }

  /** Forgets all rows, and the room for more than a usual document has. */
  void clear() {
    strings.clear();
    containers.clear();
    if (places.length > MAX_KEPT_PLACES) {
      places = new long[FEW_PLACES];
    }
  }
}
