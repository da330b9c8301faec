package dev.tacenda.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FakeClaudeBatchesTest {

  private static final String BATCHES = "/v1/messages/batches";

  private final FakeClaude claude = FakeClaude.start();
  private final Calls calls = new Calls(claude);

  @AfterEach
  void stop() {
    claude.close();
  }

  private static String request(String id, String params) {
    return "{\"custom_id\":\"" + id + "\",\"params\":" + params + "}";
  }

  private HttpResponse<byte[]> post(String... requests) {
    return calls.post(BATCHES, "{\"requests\":[" + String.join(",", requests) + "]}");
  }

  private String create(String... requests) {
    Object batch = Json.parse(Calls.text(post(requests)));
    assertThat(Json.text(batch, "processing_status")).isEqualTo("in_progress");
    assertThat(Json.number(batch, "request_counts", "processing")).isEqualTo(requests.length);
    assertThat(Json.at(batch, "results_url")).isEqualTo(JsonTree.Nothing.NULL);
    return Json.text(batch, "id");
  }

  private HttpResponse<byte[]> get(String path) {
    return calls.send(calls.request(path).GET().build());
  }

  @Test
  void answersEachRequestByTheScriptAndByItsChecks() {
    claude.enqueue(Reply.text("one")).enqueue(Reply.error(529, "overloaded_error", "Overloaded"));
    String id =
        create(
            request("a", Calls.BODY),
            request("b", "{\"model\":\"m\"}"),
            request("c", Calls.BODY),
            request("d", Calls.STREAM_BODY));
    Object batch = Json.parse(Calls.text(get(BATCHES + "/" + id)));
    assertThat(Json.text(batch, "processing_status")).isEqualTo("ended");
    assertThat(Json.number(batch, "request_counts", "succeeded")).isEqualTo(2);
    assertThat(Json.number(batch, "request_counts", "errored")).isEqualTo(2);

    String url = Json.text(batch, "results_url");
    assertThat(url).startsWith(claude.baseUrl() + "/");
    HttpResponse<byte[]> results = get(url.substring(claude.baseUrl().length()));
    assertThat(results.headers().firstValue("content-type")).contains("application/x-jsonl");
    List<Object> lines = Calls.text(results).lines().map(Json::parse).toList();
    assertThat(lines)
        .extracting(line -> Json.text(line, "custom_id"))
        .containsExactly("a", "b", "c", "d");
    assertThat(Json.text(lines.get(0), "result", "message", "content", 0, "text")).isEqualTo("one");
    assertThat(Json.text(lines.get(1), "result", "error", "error", "message"))
        .isEqualTo("max_tokens: Field required");
    assertThat(Json.text(lines.get(2), "result", "error", "error", "type"))
        .isEqualTo("overloaded_error");
    assertThat(Json.text(lines.get(3), "result", "message", "content", 0, "text"))
        .startsWith("This is FakeClaude");
  }

  @Test
  void signsThinkingInResults() {
    claude.enqueue(Reply.message().andThinking("Hm.").andText("Yes."));
    String id = create(request("a", Calls.BODY));
    get(BATCHES + "/" + id);
    Object line = Json.parse(Calls.text(get(BATCHES + "/" + id + "/results")));
    String content =
        ContentForm.ofValue(
            Json.at(line, "result", "message", "content"), ContentForm.Keys.AS_SENT);
    Chat chat = new Chat();
    chat.messages.add("{\"role\":\"user\",\"content\":\"Hello\"}");
    chat.messages.add("{\"role\":\"assistant\",\"content\":" + content + "}");
    chat.ask(claude, "Go on.");
    assertThat(claude.refusals()).isEmpty();
  }

  @Test
  void hasResultsOnlyWhenTheBatchHasEnded() {
    String id = create(request("a", Calls.BODY));
    assertThat(get(BATCHES + "/" + id + "/results").statusCode()).isEqualTo(400);
    get(BATCHES + "/" + id);
    assertThat(get(BATCHES + "/" + id + "/results").statusCode()).isEqualTo(200);
  }

  @Test
  void cancelsWhatHasNotEnded() {
    String id = create(request("a", Calls.BODY));
    Object batch = Json.parse(Calls.text(calls.post(BATCHES + "/" + id + "/cancel", "")));
    assertThat(Json.text(batch, "processing_status")).isEqualTo("canceling");
    get(BATCHES + "/" + id);
    assertThat(Calls.text(get(BATCHES + "/" + id + "/results")))
        .isEqualTo("{\"custom_id\":\"a\",\"result\":{\"type\":\"canceled\"}}\n");
  }

  @Test
  void listsAndDeletes() {
    String id = create(request("a", Calls.BODY));
    assertThat(Calls.text(get(BATCHES))).contains(id);
    assertThat(calls.send(calls.request(BATCHES + "/" + id).DELETE().build()).statusCode())
        .isEqualTo(400);
    get(BATCHES + "/" + id);
    calls.send(calls.request(BATCHES + "/" + id).DELETE().build());
    assertThat(get(BATCHES + "/" + id).statusCode()).isEqualTo(404);
    assertThat(Calls.text(get(BATCHES))).doesNotContain(id);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|requests: Field",
        "{\"requests\":[]}|requests: at least",
        "{\"requests\":[{\"params\":{}}]}|requests.0.custom_id: Field",
        "{\"requests\":[{\"custom_id\":\"a b\",\"params\":{}}]}|requests.0.custom_id: Input",
        "{\"requests\":[{\"custom_id\":\"a\"}]}|requests.0.params: Field",
        "{\"requests\":[{\"custom_id\":\"a\",\"params\":{}},{\"custom_id\":\"a\",\"params\":{}}]}"
            + "|requests.1.custom_id: another"
      })
  void refusesABatchThatIsNone(String body, String message) {
    HttpResponse<byte[]> refused = calls.post(BATCHES, body);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(Calls.text(refused)).contains(message);
  }

  @ParameterizedTest
  @CsvSource({"/none", "/none/results", "/none/cancel", "/none/other"})
  void knowsNoOtherBatches(String path) {
    assertThat(get(BATCHES + path).statusCode()).isEqualTo(404);
    assertThat(calls.post(BATCHES + path, "").statusCode()).isEqualTo(404);
  }
}
