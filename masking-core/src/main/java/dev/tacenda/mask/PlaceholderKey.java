package dev.tacenda.mask;

/**
 * The secret that turns values into placeholders: the same value gets the same placeholder wherever
 * the same key is used, and nobody without the key can tell which value a placeholder stands for.
 */
public final class PlaceholderKey {
  private PlaceholderKey() {}

  /** Returns a new random key, for placeholders that no other process needs to reproduce. */
  public static PlaceholderKey random() {
    throw new IllegalStateException();
  }

  /** Returns the key with these 32 bytes, which are copied. */
  public static PlaceholderKey of(byte[] key) {
    throw new IllegalStateException();
  }
}
