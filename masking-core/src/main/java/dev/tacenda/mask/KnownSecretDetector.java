package dev.tacenda.mask;

import java.util.function.Consumer;

/** Finds known secrets in every form that is claimed. Immutable and thread-safe. */
@TrustedCode("Every form of every known secret is found, whatever stands around it.")
final class KnownSecretDetector {
  /** More specific than any rule: it is known what the value is. */
  private static final Label LABEL =
      new Label("known-secret", "known-secret", "KNOWN", 1_000, Action.MASK);

  private final KnownSecrets known;

  KnownSecretDetector(KnownSecrets known) {
    this.known = known;
  }

  /** Reports every place in {@code text[from, to)}; spans may overlap. */
  void find(byte[] text, int from, int to, Consumer<Span> sink) {
    known.find(text, from, to, (entry, start, end) -> sink.accept(new Span(start, end, LABEL)));
  }
}
