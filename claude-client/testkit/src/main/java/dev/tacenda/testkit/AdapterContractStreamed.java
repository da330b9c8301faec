package dev.tacenda.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.Outcome;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What an adapter for a client that streams must do besides all of {@link AdapterContract}. The
 * requests of this contract say {@code "stream": true}; the client returns each piece of text when
 * it arrives.
 */
public abstract class AdapterContractStreamed extends AdapterContract {
  private static final String MESSAGES = "/v1/messages";

  @Override
  boolean streams() {
    return true;
  }

  /**
   * Says whether the client can give up an answer while it waits for more of it; true unless
   * overridden. If it waits until more comes, the answer may have ended by then.
   */
  public boolean givesUpAtOnce() {
    return true;
  }

  @Test
  void secretIsMaskedWhereverItIsSplitIntoDeltas() {
    String text = "the key is " + bench().conversation().planted("github-token") + ", ask no more";
    String whole = say(Reply.text(text).deltaSize(text.length()));
    assertThat(whole).startsWith("the key is TCN_").endsWith(", ask no more");

    // The first cut falls on every place once.
    for (int size = 1; size < text.length(); size++) {
      assertThat(say(Reply.text(text).deltaSize(size))).as("deltas of %d", size).isEqualTo(whole);
    }
  }

  @Test
  void secretIsMaskedWhereverTheBytesAreSplit() {
    String text = bench().conversation().plantedText();
    String whole = say(Reply.text(text));

    for (int size : new int[] {1, 2, 7, 64}) {
      String said = say(Reply.text(text).deltaSize(3).bytesPerWrite(size));
      assertThat(said).as("writes of %d bytes", size).isEqualTo(whole);
    }
  }

  private String say(Reply reply) {
    bench().claude().enqueue(reply);
    AdapterContractSeen seen = bench().exchange(bench().client(), question());
    assertThat(seen.failure()).isEmpty();
    return seen.text();
  }

  @Test
  void textArrivesBeforeTheAnswerHasEnded() throws Exception {
    try (AdapterContractHeldStream server = AdapterContractHeldStream.start();
        Client client = connect(server.baseUrl(), bench().guard());
        Answer answer = client.post(MESSAGES, question())) {
      String first = firstText(answer);
      boolean endWasHeld = server.releaseEnd();

      assertThat(first).isNotBlank();
      assertThat(endWasHeld).as("the end was not sent yet when the first text arrived").isTrue();
      assertThat(rest(answer)).contains(AdapterContractHeldStream.LAST_WORDS);
    }
    bench().records().assertClosed(Kind.RESPONSE_COMPLETED, Outcome.SUCCESS, 200);
  }

  private static String firstText(Answer answer) throws Exception {
    Optional<String> piece = answer.next();
    while (piece.isPresent() && piece.get().isBlank()) {
      piece = answer.next();
    }
    return piece.orElse("");
  }

  private static String rest(Answer answer) throws Exception {
    StringBuilder text = new StringBuilder();
    for (Optional<String> piece = answer.next(); piece.isPresent(); piece = answer.next()) {
      text.append(piece.get());
    }
    return text.toString();
  }

  @Test
  void recordsAnAnswerThatIsClosedEarly() throws Exception {
    try (AdapterContractHeldStream server = AdapterContractHeldStream.start();
        Client client = connect(server.baseUrl(), bench().guard())) {
      try (Answer answer = client.post(MESSAGES, question())) {
        assertThat(firstText(answer)).isNotBlank();
        if (!givesUpAtOnce()) {
          assertThat(server.releaseEnd()).isTrue();
        }
      }
      if (givesUpAtOnce()) {
        bench().records().assertClosed(Kind.RESPONSE_ABORTED, Outcome.CANCELLED, 200);
      } else {
        assertThat(bench().records().closings()).hasSize(1);
      }
    }
  }

  @Test
  void recordsAnErrorInTheMiddleOfAnAnswer() {
    String message = "overloaded by " + bench().conversation().plantedText();
    bench().claude().enqueue(Reply.text("begins").errorAfter(4, "overloaded_error", message));

    AdapterContractSeen seen = bench().exchange(bench().client(), question());

    bench().assertMasked(seen.everything());
    bench().records().assertClosed(Kind.RESPONSE_COMPLETED, Outcome.API_ERROR, 200);
  }

  @Test
  void recordsAnAnswerThatEndsWithoutItsEnd() {
    bench().claude().enqueue(Reply.text("never finished").endAfter(5));

    bench().exchange(bench().client(), question());

    bench().records().assertClosed(Kind.RESPONSE_ABORTED, Outcome.TRANSPORT_FAILED, 200);
  }

  @Test
  void masksEventsItDoesNotKnow() {
    String body =
        """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_fake_1","type":"message","role":"assistant",\
        "model":"claude-fake-1","content":[],"stop_reason":null,"stop_sequence":null,\
        "usage":{"input_tokens":1,"output_tokens":1}}}

        event: from_the_future
        data: {"type":"from_the_future","news":"%s"}

        event: message_stop
        data: {"type":"message_stop"}

        """
            .formatted(bench().conversation().planted("github-token"));
    bench().claude().enqueue(Reply.sse(body.getBytes(UTF_8)));

    AdapterContractSeen seen = bench().exchange(bench().client(), question());

    // A client may swallow the event; what it shows of it is searched after the test.
    assertThat(seen.failure()).isEmpty();
    bench().records().assertClosed(Kind.RESPONSE_COMPLETED, Outcome.SUCCESS, 200);
  }
}
