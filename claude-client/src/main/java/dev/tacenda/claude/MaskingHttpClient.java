package dev.tacenda.claude;

import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * A client of {@code java.net.http} that is used for Claude, with a {@link TrafficGuard} under it:
 * every request is masked and recorded before it is sent, and every answer is masked before its
 * handler sees it, as it arrives and no faster than it is asked for.
 *
 * <pre>{@code
 * HttpClient client = MaskingHttpClient.wrap(HttpClient.newHttpClient(), guard);
 * HttpResponse<Stream<String>> events = client.send(request, BodyHandlers.ofLines());
 * }</pre>
 *
 * <p>The given client still sends unmasked: use the returned one only. Requests to endpoints that
 * the guard does not cover are denied. Answers that are compressed with gzip are decoded; those
 * compressed otherwise are refused. Headers of an answer do not say its length, which masking
 * changes.
 *
 * <p>A denied request throws {@link RequestDeniedException}, from {@link #send} as it is, from
 * {@link #sendAsync} as the failure of the future. What breaks off, or is refused with {@link
 * ResponseRefusedException}, arrives as it does from the JDK's client: as an {@link IOException}
 * with this cause.
 *
 * <ul>
 *   <li>The body of a request is read whole before it is masked. It is read, masked and recorded on
 *       the calling thread by {@code send}; by {@code sendAsync} on the executor of the client if
 *       one was set, else on threads of this client's own that end when they are idle.
 *   <li>Cancelling a future of {@code sendAsync} cancels the exchange; so does closing the answer.
 *   <li>Pushed answers are refused: no request of theirs passed the guard, so the handler for them
 *       is never called.
 *   <li>Web sockets are not supported.
 *   <li>{@code close}, {@code shutdown} and their like are those of the given client, on JDK 21 and
 *       later.
 * </ul>
 *
 * <p>Thread-safe.
 */
@TrustedCode("Passes on nothing but the admitted request, and no answer but the masked one.")
public final class MaskingHttpClient extends HttpClient {
  private final HttpClient client;
  private final TrafficGuard guard;
  private final Executor executor;

  private MaskingHttpClient(HttpClient client, TrafficGuard guard) {
    this.client = client;
    this.guard = guard;
    this.executor = client.executor().orElseGet(IdleThreads::executor);
  }

  /**
   * Returns a client that sends through {@code client} what {@code guard} admits.
   *
   * @throws IllegalArgumentException if the client follows redirects: it would do so below the
   *     guard, with the body and the key
   * @throws IllegalStateException if the client is guarded already
   */
  public static MaskingHttpClient wrap(HttpClient client, TrafficGuard guard) {
    Objects.requireNonNull(guard, "guard");
    if (client instanceof MaskingHttpClient) {
      throw new IllegalStateException(
          "the client is guarded already, and masking twice would record each call twice; wrap the"
              + " client that was there before");
    }
    if (client.followRedirects() != Redirect.NEVER) {
      throw new IllegalArgumentException(
          "followRedirects must be NEVER, was "
              + client.followRedirects()
              + ": a redirect would be followed below the guard, with the body and the key");
    }
    return new MaskingHttpClient(client, guard);
  }

  /**
   * Sends what the guard admits, and returns the masked answer.
   *
   * @throws RequestDeniedException if the request must not be sent
   * @throws IOException if the transport fails, the body of the request cannot be read, or the
   *     answer was refused
   * @throws InterruptedException if the thread is interrupted; the exchange is cancelled
   */
  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    Objects.requireNonNull(handler, "handler");
    GuardedCall call = guard.admit(HttpRequestForm.read(request, body(request)));
    MaskingBodyHandler<T> masking = new MaskingBodyHandler<>(handler, call);
    boolean answered = false;
    try {
      HttpRequest masked = HttpRequestForm.write(request, call.request());
      HttpResponse<T> response = client.send(masked, masking);
      answered = true;
      return new MaskedHttpResponse<>(response, request);
    } finally {
      if (!answered) {
        masking.abandon();
      }
    }
  }

  private static byte[] body(HttpRequest request) throws IOException, InterruptedException {
    DrainedBody body = drained(request);
    boolean read = false;
    try {
      byte[] bytes = body.read().get();
      read = true;
      return bytes;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      if (e.getCause() instanceof RequestDeniedException denial) {
        throw denial;
      }
      throw new IOException("the body of the request could not be read", e.getCause());
    } finally {
      if (!read) {
        body.cancel();
      }
    }
  }

  private static DrainedBody drained(HttpRequest request) {
    BodyPublisher body = request.bodyPublisher().orElseGet(BodyPublishers::noBody);
    return new DrainedBody(body, DrainedBody.MAX_BODY_BYTES);
  }

  /**
   * Does the same as {@link #send} without waiting. Whatever goes wrong is in the future, which can
   * be cancelled.
   */
  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    Objects.requireNonNull(handler, "handler");
    AsyncExchange<T> exchange = new AsyncExchange<>(client, guard, request, handler);
    return exchange.begin(drained(request), executor);
  }

  /** Does the same, and refuses whatever the server pushes: {@code pushes} is never called. */
  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushes) {
    return sendAsync(request, handler);
  }

  /**
   * Not supported: the guard does not read frames.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public WebSocket.Builder newWebSocketBuilder() {
    throw new UnsupportedOperationException("web sockets do not pass the guard");
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return client.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return client.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return client.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return client.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return client.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return client.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return client.authenticator();
  }

  @Override
  public Version version() {
    return client.version();
  }

  @Override
  public Optional<Executor> executor() {
    return client.executor();
  }

  // The JDK's client has the following from version 21 on. They override it there, and cannot say
  // so to a compiler for 17.

  /**
   * Closes the given client, as that of JDK 21 and later does.
   *
   * @throws UnsupportedOperationException before JDK 21
   */
  public void close() {
    ClientLifecycle.close(client);
  }

  /**
   * Begins an orderly end of the given client.
   *
   * @throws UnsupportedOperationException before JDK 21
   */
  public void shutdown() {
    ClientLifecycle.shutdown(client);
  }

  /**
   * Ends the given client and what it is doing.
   *
   * @throws UnsupportedOperationException before JDK 21
   */
  public void shutdownNow() {
    ClientLifecycle.shutdownNow(client);
  }

  /**
   * Waits for the end of the given client, at most {@code duration}; returns true if it has ended.
   *
   * @throws InterruptedException if the thread is interrupted
   * @throws UnsupportedOperationException before JDK 21
   */
  public boolean awaitTermination(Duration duration) throws InterruptedException {
    return ClientLifecycle.awaitTermination(client, duration);
  }

  /**
   * Returns true if the given client has ended.
   *
   * @throws UnsupportedOperationException before JDK 21
   */
  public boolean isTerminated() {
    return ClientLifecycle.isTerminated(client);
  }

  @Override
  public String toString() {
    return "MaskingHttpClient[" + guard + "]";
  }
}
