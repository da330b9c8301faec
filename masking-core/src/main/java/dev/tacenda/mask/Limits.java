package dev.tacenda.mask;

/**
 * Upper bounds of one masking call. Exceeding one is a {@link MaskingException} that names it; the
 * input is then not masked and must not be sent. Immutable.
 *
 * @param maxBodyBytes largest input, 1..1 GiB; default 32 MiB, the request limit of the Messages
 *     API
 * @param maxDepth deepest JSON nesting, 1..1024; default 256
 * @param maxFindings most findings in one input, 1..10,000,000; default 100,000
 */
public record Limits(int maxBodyBytes, int maxDepth, int maxFindings) {

  /** The default bounds. */
  public static Limits standard() {
    return new Limits(32 * 1024 * 1024, 256, 100_000);
  }

  public Limits {
    requireRange("maxBodyBytes", maxBodyBytes, 1, 1 << 30);
    requireRange("maxDepth", maxDepth, 1, 1024);
    requireRange("maxFindings", maxFindings, 1, 10_000_000);
  }

  /** Returns of each bound the smaller one. */
  Limits smallest(Limits other) {
    return new Limits(
        Math.min(maxBodyBytes, other.maxBodyBytes),
        Math.min(maxDepth, other.maxDepth),
        Math.min(maxFindings, other.maxFindings));
  }

  private static void requireRange(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " must be in " + min + ".." + max + ", was " + value);
    }
  }
}
