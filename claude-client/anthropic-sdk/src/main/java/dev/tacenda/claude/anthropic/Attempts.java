package dev.tacenda.claude.anthropic;

import com.anthropic.core.RequestOptions;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpRequestBody;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Tells which requests are attempts of one call. The SDK makes a new request for each attempt, but
 * it keeps the body, and the options of a call without a body; so their identity stands for the
 * call. They are held weakly: what is remembered of a call goes away with it. Thread-safe.
 */
final class Attempts {
  private static final String RETRY_COUNT = "X-Stainless-Retry-Count";
  private static final int MAX_NUMBER = 1000;

  private final Map<Key, Call> calls = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

  /**
   * One attempt of a call.
   *
   * @param exchangeId what all attempts of the call share
   * @param number from 1 to 1000
   */
  record Attempt(UUID exchangeId, int number) {}

  /** Returns the attempt that {@code request} is. */
  Attempt of(HttpRequest request, RequestOptions options) {
    forgetGone();
    Call call =
        identity(request, options)
            .map(each -> calls.computeIfAbsent(new Key(each, gone), key -> new Call()))
            .orElseGet(Call::new);
    return call.next(1 + retryCount(request));
  }

  /** Returns how many calls are remembered. */
  int size() {
    forgetGone();
    return calls.size();
  }

  private static Optional<Object> identity(HttpRequest request, RequestOptions options) {
    Optional<HttpRequestBody> body = SdkVersion.body(request);
    if (body.isPresent()) {
      return Optional.of(body.get());
    }
    // This one is shared by all calls that are made with it.
    return options == RequestOptions.none() ? Optional.empty() : Optional.of(options);
  }

  /** Returns what the SDK says; a caller may have set the header to anything. */
  private static int retryCount(HttpRequest request) {
    String text = request.headers().values(RETRY_COUNT).stream().findFirst().orElse("");
    boolean isNumber =
        !text.isEmpty() && text.length() <= 4 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return isNumber ? Integer.parseInt(text) : 0;
  }

  private void forgetGone() {
    for (Reference<?> key = gone.poll(); key != null; key = gone.poll()) {
      calls.remove(key);
    }
  }

  private static final class Call {
    private final UUID exchangeId = UUID.randomUUID();
    private final AtomicInteger last = new AtomicInteger();

    /**
     * Counts on, because the SDK tries once more with a fresh token and does not count that; but
     * never below what it says.
     */
    Attempt next(int atLeast) {
      int number = last.updateAndGet(before -> Math.min(MAX_NUMBER, Math.max(before + 1, atLeast)));
      return new Attempt(exchangeId, number);
    }
  }

  /** Equal to keys of the very same object; also to itself when the object is gone. */
  private static final class Key extends WeakReference<Object> {
    private final int hash;

    Key(Object identity, ReferenceQueue<Object> gone) {
      super(identity, gone);
      this.hash = System.identityHashCode(identity);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      if (this == other) {
        return true;
      }
      Object mine = get();
      return mine != null && other instanceof Key key && key.get() == mine;
    }
  }
}
