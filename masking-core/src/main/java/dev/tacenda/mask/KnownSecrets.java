package dev.tacenda.mask;

/** Exact values that are masked wherever they occur. */
public final class KnownSecrets {
  private KnownSecrets() {}

  public static KnownSecrets none() {
    return new KnownSecrets();
  }

  boolean holdWhiteSpace() {
    return false;
  }
}
