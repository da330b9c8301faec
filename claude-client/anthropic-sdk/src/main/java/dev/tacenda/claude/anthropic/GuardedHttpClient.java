package dev.tacenda.claude.anthropic;

import com.anthropic.core.RequestOptions;
import com.anthropic.core.http.HttpClient;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpResponse;
import dev.tacenda.claude.GuardedCall;
import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.mask.TrustedCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Sends what the guard admits and returns what it masked. Thread-safe. */
@TrustedCode("Passes on nothing but the admitted request, and no answer but the masked one.")
final class GuardedHttpClient implements HttpClient {
  private final TrafficGuard guard;
  private final HttpClient transport;
  private final Attempts attempts = new Attempts();

  GuardedHttpClient(TrafficGuard guard, HttpClient transport) {
    this.guard = guard;
    this.transport = transport;
  }

  @Override
  public HttpResponse execute(HttpRequest request, RequestOptions options) {
    GuardedCall call = admit(request, options);
    return MaskedResponse.of(send(call, request, options), call);
  }

  private HttpResponse send(GuardedCall call, HttpRequest request, RequestOptions options) {
    boolean sent = false;
    try {
      HttpResponse response = transport.execute(RequestForm.write(request, call), options);
      sent = true;
      return response;
    } finally {
      if (!sent) {
        call.failed();
      }
    }
  }

  /**
   * Does the same without blocking for the answer. Everything that goes wrong is in the future,
   * because what wraps this client may not expect a throw.
   */
  @Override
  public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
    try {
      GuardedCall call = admit(request, options);
      return masked(call, sendAsync(call, request, options));
    } catch (Exception e) {
      // Not only runtime exceptions: bodies of the SDK are Kotlin and throw IOException undeclared.
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<HttpResponse> sendAsync(
      GuardedCall call, HttpRequest request, RequestOptions options) {
    boolean sent = false;
    try {
      CompletableFuture<HttpResponse> response =
          transport.executeAsync(RequestForm.write(request, call), options);
      sent = true;
      return response;
    } finally {
      if (!sent) {
        call.failed();
      }
    }
  }

  private static CompletableFuture<HttpResponse> masked(
      GuardedCall call, CompletableFuture<HttpResponse> answer) {
    // Nobody can cancel this one, so no answer gets lost in it unclosed.
    CompletableFuture<HttpResponse> guarded =
        answer.handle((response, failure) -> masked(call, response, failure));
    CompletableFuture<HttpResponse> masked = new CompletableFuture<>();
    var unused = guarded.whenComplete((response, failure) -> pass(response, failure, masked));
    unused = masked.whenComplete((response, failure) -> passCancel(masked, answer));
    return masked;
  }

  private static HttpResponse masked(
      GuardedCall call, @Nullable HttpResponse response, @Nullable Throwable failure) {
    if (response == null) {
      call.failed();
      throw new CompletionException(failure);
    }
    return MaskedResponse.of(response, call);
  }

  private static void pass(
      @Nullable HttpResponse response,
      @Nullable Throwable failure,
      CompletableFuture<HttpResponse> masked) {
    if (response == null) {
      masked.completeExceptionally(failure);
    } else if (!masked.complete(response)) {
      // Cancelled in the meantime: nobody else will close it.
      response.close();
    }
  }

  private static void passCancel(
      CompletableFuture<HttpResponse> masked, CompletableFuture<HttpResponse> answer) {
    if (masked.isCancelled()) {
      answer.cancel(true);
    }
  }

  private GuardedCall admit(HttpRequest request, RequestOptions options) {
    return guard.admit(RequestForm.read(request, attempts.of(request, options)));
  }

  @Override
  public void close() {
    transport.close();
  }

  @Override
  public String toString() {
    return "GuardedHttpClient[" + guard + "]";
  }
}
