package dev.tacenda.mask.internal.style;

/** A keyed hash of 32 bytes, such as HMAC-SHA256 under one key. */
@FunctionalInterface
public interface KeyedHash {
  /** Returns the hash of {@code message}; different purposes give unrelated hashes. */
  byte[] of(String purpose, byte[] message);
}
