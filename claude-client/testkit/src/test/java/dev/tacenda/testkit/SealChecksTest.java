package dev.tacenda.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SealChecksTest {

  private static final String MOVED = ": the conversation before this thinking block was changed";
  private static final String NEW = MOVED + "; new there: ";
  private static final String CHANGED =
      ": does not belong to what stands beside it, which was changed";
  private static final String UNKNOWN = ": not made by this server";
  private static final String SEARCH =
      "{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"srvtoolu_fake_1\",\"content\":"
          + "[{\"type\":\"web_search_result\",\"url\":\"https://example.com/a\","
          + "\"title\":\"A page\",\"encrypted_content\":\"\",\"page_age\":null}]}";
  private static final String SEARCH_CALL =
      "{\"type\":\"server_tool_use\",\"id\":\"srvtoolu_fake_1\",\"name\":\"web_search\","
          + "\"input\":{\"query\":\"a\"}}";
  private static final String CITING =
      "{\"type\":\"text\",\"text\":\"See there.\",\"citations\":[{\"type\":"
          + "\"web_search_result_location\",\"cited_text\":\"a\",\"encrypted_index\":\"\"}]}";

  private final FakeClaude claude = FakeClaude.start();
  private final Chat chat = new Chat();

  @AfterEach
  void stop() {
    claude.close();
  }

  private void thinkTwice() {
    claude.enqueue(Reply.message().andThinking("First thought.").andText("One."));
    claude.enqueue(Reply.message().andThinking("Second thought.").andText("Two."));
    chat.ask(claude, "What is this?");
    chat.ask(claude, "And that?");
  }

  @Test
  void signsThinkingLikeTheRealApi() {
    thinkTwice();
    Object content = Json.at(Json.parse(chat.messages.get(3)), "content");
    String signature = Json.text(content, 0, "signature");
    assertThat(Json.text(content, 0, "thinking")).isEqualTo("Second thought.");
    assertThat(Base64.getDecoder().decode(signature)).hasSizeGreaterThan(150);
    assertThat(chat.messages.get(1)).doesNotContain(signature);
  }

  @Test
  void acceptsThinkingAsItWasSent() {
    thinkTwice();
    chat.ask(claude, "Thanks.");
    assertThat(claude.refusals()).isEmpty();
  }

  @Test
  void signsTheSameInAStreamAsInAWholeMessage() {
    thinkTwice();
    String signature =
        Json.text(Json.at(Json.parse(chat.messages.get(1)), "content"), 0, "signature");
    claude.enqueue(Reply.message().andThinking("First thought."));
    String body = Calls.STREAM_BODY.replace("Hello", "What is this?");
    assertThat(Calls.text(new Calls(claude).messages(body)))
        .contains("{\"type\":\"signature_delta\",\"signature\":\"" + signature + "\"}");
  }

  @Test
  void refusesThinkingWhoseTextWasChanged() {
    thinkTwice();
    chat.change(3, "Second", "Third");
    assertThat(chat.refusal(claude, "Go on."))
        .isEqualTo("messages.3.content.0.signature" + CHANGED);
  }

  @Test
  void refusesThinkingWhoseSignatureWasChanged() {
    thinkTwice();
    Object content = Json.at(Json.parse(chat.messages.get(3)), "content");
    String signature = Json.text(content, 0, "signature");
    char other = signature.charAt(100) == 'A' ? 'B' : 'A';
    String changed = signature.substring(0, 100) + other + signature.substring(101);
    chat.change(3, signature, changed);
    assertThat(chat.refusal(claude, "Go on."))
        .isEqualTo("messages.3.content.0.signature" + UNKNOWN);
  }

  /**
   * The last characters of base64 have bits that mean nothing; they must be as sent all the same.
   */
  @Test
  void refusesAnotherSpellingOfASignature() {
    thinkTwice();
    String signature = Json.text(Json.parse(chat.messages.get(3)), "content", 0, "signature");
    assertThat(signature).endsWith("==");
    int last = signature.length() - 3;
    char other = (char) (signature.charAt(last) + 1);
    String spelled = signature.substring(0, last) + other + "==";
    assertThat(Base64.getDecoder().decode(spelled))
        .isEqualTo(Base64.getDecoder().decode(signature));
    chat.change(3, signature, spelled);
    assertThat(chat.refusal(claude, "Go on."))
        .isEqualTo("messages.3.content.0.signature" + UNKNOWN);
  }

  @Test
  void refusesThinkingAfterAChangedQuestion() {
    thinkTwice();
    chat.change(0, "What is this?", "What was this?");
    assertThat(chat.refusal(claude, "Go on."))
        .isEqualTo("messages.1.content.0" + NEW + "messages.0.content");
  }

  @Test
  void refusesThinkingAfterAChangedAnswer() {
    thinkTwice();
    chat.change(1, "One.", "Won.");
    assertThat(chat.refusal(claude, "Go on."))
        .isEqualTo("messages.3.content.0" + NEW + "messages.1.content.1");
  }

  @Test
  void refusesThinkingInAnotherOrder() {
    thinkTwice();
    String first = chat.messages.get(1);
    chat.messages.set(1, chat.messages.get(3));
    chat.messages.set(3, first);
    assertThat(chat.refusal(claude, "Go on.")).isEqualTo("messages.1.content.0" + MOVED);
  }

  @Test
  void refusesThinkingThatMovedBehindTheCallItLedTo() {
    claude.enqueue(Reply.message().andThinking("I look.").andToolUse("Read", "{}"));
    chat.ask(claude, "Look.");
    Object blocks = Json.at(Json.parse(chat.messages.get(1)), "content");
    List<String> swapped =
        List.of(
            ContentForm.ofValue(Json.at(blocks, 1), ContentForm.Keys.AS_SENT),
            ContentForm.ofValue(Json.at(blocks, 0), ContentForm.Keys.AS_SENT));
    chat.messages.set(1, "{\"role\":\"assistant\",\"content\":" + swapped + "}");
    chat.messages.add(
        "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":"
            + "\"toolu_fake_0000000001_0\",\"content\":\"x\"}]}");
    chat.change(2, "_0\"", "_1\"");
    assertThat(chat.refusal(claude, "Go on.")).isEqualTo("messages.1.content.1" + MOVED);
  }

  @Test
  void bindsToContentAndNotToItsSpelling() {
    thinkTwice();
    chat.messages.set(
        0,
        "{ \"content\":[ {\"cache_control\":{\"type\":\"ephemeral\"},\"text\":\"What is "
            + "\\u0074his?\",\"citations\":null,\"type\":\"text\"} ],\"role\":\"user\"}");
    chat.ask(claude, "Thanks.");
    assertThat(claude.refusals()).isEmpty();
  }

  @Test
  void bindsToolInputByValueWhateverTheOrderOfItsMembers() {
    String input = "{\"b\":{\"y\":[1,\"\\u00fc\"],\"x\":null},\"a\":1.50}";
    claude.enqueue(Reply.toolUse("Write", input));
    claude.enqueue(Reply.message().andThinking("Written.").andText("Done."));
    chat.ask(claude, "Write.");
    chat.askWith(
        claude,
        "[{\"type\":\"tool_result\",\"tool_use_id\":\"toolu_fake_0000000001_0\",\"content\":\"ok\"}]");
    chat.change(
        1,
        "{\"b\":{\"y\":[1,\"ü\"],\"x\":null},\"a\":1.50}",
        "{\"a\":1.50,\"b\":{\"x\":null,\"y\":[1,\"ü\"]}}");
    chat.ask(claude, "Thanks.");
    chat.change(1, "1.50", "1.51");
    assertThat(chat.refusal(claude, "Go on."))
        .isEqualTo("messages.3.content.0" + NEW + "messages.1.content.0");
  }

  @Test
  void letsAClientLeaveOldThinkingOut() {
    thinkTwice();
    Object first = Json.at(Json.parse(chat.messages.get(1)), "content", 0);
    chat.change(1, ContentForm.ofValue(first, ContentForm.Keys.AS_SENT) + ",", "");
    chat.ask(claude, "Thanks.");
    assertThat(claude.refusals()).isEmpty();
  }

  @Test
  void dropsThinkingAfterAChangeIfTheRequestAsksForThat() {
    thinkTwice();
    chat.change(1, "One.", "Won.");
    chat.settings(
        "\"thinking\":{\"type\":\"adaptive\",\"block_binding\":"
            + "{\"prefix_mismatch_behavior\":\"drop_block\"}},",
        "thinking-binding-controls-2026-08-01");
    Object answer = chat.ask(claude, "Go on.");
    assertThat(Json.at(answer, "input_transformations"))
        .isEqualTo(
            Json.parse(
                "[{\"type\":\"drop_block\",\"path\":\"messages.3.content.0\","
                    + "\"reason\":\"prefix_mismatch\"}]"));
  }

  @Test
  void refusesAChangedThoughtEvenIfItMayBeDropped() {
    thinkTwice();
    chat.change(3, "Second", "Third");
    chat.settings(
        "\"thinking\":{\"type\":\"adaptive\",\"block_binding\":"
            + "{\"prefix_mismatch_behavior\":\"drop_block\"}},",
        "thinking-binding-controls-2026-08-01");
    assertThat(chat.refusal(claude, "Go on.")).contains(CHANGED);
  }

  @Test
  void takesSignaturesOfAnotherServerWithTheSameKeyOnly() {
    thinkTwice();
    byte[] key = "another key of a test".getBytes(US_ASCII);
    try (FakeClaude same = FakeClaude.start();
        FakeClaude other = FakeClaude.builder().signingKey(key).start()) {
      assertThat(chat.refusal(other, "Go on."))
          .isEqualTo("messages.1.content.0.signature" + UNKNOWN);
      chat.ask(same, "Go on.");
    }
  }

  @Test
  void refusesAShortKey() {
    assertThatThrownBy(() -> FakeClaude.builder().signingKey(new byte[15]))
        .hasMessage("signingKey must have 16 bytes or more, had 15");
  }

  @Test
  void canLookAwayFromTheConversationButNotFromTheThought() {
    thinkTwice();
    chat.change(0, "What is this?", "What was this?");
    try (FakeClaude unbound = FakeClaude.builder().without(StrictCheck.PREFIX_BINDING).start()) {
      chat.ask(unbound, "Go on.");
      chat.change(1, "First", "Last");
      assertThat(chat.refusal(unbound, "Go on."))
          .isEqualTo("messages.1.content.0.signature" + CHANGED);
    }
  }

  @Test
  void sealsRedactedThinking() {
    claude.enqueue(Reply.message().andRedactedThinking().andText("One."));
    chat.ask(claude, "What is this?");
    chat.ask(claude, "And that?");
    chat.change(0, "What", "Who");
    assertThat(chat.refusal(claude, "Go on."))
        .isEqualTo("messages.1.content.0" + NEW + "messages.0.content");
    chat.change(0, "Who", "What");
    chat.change(1, "\"data\":\"", "\"data\":\"A");
    assertThat(chat.refusal(claude, "Go on.")).isEqualTo("messages.1.content.0.data" + UNKNOWN);
  }

  @Test
  void signsCompactionsOverTheirSummary() {
    claude.enqueue(Reply.text("One.")).enqueue(Reply.message().andCompaction("They counted."));
    chat.ask(claude, "What is this?");
    chat.ask(claude, "And that?");
    chat.ask(claude, "Go on.");
    chat.change(3, "They", "We");
    assertThat(chat.refusal(claude, "Go on."))
        .isEqualTo("messages.3.content.0.signature" + CHANGED);
  }

  @Test
  void forgetsWhatStandsBeforeACompaction() {
    thinkTwice();
    claude.enqueue(Reply.message().andCompaction("They asked.").andThinking("Hm.").andText("3."));
    chat.ask(claude, "And now?");
    chat.messages.subList(0, 5).clear();
    assertThat(chat.messages).hasSize(1);
    chat.ask(claude, "Go on.");
    assertThat(claude.refusals()).isEmpty();
  }

  @Test
  void sealsWhatIsEncryptedTogetherWithWhatStandsBesideIt() {
    claude.enqueue(Reply.message().andBlock(SEARCH_CALL).andBlock(SEARCH).andBlock(CITING));
    chat.ask(claude, "Search.");
    String sealed = chat.messages.get(1);
    assertThat(sealed).doesNotContain("\"encrypted_content\":\"\"");
    chat.ask(claude, "Thanks.");
    assertThat(claude.refusals()).isEmpty();

    chat.change(1, "A page", "TCN_NAME_1");
    assertThat(chat.refusal(claude, "Go on."))
        .isEqualTo("messages.1.content.1.content.0.encrypted_content" + CHANGED);
    chat.messages.set(1, sealed);
    chat.change(1, "\"cited_text\":\"a\"", "\"cited_text\":\"b\"");
    chat.ask(claude, "Only the index is sealed in a citation.");
    chat.change(1, "\"encrypted_index\":\"", "\"encrypted_index\":\"B");
    assertThat(chat.refusal(claude, "Go on."))
        .isEqualTo("messages.1.content.2.citations.0.encrypted_index" + UNKNOWN);
  }

  @Test
  void sealsEncryptedContentInsideOfOther() {
    claude.enqueue(
        Reply.message()
            .andBlock(
                "{\"type\":\"future_block\",\"encrypted_stdout\":\"\",\"return_code\":0,"
                    + "\"content\":[{\"encrypted_content\":\"\"}]}"));
    chat.ask(claude, "Run.");
    chat.ask(claude, "Thanks.");
    chat.change(1, "\"return_code\":0", "\"return_code\":1");
    assertThat(chat.refusal(claude, "Go on."))
        .isEqualTo("messages.1.content.0.encrypted_stdout" + CHANGED);
  }

  @Test
  void takesNoSealOfOneKindForAnother() {
    thinkTwice();
    Object content = Json.at(Json.parse(chat.messages.get(3)), "content");
    String signature = Json.text(content, 0, "signature");
    chat.messages.set(
        3,
        "{\"role\":\"assistant\",\"content\":[{\"type\":\"redacted_thinking\",\"data\":\""
            + signature
            + "\"}]}");
    assertThat(chat.refusal(claude, "Go on.")).isEqualTo("messages.3.content.0.data" + UNKNOWN);
  }
}
