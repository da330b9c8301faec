package dev.tacenda.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** A conversation with FakeClaude that sends back what it was answered, as clients do. */
final class Chat {

  /** The messages so far, each as JSON; a test may change them. */
  final List<String> messages = new ArrayList<>();

  private String settings = "";
  private String betas = "";

  /** Sets what stands in the request before the messages. */
  Chat settings(String members, String betaNames) {
    settings = members;
    betas = betaNames;
    return this;
  }

  /** Asks with a text. */
  Object ask(FakeClaude claude, String text) {
    return askWith(claude, JsonEscapes.MINIMAL.quote(text));
  }

  /** Asks with the JSON of a content, keeps the answer and returns it as a message. */
  Object askWith(FakeClaude claude, String content) {
    messages.add("{\"role\":\"user\",\"content\":" + content + "}");
    HttpResponse<byte[]> response = send(claude);
    assertThat(response.statusCode()).as(Calls.text(response)).isEqualTo(200);
    Object answer = Json.parse(Calls.text(response));
    Object said = Json.at(answer, "content");
    messages.add(
        "{\"role\":\"assistant\",\"content\":"
            + ContentForm.ofValue(said, ContentForm.Keys.AS_SENT)
            + "}");
    return answer;
  }

  /** Asks and returns what is said against it; the question is taken back. */
  String refusal(FakeClaude claude, String text) {
    messages.add("{\"role\":\"user\",\"content\":" + JsonEscapes.MINIMAL.quote(text) + "}");
    HttpResponse<byte[]> response = send(claude);
    messages.remove(messages.size() - 1);
    assertThat(response.statusCode()).isEqualTo(400);
    Object error = Json.parse(Calls.text(response));
    assertThat(Json.text(error, "error", "type")).isEqualTo("invalid_request_error");
    return Json.text(error, "error", "message");
  }

  private HttpResponse<byte[]> send(FakeClaude claude) {
    Calls calls = new Calls(claude);
    String body =
        "{\"model\":\"claude-fake-1\",\"max_tokens\":2048,"
            + settings
            + "\"messages\":["
            + String.join(",", messages)
            + "]}";
    return calls.send(
        calls
            .request("/v1/messages")
            .header("anthropic-beta", betas)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  /** Changes one message. */
  void change(int message, String from, String to) {
    assertThat(messages.get(message)).contains(from);
    messages.set(message, messages.get(message).replace(from, to));
  }
}
