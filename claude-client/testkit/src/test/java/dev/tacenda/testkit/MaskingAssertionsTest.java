package dev.tacenda.testkit;

import static dev.tacenda.testkit.MaskingAssertions.assertThatRequest;
import static dev.tacenda.testkit.MaskingAssertions.assertThatRequests;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MaskingAssertionsTest {

  private static final Map<String, String> PLANTED = Map.of("password", "hunter2-FAKE");

  private final FakeClaude claude = FakeClaude.start();
  private final Calls calls = new Calls(claude);

  @AfterEach
  void stop() {
    claude.close();
  }

  private RecordedRequest sent(String body) {
    calls.messages(body);
    return claude.requests().get(claude.requests().size() - 1);
  }

  @Test
  void passesWhatLeaksNothing() {
    sent(Calls.BODY);
    assertThatRequests(claude).hasCount(1).leakNothingOf(PLANTED);
    assertThatRequest(claude.requests().get(0))
        .hasJsonBody()
        .hasHeader("X-Api-Key")
        .hasNoHeader("authorization")
        .bodyContains("Hello")
        .bodyDoesNotContain("hunter2")
        .hasBody(Calls.BODY.getBytes(StandardCharsets.UTF_8))
        .leaksNothingOf(PLANTED);
  }

  @Test
  void failsOnALeakWithoutPrintingIt() {
    RecordedRequest request = sent(Calls.BODY.replace("Hello", "hunter2-FAKE"));
    assertThatRequests(claude).leakAllOf(PLANTED);
    assertThatThrownBy(() -> assertThatRequests(claude).leakNothingOf(PLANTED))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("password in request 1 body at")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> assertThatRequest(request).leaksNothingOf(PLANTED))
        .hasMessageContaining("password")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> assertThatRequest(request).bodyDoesNotContain("hunter2"))
        .hasMessageContaining("7 characters")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void failsWhenNothingWasSent() {
    assertThatThrownBy(() -> assertThatRequests(claude).leakNothingOf(PLANTED))
        .hasMessageContaining("nothing was searched");
    assertThatThrownBy(() -> assertThatRequests(claude).leakAllOf(PLANTED))
        .hasMessageContaining("found 0");
    assertThatThrownBy(() -> assertThatRequests(claude).hasCount(1))
        .hasMessageContaining("expected 1 requests, saw 0");
  }

  @Test
  void failsWithSizesOnlyWhenBodiesDiffer() {
    RecordedRequest request = sent("{\"FAKE\":1,\"FAKE\":2}");
    assertThat(request.isComplete()).isTrue();
    assertThatThrownBy(() -> assertThatRequest(request).hasJsonBody())
        .hasMessageContaining("line 1")
        .hasMessageNotContaining("FAKE");
    assertThatThrownBy(() -> assertThatRequest(request).hasBody(new byte[] {'{'}))
        .hasMessageContaining("differ at 1")
        .hasMessageNotContaining("FAKE");
    assertThatThrownBy(() -> assertThatRequest(request).bodyContains("nope"))
        .hasMessageContaining("nope")
        .hasMessageNotContaining("FAKE");
    assertThatThrownBy(() -> assertThatRequest(request).hasHeader("x-none"))
        .hasMessageContaining("x-none");
    assertThatThrownBy(() -> assertThatRequest(request).hasNoHeader("x-api-key"))
        .hasMessageContaining("x-api-key")
        .hasMessageNotContaining("fake-key");
  }
}
