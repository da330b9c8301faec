package dev.tacenda.mask;

import java.util.function.Consumer;

/** Finds known and seen secrets in every form that is claimed. Thread-safe. */
@TrustedCode("Every form of every known secret is found, whatever stands around it.")
final class KnownSecretDetector {
  /** More specific than any rule: it is known what the value is. */
  private static final int SPECIFICITY = 1_000;

  private final KnownSecrets known;
  private final SeenSecrets seen;
  private final Label label;

  /** Looks for {@code known}, and has {@code action} done about what it finds. */
  KnownSecretDetector(KnownSecrets known, Action action) {
    this(known, new SeenSecrets(), action, Replacement.placeholder());
  }

  private KnownSecretDetector(
      KnownSecrets known, SeenSecrets seen, Action action, Replacement replacement) {
    this.known = known;
    this.seen = seen;
    this.label =
        new Label("known-secret", "known-secret", "KNOWN", SPECIFICITY, action, replacement);
  }

  /** Looks for {@code known} and {@code seen}, and does about it what {@code policy} says. */
  static KnownSecretDetector of(KnownSecrets known, SeenSecrets seen, MaskingPolicy policy) {
    return new KnownSecretDetector(
        known,
        seen,
        policy.treatment().actionForKnownSecrets(),
        policy.treatment().replacementForKnownSecrets());
  }

  /** Returns from where on {@code text[from, to)} may be the beginning of a value; else to. */
  int undecidedFrom(byte[] text, int from, int to) {
    int undecided = known.index().undecidedFrom(text, from, to);
    for (KnownSecrets each : seen.snapshot().secrets()) {
      undecided = Math.min(undecided, each.index().undecidedFrom(text, from, to));
    }
    return undecided;
  }

  /** Reports every place in {@code text[from, to)}; spans may overlap. */
  void find(byte[] text, int from, int to, Consumer<Span> sink) {
    ValueIndex.HitSink hits = (entry, start, end) -> sink.accept(new Span(start, end, label));
    known.find(text, from, to, hits);
    for (KnownSecrets each : seen.snapshot().secrets()) {
      each.find(text, from, to, hits);
    }
  }
}
