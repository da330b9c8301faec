package dev.tacenda.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okio.BufferedSource;

/** An answer put together from its stream, as an agent keeps it. Confined to one thread. */
final class AgentAnswer {

  /** A call of a tool. */
  record Call(String id, String name, Object input) {
    @Override
    public String toString() {
      return "Call[" + name + "]";
    }
  }

  private final List<Map<String, Object>> content = new ArrayList<>();
  private final List<StringBuilder> inputs = new ArrayList<>();
  private String stopReason = "";
  private Usage usage = Usage.uncached(0);
  private boolean ended;

  private AgentAnswer() {}

  /** Reads a stream to its end. */
  static AgentAnswer read(BufferedSource stream) throws IOException {
    AgentAnswer answer = new AgentAnswer();
    for (String line = stream.readUtf8Line(); line != null; line = stream.readUtf8Line()) {
      if (line.startsWith("data: ")) {
        answer.event(LooseJson.parse(line.substring("data: ".length())));
      }
    }
    if (!answer.ended) {
      throw new IOException("the stream has no end");
    }
    answer.parseInputs();
    return answer;
  }

  /** The blocks as they go back, each as JSON. */
  List<String> blocks() {
    return content.stream()
        .map(block -> ContentForm.ofValue(block, ContentForm.Keys.AS_SENT))
        .toList();
  }

  List<Call> calls() {
    return content.stream()
        .filter(block -> Json.text(block, "type").equals("tool_use"))
        .map(
            block ->
                new Call(Json.text(block, "id"), Json.text(block, "name"), Json.at(block, "input")))
        .toList();
  }

  String text() {
    StringBuilder text = new StringBuilder();
    content.stream()
        .filter(block -> Json.text(block, "type").equals("text"))
        .forEach(block -> text.append(Json.text(block, "text")));
    return text.toString();
  }

  String stopReason() {
    return stopReason;
  }

  Usage usage() {
    return usage;
  }

  private void event(Object event) throws IOException {
    switch (Json.text(event, "type")) {
      case "message_start" -> usage = usage(Json.at(event, "message", "usage"));
      case "content_block_start" -> start(Json.at(event, "content_block"));
      case "content_block_delta" -> delta(Json.number(event, "index"), Json.at(event, "delta"));
      case "message_delta" -> stopReason = Json.text(event, "delta", "stop_reason");
      case "message_stop" -> ended = true;
      case "error" -> throw new IOException("an error in the stream");
      default -> {}
    }
  }

  private static Usage usage(Object json) {
    return new Usage(
        Json.number(json, "input_tokens"),
        Json.number(json, "cache_creation_input_tokens"),
        Json.number(json, "cache_read_input_tokens"));
  }

  private void start(Object block) {
    Map<String, Object> members = new LinkedHashMap<>();
    ((Map<?, ?>) block).forEach((name, value) -> members.put((String) name, value));
    content.add(members);
    inputs.add(new StringBuilder());
  }

  private void delta(int index, Object delta) {
    Map<String, Object> block = content.get(index);
    switch (Json.text(delta, "type")) {
      case "text_delta" -> block.merge("text", Json.text(delta, "text"), AgentAnswer::join);
      case "thinking_delta" ->
          block.merge("thinking", Json.text(delta, "thinking"), AgentAnswer::join);
      case "signature_delta" -> block.put("signature", Json.text(delta, "signature"));
      case "compaction_delta" -> block.put("content", Json.text(delta, "content"));
      case "input_json_delta" -> inputs.get(index).append(Json.text(delta, "partial_json"));
      default -> throw new AssertionError("unknown delta");
    }
  }

  private static Object join(Object text, Object more) {
    return (String) text + more;
  }

  /** An agent reads tool input and writes it again, so escapes and space change. */
  private void parseInputs() {
    for (int i = 0; i < content.size(); i++) {
      if (Json.text(content.get(i), "type").equals("tool_use")) {
        content.get(i).put("input", Json.parse(inputs.get(i).toString()));
      }
    }
  }
}
