package dev.tacenda.mask;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How much of an input was seen, and as what: the bytes of its strings by {@link FieldClass}.
 * Quotes, numbers and the rest of the syntax belong to no class. A plain text is one string.
 * Immutable.
 */
public final class Coverage {
  private static final Coverage NONE = new Coverage(new EnumMap<>(FieldClass.class));

  private final Map<FieldClass, Long> bytesByClass;

  private Coverage(EnumMap<FieldClass, Long> bytesByClass) {
    this.bytesByClass = Collections.unmodifiableMap(bytesByClass);
  }

  /** Returns the coverage of an input without strings. */
  public static Coverage none() {
    return NONE;
  }

  /** Returns the bytes of the strings of that class. */
  public long bytes(FieldClass fieldClass) {
    return bytesByClass.getOrDefault(fieldClass, 0L);
  }

  /** Returns the bytes that were scanned. */
  public long scannedBytes() {
    return sum(true);
  }

  /** Returns the bytes of strings that were left alone, whatever the reason. */
  public long skippedBytes() {
    return sum(false);
  }

  private long sum(boolean scanned) {
    long sum = 0;
    for (Map.Entry<FieldClass, Long> each : bytesByClass.entrySet()) {
      sum += each.getKey().scanned() == scanned ? each.getValue() : 0;
    }
    return sum;
  }

  /** Returns the bytes by class, without the classes that have none. */
  public Map<FieldClass, Long> bytesByClass() {
    return bytesByClass;
  }

  /** Returns what both cover together. */
  public Coverage plus(Coverage other) {
    EnumMap<FieldClass, Long> sum = new EnumMap<>(FieldClass.class);
    sum.putAll(bytesByClass);
    other.bytesByClass.forEach((each, bytes) -> sum.merge(each, bytes, Long::sum));
    return new Coverage(sum);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Coverage that && bytesByClass.equals(that.bytesByClass);
  }

  @Override
  public int hashCode() {
    return bytesByClass.hashCode();
  }

  /** Returns the bytes by class. */
  @Override
  public String toString() {
    return "Coverage" + bytesByClass;
  }

  /** Adds up the strings of an input without making an object for each. Confined to one thread. */
  static final class Counter {
    private final Map<FieldClass, Sum> sums = new EnumMap<>(FieldClass.class);

    private static final class Sum {
      private long bytes;
    }

    void add(FieldClass fieldClass, long count) {
      sums.computeIfAbsent(fieldClass, each -> new Sum()).bytes += count;
    }

    void add(Coverage other) {
      other.bytesByClass.forEach(this::add);
    }

    Coverage coverage() {
      EnumMap<FieldClass, Long> result = new EnumMap<>(FieldClass.class);
      sums.forEach(
          (each, sum) -> {
            if (sum.bytes > 0) {
              result.put(each, sum.bytes);
            }
          });
      return result.isEmpty() ? NONE : new Coverage(result);
    }
  }
}
