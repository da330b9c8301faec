package dev.tacenda.mask.internal.personal;

/**
 * Keccak-256 as Ethereum uses it: the submission to the SHA-3 contest (Bertoni, Daemen, Peeters,
 * Van Assche, The Keccak reference, 2011), whose padding differs from FIPS 202. For checksums of
 * public addresses, of at most one block.
 */
final class Keccak256 {
  private static final int RATE_BYTES = 136;
  private static final int ROUNDS = 24;
  private static final int[] ROTATIONS = {
    1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44
  };
  private static final int[] LANES = {
    10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1
  };

  private final long[] state = new long[25];
  private int lfsr = 1;

  private Keccak256() {}

  /** Returns the 32 bytes of the hash of less than 136 bytes. */
  static byte[] hash(byte[] message) {
    if (message.length >= RATE_BYTES) {
      throw new IllegalArgumentException("more than one block: " + message.length + " bytes");
    }
    Keccak256 keccak = new Keccak256();
    for (int i = 0; i < message.length; i++) {
      keccak.mix(i, message[i] & 0xff);
    }
    keccak.mix(message.length, 0x01);
    keccak.mix(RATE_BYTES - 1, 0x80);
    for (int round = 0; round < ROUNDS; round++) {
      keccak.round();
    }
    byte[] hash = new byte[32];
    for (int i = 0; i < hash.length; i++) {
      hash[i] = (byte) (keccak.state[i / 8] >>> 8 * (i % 8));
    }
    return hash;
  }

  private void mix(int place, int b) {
    state[place / 8] ^= (long) b << 8 * (place % 8);
  }

  private void round() {
    theta();
    rhoAndPi();
    chi();
    iota();
  }

  private void theta() {
    long[] parity = new long[5];
    for (int i = 0; i < state.length; i++) {
      parity[i % 5] ^= state[i];
    }
    for (int i = 0; i < state.length; i++) {
      state[i] ^= parity[(i + 4) % 5] ^ Long.rotateLeft(parity[(i + 1) % 5], 1);
    }
  }

  private void rhoAndPi() {
    long moved = state[1];
    for (int i = 0; i < LANES.length; i++) {
      long next = state[LANES[i]];
      state[LANES[i]] = Long.rotateLeft(moved, ROTATIONS[i]);
      moved = next;
    }
  }

  private void chi() {
    for (int row = 0; row < state.length; row += 5) {
      long first = state[row];
      long second = state[row + 1];
      for (int i = 0; i < 5; i++) {
        long one = i < 4 ? state[row + i + 1] : first;
        long two = i < 3 ? state[row + i + 2] : i == 3 ? first : second;
        state[row + i] ^= ~one & two;
      }
    }
  }

  /** The round constants come from a shift register of eight bits. */
  private void iota() {
    for (int bit = 0; bit < 7; bit++) {
      if ((lfsr & 1) != 0) {
        state[0] ^= 1L << (1 << bit) - 1;
      }
      lfsr = lfsr << 1 ^ ((lfsr & 0x80) != 0 ? 0x171 : 0);
    }
  }
}
