package dev.tacenda.mask;

import dev.tacenda.mask.MaskingException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Masks text and JSON under one policy. Thread-safe: one masker serves all threads of a job, and
 * the same input gives the same bytes on each of them and in any other process that has the same
 * policy, known secrets and key; also the same {@link SeenSecrets}, if it was built with any.
 *
 * <pre>{@code
 * Masker masker = Masker.of(MaskingPolicy.standard(), PlaceholderKey.random());
 * MaskResult result = masker.maskText("mail ada@acme.example about it");
 * result.text(); // mail TCN_EMAIL_c3rk... about it
 * }</pre>
 *
 * <p>Guarantees: masking what was masked changes nothing; bytes outside the findings stay as they
 * are; if nothing is found the result holds the caller's own array. On any doubt a {@link
 * MaskingException} is thrown, and the input must not be sent.
 */
@TrustedCode("No value that the policy masks is in the bytes of a result.")
public final class Masker {
  private static final int DEFAULT_REMEMBERED_BYTES = 16 << 20;

  private final MaskingPolicy policy;
  private final TextScanner scanner;
  private final TextMask textMask;
  private final FieldRules fields;
  private final boolean wordsMayBeCut;
  private final long learntSeed;
  private final RecentTurns turns;
  private final Placeholders placeholders;
  private final SeenSecrets seen;
  private final AtomicLong seenGeneration = new AtomicLong();
  private final Restorer restorer;
  private final JsonTables.Spare spareTables = new JsonTables.Spare();

  private Masker(Builder builder) {
    this.policy = builder.policy;
    Styles styles = new Styles(builder.key, policy.treatment().replacements());
    this.placeholders = styles.placeholders();
    this.seen = builder.seenSecrets;
    this.scanner = DetectorTable.of(policy, styles.placeholders(), builder.knownSecrets, seen);
    this.learntSeed = ByteBuffer.wrap(builder.key.mac("learnt values", new byte[0])).getLong();
    this.textMask = new TextMask(scanner, styles, policy.minConfidence());
    this.fields = DetectorTable.fields(policy);
    this.turns = new RecentTurns(builder.rememberedBytes);
    this.restorer = new Restorer(styles.placeholders(), textMask, learntSeed);
    this.wordsMayBeCut = !builder.knownSecrets.holdWhiteSpace();
  }

  /** Starts a masker for {@code policy} whose placeholders are keyed with {@code key}. */
  public static Builder builder(MaskingPolicy policy, PlaceholderKey key) {
    return new Builder(policy, key);
  }

  /** Returns a masker for {@code policy} that knows no secrets beyond its rules. */
  public static Masker of(MaskingPolicy policy, PlaceholderKey key) {
    return builder(policy, key).build();
  }

  /** The policy this masker applies. */
  public MaskingPolicy policy() {
    return policy;
  }

  /**
   * Masks text. Bytes that are not UTF-8 are scanned as they stand and kept.
   *
   * @param text any bytes; not modified
   * @throws MaskingException if a limit of the policy is exceeded or the mask does not come to rest
   */
  public MaskResult maskText(byte[] text) {
    requireSize(Objects.requireNonNull(text, "text"));
    LearntValues learnt = new LearntValues(learntSeed);
    MaskCollector collector = new MaskCollector(text, policy.limits(), placeholders);
    TextMask.Outcome outcome = textMask.decide(text, 0, text.length, learnt, ScanState.START);
    List<byte[]> replacements = textMask.replacements(text, outcome.masked(), learnt);
    collector.add(outcome, replacements, "", Places.Identity.INSTANCE);
    collector.cover(FieldClass.TEXT, text.length);
    return collector.result();
  }

  /**
   * Masks text; see {@link #maskText(byte[])}. The result's spans are offsets in its UTF-8 form.
   */
  public MaskResult maskText(String text) {
    return maskText(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Masks the strings of a JSON document that {@code scope} wants scanned, in the order it gives. A
   * value found in one string is masked in every later one.
   *
   * @param json one strict JSON document in UTF-8; not modified
   * @param scope the field map of the document
   * @throws MaskingException if the document is malformed, a limit of the policy is exceeded or the
   *     mask does not come to rest
   */
  public MaskResult maskJson(byte[] json, ScanScope scope) {
    return maskJsonWith(json, scope, null);
  }

  /**
   * Masks the strings of a JSON document as {@link #maskJson(byte[], ScanScope)} does, and keeps in
   * {@code vault} what the placeholders stand for. Values that were restored from the vault before
   * are masked without their context where {@link ScanScope#mayHoldRestored} says so, and behind
   * that; and all values of the vault if {@link ScanScope#goesOn}.
   *
   * @param vault that of the caller
   */
  public MaskResult maskJson(byte[] json, ScanScope scope, Vault vault) {
    return maskJsonWith(json, scope, Objects.requireNonNull(vault, "vault"));
  }

  /**
   * Replaces the genuine placeholders in {@code text} by what they stand for. None is replaced
   * unless masking the outcome gives {@code text} again, byte for byte: a value that would not be
   * found again would leave raw when the client sends it back. So values of less than 8 bytes stay
   * masked.
   *
   * @param text what a client is to get; not JSON, but the text of one string of it
   * @param vault that of the caller
   * @param kinds says for the kind of a finding whether its values may be restored here
   */
  public Restoration restore(String text, Vault vault, Predicate<String> kinds) {
    return restorer.restore(
        Objects.requireNonNull(text, "text"),
        Objects.requireNonNull(vault, "vault"),
        Objects.requireNonNull(kinds, "kinds"));
  }

  /** Returns how many genuine placeholders of this masker's key stand in {@code text}. */
  public int countPlaceholders(String text) {
    return restorer.count(Objects.requireNonNull(text, "text"));
  }

  private MaskResult maskJsonWith(byte[] json, ScanScope scope, @Nullable Vault vault) {
    Objects.requireNonNull(scope, "scope");
    requireSize(Objects.requireNonNull(json, "json"));
    heedSeenSecrets();
    JsonTables tables = spareTables.take();
    try {
      return maskJson(json, scope, vault, tables);
    } finally {
      spareTables.giveBack(tables);
    }
  }

  /** What was decided before a secret was seen may have let it pass. */
  private void heedSeenSecrets() {
    long generation = seen.snapshot().generation();
    if (seenGeneration.getAndSet(generation) != generation) {
      turns.forget();
    }
  }

  private MaskResult maskJson(
      byte[] json, ScanScope scope, @Nullable Vault vault, JsonTables tables) {
    JsonStrings strings = JsonStrings.of(json, policy.limits(), tables);
    MaskCollector collector = new MaskCollector(json, policy.limits(), placeholders, vault);
    return new JsonMask(json, scope, textMask, fields, turns, learntSeed, vault, collector)
        .mask(strings, tables);
  }

  /**
   * Returns where the strings of one class stand in a JSON document, in the order of the document.
   *
   * @param json one strict JSON document in UTF-8; not modified
   * @param scope the field map of the document
   * @throws MaskingException if the document is malformed or a limit of the policy is exceeded
   */
  public List<StringRange> stringsOf(FieldClass fieldClass, byte[] json, ScanScope scope) {
    requireSize(Objects.requireNonNull(json, "json"));
    JsonTables tables = spareTables.take();
    try {
      JsonStrings strings = JsonStrings.of(json, policy.limits(), tables);
      JsonString string = new JsonString(strings);
      return IntStream.range(0, strings.size())
          .filter(i -> scope.classOf(string.moveTo(i)) == fieldClass)
          .mapToObj(i -> new StringRange(string.start(), string.end()))
          .toList();
    } finally {
      spareTables.giveBack(tables);
    }
  }

  /**
   * Masks parts of a body, each as a text of its own, and keeps what is between them: the files of
   * a multipart form, for example.
   *
   * @param body any bytes; not modified
   * @param parts ranges of the body in their order, which do not overlap
   * @throws MaskingException if a JSON part is malformed, a limit of the policy is exceeded, by one
   *     part or by the body, or the mask does not come to rest
   * @throws IllegalArgumentException if the parts overlap, are out of order, or reach beyond the
   *     body
   */
  public MaskResult maskParts(byte[] body, List<BodyPart> parts) {
    requireSize(Objects.requireNonNull(body, "body"));
    MaskCollector collector = new MaskCollector(body, policy.limits(), placeholders);
    int end = 0;
    for (BodyPart part : parts) {
      if (part.start() < end || part.end() > body.length) {
        throw new IllegalArgumentException("parts must be in order, apart, and inside the body");
      }
      end = part.end();
      if (part.format() == BodyPart.Format.BINARY) {
        collector.cover(FieldClass.BINARY, end - part.start());
        collector.withhold(part.start(), end, FieldClass.BINARY);
      } else {
        collector.add(part.start(), end, mask(Arrays.copyOfRange(body, part.start(), end), part));
      }
    }
    return collector.result();
  }

  private MaskResult mask(byte[] text, BodyPart part) {
    return part.format() == BodyPart.Format.JSON
        ? maskJson(text, ScanScope.everything())
        : maskText(text);
  }

  /**
   * Returns a new masker for one stream of text, such as one content block of a streamed answer.
   */
  public StreamMasker stream() {
    return new StreamMasker(
        textMask, scanner, new LearntValues(learntSeed), policy.limits(), wordsMayBeCut);
  }

  /**
   * Wipes the documents that the masker remembers from earlier turns; see {@link
   * Builder#rememberedBytes}. It can be used on: the next document is scanned as a whole.
   */
  public void forget() {
    turns.forget();
  }

  private void requireSize(byte[] input) {
    int max = policy.limits().maxBodyBytes();
    if (input.length > max) {
      throw new MaskingException(Reason.TOO_LARGE, input.length + " bytes, maxBodyBytes=" + max);
    }
  }

  /** Names the policy, never the key or a known secret. */
  @Override
  public String toString() {
    return "Masker[" + policy.name() + " revision " + policy.revision() + "]";
  }

  /** Collects the parts of a {@link Masker}. Confined to one thread. */
  public static final class Builder {
    private final MaskingPolicy policy;
    private final PlaceholderKey key;
    private KnownSecrets knownSecrets = KnownSecrets.none();
    private SeenSecrets seenSecrets = new SeenSecrets();
    private int rememberedBytes = DEFAULT_REMEMBERED_BYTES;

    private Builder(MaskingPolicy policy, PlaceholderKey key) {
      this.policy = Objects.requireNonNull(policy, "policy");
      this.key = Objects.requireNonNull(key, "key");
    }

    /** Sets exact values to mask wherever they occur, in any of the encodings that are claimed. */
    public Builder knownSecrets(KnownSecrets values) {
      this.knownSecrets = Objects.requireNonNull(values, "values");
      return this;
    }

    /**
     * Sets where values turn up that are masked as {@link #knownSecrets} are, from the moment they
     * are seen. Results then depend on what was seen before. Whenever a value is new, the documents
     * of earlier turns are forgotten; see {@link #rememberedBytes}.
     */
    public Builder seenSecrets(SeenSecrets values) {
      this.seenSecrets = Objects.requireNonNull(values, "values");
      return this;
    }

    /**
     * Sets how many bytes of JSON documents the masker keeps in memory, 16 MiB unless set. An agent
     * sends its whole conversation with each turn; what stands in one that was masked before is not
     * scanned again. Results never depend on it. With 0 nothing is kept; {@link Masker#forget}
     * wipes what is kept.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public Builder rememberedBytes(int max) {
      if (max < 0) {
        throw new IllegalArgumentException("rememberedBytes must be 0 or more, was " + max);
      }
      this.rememberedBytes = max;
      return this;
    }

    /** Returns the masker. */
    public Masker build() {
      return new Masker(this);
    }
  }
}
