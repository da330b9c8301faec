package dev.tacenda.mask;

import dev.tacenda.mask.MaskingException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Masks text and JSON under one policy. Immutable and thread-safe: one masker serves all threads of
 * a job, and the same input gives the same bytes on each of them and in any other process that has
 * the same policy, known secrets and key.
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
  private final MaskingPolicy policy;
  private final TextScanner scanner;
  private final TextMask textMask;
  private final boolean wordsMayBeCut;
  private final long learntSeed;

  private Masker(Builder builder) {
    this.policy = builder.policy;
    Placeholders placeholders = new Placeholders(builder.key);
    this.scanner = DetectorTable.of(policy, placeholders, builder.knownSecrets);
    this.learntSeed = ByteBuffer.wrap(builder.key.mac("learnt values", new byte[0])).getLong();
    this.textMask = new TextMask(scanner, placeholders);
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
    Collector collector = new Collector(text);
    TextMask.Outcome outcome =
        textMask.decide(text, 0, text.length, learnt, PemDetector.State.OUTSIDE);
    collector.add(outcome, textMask.replacements(text, outcome.masked(), learnt), "", identity());
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
    Objects.requireNonNull(scope, "scope");
    requireSize(Objects.requireNonNull(json, "json"));
    LearntValues learnt = new LearntValues(learntSeed);
    Collector collector = new Collector(json);
    JsonString previous = null;
    PemDetector.State pemState = PemDetector.State.OUTSIDE;
    for (JsonString string : scanned(JsonStrings.of(json, policy.limits()), scope)) {
      // An array of strings may be the lines of one text, as in the cells of a notebook.
      boolean goesOn = previous != null && string.follows(previous);
      PemDetector.State before = goesOn ? pemState : PemDetector.State.OUTSIDE;
      pemState = maskString(json, string, scope, learnt, collector, before);
      previous = string;
    }
    return collector.result();
  }

  private static List<JsonString> scanned(List<JsonString> strings, ScanScope scope) {
    List<Ordered> scanned = new ArrayList<>();
    for (JsonString string : strings) {
      if (scope.classOf(string).scanned()) {
        scanned.add(new Ordered(string, scope.order(string)));
      }
    }
    // The sort is stable, so strings of equal order stay as they stand in the document.
    scanned.sort(Comparator.comparingInt(Ordered::order));
    return scanned.stream().map(Ordered::string).toList();
  }

  private record Ordered(JsonString string, int order) {}

  private PemDetector.State maskString(
      byte[] json,
      JsonString string,
      ScanScope scope,
      LearntValues learnt,
      Collector collector,
      PemDetector.State pemState) {
    byte[] text = json;
    int from = string.start();
    int to = string.end();
    Places places = identity();
    if (string.isEscaped()) {
      JsonText decoded = JsonText.decode(json, from, to);
      text = decoded.bytes();
      from = 0;
      to = text.length;
      places = decoded;
    }
    TextMask.Outcome outcome = textMask.decide(text, from, to, learnt, pemState);
    if (!outcome.isClean()) {
      List<byte[]> replacements = textMask.replacements(text, outcome.masked(), learnt);
      collector.add(outcome, replacements, string.path(scope.vocabulary()), places);
    }
    return outcome.pemState();
  }

  /**
   * Returns a new masker for one stream of text, such as one content block of a streamed answer.
   */
  public StreamMasker stream() {
    return new StreamMasker(
        textMask, scanner, new LearntValues(learntSeed), policy.limits(), wordsMayBeCut);
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

  /** Where places in a scanned text stand in the input. */
  interface Places {
    int sourceOfStart(int place);

    int sourceOfEnd(int place);
  }

  private static Places identity() {
    return IdentityPlaces.INSTANCE;
  }

  private enum IdentityPlaces implements Places {
    INSTANCE;

    @Override
    public int sourceOfStart(int place) {
      return place;
    }

    @Override
    public int sourceOfEnd(int place) {
      return place;
    }
  }

  /** Gathers edits and findings of one input. */
  private final class Collector {
    private final Splice splice;
    private final List<Finding> findings = new ArrayList<>();

    Collector(byte[] input) {
      this.splice = new Splice(input);
    }

    void add(TextMask.Outcome outcome, List<byte[]> replacements, String path, Places places) {
      for (int i = 0; i < outcome.masked().size(); i++) {
        Span span = outcome.masked().get(i);
        int start = places.sourceOfStart(span.start());
        int end = places.sourceOfEnd(span.end());
        splice.replace(start, end, replacements.get(i));
        addFinding(span.label(), path, start, end);
      }
      for (Span span : outcome.allowed()) {
        addFinding(
            span.label(), path, places.sourceOfStart(span.start()), places.sourceOfEnd(span.end()));
      }
    }

    private void addFinding(Label label, String path, int start, int end) {
      int max = policy.limits().maxFindings();
      if (findings.size() == max) {
        throw new MaskingException(Reason.TOO_MANY_FINDINGS, "more than maxFindings=" + max);
      }
      findings.add(new Finding(label.ruleId(), label.kind(), path, start, end, label.action()));
    }

    MaskResult result() {
      findings.sort(Comparator.comparingInt(Finding::start));
      return new MaskResult(splice.result(), !splice.isEmpty(), findings);
    }
  }

  /** Collects the parts of a {@link Masker}. Confined to one thread. */
  public static final class Builder {
    private final MaskingPolicy policy;
    private final PlaceholderKey key;
    private KnownSecrets knownSecrets = KnownSecrets.none();

    private Builder(MaskingPolicy policy, PlaceholderKey key) {
      this.policy = Objects.requireNonNull(policy, "policy");
      this.key = Objects.requireNonNull(key, "key");
    }

    /** Sets exact values to mask wherever they occur, in any of the encodings that are claimed. */
    public Builder knownSecrets(KnownSecrets values) {
      this.knownSecrets = Objects.requireNonNull(values, "values");
      return this;
    }

    /** Returns the masker. */
    public Masker build() {
      return new Masker(this);
    }
  }
}
