package dev.tacenda.claude.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.core.RequestOptions;
import com.anthropic.core.http.HttpMethod;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpRequestBody;
import dev.tacenda.claude.ClaudeRequest;
import dev.tacenda.claude.RequestDeniedException;
import dev.tacenda.claude.RequestDeniedException.Reason;
import dev.tacenda.claude.anthropic.Attempts.Attempt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestFormTest {
  private static final Attempt FIRST = new Attempt(new UUID(1, 2), 1);

  private final Guards guards = Guards.admitting();
  private final FakeTransport transport = new FakeTransport();
  private final GuardedHttpClient client = new GuardedHttpClient(guards.guard(), transport);

  @Test
  void readsAllThatWillBeSent() {
    HttpRequest request =
        post("v1", "odd /%\u00e9+;")
            .putQueryParam("a b", "c&d=\u00e9")
            .putHeader("X-Note", "one")
            .putHeader("X-Note", "two")
            .body(HttpRequestBody.ofJson("text"))
            .build();

    ClaudeRequest read = RequestForm.read(request, FIRST);

    assertThat(read.method()).isEqualTo("POST");
    assertThat(read.path()).isEqualTo("/v1/odd%20%2F%25%C3%A9+;");
    assertThat(read.query()).isEqualTo("a%20b=c%26d%3D%C3%A9");
    assertThat(read.headers()).extracting("value").containsExactly("one", "two");
    assertThat(read.contentType()).isEqualTo("application/json");
    assertThat(new String(read.body(), UTF_8)).isEqualTo("\"text\"");
    assertThat(read.exchangeId()).isEqualTo(FIRST.exchangeId());
  }

  @Test
  void masksHeadersAndSaysNoLengthOfTheOriginal() throws IOException {
    transport.answer(FakeTransport.Answer.json(200, "{}"));
    HttpRequest request =
        messages()
            .putHeader("X-Note", "by " + Guards.SECRET)
            .putHeader("content-length", "2")
            .build();

    client.execute(request, RequestOptions.none()).body().readAllBytes();

    HttpRequest sent = transport.requests().get(0);
    assertThat(sent.headers().values("x-note").get(0)).startsWith("by TCN_");
    assertThat(sent.headers().values("content-length")).isEmpty();
    assertThat(sent.body().orElseThrow().contentLength()).isEqualTo(written(sent).length());
  }

  @Test
  void deniesASecretInTheQuery() {
    HttpRequest request = messages().putQueryParam("note", Guards.SECRET).build();

    assertThatThrownBy(() -> client.execute(request, RequestOptions.none()))
        .isInstanceOfSatisfying(
            RequestDeniedException.class,
            denial -> assertThat(denial.reason()).isEqualTo(Reason.SECRET_IN_URL));
    assertThat(transport.requests()).isEmpty();
  }

  @Test
  void deniesASecretInThePath() {
    HttpRequest request =
        HttpRequest.builder()
            .method(HttpMethod.GET)
            .baseUrl("http://127.0.0.1")
            .addPathSegments("v1", "models", Guards.SECRET)
            .build();

    assertThatThrownBy(() -> client.execute(request, RequestOptions.none()))
        .isInstanceOfSatisfying(
            RequestDeniedException.class,
            denial -> assertThat(denial.reason()).isEqualTo(Reason.SECRET_IN_URL));
  }

  @Test
  void deniesABodyWithoutATypeUnlessAHeaderHasIt() throws IOException {
    HttpRequest untyped = post("v1", "messages").body(new Untyped()).build();
    assertThatThrownBy(() -> client.execute(untyped, RequestOptions.none()))
        .isInstanceOfSatisfying(
            RequestDeniedException.class,
            denial -> assertThat(denial.reason()).isEqualTo(Reason.BODY_NOT_INSPECTABLE));

    transport.answer(FakeTransport.Answer.json(200, "{}"));
    HttpRequest typed = untyped.toBuilder().putHeader("Content-Type", "application/json").build();
    client.execute(typed, RequestOptions.none()).body().readAllBytes();

    HttpRequest sent = transport.requests().get(0);
    assertThat(sent.headers().values("content-type")).isEmpty();
    assertThat(sent.body().orElseThrow().contentType()).isEqualTo("application/json");
  }

  @Test
  void bodyOfAStreamIsMaskedCanBeSentAgainAndClosesTheOriginal() throws IOException {
    transport.answer(FakeTransport.Answer.json(200, "{}"));
    BytesBody once = new BytesBody(("{\"system\":\"" + Guards.SECRET + "\"}").getBytes(UTF_8));

    client
        .execute(post("v1", "messages").body(once).build(), RequestOptions.none())
        .body()
        .readAllBytes();

    HttpRequest sent = transport.requests().get(0);
    HttpRequestBody body = sent.body().orElseThrow();
    assertThat(body.repeatable()).isTrue();
    assertThat(written(sent))
        .contains("TCN_")
        .doesNotContain(Guards.SECRET)
        .isEqualTo(written(sent));
    body.close();
    assertThat(once.closed()).isEqualTo(1);
  }

  @Test
  void transportThatCannotBeWrittenToIsSeenAsAnIoFailure() {
    MaskedBody body =
        MaskedBody.of(
            ClaudeRequest.builder("POST", "/").body("text/plain", new byte[1]).build(),
            HttpRequestBody.ofJson("x"));

    assertThatThrownBy(() -> body.writeTo(new BrokenStream()))
        .isExactlyInstanceOf(IOException.class);
  }

  private static final class BrokenStream extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("reset by the test");
    }
  }

  /** A JSON body that does not say so. */
  private static final class Untyped implements HttpRequestBody {
    private final HttpRequestBody json = HttpRequestBody.ofJson(Map.of());

    @Override
    public void writeTo(OutputStream target) {
      json.writeTo(target);
    }

    @Override
    public @Nullable String contentType() {
      return null;
    }

    @Override
    public long contentLength() {
      return json.contentLength();
    }

    @Override
    public boolean repeatable() {
      return true;
    }

    @Override
    public void close() {}
  }

  private static String written(HttpRequest request) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    request.body().orElseThrow().writeTo(out);
    return out.toString(UTF_8);
  }

  private static HttpRequest.Builder messages() {
    return post("v1", "messages").body(HttpRequestBody.ofJson(Map.of("system", "x")));
  }

  private static HttpRequest.Builder post(String... path) {
    return HttpRequest.builder()
        .method(HttpMethod.POST)
        .baseUrl("http://127.0.0.1")
        .addPathSegments(path);
  }
}
