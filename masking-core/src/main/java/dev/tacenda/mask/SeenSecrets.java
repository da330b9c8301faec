package dev.tacenda.mask;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Values that turn out to be secrets while maskers are at work, such as the token that a caller has
 * just presented. From the moment {@link #see} returns, every masker that was built with them finds
 * each in all forms of {@link KnownSecrets}. Thread-safe; never written anywhere.
 *
 * <pre>{@code
 * SeenSecrets seen = new SeenSecrets();
 * Masker masker = Masker.builder(policy, key).seenSecrets(seen).build();
 * seen.see("presented token", token);
 * }</pre>
 *
 * <p>Of more values than {@value #MAX_VALUES} the oldest are dropped; one that is seen again after
 * that is taken again. A value costs about 1 ms when it is new and nothing when it is not; every
 * {@value #BATCH} of them cost each masking one search more.
 */
@TrustedCode("What was seen is found from then on, in every form, until newer values displace it.")
public final class SeenSecrets {
  /** Values that are indexed together. */
  static final int BATCH = 48;

  private static final int MAX_BATCHES = 16;

  /** The most values that are kept: {@value}. */
  public static final int MAX_VALUES = BATCH * MAX_BATCHES;

  /** The oldest values stand in the first batch. Only the last one grows. */
  private final List<Map<String, String>> batches = new ArrayList<>();

  private final Set<String> values = new HashSet<>();
  private volatile Snapshot snapshot = new Snapshot(List.of(), 0);

  /** Starts with none. */
  public SeenSecrets() {}

  /** What is known at one time, and how often that has changed before. */
  record Snapshot(List<KnownSecrets> secrets, long generation) {}

  /**
   * Has {@code value} masked from now on.
   *
   * @param name tells people what it is; printed in findings
   * @throws IllegalArgumentException if it is shorter than {@link KnownSecrets#MIN_VALUE_BYTES},
   *     longer than {@link KnownSecrets#MAX_VALUE_BYTES}, not valid Unicode, or holds white space
   */
  public synchronized void see(String name, String value) {
    Objects.requireNonNull(name, "name");
    requireOneWord(name, Objects.requireNonNull(value, "value"));
    if (values.contains(value)) {
      return;
    }
    boolean startsBatch = batches.isEmpty() || last().size() == BATCH;
    Map<String, String> batch = startsBatch ? new LinkedHashMap<>() : new LinkedHashMap<>(last());
    batch.put(value, name);
    KnownSecrets indexed = index(batch); // the only step that can fail, before anything changes
    List<KnownSecrets> secrets = new ArrayList<>(snapshot.secrets());
    if (startsBatch) {
      batches.add(batch);
      secrets.add(indexed);
    } else {
      batches.set(batches.size() - 1, batch);
      secrets.set(secrets.size() - 1, indexed);
    }
    values.add(value);
    if (batches.size() > MAX_BATCHES) {
      values.removeAll(batches.remove(0).keySet());
      secrets.remove(0);
    }
    snapshot = new Snapshot(List.copyOf(secrets), snapshot.generation() + 1);
  }

  private Map<String, String> last() {
    return batches.get(batches.size() - 1);
  }

  private static KnownSecrets index(Map<String, String> batch) {
    KnownSecrets.Builder builder = KnownSecrets.builder();
    batch.forEach((value, name) -> builder.add(name, value));
    return builder.build();
  }

  /** A masker that decides text word by word relies on it. */
  private static void requireOneWord(String name, String value) {
    if (value.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException("value of " + name + " must not hold white space");
    }
  }

  Snapshot snapshot() {
    return snapshot;
  }

  /** Returns how many values it holds, nothing else. */
  @Override
  public synchronized String toString() {
    return "SeenSecrets[" + values.size() + " values]";
  }
}
