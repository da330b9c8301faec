package dev.tacenda.claude.anthropic;

import com.anthropic.core.http.HttpClient;
import com.anthropic.core.http.Interceptor;
import dev.tacenda.claude.TrafficGuard;
import java.util.Objects;

/**
 * Puts a {@link TrafficGuard} under a client of the official Anthropic SDK: every attempt of every
 * call, blocking or not, streamed or not, goes through it.
 *
 * <p>It must be the last interceptor, so that it sees what the others have written, and two leaks
 * beside it must be closed; {@link GuardedAnthropic#guard} sees to all three and is the way to
 * install it.
 *
 * <p>A denied request throws {@link dev.tacenda.claude.RequestDeniedException}, which the SDK does
 * not retry; an asynchronous call fails with it. Thread-safe. Masks on the thread on which the SDK
 * sends, which for asynchronous calls is one of its completion threads.
 */
public final class MaskingInterceptor implements Interceptor {
  private final TrafficGuard guard;

  private MaskingInterceptor(TrafficGuard guard) {
    this.guard = Objects.requireNonNull(guard, "guard");
  }

  /** Returns an interceptor that sends every request through {@code guard}. */
  public static MaskingInterceptor of(TrafficGuard guard) {
    return new MaskingInterceptor(guard);
  }

  /** Returns a client that sends through {@code httpClient} what the guard admits. */
  @Override
  public HttpClient intercept(HttpClient httpClient) {
    return new GuardedHttpClient(guard, Objects.requireNonNull(httpClient, "httpClient"));
  }

  @Override
  public String toString() {
    return "MaskingInterceptor[" + guard + "]";
  }
}
