package dev.tacenda.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.audit.AuditSink;
import dev.tacenda.claude.RequestDeniedException;
import dev.tacenda.claude.RequestDeniedException.Reason;
import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.testkit.AdapterContract.Answer;
import dev.tacenda.testkit.AdapterContract.Client;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the tests of {@link AdapterContract} work with: FakeClaude, clients under guards, and all
 * the evidence of one test. Used by one thread.
 */
final class AdapterContractBench implements AutoCloseable {
  static final String PLACEHOLDER = "TCN_";

  private static final String MESSAGES = "/v1/messages";

  private final long seed = Long.getLong("tacenda.seed", 7);
  private final PlantedSecrets planted = PlantedSecrets.of(seed);
  private final AdapterContractGuards guards = new AdapterContractGuards(planted);
  private final AdapterContractConversation conversation;
  private final AdapterContractRecords records;
  private final FakeClaude claude = FakeClaude.start();
  private final AdapterContractOutput output = AdapterContractOutput.capture();
  private final Path folder;
  private final Connector connector;
  private final List<Client> clients = new ArrayList<>();
  private final List<AdapterContractSeen> evidence = new ArrayList<>();

  /** Makes a client. */
  interface Connector {
    Client connect(String baseUrl, TrafficGuard guard) throws Exception;
  }

  AdapterContractBench(Path folder, Connector connector, boolean streams) {
    this.folder = folder;
    this.connector = connector;
    this.conversation = new AdapterContractConversation(planted, streams);
    this.records = new AdapterContractRecords(folder.resolve("audit"));
  }

  FakeClaude claude() {
    return claude;
  }

  AdapterContractRecords records() {
    return records;
  }

  AdapterContractConversation conversation() {
    return conversation;
  }

  TrafficGuard guard() {
    return guard(AdapterContractGuards.masking(), records.sink());
  }

  TrafficGuard guard(MaskingPolicy policy, AuditSink sink) {
    return guards.of(policy, sink);
  }

  /** Returns the client of this test, with the guard that masks. */
  Client client() {
    return clients.isEmpty() ? client(guard()) : clients.get(0);
  }

  Client client(TrafficGuard guard) {
    try {
      Client client = connector.connect(claude.baseUrl(), guard);
      clients.add(client);
      return client;
    } catch (Exception e) {
      throw new AssertionError("the client under test cannot be made", e);
    }
  }

  /** Sends messages and reads the answer to the end. */
  AdapterContractSeen exchange(Client client, byte[] json) {
    return exchange(client, MESSAGES, json);
  }

  AdapterContractSeen exchange(Client client, String path, byte[] json) {
    StringBuilder text = new StringBuilder();
    Optional<Exception> failure = read(client, path, json, text);
    AdapterContractSeen seen = new AdapterContractSeen(text.toString(), failure);
    evidence.add(seen);
    return seen;
  }

  private static Optional<Exception> read(
      Client client, String path, byte[] json, StringBuilder text) {
    try (Answer answer = client.post(path, json)) {
      for (Optional<String> next = answer.next(); next.isPresent(); next = answer.next()) {
        text.append(next.get());
      }
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(e);
    } catch (Exception e) {
      return Optional.of(e);
    }
  }

  RecordedRequest onlyRequest() {
    MaskingAssertions.assertThatRequests(claude).hasCount(1);
    return claude.requests().get(0);
  }

  void assertSameBodies(int count) {
    MaskingAssertions.assertThatRequests(claude).hasCount(count);
    byte[] first = claude.requests().get(0).body();
    claude.requests().forEach(each -> MaskingAssertions.assertThatRequest(each).hasBody(first));
  }

  void assertHoldsAllPlantedValues(byte[] bytes) {
    assertThat(leaks(bytes)).as("planted values, seed %d", seed).isEqualTo(planted.asMap().size());
  }

  /** Fails unless the text has placeholders and no planted value. */
  void assertMasked(String text) {
    assertThat(leaks(text.getBytes(UTF_8))).as("planted values, seed %d", seed).isZero();
    assertThat(text).contains(PLACEHOLDER);
  }

  private int leaks(byte[] bytes) {
    return LeakCheck.of(planted.asMap()).search("bytes", bytes).report().found();
  }

  void assertDenied(AdapterContractSeen seen, Reason reason) {
    assertThat(claude.requests()).isEmpty();
    assertThat(seen.text()).isEmpty();
    assertThat(seen.denial().map(RequestDeniedException::reason)).contains(reason);
    records.assertDenied(reason);
  }

  /** Fails if a planted value is in anything that this test has left behind. */
  void assertNothingLeaked() throws IOException {
    for (Client client : clients) {
      client.close();
    }
    LeakCheck check = LeakCheck.of(planted.asMap()).searchRequests(claude).searchTree(folder);
    check.searchText("output", output.text()).searchText("records", records.text());
    for (AdapterContractSeen each : evidence) {
      check.searchText("what the application saw", each.text());
      each.failure().ifPresent(failure -> check.searchThrowable("what it caught", failure));
    }
    check.report().assertClean();
  }

  @Override
  public void close() {
    output.close();
    records.close();
    claude.close();
  }
}
