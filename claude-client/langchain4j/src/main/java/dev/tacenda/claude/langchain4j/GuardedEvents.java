package dev.tacenda.claude.langchain4j;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a transport and the listener of a model. The bytes of the stream are masked before
 * they are parsed; an event that did not come out of our parser, because a transport has one of its
 * own, is not passed on. The transport calls it on one thread at a time.
 */
@TrustedCode("No event is passed on but those parsed from the guard's stream.")
final class GuardedEvents implements ServerSentEventListener {
  private final GuardedAnswer answer;
  private final ServerSentEventParser parser;
  private final ServerSentEventListener listener;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile Optional<SuccessfulHttpResponse> opened = Optional.empty();
  private volatile boolean parsing;

  GuardedEvents(
      GuardedAnswer answer, ServerSentEventParser parser, ServerSentEventListener listener) {
    this.answer = answer;
    this.parser = parser;
    this.listener = listener;
  }

  /** The parser for the transport: it parses masked bytes. */
  ServerSentEventParser parser() {
    return this::parse;
  }

  private void parse(InputStream raw, ServerSentEventListener transports) {
    try (InputStream masked = answer.open(opened, raw)) {
      parsing = true;
      parser.parse(masked, transports);
    } catch (IOException e) {
      transports.onError(e);
    } finally {
      parsing = false;
    }
  }

  @Override
  public void onOpen(SuccessfulHttpResponse response) {
    opened = Optional.of(response);
    listener.onOpen(GuardedAnswer.withoutBody(response));
  }

  @Override
  public void onEvent(ServerSentEvent event) {
    if (isOurs()) {
      listener.onEvent(event);
    }
  }

  @Override
  public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
    if (isOurs()) {
      listener.onEvent(event, context);
    }
  }

  private boolean isOurs() {
    if (!parsing) {
      onError(
          new IllegalStateException(
              "the HTTP client parses events by itself, so they cannot be masked; use another"
                  + " one"));
    }
    return parsing && !ended.get();
  }

  @Override
  public void onError(Throwable failure) {
    if (ended.compareAndSet(false, true)) {
      Throwable masked = masked(failure);
      answer.failed();
      listener.onError(masked);
    }
  }

  /** Whatever an error of HTTP is wrapped in, its message is the body of the answer. */
  private Throwable masked(Throwable failure) {
    for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof HttpException error) {
        return answer.error(error);
      }
    }
    return failure;
  }

  @Override
  public void onClose() {
    if (!ended.get()) {
      answer.failed();
      listener.onClose();
    }
  }
}
