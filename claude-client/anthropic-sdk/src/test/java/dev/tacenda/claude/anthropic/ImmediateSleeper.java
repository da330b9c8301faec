package dev.tacenda.claude.anthropic;

import com.anthropic.core.Sleeper;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Lets the SDK retry without waiting. */
final class ImmediateSleeper implements Sleeper {
  @Override
  public void sleep(Duration duration) {}

  @Override
  public CompletableFuture<Void> sleepAsync(Duration duration) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {}
}
