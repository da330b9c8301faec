package dev.tacenda.claude.langchain4j;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.tacenda.claude.GuardedCall;
import dev.tacenda.claude.RequestDeniedException;
import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.mask.TrustedCode;

/** Sends what the guard admits and returns what it masked. Thread-safe. */
@TrustedCode("Passes on nothing but the admitted request, and no answer but the masked one.")
final class GuardedHttpClient implements HttpClient {
  private final TrafficGuard guard;
  private final HttpClient transport;

  GuardedHttpClient(TrafficGuard guard, HttpClient transport) {
    this.guard = guard;
    this.transport = transport;
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    GuardedCall call = admit(request);
    GuardedAnswer answer = new GuardedAnswer(call);
    boolean done = false;
    try {
      SuccessfulHttpResponse masked =
          answer.whole(transport.execute(RequestForm.write(request, call.request())));
      done = true;
      return masked;
    } catch (HttpException e) {
      done = true;
      throw answer.error(e);
    } finally {
      if (!done) {
        call.failed();
      }
    }
  }

  /** Whatever goes wrong, the listener is told: that is where streaming models expect it. */
  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    GuardedCall call;
    try {
      call = admit(request);
    } catch (RuntimeException e) {
      listener.onError(e);
      return;
    }
    GuardedEvents events = new GuardedEvents(new GuardedAnswer(call), parser, listener);
    boolean begun = false;
    try {
      transport.execute(RequestForm.write(request, call.request()), events.parser(), events);
      begun = true;
    } catch (RuntimeException e) {
      begun = true;
      events.onError(e);
    } finally {
      if (!begun) {
        call.failed();
      }
    }
  }

  private GuardedCall admit(HttpRequest request) {
    try {
      return guard.admit(RequestForm.read(request));
    } catch (RequestDeniedException e) {
      throw new DeniedChatException(e);
    }
  }

  @Override
  public String toString() {
    return "GuardedHttpClient[" + guard + "]";
  }
}
