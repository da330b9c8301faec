package dev.tacenda.mask;

/**
 * Masks text and JSON under one policy. Immutable and thread-safe: one masker serves all threads of
 * a job, and the same input gives the same bytes on each of them and in any other process that has
 * the same policy, known secrets and key.
 */
public final class Masker {
  private Masker() {}

  /** Starts a masker for {@code policy} whose placeholders are keyed with {@code key}. */
  public static Builder builder(MaskingPolicy policy, PlaceholderKey key) {
    throw new IllegalStateException();
  }

  /** Returns a masker for {@code policy} that knows no secrets beyond its rules. */
  public static Masker of(MaskingPolicy policy, PlaceholderKey key) {
    return builder(policy, key).build();
  }

  /** Masks UTF-8 text. */
  public MaskResult maskText(byte[] utf8) {
    throw new IllegalStateException();
  }

  /** Masks the strings of a JSON document that {@code scope} wants scanned. */
  public MaskResult maskJson(byte[] json, ScanScope scope) {
    throw new IllegalStateException();
  }

  /**
   * Returns a new masker for one stream of text, such as one content block of a streamed answer.
   */
  public StreamMasker stream() {
    throw new IllegalStateException();
  }

  /** Collects the parts of a {@link Masker}. Confined to one thread. */
  public static final class Builder {
    /** Adds exact values to mask wherever they occur, in any of the encodings that are claimed. */
    public Builder knownSecrets(KnownSecrets knownSecrets) {
      throw new IllegalStateException();
    }

    public Masker build() {
      throw new IllegalStateException();
    }
  }
}
