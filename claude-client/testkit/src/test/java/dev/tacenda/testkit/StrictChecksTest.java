package dev.tacenda.testkit;

import static dev.tacenda.testkit.StrictCheck.CACHE_MARKERS;
import static dev.tacenda.testkit.StrictCheck.COMPACTION_SIGNATURES;
import static dev.tacenda.testkit.StrictCheck.CONVERSATION;
import static dev.tacenda.testkit.StrictCheck.ENCRYPTED_CONTENT;
import static dev.tacenda.testkit.StrictCheck.THINKING_SIGNATURES;
import static dev.tacenda.testkit.StrictCheck.TOOL_DEFINITIONS;
import static dev.tacenda.testkit.StrictCheck.TOOL_PAIRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests whose form is right and that the real API refuses all the same. */
class StrictChecksTest {

  private static final String ASK = "{\"role\":\"user\",\"content\":\"Hello\"}";
  private static final String MARK = "\"cache_control\":{\"type\":\"ephemeral\"}";

  static Stream<Arguments> refused() {
    return Stream.of(
            conversation("messages.0.role", said(text("a")), ASK),
            conversation("messages.1.content: only a last", ASK, said(""), ASK),
            conversation("messages.0.content: only a last", "{\"role\":\"user\",\"content\":\"\"}"),
            conversation("messages.0.content.0.text: must not", asked(text(" \\n\\t"))),
            conversation("messages.1.content.0.text: what", ASK, said(text("I am "))),
            conversation("messages.1.content.0.type: not in", ASK, said(image()), ASK),
            conversation("messages.0.content.0.type: not in", asked(call("t1"))),
            conversation("messages.0.content.0.type: not in", asked(thinking("c2ln"))),
            settings(CONVERSATION, "thinking.type", "\"thinking\":{\"type\":\"often\"}"),
            settings(
                CONVERSATION,
                "thinking.budget_tokens: Input",
                "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":100}"),
            settings(
                CONVERSATION,
                "thinking.budget_tokens: must be less",
                "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}"),
            settings(
                CONVERSATION,
                "thinking.block_binding: needs",
                "\"thinking\":{\"type\":\"adaptive\",\"block_binding\":"
                    + "{\"prefix_mismatch_behavior\":\"drop_block\"}}"),
            tools("tools.0.name: Field", "{\"input_schema\":{\"type\":\"object\"}}"),
            tools("tools.0.name: Input", tool("my tool")),
            tools("tools.0.name: Input", tool("n".repeat(129))),
            tools("tools.1.name: another", tool("a") + "," + tool("a")),
            tools("tools.0.input_schema: Field", "{\"name\":\"a\"}"),
            tools("tools.0.input_schema.type", "{\"name\":\"a\",\"input_schema\":{}}"),
            settings(TOOL_DEFINITIONS, "tool_choice.type", "\"tool_choice\":{\"type\":\"one\"}"),
            settings(
                TOOL_DEFINITIONS,
                "tool_choice.name: no tool",
                "\"tool_choice\":{\"type\":\"tool\",\"name\":\"a\"}"),
            pairing("messages.1.content.0: this tool_use", ASK, said(call("t1")), ASK),
            pairing("messages.1.content.0: this tool_use", ASK, said(call("t1"))),
            pairing(
                "messages.1.content.1: this tool_use",
                ASK,
                said(call("t1") + "," + call("t2")),
                asked(result("t1"))),
            pairing("messages.0.content.0.tool_use_id: no tool_use", asked(result("t1"))),
            pairing(
                "messages.2.content.1.tool_use_id: no tool_use",
                ASK,
                said(call("t1")),
                asked(result("t1") + "," + result("t2"))),
            pairing(
                "messages.2.content.1.tool_use_id: this call has",
                ASK,
                said(call("t1")),
                asked(result("t1") + "," + result("t1"))),
            pairing(
                "messages.4.content.0.tool_use_id: this call has",
                ASK,
                said(call("t1")),
                asked(result("t1")),
                said(text("b")),
                asked(result("t1"))),
            pairing(
                "messages.2.content.1: tool_result must stand before",
                ASK,
                said(call("t1")),
                asked(text("x") + "," + result("t1"))),
            pairing("messages.1.content.0.id: Input", ASK, said(call("t 1"))),
            pairing("messages.1.content.0.id: Field", ASK, said("{\"type\":\"tool_use\"}")),
            pairing("messages.1.content.1.id: another", ASK, said(call("t1") + "," + call("t1"))),
            pairing(
                "messages.3.content.0.id: another",
                ASK,
                said(call("t1")),
                asked(result("t1")),
                said(call("t1"))),
            pairing("messages.1.content.0.input: Input", ASK, said(callWith("\"{}\""))),
            pairing("messages.1.content.0.input: Input", ASK, said(callWith("[]"))),
            pairing(
                "messages.1.content.0.name: Input",
                ASK,
                said("{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"a b\",\"input\":{}}")),
            pairing(
                "messages.1.content.0.tool_use_id: no call",
                ASK,
                said(
                    "{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"s1\",\"content\":[]}")),
            markers(
                "cache_control: at most 4", Stream.generate(() -> marked("")).limit(5).toList()),
            markers(
                "messages.0.content.1.cache_control.ttl: '1h'",
                List.of(marked(""), marked(",\"ttl\":\"1h\""))),
            markers(
                "messages.0.content.0.cache_control.ttl: Input",
                List.of(marked(",\"ttl\":\"1d\""))),
            markers(
                "messages.0.content.0.cache_control.type",
                List.of(
                    "{\"type\":\"text\",\"text\":\"a\",\"cache_control\":{\"type\":\"for"
                        + " ever\"}}")),
            messages(
                THINKING_SIGNATURES,
                "messages.1.content.0.signature: Field",
                ASK,
                said("{\"type\":\"thinking\",\"thinking\":\"hm\"}")),
            messages(
                THINKING_SIGNATURES,
                "messages.1.content.0.signature: not made",
                ASK,
                said(thinking("c2ln"))),
            messages(
                THINKING_SIGNATURES,
                "messages.1.content.0.signature: not made",
                ASK,
                said(thinking("not base64!"))),
            messages(
                THINKING_SIGNATURES,
                "messages.1.content.0.data: not made",
                ASK,
                said("{\"type\":\"redacted_thinking\",\"data\":\"c2ln\"}")),
            messages(
                COMPACTION_SIGNATURES,
                "messages.0.content.0.signature: Field",
                said("{\"type\":\"compaction\",\"content\":\"summary\"}"),
                ASK),
            messages(
                COMPACTION_SIGNATURES,
                "messages.0.content.0.signature: not made",
                said("{\"type\":\"compaction\",\"content\":\"s\",\"signature\":\"c2ln\"}"),
                ASK),
            messages(
                ENCRYPTED_CONTENT,
                "messages.1.content.0.citations.0.encrypted_index: not made",
                ASK,
                said(
                    "{\"type\":\"text\",\"text\":\"a\",\"citations\":[{\"type\":\"web\","
                        + "\"encrypted_index\":\"c2ln\"}]}"),
                ASK))
        .map(Arguments.class::cast);
  }

  /** A request is refused by its check, and by no other. */
  @ParameterizedTest
  @MethodSource("refused")
  void refusesUnlessTheCheckIsOff(StrictCheck check, String message, String messages, String more) {
    String body =
        "{\"model\":\"claude-fake-1\",\"max_tokens\":64," + more + "\"messages\":" + messages + "}";
    try (FakeClaude strict = FakeClaude.start();
        FakeClaude without = FakeClaude.builder().without(check).start()) {
      HttpResponse<byte[]> refused = new Calls(strict).messages(body);
      Object error = Json.parse(Calls.text(refused));
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(Json.text(error, "error", "type")).isEqualTo("invalid_request_error");
      assertThat(Json.text(error, "error", "message")).startsWith(message);
      assertThat(strict.refusals())
          .containsExactly(
              new Refusal(1, 400, "invalid_request_error", Json.text(error, "error", "message")));

      assertThat(Calls.text(new Calls(without).messages(body))).startsWith("{\"id\":\"msg_fake");
      assertThat(without.refusals()).isEmpty();
    }
  }

  /** What a strict server must not refuse. */
  @ParameterizedTest
  @MethodSource("accepted")
  void accepts(String messages, String more) {
    String body =
        "{\"model\":\"claude-fake-1\",\"max_tokens\":64," + more + "\"messages\":" + messages + "}";
    try (FakeClaude claude = FakeClaude.start()) {
      assertThat(Calls.text(new Calls(claude).messages(body))).startsWith("{\"id\":\"msg_fake");
    }
  }

  static Stream<Arguments> accepted() {
    return Stream.of(
        arguments(list(ASK, said(text("I am"))), ""),
        arguments(list(ASK, said("")), ""),
        arguments(list(ASK, ASK, said(text("a ")), said(text("b")), ASK), ""),
        arguments(list(ASK, system(), said(call("t1")), system(), asked(result("t1"))), ""),
        arguments(
            list(
                ASK,
                said(call("t1") + "," + call("t2")),
                asked(result("t2") + "," + result("t1") + "," + text("and?"))),
            ""),
        arguments(
            list(
                ASK, said(call("t1") + "," + call("t2")), asked(result("t1")), asked(result("t2"))),
            ""),
        arguments(list(ASK, said(serverCall("s1"))), ""),
        arguments(
            list(
                ASK,
                said(serverCall("s1") + "," + call("t1")),
                asked(result("t1")),
                said("{\"type\":\"code_execution_tool_result\",\"tool_use_id\":\"s1\"}"),
                ASK),
            ""),
        arguments(
            list(ASK),
            "\"tools\":[{\"type\":\"mcp_toolset\",\"mcp_server_name\":\"m\"},"
                + "{\"type\":\"bash_20250124\",\"name\":\"bash\"},"
                + tool("a")
                + "],\"tool_choice\":{\"type\":\"tool\",\"name\":\"bash\"},"),
        arguments(
            list(asked(marked(",\"ttl\":\"1h\"") + "," + marked("") + "," + marked(""))),
            "\"system\":[" + marked(",\"ttl\":\"1h\"") + "],"),
        arguments(list(ASK), "\"cache_control\":null,\"thinking\":{\"type\":\"adaptive\"},"),
        arguments(list(ASK, said(call("t1")), asked(resultOf("t1", "[]"))), ""));
  }

  @Test
  void takesAnyThinkingBudgetBelowManyMessagesWithInterleavedThinking() {
    String body =
        Calls.BODY.replace(
            "\"max_tokens\"",
            "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":9000},\"max_tokens\"");
    try (FakeClaude claude = FakeClaude.start()) {
      Calls calls = new Calls(claude);
      assertThat(
              calls
                  .send(
                      calls
                          .request("/v1/messages")
                          .header("anthropic-beta", "a-1,interleaved-thinking-2025-05-14")
                          .POST(BodyPublishers.ofString(body))
                          .build())
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void takesNoMarkerOnThinking() {
    String body =
        "{\"model\":\"m\",\"max_tokens\":1,\"messages\":"
            + list(ASK, said("{\"type\":\"redacted_thinking\"," + MARK + "}"))
            + "}";
    try (FakeClaude claude = FakeClaude.builder().without(THINKING_SIGNATURES).start()) {
      assertThat(Calls.text(new Calls(claude).messages(body)))
          .contains("messages.1.content.0.cache_control: thinking");
    }
  }

  @Test
  void checksTokenCountsToo() {
    String body = "{\"model\":\"m\",\"messages\":" + list(said(text("a")), ASK) + "}";
    try (FakeClaude claude = FakeClaude.start()) {
      HttpResponse<byte[]> refused = new Calls(claude).post("/v1/messages/count_tokens", body);
      assertThat(Calls.text(refused)).contains("messages.0.role");
    }
  }

  private static Arguments conversation(String message, String... messages) {
    return messages(CONVERSATION, message, messages);
  }

  private static Arguments pairing(String message, String... messages) {
    return messages(TOOL_PAIRING, message, messages);
  }

  private static Arguments markers(String message, List<String> blocks) {
    return messages(CACHE_MARKERS, message, asked(String.join(",", blocks)));
  }

  private static Arguments tools(String message, String tools) {
    return settings(TOOL_DEFINITIONS, message, "\"tools\":[" + tools + "]");
  }

  private static Arguments settings(StrictCheck check, String message, String settings) {
    return refusal(check, message, list(ASK), settings + ",");
  }

  private static Arguments messages(StrictCheck check, String message, String... messages) {
    return refusal(check, message, list(messages), "");
  }

  private static Arguments refusal(
      StrictCheck check, String message, String messages, String more) {
    return arguments(check, message, messages, more);
  }

  private static String list(String... messages) {
    return "[" + String.join(",", messages) + "]";
  }

  private static String asked(String blocks) {
    return "{\"role\":\"user\",\"content\":[" + blocks + "]}";
  }

  private static String said(String blocks) {
    return "{\"role\":\"assistant\",\"content\":[" + blocks + "]}";
  }

  private static String system() {
    return "{\"role\":\"system\",\"content\":\"be brief\"}";
  }

  private static String text(String text) {
    return "{\"type\":\"text\",\"text\":\"" + text + "\"}";
  }

  private static String image() {
    return "{\"type\":\"image\",\"source\":{\"type\":\"file\",\"file_id\":\"f\"}}";
  }

  private static String thinking(String signature) {
    return "{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"" + signature + "\"}";
  }

  private static String tool(String name) {
    return "{\"name\":\"" + name + "\",\"input_schema\":{\"type\":\"object\"}}";
  }

  private static String call(String id) {
    return "{\"type\":\"tool_use\",\"id\":\"" + id + "\",\"name\":\"run\",\"input\":{\"a\":1}}";
  }

  private static String callWith(String input) {
    return "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"run\",\"input\":" + input + "}";
  }

  private static String serverCall(String id) {
    return "{\"type\":\"server_tool_use\",\"id\":\"" + id + "\",\"name\":\"run\",\"input\":{}}";
  }

  private static String result(String id) {
    return resultOf(id, "\"done\"");
  }

  private static String resultOf(String id, String content) {
    return "{\"type\":\"tool_result\",\"tool_use_id\":\"" + id + "\",\"content\":" + content + "}";
  }

  private static String marked(String more) {
    return "{\"type\":\"text\",\"text\":\"a\",\"cache_control\":{\"type\":\"ephemeral\""
        + more
        + "}}";
  }
}
