package dev.tacenda.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PromptCacheTest {

  private static final String MARK = ",\"cache_control\":{\"type\":\"ephemeral\"}";
  static final String LONG = "many words ".repeat(40);

  private final FakeClaude claude = FakeClaude.start();
  private final Calls calls = new Calls(claude);

  @AfterEach
  void stop() {
    claude.close();
  }

  private record Cost(int input, int write, int read) {
    int total() {
      return input + write + read;
    }
  }

  private Cost send(String more, String... messages) {
    String body =
        "{\"model\":\"claude-fake-1\",\"max_tokens\":64"
            + more
            + ",\"messages\":["
            + String.join(",", messages)
            + "]}";
    Object usage = Json.at(Json.parse(Calls.text(calls.messages(body))), "usage");
    return new Cost(
        Json.number(usage, "input_tokens"),
        Json.number(usage, "cache_creation_input_tokens"),
        Json.number(usage, "cache_read_input_tokens"));
  }

  private static String user(String text) {
    return "{\"role\":\"user\",\"content\":\"" + text + "\"}";
  }

  private static String marked(String text) {
    return "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\""
        + text
        + "\""
        + MARK
        + "}]}";
  }

  private static String said(String text) {
    return "{\"role\":\"assistant\",\"content\":\"" + text + "\"}";
  }

  private static String system(String text) {
    return ",\"system\":[{\"type\":\"text\",\"text\":\"" + text + "\"" + MARK + "}]";
  }

  @Test
  void costsNothingOfTheCacheWithoutMarkers() {
    Cost first = send("", user(LONG));
    Cost second = send("", user(LONG));
    assertThat(first).isEqualTo(second);
    assertThat(first.write() + first.read()).isZero();
    assertThat(first.input()).isGreaterThan(LONG.length() / 4);
  }

  @Test
  void readsInATurnWhatTheTurnBeforeItWrote() {
    Cost first = send(system(LONG), marked(LONG));
    Cost second = send(system(LONG), user(LONG), said("Yes."), marked("Go on."));
    Cost third =
        send(
            system(LONG), user(LONG), said("Yes."), user("Go on."), said("Done."), marked("More."));
    assertThat(first.read()).isZero();
    assertThat(first.write()).isEqualTo(first.total());
    assertThat(second.read()).isEqualTo(first.write());
    assertThat(third.read()).isEqualTo(second.read() + second.write());
    assertThat(third.input()).isZero();
  }

  @Test
  void countsWhatStandsBehindTheLastMarkerAsInput() {
    Cost cost = send("", marked(LONG), user("unmarked"));
    assertThat(cost.input()).isPositive();
    assertThat(cost.total()).isEqualTo(send("", user(LONG), user("unmarked")).total());
  }

  @Test
  void readsNothingAfterAChange() {
    send(system(LONG), marked(LONG));
    Cost otherSystem = send(system("x" + LONG), marked(LONG));
    Cost otherMessage = send(system(LONG), marked("x" + LONG));
    Cost otherTools =
        send(
            system(LONG) + ",\"tools\":[{\"name\":\"a\",\"input_schema\":{\"type\":\"object\"}}]",
            marked(LONG));
    assertThat(otherSystem.read()).isZero();
    assertThat(otherTools.read()).isZero();
    assertThat(otherMessage.read()).isPositive().isLessThan(otherMessage.total() / 2 + 10);
  }

  @Test
  void readsNoMessagesUnderOtherSettingsOfThinkingAndTools() {
    send(system(LONG), marked(LONG));
    int systemOnly = send(system(LONG), marked("x" + LONG)).read();
    assertThat(send(system(LONG) + ",\"thinking\":{\"type\":\"adaptive\"}", marked(LONG)).read())
        .isEqualTo(systemOnly);
    assertThat(send(system(LONG) + ",\"tool_choice\":{\"type\":\"any\"}", marked(LONG)).read())
        .isEqualTo(systemOnly);
  }

  @Test
  void comparesByContentAndNotBySpelling() {
    Cost first = send("", marked("gr\\u00fcn " + LONG));
    Cost second =
        send("", "{ \"content\" : \"gr\u00fcn " + LONG + "\", \"role\":\"user\"}", marked("x"));
    assertThat(second.read()).isEqualTo(first.write());
  }

  @Test
  void missesWhenTheMembersOfToolInputAreReordered() {
    String call = "[{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"run\",\"input\":%s}]";
    String result =
        "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t1\""
            + MARK
            + "}]}";
    String said = "{\"role\":\"assistant\",\"content\":" + call + "}";
    Cost first = send("", user(LONG), said.formatted("{\"a\":1,\"b\":2}"), result);
    Cost same = send("", user(LONG), said.formatted("{ \"a\": 1, \"b\": 2 }"), result);
    Cost sorted = send("", user(LONG), said.formatted("{\"b\":2,\"a\":1}"), result);
    assertThat(same.read()).isEqualTo(first.write());
    assertThat(sorted.read()).isZero();
  }

  @Test
  void looksBackTwentyBlocks() {
    int written = send("", marked(LONG)).write();
    assertThat(send("", user(LONG), blocks(19)).read()).isEqualTo(written);
    send("", marked("x" + LONG));
    assertThat(send("", user("x" + LONG), blocks(20)).read()).isZero();
  }

  /** So many blocks of which the last is marked. */
  private static String blocks(int count) {
    String texts =
        IntStream.range(0, count)
            .mapToObj(i -> "{\"type\":\"text\",\"text\":\"" + i + "\"")
            .collect(Collectors.joining("},"));
    return "{\"role\":\"user\",\"content\":[" + texts + MARK + "}]}";
  }

  @Test
  void takesAMarkerOfTheWholeRequestForOneOnItsLastBlock() {
    String auto = ",\"cache_control\":{\"type\":\"ephemeral\"}";
    Cost first = send(auto, user(LONG));
    Cost second = send(auto, user(LONG), said("Yes."), user("Go on."));
    assertThat(second.read()).isEqualTo(first.write()).isPositive();
  }

  @Test
  void writesNothingForAnAnswerThatFailed() {
    claude.enqueue(Reply.error(529, "overloaded_error", "Overloaded"));
    calls.messages(
        "{\"model\":\"claude-fake-1\",\"max_tokens\":64,\"messages\":[" + marked(LONG) + "]}");
    assertThat(send("", marked(LONG)).read()).isZero();
    assertThat(send("", marked(LONG)).read()).isPositive();
  }

  @Test
  void keepsModelsApart() {
    send("", marked(LONG));
    String other =
        "{\"model\":\"claude-fake-2\",\"max_tokens\":64,\"messages\":[" + marked(LONG) + "]}";
    Object usage = Json.at(Json.parse(Calls.text(calls.messages(other))), "usage");
    assertThat(Json.number(usage, "cache_read_input_tokens")).isZero();
  }

  @Test
  void countsTokensAsMessagesDo() {
    Cost cost = send(system(LONG), marked(LONG));
    String body =
        "{\"model\":\"claude-fake-1\"" + system(LONG) + ",\"messages\":[" + user(LONG) + "]}";
    Object count = Json.parse(Calls.text(calls.post("/v1/messages/count_tokens", body)));
    assertThat(Json.number(count, "input_tokens")).isEqualTo(cost.total());
  }

  @Test
  void tellsTheUsageAtTheStartOfAStreamToo() {
    int written = send("", marked(LONG)).write();
    String body =
        "{\"model\":\"claude-fake-1\",\"max_tokens\":64,\"stream\":true,\"messages\":["
            + marked(LONG)
            + "]}";
    assertThat(Calls.text(calls.messages(body)))
        .contains("\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":" + written + ",");
  }
}
