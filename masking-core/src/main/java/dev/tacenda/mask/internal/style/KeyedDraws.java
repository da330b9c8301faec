package dev.tacenda.mask.internal.style;

import java.nio.ByteBuffer;

/**
 * An endless row of numbers that a key and a message determine, and that tells nothing about the
 * message to whoever does not have the key. Confined to one thread.
 */
final class KeyedDraws {
  private final KeyedHash hash;
  private final byte[] seed;
  private byte[] block;
  private int place;
  private int blocks;

  KeyedDraws(KeyedHash hash, String purpose, byte[] message) {
    this.hash = hash;
    this.seed = hash.of(purpose, message);
    this.block = seed;
  }

  /** Returns the next number in {@code 0..bound-1}, where bound is 256 at most. */
  int below(int bound) {
    if (place == block.length) {
      byte[] counted = ByteBuffer.allocate(seed.length + 4).put(seed).putInt(++blocks).array();
      block = hash.of("draws", counted);
      place = 0;
    }
    int pair = (block[place] & 0xff) << 8 | block[place + 1] & 0xff;
    place += 2;
    return pair % bound; // less than half a percent from even
  }

  /** Returns a character of {@code alphabet}. */
  byte of(byte[] alphabet) {
    return alphabet[below(alphabet.length)];
  }
}
