package dev.tacenda.mask;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Values that turn out to be secrets while maskers are at work, such as the token that a caller has
 * just presented. From the moment {@link #see} returns, every masker that was built with them finds
 * each in all forms of {@link KnownSecrets}. Thread-safe; never written anywhere, and kept under a
 * pad as those are.
 *
 * <pre>{@code
 * SeenSecrets seen = new SeenSecrets();
 * Masker masker = Masker.builder(policy, key).seenSecrets(seen).build();
 * seen.see("presented token", token);
 * }</pre>
 *
 * <p>Of more values than {@value #MAX_VALUES} those are dropped that have not been seen for
 * longest; one that is seen again after that is taken again. Whatever was just seen is found until
 * {@value #BATCH} others have come at the least. A value costs about 1 ms when it is new and
 * nothing when it is not; every {@value #BATCH} of them cost each masking one search more.
 */
@TrustedCode("What was seen is found from then on, in every form, until newer values displace it.")
public final class SeenSecrets {
  /** Values that are indexed together. */
  static final int BATCH = 48;

  private static final int MAX_BATCHES = 16;

  /** The most values that are kept: {@value}. */
  public static final int MAX_VALUES = BATCH * MAX_BATCHES;

  /** The oldest values stand in the first batch. Only the last one grows. */
  private final List<Map<ByteKey, Value>> batches = new ArrayList<>();

  /** Tells values from each other without keeping them; of use to nobody else. */
  private final HmacSha256 marks = new HmacSha256(randomKey());

  private volatile Snapshot snapshot = new Snapshot(List.of(), 0);

  /** Starts with none. */
  public SeenSecrets() {}

  /** A value, under a pad, and what people are told of it. */
  private record Value(String name, ScatteredBytes bytes) {}

  private static byte[] randomKey() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return key;
  }

  /** What is known at one time, and how often that has changed before. */
  record Snapshot(List<KnownSecrets> secrets, long generation) {}

  /**
   * Has {@code value} masked from now on.
   *
   * @param name tells people what it is; printed in findings
   * @throws IllegalArgumentException if it is shorter than {@link KnownSecrets#MIN_VALUE_BYTES},
   *     longer than {@link KnownSecrets#MAX_VALUE_BYTES}, not valid Unicode, or holds white space
   */
  public void see(String name, String value) {
    Objects.requireNonNull(name, "name");
    byte[] bytes = StrictUtf8.encode(Objects.requireNonNull(value, "value"));
    if (bytes == null) {
      throw new IllegalArgumentException("value of " + name + " is not valid Unicode");
    }
    seeBytes(name, bytes);
  }

  /**
   * Has {@code value}, which is copied, masked from now on.
   *
   * @throws IllegalArgumentException as {@link #see} does
   */
  public synchronized void seeBytes(String name, byte[] value) {
    Objects.requireNonNull(name, "name");
    requireOneWord(name, Objects.requireNonNull(value, "value"));
    ByteKey mark = new ByteKey(marks.of(value));
    int held = batchOf(mark);
    if (held >= 0 && !isSoonDropped(held)) {
      return;
    }
    boolean startsBatch = batches.isEmpty() || last().size() == BATCH;
    Map<ByteKey, Value> batch = startsBatch ? new LinkedHashMap<>() : new LinkedHashMap<>(last());
    batch.put(mark, new Value(name, ScatteredBytes.copyOf(value)));
    KnownSecrets indexed = index(batch); // the only step that can fail, before anything changes
    List<KnownSecrets> secrets = new ArrayList<>(snapshot.secrets());
    if (startsBatch) {
      batches.add(batch);
      secrets.add(indexed);
    } else {
      batches.set(batches.size() - 1, batch);
      secrets.set(secrets.size() - 1, indexed);
    }
    if (held >= 0) {
      batches.get(held).remove(mark); // it is found there until the batch is dropped
    }
    if (batches.size() > MAX_BATCHES) {
      batches.remove(0);
      secrets.remove(0);
    }
    snapshot = new Snapshot(List.copyOf(secrets), snapshot.generation() + (held < 0 ? 1 : 0));
  }

  /** Returns in which batch a value is; -1 if in none. */
  private int batchOf(ByteKey mark) {
    for (int i = batches.size() - 1; i >= 0; i--) {
      if (batches.get(i).containsKey(mark)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * What is seen now is masked in a moment, and others may be seen before: so it is put among the
   * newest before its batch is among those that go.
   */
  private boolean isSoonDropped(int batch) {
    return batches.size() == MAX_BATCHES && batch < MAX_BATCHES / 2;
  }

  /** Returns how often a value was new. What was masked at another number did not know all. */
  public long generation() {
    return snapshot.generation();
  }

  private Map<ByteKey, Value> last() {
    return batches.get(batches.size() - 1);
  }

  private static KnownSecrets index(Map<ByteKey, Value> batch) {
    KnownSecrets.Builder builder = KnownSecrets.builder();
    for (Value value : batch.values()) {
      byte[] bytes = value.bytes().toBytes();
      builder.addBytes(value.name(), bytes);
      Arrays.fill(bytes, (byte) 0);
    }
    return builder.build();
  }

  /** A masker that decides text word by word relies on it. */
  private static void requireOneWord(String name, byte[] value) {
    String text = StrictUtf8.decode(value);
    if (text == null || text.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException(
          "value of " + name + " must be UTF-8 and must not hold white space");
    }
  }

  Snapshot snapshot() {
    return snapshot;
  }

  /** Returns how many values it holds, nothing else. */
  @Override
  public synchronized String toString() {
    return "SeenSecrets[" + batches.stream().mapToInt(Map::size).sum() + " values]";
  }
}
