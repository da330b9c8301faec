package dev.tacenda.claude.gate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.InMemoryAuditSink;
import dev.tacenda.audit.PolicyRef;
import dev.tacenda.claude.ClaudeRequest;
import dev.tacenda.claude.GuardedCall;
import dev.tacenda.claude.ResponseHead;
import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.claude.gate.SettableClock;
import dev.tacenda.claude.gate.policy.BundleSource.Fetched;
import dev.tacenda.mask.PlaceholderKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Policies change all the time while calls are made: none fails, and no session sees two. */
class ReloadUnderLoadTest {
  private static final int REVISIONS = Integer.getInteger("tacenda.rounds", 200);
  private static final int CALLERS = 4;
  private static final int CALLS = 4;
  private static final String TOKEN = "acme_live" + "_FAKE0123456789";

  private final InMemoryAuditSink sink = new InMemoryAuditSink();
  private final PlaceholderKey key = PlaceholderKey.of(new byte[32]);
  private volatile PolicyBundle shelf = bundle(1);
  private final PolicyFeed feed =
      PolicyFeed.builder(Bundles.NAME, tag -> Fetched.unlessKnown(tag, shelf), Bundles.TRUST, sink)
          .clock(new SettableClock(Bundles.NOW))
          .build();

  /** Every other revision masks with other words, so that their digests differ. */
  private static PolicyBundle bundle(int revision) {
    String policy = Bundles.POLICY + "min-confidence: " + (1 + revision % 2) + "\n";
    return Bundles.writer(revision).write(Bundles.filesWith("builds.yaml", policy), Bundles.ALICE);
  }

  @Test
  void noCallFailsAndNoSessionIsMixed() throws Exception {
    feed.refresh();
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    List<Future<Integer>> sessions = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      sessions.add(callers.submit(() -> sessions(done)));
    }
    try (TrafficGuard lasting = guard()) {
      for (int revision = 2; revision <= REVISIONS; revision++) {
        publish(revision);
        call(lasting);
      }
      done.set(true);
      int opened = 1;
      for (Future<Integer> each : sessions) {
        opened += each.get(); // throws what a call threw
      }
      assertRecords(opened, lasting.sessionId());
    } finally {
      done.set(true);
      callers.shutdownNow();
    }
  }

  private void publish(int revision) {
    if (revision % 5 == 0) {
      shelf = Bundles.writer(revision).write(Bundles.files(), Bundles.MALLORY);
      assertThat(feed.refresh().failure()).isPresent();
    }
    shelf = bundle(revision);
    assertThat(feed.refresh().inForce().orElseThrow().revision()).isEqualTo(revision);
  }

  private TrafficGuard guard() {
    return TrafficGuard.builder(feed, key, sink).build();
  }

  private int sessions(AtomicBoolean done) throws IOException {
    int opened = 0;
    while (!done.get()) {
      try (TrafficGuard guard = guard()) {
        for (int i = 0; i < CALLS; i++) {
          call(guard);
        }
        opened++;
      }
    }
    return opened;
  }

  private static void call(TrafficGuard guard) throws IOException {
    String body = "{\"messages\":[{\"role\":\"user\",\"content\":\"use " + TOKEN + "\"}]}";
    GuardedCall call =
        guard.admit(
            ClaudeRequest.builder("POST", "/v1/messages")
                .body("application/json", body.getBytes(StandardCharsets.UTF_8))
                .build());
    assertThat(new String(call.request().body(), StandardCharsets.UTF_8))
        .contains("TCN_")
        .doesNotContain(TOKEN);
    InputStream answer = new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8));
    try (InputStream masked = call.guard(new ResponseHead(200, "application/json", ""), answer)) {
      masked.readAllBytes();
    }
  }

  private void assertRecords(int opened, UUID lasting) {
    Map<UUID, Set<PolicyRef>> policies = new HashMap<>();
    Map<Long, Set<String>> digests = new HashMap<>();
    int intended = 0;
    for (AuditRecord record : sink.records()) {
      assertThat(record.kind()).isNotEqualTo(Kind.REQUEST_DENIED);
      if (record.kind() == Kind.REQUEST_INTENDED || record.kind() == Kind.RESPONSE_COMPLETED) {
        PolicyRef policy = record.policy().orElseThrow();
        policies.computeIfAbsent(record.sessionId(), id -> new HashSet<>()).add(policy);
        digests.computeIfAbsent(policy.revision(), r -> new HashSet<>()).add(policy.digest());
        intended += record.kind() == Kind.REQUEST_INTENDED ? 1 : 0;
      }
    }
    assertThat(policies).hasSize(opened);
    assertThat(policies.values()).as("one policy in each session").allMatch(p -> p.size() == 1);
    assertThat(digests.values()).as("one content of each revision").allMatch(d -> d.size() == 1);
    assertThat(policies.get(lasting)).allMatch(policy -> policy.revision() == 1);
    assertThat(intended).isEqualTo((opened - 1) * CALLS + REVISIONS - 1);
    assertThat(digests).as("revisions that sessions began with").hasSizeGreaterThan(REVISIONS / 20);
    System.out.println(
        "reload: "
            + REVISIONS
            + " revisions, "
            + opened
            + " sessions under "
            + digests.size()
            + " of them, "
            + intended
            + " calls, none failed");
  }
}
