package dev.tacenda.mask;

/** Exact values that are masked wherever they occur. */
public final class KnownSecrets {
  private KnownSecrets() {}
}
