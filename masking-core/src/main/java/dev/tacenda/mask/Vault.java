package dev.tacenda.mask;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values that placeholders stand for, so that they can be restored where a policy allows it. In
 * memory only, bounded, and for one caller: whoever may ask for a restore may ask for every value
 * in it. Give it to {@link Masker#maskJson(byte[], ScanScope, Vault)}, which fills it, and to
 * {@link Masker#restore}.
 *
 * <p>A value that was restored once is masked from then on where it may have been restored into,
 * and behind that, because the context that gave it away may be gone. A placeholder that the vault
 * does not hold, because it was dropped, forged, cut or written under another key, is never
 * restored.
 *
 * <p>Thread-safe.
 */
@TrustedCode("Holds raw values; nothing but Masker.restore gets one out.")
public final class Vault {
  private final int maxBytes;

  /** By placeholder, the one used last at the end. */
  private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  private long bytes;
  private long restoredBytes;
  private final List<Entry> restored = new ArrayList<>();

  /** A value and what found it. */
  static final class Entry {
    private final byte[] value;
    private final Label label;
    private boolean restored;

    Entry(byte[] value, Label label) {
      this.value = value;
      this.label = label;
    }

    /** The value itself, not a copy. */
    byte[] value() {
      return value;
    }

    Label label() {
      return label;
    }
  }

  private Vault(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Returns an empty vault that keeps at most {@code maxBytes} of values and placeholders. It drops
   * those first that were not used for longest, and never those that were restored.
   *
   * @throws IllegalArgumentException if the number is not in 1 KiB..1 GiB
   */
  public static Vault ofBytes(int maxBytes) {
    if (maxBytes < 1024 || maxBytes > 1 << 30) {
      throw new IllegalArgumentException("maxBytes must be in 1024..1073741824, was " + maxBytes);
    }
    return new Vault(maxBytes);
  }

  /** Keeps a value, which is not copied. */
  synchronized void put(byte[] placeholder, byte[] value, Label label) {
    String key = new String(placeholder, StandardCharsets.US_ASCII);
    if (entries.get(key) != null) {
      return;
    }
    entries.put(key, new Entry(value, label));
    bytes += size(key, value);
    Iterator<Map.Entry<String, Entry>> oldest = entries.entrySet().iterator();
    while (bytes > maxBytes && oldest.hasNext()) {
      Map.Entry<String, Entry> each = oldest.next();
      if (!each.getValue().restored) {
        bytes -= size(each.getKey(), each.getValue().value);
        Arrays.fill(each.getValue().value, (byte) 0);
        oldest.remove();
      }
    }
  }

  private static long size(String placeholder, byte[] value) {
    return (long) placeholder.length() + value.length;
  }

  /**
   * Returns a copy of what a placeholder stands for; nothing if half of the vault was given out
   * already, because what was given out is never dropped.
   */
  synchronized Optional<Entry> find(String placeholder) {
    Entry entry = entries.get(placeholder);
    return entry == null || (!entry.restored && restoredBytes > maxBytes / 2)
        ? Optional.empty()
        : Optional.of(new Entry(entry.value.clone(), entry.label));
  }

  /** Takes note that the value of a placeholder was given out. */
  synchronized void restored(String placeholder) {
    Entry entry = entries.get(placeholder);
    if (entry != null && !entry.restored) {
      entry.restored = true;
      restored.add(entry);
      restoredBytes += size(placeholder, entry.value);
    }
  }

  /** Has {@code values} find all values that were given out. */
  synchronized void teachRestored(LearntValues values) {
    restored.forEach(entry -> teach(entry, values));
  }

  /** Has {@code values} find all values, as a conversation does in which they stand. */
  synchronized void teachAll(LearntValues values) {
    entries.values().forEach(entry -> teach(entry, values));
  }

  private static void teach(Entry entry, LearntValues values) {
    values.learn(entry.value, 0, entry.value.length, entry.label);
  }

  /** Returns true if a value was given out. */
  synchronized boolean hasRestored() {
    return !restored.isEmpty();
  }

  /** Wipes all values. The vault can be used on, but what it held cannot be restored any more. */
  public synchronized void forget() {
    entries.values().forEach(entry -> Arrays.fill(entry.value, (byte) 0));
    entries.clear();
    restored.clear();
    bytes = 0;
    restoredBytes = 0;
  }

  /** Returns how many values it holds, nothing else. */
  @Override
  public synchronized String toString() {
    return "Vault[" + entries.size() + " values]";
  }
}
