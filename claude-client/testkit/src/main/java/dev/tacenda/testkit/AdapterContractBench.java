package dev.tacenda.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.audit.AuditException;
import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.AuditSink;
import dev.tacenda.audit.InMemoryAuditSink;
import dev.tacenda.audit.JsonlAuditSink;
import dev.tacenda.audit.Outcome;
import dev.tacenda.claude.RequestDeniedException;
import dev.tacenda.claude.RequestDeniedException.Reason;
import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.mask.KnownSecrets;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import dev.tacenda.testkit.AdapterContract.Answer;
import dev.tacenda.testkit.AdapterContract.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the tests of {@link AdapterContract} work with: FakeClaude, a guard with planted values and
 * a log on disk, and all the evidence of one test. Used by one thread but for the hook.
 */
final class AdapterContractBench implements AutoCloseable {
  static final String PLACEHOLDER = "TCN_";

  private static final String POLICY =
      """
      tacenda-policy: 1
      name: contract
      revision: 1
      anonymous-callers: admit
      rules:
        use: [standard]
      """;

  private static final String BLOCK =
      """
      actions:
        - kind: known-secret
          action: block
      """;

  /** The same in every run, so that what a test saw can be seen again. */
  private static final PlaceholderKey KEY =
      PlaceholderKey.of("a key for tests, of 32 bytes ...".getBytes(US_ASCII));

  private final PlantedSecrets planted = PlantedSecrets.of(Long.getLong("tacenda.seed", 7));
  private final AdapterContractConversation conversation;
  private final FakeClaude claude = FakeClaude.start();
  private final InMemoryAuditSink records = new InMemoryAuditSink();
  private final Path folder;
  private final JsonlAuditSink log;
  private final AdapterContractOutput output = AdapterContractOutput.capture();
  private final Connector connector;
  private final List<Client> clients = new ArrayList<>();
  private final List<Seen> evidence = new ArrayList<>();

  /** Makes a client. */
  interface Connector {
    Client connect(String baseUrl, TrafficGuard guard) throws Exception;
  }

  /** What the application saw of one call. */
  record Seen(String text, Optional<Exception> failure) {
    /** The text, and what exceptions say. */
    String everything() {
      StringBuilder out = new StringBuilder(text);
      for (Throwable each = failure.orElse(null); each != null; each = each.getCause()) {
        out.append('\n').append(each);
      }
      return out.toString();
    }

    Optional<RequestDeniedException> denial() {
      for (Throwable each = failure.orElse(null); each != null; each = each.getCause()) {
        if (each instanceof RequestDeniedException denial) {
          return Optional.of(denial);
        }
      }
      return Optional.empty();
    }

    @Override
    public String toString() {
      return "Seen{" + text.length() + " characters, failure " + failure.isPresent() + "}";
    }
  }

  AdapterContractBench(Path folder, Connector connector, boolean streams) {
    this.folder = folder;
    this.connector = connector;
    this.conversation = new AdapterContractConversation(planted, streams);
    this.log = JsonlAuditSink.open(folder.resolve("audit"));
  }

  FakeClaude claude() {
    return claude;
  }

  // Guards and clients.

  static MaskingPolicy blocking() {
    return MaskingPolicy.parse("contract.yaml", (POLICY + BLOCK).getBytes(UTF_8));
  }

  TrafficGuard guard() {
    return guard(MaskingPolicy.parse("contract.yaml", POLICY.getBytes(UTF_8)));
  }

  TrafficGuard guard(MaskingPolicy policy) {
    return guard(policy, AuditSink.composite(log, records));
  }

  TrafficGuard guardWithBrokenSink() {
    MaskingPolicy policy = MaskingPolicy.parse("contract.yaml", POLICY.getBytes(UTF_8));
    return guard(policy, new BrokenSink());
  }

  private TrafficGuard guard(MaskingPolicy policy, AuditSink sink) {
    KnownSecrets.Builder known = KnownSecrets.builder();
    planted.asMap().forEach(known::add);
    return TrafficGuard.builder(policy, KEY, sink).knownSecrets(known.build()).build();
  }

  /** Stores everything but intents. */
  private static final class BrokenSink implements AuditSink {
    @Override
    public void write(AuditRecord record) {
      if (record.kind() == Kind.REQUEST_INTENDED) {
        throw new AuditException(
            AuditException.Reason.WRITE_FAILED, "the disk of the test is full");
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** Returns the client of this test, with the guard that admits. */
  Client client() {
    if (clients.isEmpty()) {
      return client(guard());
    }
    return clients.get(0);
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

  // What is sent and said.

  byte[] conversation() {
    return conversation.withPlantedValues();
  }

  byte[] question() {
    return conversation.withoutPlantedValues();
  }

  int plantedCount() {
    return planted.asMap().size();
  }

  String planted(String name) {
    return planted.value(name).orElseThrow();
  }

  String plantedText() {
    return conversation.plantedText();
  }

  String plantedObject() {
    return conversation.plantedObject();
  }

  /** Makes one call and reads its answer to the end. */
  Seen exchange(Client client, String path, byte[] json) {
    StringBuilder text = new StringBuilder();
    Seen seen = seen(text, read(client, path, json, text));
    evidence.add(seen);
    return seen;
  }

  private static Seen seen(StringBuilder text, Optional<Exception> failure) {
    return new Seen(text.toString(), failure);
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

  // What is true of requests.

  RecordedRequest onlyRequest() {
    MaskingAssertions.assertThatRequests(claude).hasCount(1);
    return claude.requests().get(0);
  }

  void assertSameBodies(int count) {
    MaskingAssertions.assertThatRequests(claude).hasCount(count);
    byte[] first = claude.requests().get(0).body();
    claude.requests().forEach(each -> MaskingAssertions.assertThatRequest(each).hasBody(first));
  }

  int leaksIn(byte[] bytes) {
    return LeakCheck.of(planted.asMap()).search("bytes", bytes).report().found();
  }

  int leaksIn(String text) {
    return leaksIn(text.getBytes(UTF_8));
  }

  void assertDenied(Seen seen, Reason reason) {
    assertNothingSent(seen, reason);
    AuditRecord last = ofKinds(Kind.REQUEST_DENIED, Kind.REQUEST_INTENDED).get(0);
    assertThat(last.kind()).isEqualTo(Kind.REQUEST_DENIED);
    assertThat(last.reason()).contains(reason.name());
  }

  void assertNothingSent(Seen seen, Reason reason) {
    assertThat(claude.requests()).isEmpty();
    assertThat(seen.text()).isEmpty();
    assertThat(seen.denial().map(RequestDeniedException::reason)).contains(reason);
  }

  // What is true of records.

  /** To be called when a request arrives. */
  void assertIntentIsDurable(RecordedRequest request) {
    List<AuditRecord> intents = ofKinds(Kind.REQUEST_INTENDED);
    assertThat(intents).hasSize(request.order());
    AuditRecord intent = intents.get(request.order() - 1);
    assertThat(intent.body().orElseThrow().sha256()).isEqualTo(sha256(request.body()));
    assertThat(lines())
        .anyMatch(
            line ->
                line.contains(Kind.REQUEST_INTENDED.wireName())
                    && line.contains(intent.exchangeId().orElseThrow().toString()));
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(log.path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  List<AuditRecord> closings() {
    return ofKinds(Kind.RESPONSE_COMPLETED, Kind.RESPONSE_ABORTED);
  }

  /** Fails unless there is one closing record, and it says this. */
  void assertClosed(Kind kind, Outcome outcome, int status) {
    assertThat(closings()).hasSize(1);
    AuditRecord closing = closings().get(0);
    assertThat(closing.kind()).isEqualTo(kind);
    assertThat(closing.outcome()).contains(outcome);
    assertThat(closing.httpStatus()).hasValue(status);
  }

  private List<AuditRecord> ofKinds(Kind... kinds) {
    List<Kind> wanted = List.of(kinds);
    return records.records().stream().filter(each -> wanted.contains(each.kind())).toList();
  }

  void assertEachIntentHasOneClosing() {
    List<String> closed = closings().stream().map(AdapterContractBench::attempt).toList();
    List<String> intended =
        ofKinds(Kind.REQUEST_INTENDED).stream().map(AdapterContractBench::attempt).toList();
    assertThat(closed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(intended);
  }

  private static String attempt(AuditRecord each) {
    return each.exchangeId().orElseThrow() + " attempt " + each.attempt().orElseThrow();
  }

  void assertNothingLeaked() throws Exception {
    for (Client client : clients) {
      client.close();
    }
    log.flush();
    LeakCheck check = LeakCheck.of(planted.asMap()).searchRequests(claude).searchTree(folder);
    check.searchText("output", output.text());
    check.searchText(
        "records",
        records.records().stream().map(AuditRecord::toString).collect(Collectors.joining("\n")));
    for (Seen each : evidence) {
      check.searchText("what the application saw", each.text());
      each.failure().ifPresent(failure -> check.searchThrowable("what it caught", failure));
    }
    check.report().assertClean();
  }

  @Override
  public void close() {
    output.close();
    log.close();
    claude.close();
  }
}
