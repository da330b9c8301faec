package dev.tacenda.mask;

import java.util.function.Consumer;

/** Finds known secrets in every form that is claimed. Immutable and thread-safe. */
@TrustedCode("Every form of every known secret is found, whatever stands around it.")
final class KnownSecretDetector {
  /** More specific than any rule: it is known what the value is. */
  private static final int SPECIFICITY = 1_000;

  private final KnownSecrets known;
  private final Label label;

  /** Looks for {@code known}, and has {@code action} done about what it finds. */
  KnownSecretDetector(KnownSecrets known, Action action) {
    this(known, action, Replacement.placeholder());
  }

  private KnownSecretDetector(KnownSecrets known, Action action, Replacement replacement) {
    this.known = known;
    this.label =
        new Label("known-secret", "known-secret", "KNOWN", SPECIFICITY, action, replacement);
  }

  /** Looks for {@code known} and does about it what {@code policy} says. */
  static KnownSecretDetector of(KnownSecrets known, MaskingPolicy policy) {
    return new KnownSecretDetector(
        known,
        policy.treatment().actionForKnownSecrets(),
        policy.treatment().replacementForKnownSecrets());
  }

  /** Returns from where on {@code text[from, to)} may be the beginning of a value; else to. */
  int undecidedFrom(byte[] text, int from, int to) {
    return known.index().undecidedFrom(text, from, to);
  }

  /** Reports every place in {@code text[from, to)}; spans may overlap. */
  void find(byte[] text, int from, int to, Consumer<Span> sink) {
    known.find(text, from, to, (entry, start, end) -> sink.accept(new Span(start, end, label)));
  }
}
