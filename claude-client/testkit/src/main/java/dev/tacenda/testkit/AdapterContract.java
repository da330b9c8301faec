package dev.tacenda.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.Outcome;
import dev.tacenda.claude.RequestDeniedException.Reason;
import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.mask.MaskingPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * What every adapter between an HTTP client and the guard must do, as tests. Extend it in your own
 * tests and say how your client is driven; extend {@link AdapterContractStreamed} instead if the
 * client streams. JUnit and AssertJ must be on the class path.
 *
 * <pre>{@code
 * class MyClientContractTest extends AdapterContract {
 *   public Client connect(String baseUrl, TrafficGuard guard) {
 *     return new MyDriver(MyClient.builder().baseUrl(baseUrl).interceptor(guarded(guard)).build());
 *   }
 * }
 * }</pre>
 *
 * <p>After each test it also checks that every attempt that was recorded as intended has exactly
 * one closing record, and that none of the planted values is in a request, a record, an exception,
 * the answer the application saw, or what was printed or logged. The tests redirect {@link
 * System#out} and {@link System#err}, so they must not run beside others that do. They wait for
 * their client without a limit of their own; set one for all tests of JUnit.
 */
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
public abstract class AdapterContract {
  private AdapterContractBench bench;

  /** A client under test, with the guard installed. Used by one thread. */
  public interface Client extends AutoCloseable {
    /**
     * Sends {@code json} to {@code path} and returns the answer, before its end if the client
     * streams. The contract sends messages, but also text that is not JSON, and to a path that does
     * not exist: use whatever way your client has for that.
     *
     * @throws Exception what the client threw, as it is; an HTTP error may be thrown or returned
     */
    Answer post(String path, byte[] json) throws Exception;

    @Override
    void close() throws IOException;
  }

  /** An answer as the application sees it. Used by one thread. */
  public interface Answer extends AutoCloseable {
    /**
     * Returns the next piece of what was said, as soon as there is any: text, tool input, the body
     * of an error, or an event of an unknown type; empty at the end. A client that does not stream
     * returns one piece.
     *
     * @throws Exception what the client threw, as it is
     */
    Optional<String> next() throws Exception;

    /** Gives up what has not been read yet. */
    @Override
    void close() throws IOException;
  }

  /**
   * Makes a client whose calls go through {@code guard}. The contract closes it.
   *
   * @param baseUrl such as {@code http://127.0.0.1:40123}
   */
  public abstract Client connect(String baseUrl, TrafficGuard guard) throws Exception;

  /**
   * Says whether the adapter gets an answer when it begins; true unless overridden. If the client
   * hands it over only when it is whole, the record of one that was cut off cannot have its status.
   */
  public boolean seesAnswersBegin() {
    return true;
  }

  boolean streams() {
    return false;
  }

  AdapterContractBench bench() {
    return bench;
  }

  private TrafficGuard guard(MaskingPolicy policy) {
    return bench.guard(policy, bench.records().sink());
  }

  private byte[] planted() {
    return bench.conversation().withPlantedValues();
  }

  byte[] question() {
    return bench.conversation().withoutPlantedValues();
  }

  @BeforeEach
  void openBench(@TempDir Path folder) {
    bench = new AdapterContractBench(folder, this::connect, streams());
  }

  @AfterEach
  void closeBench() throws Exception {
    try (AdapterContractBench closing = bench) {
      closing.records().assertEachIntentHasOneClosing();
      closing.assertNothingLeaked();
    }
  }

  @Test
  void plantedValuesNeverLeaveTheProcess() {
    byte[] body = planted();
    bench.assertHoldsAllPlantedValues(body);

    bench.exchange(bench.client(), body);

    RecordedRequest request = bench.onlyRequest();
    MaskingAssertions.assertThatRequest(request).hasJsonBody();
    bench.assertMasked(request.bodyText());
  }

  @Test
  void identicalCallsSendIdenticalBytesAlsoThroughAnotherGuardWithTheSameKey() {
    bench.exchange(bench.client(), planted());
    bench.exchange(bench.client(), planted());
    bench.exchange(bench.client(bench.guard()), planted());

    bench.assertSameBodies(3);
  }

  @Test
  void secretsInTheAnswerComeBackMasked() {
    Reply said =
        Reply.text(bench.conversation().plantedText())
            .andToolUse("run", bench.conversation().plantedObject());
    for (Reply reply :
        List.of(said, said.gzip(), said.escapeEveryCharacter(), said.bytesPerWrite(1))) {
      bench.claude().enqueue(reply);
      AdapterContractSeen seen = bench.exchange(bench.client(), question());

      assertThat(seen.failure()).isEmpty();
      bench.assertMasked(seen.text());
    }
  }

  @Test
  void secretsInAnErrorComeBackMasked() {
    bench
        .claude()
        .enqueue(Reply.error(400, "invalid_request_error", bench.conversation().plantedText()));

    AdapterContractSeen seen = bench.exchange(bench.client(), question());

    bench.assertMasked(seen.everything());
    bench.records().assertClosed(Kind.RESPONSE_COMPLETED, Outcome.API_ERROR, 400);
  }

  @Test
  void doesNotSendWhatThePolicyBlocks() {
    Client client = bench.client(guard(AdapterContractGuards.blocking()));

    AdapterContractSeen seen = bench.exchange(client, planted());

    bench.assertDenied(seen, Reason.POLICY_BLOCKED);
  }

  @Test
  void doesNotSendForAnonymousCallersUnlessThePolicyAdmitsThem() {
    Client client = bench.client(guard(MaskingPolicy.standard()));

    AdapterContractSeen seen = bench.exchange(client, planted());

    bench.assertDenied(seen, Reason.ANONYMOUS_NOT_ADMITTED);
  }

  @Test
  void doesNotSendToAnEndpointThatIsNotCovered() {
    AdapterContractSeen seen = bench.exchange(bench.client(), "/v1/not_covered", planted());

    bench.assertDenied(seen, Reason.ENDPOINT_NOT_COVERED);
  }

  @Test
  void doesNotSendABodyThatIsNotJson() {
    byte[] body = ("{\"messages\": [" + bench.conversation().plantedText()).getBytes(UTF_8);

    AdapterContractSeen seen = bench.exchange(bench.client(), body);

    bench.assertDenied(seen, Reason.BODY_MALFORMED);
  }

  @Test
  void doesNotSendWhatCannotBeRecorded() {
    Client client =
        bench.client(bench.guard(AdapterContractGuards.masking(), bench.records().brokenSink()));

    AdapterContractSeen seen = bench.exchange(client, planted());

    bench.assertDenied(seen, Reason.AUDIT_FAILED);
  }

  @Test
  void intentIsOnTheDiskBeforeTheRequestArrives() {
    bench.claude().onRequest(bench.records()::assertIntentIsDurable);

    bench.exchange(bench.client(), planted());
    bench.exchange(bench.client(), question());

    MaskingAssertions.assertThatRequests(bench.claude()).hasCount(2);
  }

  @Test
  void recordsAWholeAnswer() {
    AdapterContractSeen seen = bench.exchange(bench.client(), question());

    assertThat(seen.failure()).isEmpty();
    bench.records().assertClosed(Kind.RESPONSE_COMPLETED, Outcome.SUCCESS, 200);
    assertThat(bench.records().closings())
        .flatExtracting(each -> each.tokens().keySet())
        .isNotEmpty();
  }

  @Test
  void recordsAnAnswerThatIsCutOff() {
    bench.claude().enqueue(Reply.text("cut off in the middle").cutAfter(4));

    AdapterContractSeen seen = bench.exchange(bench.client(), question());

    assertThat(seen.failure()).isPresent();
    if (seesAnswersBegin()) {
      bench.records().assertClosed(Kind.RESPONSE_ABORTED, Outcome.TRANSPORT_FAILED, 200);
    } else {
      assertThat(bench.records().closings()).hasSize(1).allSatisfy(AdapterContract::assertNoAnswer);
    }
  }

  @Test
  void recordsThatThereWasNoAnswer() throws IOException {
    Client client = bench.client();
    bench.claude().close();

    try (Socket held = hold(bench.claude().baseUrl())) {
      AdapterContractSeen seen = bench.exchange(client, question());

      assertThat(held.isBound()).isTrue();
      assertThat(seen.failure()).isPresent();
      assertThat(bench.records().closings())
          .isNotEmpty()
          .allSatisfy(AdapterContract::assertNoAnswer);
    }
  }

  /**
   * Takes the port of a closed server, so that no server of another process gets it. Nobody listens
   * there: connections are refused.
   */
  private static Socket hold(String baseUrl) throws IOException {
    Socket socket = new Socket();
    socket.setReuseAddress(true);
    int port = URI.create(baseUrl).getPort();
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  private static void assertNoAnswer(AuditRecord closing) {
    assertThat(closing.kind()).isEqualTo(Kind.RESPONSE_ABORTED);
    assertThat(closing.outcome()).contains(Outcome.TRANSPORT_FAILED);
    assertThat(closing.httpStatus()).isEmpty();
  }

  /** Whether the client tries again by itself, or the application has to. */
  @Test
  void anotherAttemptSendsTheSameBytes() {
    Reply failure = Reply.error(500, "api_error", "try again");
    bench.claude().enqueue(failure).enqueue(failure);
    Client client = bench.client();

    for (int i = 0; i < 3 && bench.claude().requests().size() < 3; i++) {
      bench.exchange(client, planted());
    }

    bench.assertSameBodies(3);
  }
}
