package dev.tacenda.claude;

import java.util.concurrent.CompletableFuture;

/**
 * A future of {@link MaskingHttpClient}: cancelling it, or one that was derived from it, cancels
 * what is under way, as with the futures of the JDK's client. Thread-safe.
 */
final class CancellableFuture<T> extends CompletableFuture<T> {
  private final Runnable cancellation;

  /**
   * Makes a future that is not complete.
   *
   * @param cancellation called when it is cancelled before it is complete; may be called twice
   */
  CancellableFuture(Runnable cancellation) {
    this.cancellation = cancellation;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CancellableFuture<>(cancellation);
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean pending = !isDone();
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (pending && cancelled && mayInterruptIfRunning) {
      cancellation.run();
    }
    return cancelled;
  }
}
