package dev.tacenda.claude;

/**
 * Upper bounds of what is kept of one event stream. Exceeding one is a {@link
 * ResponseRefusedException}. Immutable.
 *
 * @param maxEventBytes longest event, 64 bytes..1 GiB; default 8 MiB
 * @param maxHeldChars most UTF-16 units of tool input and citations that are held back at once,
 *     over all content blocks, 1..1 Gi; default 16 Mi
 * @param maxOpenBlocks most content blocks open at once, 1..1,000,000; default 1,000
 */
record SseLimits(int maxEventBytes, int maxHeldChars, int maxOpenBlocks) {

  /** Returns the default bounds. */
  static SseLimits standard() {
    return new SseLimits(SseDecoder.MAX_EVENT_BYTES, 16 * 1024 * 1024, 1_000);
  }

  SseLimits {
    requireRange("maxEventBytes", maxEventBytes, 64, 1 << 30);
    requireRange("maxHeldChars", maxHeldChars, 1, 1 << 30);
    requireRange("maxOpenBlocks", maxOpenBlocks, 1, 1_000_000);
  }

  private static void requireRange(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " must be in " + min + ".." + max + ", was " + value);
    }
  }
}
