package dev.tacenda.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Requests with planted values in every place where a client puts text, and without. */
final class AdapterContractConversation {
  private static final JsonEscapes JSON = JsonEscapes.MINIMAL;

  private final PlantedSecrets planted;
  private final String stream;

  AdapterContractConversation(PlantedSecrets planted, boolean streams) {
    this.planted = planted;
    this.stream = streams ? ",\"stream\":true" : "";
  }

  String planted(String name) {
    return planted.value(name).orElseThrow();
  }

  /** All planted values, each as it would stand in a file. */
  String plantedText() {
    return String.join("\n", planted.lines().values());
  }

  /** A JSON object whose members hold the planted values. */
  String plantedObject() {
    StringBuilder out = new StringBuilder("{");
    planted
        .lines()
        .forEach(
            (name, line) ->
                out.append(out.length() == 1 ? "" : ",")
                    .append(JSON.quote(name))
                    .append(':')
                    .append(JSON.quote(line)));
    return out.append('}').toString();
  }

  /** A question, as the body of {@code POST /v1/messages}. */
  byte[] withoutPlantedValues() {
    return body("", "[{\"role\":\"user\",\"content\":\"Does this build?\"}]");
  }

  /**
   * A conversation with every planted value in the system prompt, a tool's description and schema,
   * messages, tool input and tool results.
   */
  byte[] withPlantedValues() {
    String text = JSON.quote("These are the settings:\n" + plantedText() + "\nReview them.");
    String tool =
        """
        {"name":"run","description":%1$s,"input_schema":{"type":"object","properties":\
        {"command":{"type":"string","description":%1$s}}}}\
        """
            .formatted(text);
    String messages =
        """
        [{"role":"user","content":%1$s},\
        {"role":"assistant","content":[{"type":"text","text":%1$s},\
        {"type":"tool_use","id":"toolu_fake_1","name":"run","input":%2$s}]},\
        {"role":"user","content":[\
        {"type":"tool_result","tool_use_id":"toolu_fake_1","content":[{"type":"text","text":%1$s}]},\
        {"type":"text","text":%1$s}]}]\
        """
            .formatted(text, plantedObject());
    return body(
        ",\"system\":[{\"type\":\"text\",\"text\":" + text + "}],\"tools\":[" + tool + "]",
        messages);
  }

  private byte[] body(String more, String messages) {
    String json =
        "{\"model\":\"claude-fake-1\",\"max_tokens\":64"
            + more
            + ",\"messages\":"
            + messages
            + stream
            + "}";
    return json.getBytes(UTF_8);
  }
}
