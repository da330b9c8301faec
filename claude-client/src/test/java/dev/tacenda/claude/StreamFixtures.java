package dev.tacenda.claude;

import dev.tacenda.claude.StreamFixture.Ends;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import dev.tacenda.mask.RestoreRule;
import dev.tacenda.mask.RuleSet;
import dev.tacenda.mask.ScanScope;
import dev.tacenda.mask.TrafficSettings;
import dev.tacenda.mask.Vault;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Streams of every kind that the API sends, with values planted in them. */
final class StreamFixtures {
  static final String TEXT =
      "Use "
          + Planted.AWS_KEY
          + " and\tthe \"token\" "
          + Planted.GITHUB_TOKEN
          + ", see "
          + Planted.URL
          + " \ud83d\ude00\n"
          + Planted.PEM
          + "\nand \\ end \u2028 mail ada@acme-fake.example \ud83d alone "
          + Planted.CLAUDE_KEY;

  static final String INPUT =
      "{\"file_path\": \"/src/a.env\", \"content\": \"A="
          + Planted.AWS_KEY
          + "\\nURL="
          + Planted.URL.replace("/", "\\/")
          + "\\n"
          + Planted.PEM.replace("\n", "\\n")
          + "\", \"n\": 1.50, \"emoji\": \"\ud83d\ude00\", \"\\u0041"
          + Planted.AWS_KEY.substring(1)
          + "\": [true, null]}";

  /** Shorter ones for the streams that are cut at every byte. */
  static final String SHORT_TEXT =
      "Use \""
          + Planted.AWS_KEY
          + "\"\n\ud83d\ude00 \u2028 \\ \ud83d alone "
          + Planted.GITHUB_TOKEN;

  static final String SHORT_INPUT =
      "{\"a\": \"\\u0041" + Planted.AWS_KEY.substring(1) + " \ud83d\ude00\", \"n\": 1.50}";

  /** Looks like a secret and is part of something signed, which must stay as it is. */
  static final String SIGNED = "AKI" + "A" + "FAKE9FAKE8FAKE7F";

  private static final String PING = "event: ping\ndata: {\"type\":\"ping\"}\n\n";

  private StreamFixtures() {}

  static List<StreamFixture> all() {
    return List.of(
        text("text", SHORT_TEXT),
        text("text in CRLF", SHORT_TEXT).wire(stream -> stream.replace("\n", "\r\n")),
        text("text in CR", SHORT_TEXT).wire(stream -> stream.replace("\n", "\r")),
        text("byte order mark", SHORT_TEXT)
            .wire(stream -> "\uFEFF" + stream)
            .ends(Ends.NOT_FOR_ALL),
        text("pings between all events", SHORT_TEXT)
            .wire(stream -> stream.replace("\n\n", "\n\n" + PING)),
        tool("data on several lines", SHORT_INPUT)
            .wire(stream -> stream.replace(",\"delta\":", ",\ndata: \"delta\":")),
        text("long text", TEXT),
        tool("tool input", SHORT_INPUT),
        tool("long tool input", INPUT),
        tool("tool input in escapes", escaped()),
        tool("no tool input", ""),
        parallelTools(),
        interleaved(),
        textInTheBeginning(),
        citations(),
        thinking(),
        serverTools(),
        beta(),
        unusual(),
        comments(),
        restored(),
        tool("tool input that is cut off", SHORT_INPUT.substring(0, SHORT_INPUT.length() - 9))
            .ends(Ends.WITH_BROKEN_INPUT),
        tool("tool input that is broken", SHORT_INPUT.replace(",", "]}") + Planted.AWS_KEY)
            .ends(Ends.WITH_BROKEN_INPUT),
        error(),
        truncatedInAnEvent(),
        truncatedInABlock(),
        session());
  }

  private static StreamFixture text(String name, String text) {
    return StreamFixture.named(name).startText(0).text(0, text).stop(0).end();
  }

  private static StreamFixture tool(String name, String json) {
    return StreamFixture.named(name)
        .startTool(0, "save_note")
        .input(0, "")
        .input(0, json)
        .stop(0)
        .end();
  }

  private static String escaped() {
    StringBuilder json = new StringBuilder("{\"\\u006b\":\"");
    for (char each : ("key " + Planted.AWS_KEY + " \ud83d\ude00").toCharArray()) {
      json.append("\\u%04X".formatted((int) each));
    }
    return json.append("\"}").toString();
  }

  private static StreamFixture parallelTools() {
    return StreamFixture.named("parallel tools")
        .startText(0)
        .text(0, "Both at once.")
        .stop(0)
        .startTool(1, "save_note")
        .input(1, "")
        .input(1, SHORT_INPUT)
        .stop(1)
        .startTool(2, "ask")
        .input(2, "")
        .input(2, "{\"q\":[\"" + Planted.GITHUB_TOKEN + "\",{\"deep\":\"" + Planted.URL + "\"}]}")
        .stop(2)
        .end();
  }

  private static StreamFixture interleaved() {
    return StreamFixture.named("interleaved blocks")
        .startText(0)
        .startTool(1, "save_note")
        .startText(2)
        .together(0, SHORT_TEXT, 1, SHORT_INPUT, 2, "x " + Planted.CLAUDE_KEY + " y")
        .stop(1)
        .stop(0)
        .stop(2)
        .end();
  }

  private static StreamFixture textInTheBeginning() {
    String half = Planted.AWS_KEY.substring(0, 9);
    return StreamFixture.named("text that begins with its block")
        .start(0, "{\"type\":\"text\",\"text\":\"the key " + half + "\"}")
        .text(0, Planted.AWS_KEY.substring(9) + ", keep it")
        .stop(0)
        .end();
  }

  private static StreamFixture citations() {
    return StreamFixture.named("citations")
        .start(0, "{\"type\":\"text\",\"text\":\"\",\"citations\":[]}")
        .text(0, "It says " + Planted.AWS_KEY)
        .delta(0, citation("first " + Planted.GITHUB_TOKEN, 3))
        .text(0, " and " + Planted.URL + " too")
        .delta(0, citation("second", 40))
        .stop(0)
        .end();
  }

  private static String citation(String cited, int at) {
    return "{\"type\":\"citations_delta\",\"citation\":{\"type\":\"char_location\",\"cited_text\":\""
        + cited
        + "\",\"document_index\":0,\"document_title\":\"notes\",\"file_id\":null,"
        + "\"start_char_index\":"
        + at
        + ",\"end_char_index\":"
        + (at + 5)
        + "}}";
  }

  private static StreamFixture thinking() {
    return StreamFixture.named("thinking")
        .start(0, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}")
        .delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"The key \"}")
        .delta(0, "{\"type\":\"thinking_delta\", \"thinking\":\"" + SIGNED + "\\u0020it is.\"}")
        .delta(0, "{\"type\":\"signature_delta\",\"signature\":\"" + SIGNED + "==\"}")
        .stop(0)
        .start(1, "{\"type\":\"redacted_thinking\",\"data\":\"" + SIGNED + "+/=\"}")
        .stop(1)
        .startText(2)
        .text(2, "I use " + Planted.AWS_KEY + ".")
        .stop(2)
        .end();
  }

  private static StreamFixture serverTools() {
    return StreamFixture.named("results of server tools")
        .start(
            0,
            "{\"type\":\"server_tool_use\",\"id\":\"srvtoolu_1\",\"name\":\"web_search\","
                + "\"input\":{},\"caller\":{\"type\":\"direct\"}}")
        .input(0, "")
        .input(0, "{\"query\":\"what is " + Planted.AWS_KEY + "\"}")
        .stop(0)
        .start(
            1,
            "{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"srvtoolu_1\","
                + "\"caller\":{\"type\":\"direct\"},\"content\":[{\"type\":\"web_search_result\","
                + "\"title\":\"A page\",\"url\":\"https://docs.example/\",\"page_age\":\"1 day\","
                + "\"encrypted_content\":\""
                + SIGNED
                + "\"}]}")
        .stop(1)
        .startText(2)
        .text(2, "Found " + Planted.GITHUB_TOKEN + ".")
        .stop(2)
        .end();
  }

  /** A compaction, whose delta has all of it, and a tool that the server calls elsewhere. */
  private static StreamFixture beta() {
    return StreamFixture.named("compaction and MCP")
        .start(0, "{\"type\":\"compaction\",\"content\":null}")
        .delta(
            0,
            "{\"type\":\"compaction_delta\",\"content\":\"The key was "
                + SIGNED
                + ".\",\"encrypted_content\":\""
                + SIGNED
                + "\"}")
        .stop(0)
        .start(
            1,
            "{\"type\":\"mcp_tool_use\",\"id\":\"mcptoolu_1\",\"name\":\"find\",\"server_name\":"
                + "\"notes\",\"input\":{}}")
        .input(1, "")
        .input(1, SHORT_INPUT)
        .stop(1)
        .start(
            2,
            "{\"type\":\"mcp_tool_result\",\"tool_use_id\":\"mcptoolu_1\",\"is_error\":false,"
                + "\"content\":[{\"type\":\"text\",\"text\":\"none\"}]}")
        .stop(2)
        .end()
        .ends(Ends.NOT_FOR_ALL);
  }

  /** What both SDKs take although it is not what the API says. */
  private static StreamFixture unusual() {
    return StreamFixture.named("unusual")
        .event("of_next_year", "{\"type\":\"of_next_year\",\"text\":\"" + Planted.AWS_KEY + "\"}")
        .startText(0)
        .text(0, "one " + Planted.AWS_KEY)
        .delta(0, "{\"type\":\"of_next_year_delta\",\"text\":\"" + Planted.URL + "\"}")
        .stop(0)
        .text(0, " and\n" + Planted.GITHUB_TOKEN)
        .startTool(1, "save_note")
        .input(1, SHORT_INPUT)
        .stop(1)
        .startText(2)
        .text(2, "not ended " + Planted.CLAUDE_KEY)
        .end();
  }

  private static StreamFixture comments() {
    return StreamFixture.named("comments")
        .raw(": \u00fc \ud83d\ude00\nid: 3\nretry: 10\n\n")
        .raw("event: odd\ndata: {\"type\":\"odd\",\ndata: \"a\":\"" + Planted.AWS_KEY + "\"}\n\n")
        .raw(": " + Planted.AWS_KEY + "\n\ndata: not json " + Planted.AWS_KEY + "\n\n\n\n")
        .startText(0)
        .raw(": " + Planted.GITHUB_TOKEN + "\nid: 4\n" + PING)
        .text(0, SHORT_TEXT)
        .stop(0)
        .end();
  }

  /** Values come back to the tool "Write"; what is recorded has placeholders. */
  private static StreamFixture restored() {
    MaskingPolicy policy =
        MaskingPolicy.builder(RuleSet.standard())
            .name("restore")
            .traffic(
                TrafficSettings.builder()
                    .restore(new RestoreRule(List.of("Write"), List.of("content"), Set.of()))
                    .build())
            .build();
    Masker masker = Masker.of(policy, PlaceholderKey.of(new byte[32]));
    Vault vault = Vault.ofBytes(100_000);
    ToolInputs tools = new ToolInputs(masker, vault, CallGate.OPEN);
    String content = "KEY=" + Planted.AWS_KEY + "\n" + Planted.PEM + "\n";
    MaskResult sent = tools.mask(JsonLiteral.of(content), ScanScope.everything());
    String masked = new String(sent.bytes(), StandardCharsets.UTF_8);
    return StreamFixture.named("tool input that is restored")
        .tools(tools)
        .startText(0)
        .text(0, "I write " + Planted.AWS_KEY)
        .stop(0)
        .startTool(1, "Write")
        .input(1, "")
        .input(1, "{\"content\": " + masked + ", \"n\":1.50}")
        .stop(1)
        .end();
  }

  private static StreamFixture error() {
    return StreamFixture.named("error")
        .startText(0)
        .text(0, "a\nheld " + Planted.AWS_KEY)
        .startTool(1, "save_note")
        .input(1, SHORT_INPUT)
        .event(
            "error",
            "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\""
                + Planted.URL
                + "\"}}")
        .ends(Ends.WITH_AN_ERROR);
  }

  private static StreamFixture truncatedInAnEvent() {
    return StreamFixture.named("truncated in an event")
        .startText(0)
        .text(0, SHORT_TEXT)
        .raw("event: content_block_st")
        .ends(Ends.WITH_AN_ERROR);
  }

  private static StreamFixture truncatedInABlock() {
    return StreamFixture.named("truncated in a block")
        .startText(0)
        .text(0, "a\nheld " + Planted.AWS_KEY)
        .startTool(1, "save_note")
        .input(1, "{\"a\":\"" + Planted.AWS_KEY)
        .ends(Ends.WITH_AN_ERROR);
  }

  private static StreamFixture session() {
    String text = "the key " + Planted.AWS_KEY + " and\n" + Planted.GITHUB_TOKEN + " more";
    return StreamFixture.ofSession("events of a session")
        .event(
            "event_start",
            "{\"type\":\"event_start\",\"event\":{\"id\":\"e1\",\"type\":\"agent.message\"}}")
        .sessionText("e1", 0, text)
        .sessionText("e2", 0, "other ")
        .sessionText("e1", 1, "second " + Planted.URL)
        .raw(PING)
        .event(
            "agent.message",
            "{\"id\":\"e1\",\"type\":\"agent.message\",\"content\":[{\"type\":\"text\",\"text\":"
                + new String(JsonLiteral.of(text), StandardCharsets.UTF_8)
                + "}]}")
        .event(
            "agent.tool_use",
            "{\"id\":\"e3\",\"type\":\"agent.tool_use\",\"name\":\"bash\",\"input\":{\"command\":\""
                + Planted.GITHUB_TOKEN
                + "\"}}")
        .sessionText("e2", 0, "and " + Planted.CLAUDE_KEY);
  }

  /** A stream with the values in other places and other company each time. */
  static StreamFixture random(Random random) {
    StreamFixture stream = StreamFixture.named("random").startText(0).text(0, words(random));
    String json = new String(JsonLiteral.of(words(random)), StandardCharsets.UTF_8);
    String name = new String(JsonLiteral.of(words(random)), StandardCharsets.UTF_8);
    return stream
        .stop(0)
        .startTool(1, "save_note")
        .input(1, "{\"a\":" + json + "," + name + ":[1," + json + "]}")
        .stop(1)
        .end();
  }

  private static String words(Random random) {
    List<String> words =
        List.of(
            Planted.AWS_KEY,
            Planted.GITHUB_TOKEN,
            Planted.CLAUDE_KEY,
            Planted.URL,
            "\n" + Planted.PEM + "\n",
            "password: ",
            "AKI",
            "-----BEGIN",
            "some words of prose that hold nothing",
            "\"",
            "\\",
            "\n",
            "\ud83d\ude00",
            "\u00e4\u20ac",
            "TCN_AWSKEY_");
    StringBuilder text = new StringBuilder();
    for (int count = random.nextInt(8); count >= 0; count--) {
      text.append(words.get(random.nextInt(words.size())))
          .append(random.nextBoolean() ? ' ' : '\n');
    }
    return text.toString();
  }
}
