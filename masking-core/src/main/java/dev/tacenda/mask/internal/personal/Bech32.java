package dev.tacenda.mask.internal.personal;

import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.internal.Ascii;
import java.util.List;

/** Bech32 and Bech32m (BIP 173, BIP 350) behind the prefixes of currencies that use them. */
final class Bech32 {
  private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };
  private static final int BECH32 = 1;
  private static final int BECH32M = 0x2bc830a3;

  /** Bitcoin with its test networks, Litecoin, Cosmos, and the 1 that ends a prefix. */
  private static final List<String> PREFIXES =
      List.of("bc1", "tb1", "bcrt1", "ltc1", "tltc1", "cosmos1");

  private Bech32() {}

  /** Returns true if {@code line[start, end)} is an address with a valid checksum. */
  @TrustedCode("true for every valid address of the prefixes")
  static boolean isAddress(byte[] line, int start, int end) {
    for (String prefix : PREFIXES) {
      if (Ascii.startsWith(line, start, prefix) && isOneCase(line, start, end)) {
        return checks(line, start, end, prefix.substring(0, prefix.length() - 1));
      }
    }
    return false;
  }

  private static boolean isOneCase(byte[] line, int start, int end) {
    boolean upper = false;
    boolean lower = false;
    for (int i = start; i < end; i++) {
      upper |= Ascii.isUpper(line[i]);
      lower |= Ascii.isLower(line[i]);
    }
    return !(upper && lower);
  }

  private static boolean checks(byte[] line, int start, int end, String prefix) {
    int state = 1;
    for (int i = 0; i < prefix.length(); i++) {
      state = step(state, prefix.charAt(i) >> 5);
    }
    state = step(state, 0);
    for (int i = 0; i < prefix.length(); i++) {
      state = step(state, prefix.charAt(i) & 31);
    }
    for (int i = start + prefix.length() + 1; i < end; i++) {
      int value = ALPHABET.indexOf(Ascii.lower(line[i]));
      if (value < 0) {
        return false;
      }
      state = step(state, value);
    }
    return state == BECH32 || state == BECH32M;
  }

  private static int step(int state, int value) {
    int top = state >>> 25;
    int next = (state & 0x1ffffff) << 5 ^ value;
    for (int i = 0; i < GENERATOR.length; i++) {
      next ^= (top >>> i & 1) == 1 ? GENERATOR[i] : 0;
    }
    return next;
  }
}
