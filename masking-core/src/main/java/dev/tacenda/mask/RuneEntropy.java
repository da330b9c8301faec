package dev.tacenda.mask;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Shannon entropy as gitleaks counts it: how often each character occurs, by the number of bytes.
 * For ASCII it is what {@link CharacterClasses#entropyBits} returns, but for the last bit: here
 * powers of two have exact logarithms, because the bound is compared with {@code <=}.
 */
final class RuneEntropy {
  private static final double BITS_PER_NAT = 1 / Math.log(2);

  private RuneEntropy() {}

  /** Returns the bits per byte of a text in UTF-8; 0 if it is empty. */
  static double bits(byte[] utf8) {
    Map<Integer, Integer> counts = new HashMap<>();
    new String(utf8, StandardCharsets.UTF_8)
        .codePoints()
        .forEach(c -> counts.merge(c, 1, Integer::sum));
    double share = 1.0 / utf8.length;
    double bits = 0;
    for (int count : counts.values()) {
      double frequency = count * share;
      bits -= frequency * log2(frequency);
    }
    return bits;
  }

  private static double log2(double x) {
    int exponent = Math.getExponent(x);
    double mantissa = Math.scalb(x, -exponent);
    return exponent + Math.log(mantissa) * BITS_PER_NAT;
  }
}
