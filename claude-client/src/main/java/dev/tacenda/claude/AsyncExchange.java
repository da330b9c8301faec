package dev.tacenda.claude;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One asynchronous exchange of {@link MaskingHttpClient}: read the body, ask the guard, send, each
 * without waiting for the other. It can be cancelled at every step. Thread-safe.
 */
final class AsyncExchange<T> {
  private final HttpClient client;
  private final TrafficGuard guard;
  private final HttpRequest request;
  private final BodyHandler<T> handler;
  private final CancellableFuture<HttpResponse<T>> answer = new CancellableFuture<>(this::cancel);

  private final Object lock = new Object();
  private @Nullable DrainedBody body;
  private @Nullable CompletableFuture<HttpResponse<T>> sent;
  private boolean cancelled;

  AsyncExchange(
      HttpClient client, TrafficGuard guard, HttpRequest request, BodyHandler<T> handler) {
    this.client = client;
    this.guard = guard;
    this.request = request;
    this.handler = handler;
  }

  /** Begins, and returns the future of the answer. */
  CompletableFuture<HttpResponse<T>> begin(DrainedBody drained, Executor executor) {
    synchronized (lock) {
      body = drained;
    }
    var unused =
        CompletableFuture.completedFuture(drained)
            .thenComposeAsync(DrainedBody::read, executor)
            .thenApplyAsync(bytes -> guard.admit(HttpRequestForm.read(request, bytes)), executor)
            .whenComplete(this::admitted);
    return answer;
  }

  private void admitted(@Nullable GuardedCall call, @Nullable Throwable failure) {
    if (call == null) {
      fail(failure);
      return;
    }
    MaskingBodyHandler<T> masking = new MaskingBodyHandler<>(handler, call);
    try {
      send(HttpRequestForm.write(request, call.request()), masking);
    } catch (RuntimeException e) {
      giveUp(masking, e);
    }
  }

  /** Ends the exchange and the future, whatever the end of the exchange throws. */
  private void giveUp(MaskingBodyHandler<T> masking, @Nullable Throwable failure) {
    try {
      masking.abandon();
    } finally {
      fail(failure);
    }
  }

  private void send(HttpRequest masked, MaskingBodyHandler<T> masking) {
    if (isCancelled()) {
      masking.abandon();
      return;
    }
    CompletableFuture<HttpResponse<T>> response = client.sendAsync(masked, masking);
    synchronized (lock) {
      sent = response;
    }
    if (isCancelled()) {
      response.cancel(true);
    }
    var unused = response.whenComplete((whole, failure) -> answered(masking, whole, failure));
  }

  private void answered(
      MaskingBodyHandler<T> masking,
      @Nullable HttpResponse<T> response,
      @Nullable Throwable failure) {
    if (response == null) {
      giveUp(masking, failure);
    } else if (!answer.complete(new MaskedHttpResponse<>(response, request))) {
      // Cancelled just now: nobody will read the answer.
      masking.abandon();
    }
  }

  private void fail(@Nullable Throwable failure) {
    Throwable cause = failure;
    if (failure instanceof CompletionException && failure.getCause() != null) {
      cause = failure.getCause();
    }
    answer.completeExceptionally(
        cause == null ? new IOException("the client gave no answer") : cause);
  }

  private boolean isCancelled() {
    synchronized (lock) {
      return cancelled;
    }
  }

  private void cancel() {
    DrainedBody reading;
    CompletableFuture<HttpResponse<T>> sending;
    synchronized (lock) {
      cancelled = true;
      reading = body;
      sending = sent;
    }
    if (reading != null) {
      reading.cancel();
    }
    if (sending != null) {
      sending.cancel(true);
    }
  }
}
