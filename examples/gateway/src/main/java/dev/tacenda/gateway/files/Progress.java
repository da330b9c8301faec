package dev.tacenda.gateway.files;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/** A line on a terminal that says how far a long scan is. Confined to one thread. */
public final class Progress {
  private static final long FIRST_AFTER_NANOS = 1_000_000_000L;
  private static final long EVERY_NANOS = 200_000_000L;
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream err;
  private final boolean shown;
  private final LongSupplier nanoTime;
  private long next;
  private boolean onScreen;

  /**
   * @param shown false if nobody would see it
   * @param nanoTime the clock, as {@link System#nanoTime}
   */
  public Progress(PrintStream err, boolean shown, LongSupplier nanoTime) {
    this.err = err;
    this.shown = shown;
    this.nanoTime = nanoTime;
    this.next = nanoTime.getAsLong() + FIRST_AFTER_NANOS;
  }

  /** Shows the line, if it is time for it. */
  public void show(Tally tally) {
    long now = nanoTime.getAsLong();
    if (shown && now - next >= 0) {
      err.print(CLEAR + tally.summary());
      err.flush();
      next = now + EVERY_NANOS;
      onScreen = true;
    }
  }

  /** Takes the line away, before anything else is printed. */
  public void clear() {
    if (onScreen) {
      err.print(CLEAR);
      err.flush();
      onScreen = false;
    }
  }
}
