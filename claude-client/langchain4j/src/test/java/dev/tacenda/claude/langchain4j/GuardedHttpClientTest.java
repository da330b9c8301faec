package dev.tacenda.claude.langchain4j;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.DefaultServerSentEventParser;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.tacenda.audit.Outcome;
import dev.tacenda.claude.RequestDeniedException;
import dev.tacenda.claude.RequestDeniedException.Reason;
import dev.tacenda.claude.ResponseRefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the client does that no model of LangChain4j shows. */
class GuardedHttpClientTest {
  private static final String PLACEHOLDER = "TCN_";

  private final Guards guards = Guards.admitting();
  private final FakeTransport transport = new FakeTransport();
  private final HttpClient client =
      MaskingHttpClientBuilder.wrap(transport, guards.guard()).build();

  private static HttpRequest.Builder request() {
    return HttpRequest.builder()
        .method(HttpMethod.POST)
        .url("https://claude.invalid/v1/messages?beta=true")
        .addHeader("Content-Type", "application/json")
        .addHeader("X-By", Guards.SECRET, "nobody");
  }

  private static HttpRequest question() {
    return request()
        .body("{\"messages\":[{\"role\":\"user\",\"content\":\"" + Guards.SECRET + "\"}]}")
        .build();
  }

  private static SuccessfulHttpResponse answer(Map<String, List<String>> headers, String body) {
    return SuccessfulHttpResponse.builder()
        .statusCode(200)
        .headers(headers)
        .body(body.getBytes(UTF_8))
        .build();
  }

  @Test
  void sendsWhatTheGuardAdmits() {
    client.execute(question());

    HttpRequest sent = transport.requests().get(0);
    assertThat(sent.body()).contains(PLACEHOLDER).doesNotContain(Guards.SECRET);
    assertThat(sent.url()).isEqualTo(question().url());
    assertThat(sent.headers().get("Content-Type")).containsExactly("application/json");
    assertThat(sent.headers().get("X-By"))
        .hasSize(2)
        .contains("nobody")
        .first()
        .asString()
        .startsWith(PLACEHOLDER);
  }

  @Test
  void returnsTheMaskedAnswerWithoutItsLength() {
    String json = "{\"content\":\"" + Guards.SECRET + "\"}";
    transport.whole(
        request ->
            answer(
                Map.of(
                    "Content-Type", List.of("application/json"),
                    "Content-Length", List.of("40"),
                    "request-id", List.of("req_fake_1")),
                json));

    SuccessfulHttpResponse response = client.execute(question());

    assertThat(response.body()).contains(PLACEHOLDER).doesNotContain(Guards.SECRET);
    assertThat(response.headers()).containsOnlyKeys("Content-Type", "request-id");
    assertThat(guards.outcomes()).containsExactly(Outcome.SUCCESS);
  }

  @Test
  void errorKeepsItsStatusAndLosesItsSecretAndItsOriginal() {
    String json = "{\"error\":{\"message\":\"cannot parse " + Guards.SECRET + "\"}}";
    for (String body : List.of(json, "<html>" + Guards.SECRET + "</html>")) {
      transport.whole(
          request -> {
            throw new HttpException(400, body);
          });

      HttpException error =
          catchThrowableOfType(HttpException.class, () -> client.execute(question()));

      assertThat(error.statusCode()).isEqualTo(400);
      assertThat(error).hasMessageContaining(PLACEHOLDER).hasNoCause();
      assertThat(error.getMessage()).doesNotContain(Guards.SECRET);
    }
    assertThat(guards.outcomes()).containsExactly(Outcome.API_ERROR, Outcome.API_ERROR);
  }

  @Test
  void errorThatCannotBeMaskedIsWithheld() {
    transport.whole(
        request -> {
          throw new HttpException(502, "{not json " + Guards.SECRET);
        });

    HttpException error =
        catchThrowableOfType(HttpException.class, () -> client.execute(question()));

    assertThat(error.statusCode()).isEqualTo(502);
    assertThat(error).hasMessage("the error was withheld, because it could not be masked");
  }

  @Test
  void failureOfTheTransportIsPassedOnAndRecorded() {
    RuntimeException failure = new RuntimeException(new IOException("connection reset"));
    transport.whole(
        request -> {
          throw failure;
        });

    assertThatThrownBy(() -> client.execute(question())).isSameAs(failure);
    assertThat(guards.outcomes()).containsExactly(Outcome.TRANSPORT_FAILED);
  }

  @Test
  void answerInAnotherEncodingIsRefused() {
    Map<String, List<String>> headers =
        Map.of("content-type", List.of("application/json"), "content-encoding", List.of("br"));
    transport.whole(request -> answer(headers, "{}"));

    assertThatThrownBy(() -> client.execute(question()))
        .isInstanceOf(ResponseRefusedException.class);
    assertThat(guards.outcomes()).containsExactly(Outcome.GUARD_FAILED);
  }

  @Test
  void formIsRefused() {
    HttpRequest form = request().addFormDataField("purpose", Guards.SECRET).build();
    HttpRequest file =
        request().addFormDataFile("file", "a.txt", "text/plain", new byte[0]).build();

    for (HttpRequest each : List.of(form, file)) {
      DeniedChatException denied =
          catchThrowableOfType(DeniedChatException.class, () -> client.execute(each));
      assertThat(denied.denial().reason()).isEqualTo(Reason.BODY_NOT_INSPECTABLE);
    }
    assertThat(transport.requests()).isEmpty();
  }

  @Test
  void deniedStreamIsToldToTheListener() {
    Seen seen = new Seen();

    client.execute(request().url("https://claude.invalid/v1/other").build(), seen);

    assertThat(seen.failures)
        .hasSize(1)
        .hasOnlyElementsOfType(DeniedChatException.class)
        .allSatisfy(each -> assertThat(each).hasCauseInstanceOf(RequestDeniedException.class));
    assertThat(transport.requests()).isEmpty();
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static final String PING = "event: ping\ndata: {\"type\":\"ping\"}\n\n";

  @Test
  void passesOnWhatTheListenerMayBeTold() {
    Seen seen = new Seen();
    transport.streamed(
        (parser, listener) -> {
          listener.onOpen(answer(Map.of("content-type", List.of("text/event-stream")), "raw"));
          parser.parse(stream(PING + PING), listener);
          listener.onClose();
        });

    client.execute(question(), seen);

    assertThat(seen.events).containsExactly("ping with context", "ping with context");
    assertThat(seen.opened).isEqualTo(1);
    assertThat(seen.closed).isEqualTo(1);
    assertThat(seen.failures).isEmpty();
  }

  /** An old parser calls the overload without a context. */
  @Test
  void passesOnEventsWithoutAContextToo() {
    Seen seen = new Seen();
    transport.streamed((parser, listener) -> parser.parse(stream(PING), listener));

    client.execute(
        question(),
        (in, listener) ->
            new DefaultServerSentEventParser()
                .parse(
                    in,
                    new Seen() {
                      @Override
                      public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
                        listener.onEvent(event);
                      }
                    }),
        seen);

    assertThat(seen.events).containsExactly("ping");
  }

  @Test
  void eventsOfATransportThatParsesByItselfAreNotPassedOn() {
    Seen seen = new Seen();
    transport.streamed(
        (parser, listener) -> {
          listener.onEvent(new ServerSentEvent("ping", Guards.SECRET));
          listener.onEvent(new ServerSentEvent("ping", Guards.SECRET));
          listener.onClose();
        });

    client.execute(question(), seen);

    assertThat(seen.events).isEmpty();
    assertThat(seen.closed).isZero();
    assertThat(seen.failures).hasSize(1);
    assertThat(seen.failures.get(0)).hasMessageContaining("parses events by itself");
    assertThat(guards.outcomes()).containsExactly(Outcome.TRANSPORT_FAILED);
  }

  @Test
  void errorOfAStreamIsMaskedWhateverItIsWrappedInAndToldOnce() {
    Seen seen = new Seen();
    transport.streamed(
        (parser, listener) -> {
          HttpException error = new HttpException(529, "overloaded by " + Guards.SECRET);
          listener.onError(new RuntimeException(error));
          listener.onError(new IOException("again"));
        });

    client.execute(question(), seen);

    assertThat(seen.failures).hasSize(1).hasOnlyElementsOfType(HttpException.class);
    assertThat(seen.failures.get(0)).hasMessageContaining("overloaded by TCN_").hasNoCause();
    assertThat(guards.outcomes()).containsExactly(Outcome.API_ERROR);
  }

  @Test
  void transportThatThrowsIsToldToTheListener() {
    Seen seen = new Seen();
    transport.streamed(
        (parser, listener) -> {
          throw new IllegalStateException("the transport of the test");
        });

    client.execute(question(), seen);

    assertThat(seen.failures).hasSize(1);
    assertThat(guards.outcomes()).containsExactly(Outcome.TRANSPORT_FAILED);
  }

  @Test
  void streamWithoutABodyIsRecorded() {
    client.execute(question(), new Seen());

    assertThat(guards.outcomes()).containsExactly(Outcome.TRANSPORT_FAILED);
  }

  private static class Seen implements ServerSentEventListener {
    final List<String> events = new ArrayList<>();
    final List<Throwable> failures = new ArrayList<>();
    int opened;
    int closed;

    @Override
    public void onOpen(SuccessfulHttpResponse response) {
      assertThat(response.bodyBytes()).isNull();
      opened++;
    }

    @Override
    public void onEvent(ServerSentEvent event) {
      events.add(event.event());
    }

    @Override
    public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
      events.add(event.event() + " with context");
    }

    @Override
    public void onError(Throwable failure) {
      failures.add(failure);
    }

    @Override
    public void onClose() {
      closed++;
    }
  }
}
