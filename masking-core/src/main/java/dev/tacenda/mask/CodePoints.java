package dev.tacenda.mask;

import java.util.function.IntConsumer;

/**
 * Joins UTF-16 units that arrive one by one to code points; a surrogate without its pair is passed
 * on by itself. Confined to one thread.
 */
final class CodePoints {
  private char high;

  /** Takes the next unit and hands on what is complete with it. */
  void take(char unit, IntConsumer sink) {
    if (high != 0 && Character.isLowSurrogate(unit)) {
      int codePoint = Character.toCodePoint(high, unit);
      high = 0;
      sink.accept(codePoint);
      return;
    }
    release(sink);
    if (Character.isHighSurrogate(unit)) {
      high = unit;
    } else {
      sink.accept(unit);
    }
  }

  /** Hands on a high surrogate that waits for its pair. */
  void release(IntConsumer sink) {
    if (high != 0) {
      char alone = high;
      high = 0;
      sink.accept(alone);
    }
  }
}
