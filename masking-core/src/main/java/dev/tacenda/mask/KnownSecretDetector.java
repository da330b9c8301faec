package dev.tacenda.mask;

import java.util.function.Consumer;

/** Finds known secrets in every form that is claimed. Immutable and thread-safe. */
final class KnownSecretDetector {
  KnownSecretDetector(KnownSecrets known) {}

  void find(byte[] text, int from, int to, Consumer<Span> sink) {}
}
