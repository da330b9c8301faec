package dev.tacenda.claude.gate.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tacenda.audit.AuditException;
import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditSink;
import dev.tacenda.audit.InMemoryAuditSink;
import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.Credential;
import dev.tacenda.claude.gate.CredentialException;
import dev.tacenda.claude.gate.CredentialException.Reason;
import dev.tacenda.claude.gate.SealedSecret;
import dev.tacenda.claude.gate.SettableClock;
import dev.tacenda.claude.gate.credential.Issuance.How;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One credential, kept fresh for all threads. */
class LeasedCredentialsTest {
  private static final Caller CALLER = Caller.verified("operator", "job", Set.of());
  private static final Duration HOUR = Duration.ofHours(1);

  private final SettableClock clock = new SettableClock(Instant.parse("2026-12-01T08:00:00Z"));
  private final AtomicInteger obtained = new AtomicInteger();
  private final ExecutorService threads = Executors.newFixedThreadPool(100);
  private volatile @Nullable RuntimeException failing;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  private final LeasedCredentials leases = leases(null, Duration.ofSeconds(30));

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void usesOneForEightyPercentOfItsLifeAndThenTheNext() {
    assertThat(get()).isEqualTo("FAKE-token-1");
    clock.pass(Duration.ofMinutes(48).minusMillis(1));
    assertThat(get()).isEqualTo("FAKE-token-1");
    clock.pass(Duration.ofMillis(1));
    assertThat(get()).isEqualTo("FAKE-token-2");
    assertThat(obtained).hasValue(2);
  }

  @Test
  void aHundredThreadsObtainOne() throws Exception {
    gate = new CountDownLatch(1);
    CountDownLatch started = new CountDownLatch(100);
    List<Future<String>> all = inThreads(100, started);
    assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
    gate.countDown();

    Set<String> tokens = new HashSet<>();
    for (Future<String> each : all) {
      tokens.add(each.get(30, TimeUnit.SECONDS));
    }

    assertThat(tokens).containsExactly("FAKE-token-1");
    assertThat(obtained).hasValue(1);
  }

  @Test
  void aHundredThreadsFailWithOne() throws Exception {
    failing = new CredentialException(Reason.ISSUER_REFUSED);
    gate = new CountDownLatch(1);
    CountDownLatch started = new CountDownLatch(100);
    List<Future<String>> all = inThreads(100, started);
    assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
    gate.countDown();

    for (Future<String> each : all) {
      assertThat(each.get(30, TimeUnit.SECONDS)).isEqualTo("ISSUER_REFUSED");
    }
    assertThat(obtained).hasValue(1);
  }

  @Test
  void othersGoOnWithTheOldOneWhileTheNextIsObtained() throws Exception {
    assertThat(get()).isEqualTo("FAKE-token-1");
    clock.pass(Duration.ofMinutes(50));
    gate = new CountDownLatch(1);
    Future<String> first = threads.submit(this::get);
    while (obtained.get() < 2) {
      Thread.onSpinWait();
    }

    assertThat(get()).isEqualTo("FAKE-token-1");

    gate.countDown();
    assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo("FAKE-token-2");
  }

  @Test
  void goesOnWithTheOldOneAfterAFailureUntilItEnds() {
    assertThat(get()).isEqualTo("FAKE-token-1");
    failing = new CredentialException(Reason.ISSUER_UNREACHABLE);
    clock.pass(Duration.ofMinutes(50));
    assertThat(get()).isEqualTo("FAKE-token-1");
    clock.pass(Duration.ofMinutes(10));
    assertThat(get()).isEqualTo("ISSUER_UNREACHABLE");
    failing = null;
    clock.pass(LeasedCredentials.FAILURE_PAUSE);
    assertThat(get()).startsWith("FAKE-token-");
  }

  @Test
  void doesNotTryAgainForASecondAfterAFailure() {
    failing = new CredentialException(Reason.ISSUER_REFUSED);
    assertThat(get()).isEqualTo("ISSUER_REFUSED");
    failing = null;

    assertThat(get()).isEqualTo("ISSUER_REFUSED");
    assertThat(obtained).hasValue(1);

    clock.pass(LeasedCredentials.FAILURE_PAUSE);
    assertThat(get()).isEqualTo("FAKE-token-2");
  }

  @Test
  void replacesWhatTheApiRejectedOnce() {
    Credential first = leases.get(CALLER);
    leases.rejected(first);
    Credential second = leases.get(CALLER);
    leases.rejected(second);
    leases.rejected(first);

    assertThat(text(second)).isEqualTo("FAKE-token-2");
    assertThat(get()).isEqualTo("FAKE-token-2");

    clock.pass(LeasedCredentials.REJECTION_PAUSE);
    leases.rejected(second);
    assertThat(get()).isEqualTo("FAKE-token-3");
  }

  @Test
  void aHundredRejectionsOfOneReplaceItOnce() throws Exception {
    Credential first = leases.get(CALLER);
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(threads.submit(() -> leases.rejected(first)));
      all.add(threads.submit(this::get));
    }
    for (Future<?> each : all) {
      each.get(30, TimeUnit.SECONDS);
    }

    assertThat(get()).isEqualTo("FAKE-token-2");
    assertThat(obtained).hasValue(2);
  }

  @Test
  void whatASourceThrowsIsNotPassedOn() {
    failing = new IllegalArgumentException("FAKE-secret in a message");

    CredentialException failure =
        catchThrowableOfType(CredentialException.class, () -> leases.get(CALLER));

    assertThat(failure.reason()).isEqualTo(Reason.PART_FAILED);
    assertThat(failure).hasNoCause().hasMessage("no credential: PART_FAILED");
  }

  @Test
  void recordsWhatWasIssuedAndForWhom() {
    InMemoryAuditSink sink = new InMemoryAuditSink();
    LeasedCredentials recorded = leases(sink, HOUR);

    recorded.get(CALLER);
    recorded.get(CALLER);

    assertThat(sink.records()).hasSize(1);
    AuditRecord issued = sink.records().get(0);
    assertThat(issued.kind()).isEqualTo(AuditRecord.Kind.CREDENTIAL_ISSUED);
    assertThat(issued.validUntil()).contains(Instant.parse("2026-12-01T09:00:00Z"));
    assertThat(issued.caller().orElseThrow().subject()).isEqualTo("job");
    assertThat(issued.reason()).contains("FEDERATION");
    assertThat(issued.toString()).doesNotContain("FAKE");
  }

  @Test
  void doesNotUseWhatCannotBeRecorded() {
    AuditSink broken =
        new AuditSink() {
          @Override
          public void write(AuditRecord record) {
            throw new AuditException(AuditException.Reason.SINK_FAILED, "FAKE-message");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };

    CredentialException failure =
        catchThrowableOfType(CredentialException.class, () -> leases(broken, HOUR).get(CALLER));

    assertThat(failure.reason()).isEqualTo(Reason.AUDIT_FAILED);
    assertThat(failure).hasNoCause();
  }

  @Test
  void waitsForAnotherThreadNoLongerThanItIsTold() throws Exception {
    gate = new CountDownLatch(1);
    LeasedCredentials impatient = leases(null, Duration.ofMillis(20));
    Future<Credential> leader = threads.submit(() -> impatient.get(CALLER));
    while (obtained.get() < 1) {
      Thread.onSpinWait();
    }

    CredentialException failure =
        catchThrowableOfType(CredentialException.class, () -> impatient.get(CALLER));

    assertThat(failure.reason()).isEqualTo(Reason.ISSUER_TIMED_OUT);
    gate.countDown();
    assertThat(text(leader.get(30, TimeUnit.SECONDS))).isEqualTo("FAKE-token-1");
  }

  @Test
  void anInterruptEndsTheWaitAndIsKept() throws Exception {
    gate = new CountDownLatch(1);
    Future<String> leader = threads.submit(this::get);
    while (obtained.get() < 1) {
      Thread.onSpinWait();
    }

    Thread.currentThread().interrupt();
    String reason = get();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(reason).isEqualTo("INTERRUPTED");
    gate.countDown();
    leader.get(30, TimeUnit.SECONDS);
  }

  @Test
  void holdsEarlierOnesAndWhatWasShown() {
    for (int i = 0; i < 3; i++) {
      var unused = get();
      clock.pass(HOUR);
    }
    List<String> held = leases.held().stream().map(each -> each.<String>use(String::new)).toList();

    assertThat(held)
        .containsExactly(
            "FAKE-shown-1",
            "FAKE-token-1",
            "FAKE-shown-2",
            "FAKE-token-2",
            "FAKE-shown-3",
            "FAKE-token-3");
  }

  @Test
  void holdsNoMoreThanItsLimit() {
    for (int i = 0; i < 50; i++) {
      var unused = get();
      clock.pass(HOUR);
    }

    assertThat(leases.held()).hasSize(LeasedCredentials.MAX_HELD);
  }

  /** What is shown at each try is often the same, and the token that is in use is not. */
  @Test
  void whatIsShownAgainPushesNothingOut() {
    LeasedCredentials same =
        new LeasedCredentials(
            shown -> {
              shown.accept(SealedSecret.take("FAKE-always-shown".toCharArray()));
              RuntimeException failure = failing;
              if (failure != null) {
                throw failure;
              }
              Instant now = clock.instant();
              return new Lease(Credential.apiKey("FAKE-in-use"), now, now.plus(HOUR));
            },
            null,
            clock,
            HOUR);
    SealedSecret inUse = same.get(CALLER).secret().orElseThrow();
    failing = new CredentialException(Reason.ISSUER_UNREACHABLE);
    clock.pass(Duration.ofMinutes(50));
    for (int i = 0; i < 2 * LeasedCredentials.MAX_HELD; i++) {
      assertThat(text(same.get(CALLER))).isEqualTo("FAKE-in-use");
      clock.pass(LeasedCredentials.FAILURE_PAUSE);
    }

    assertThat(same.held()).hasSize(2).contains(inUse);
    same.close();
    assertThat(catchThrowableOfType(IllegalStateException.class, () -> inUse.read(b -> {})))
        .isNotNull();
  }

  @Test
  void closingWipesWhatItHolds() {
    Credential credential = leases.get(CALLER);
    SealedSecret secret = credential.secret().orElseThrow();

    leases.close();

    assertThat(get()).isEqualTo("CLOSED");
    assertThat(leases.held()).isEmpty();
    assertThat(catchThrowableOfType(IllegalStateException.class, () -> secret.read(b -> {})))
        .isNotNull();
  }

  private List<Future<String>> inThreads(int count, CountDownLatch started) {
    List<Future<String>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(
          threads.submit(
              () -> {
                started.countDown();
                return get();
              }));
    }
    return all;
  }

  /** The credential, or why there is none. */
  private String get() {
    try {
      return text(leases.get(CALLER));
    } catch (CredentialException e) {
      return e.reason().name();
    }
  }

  private static String text(Credential credential) {
    return credential.headerValue();
  }

  private LeasedCredentials leases(@Nullable AuditSink sink, Duration patience) {
    Issuance issuance = sink == null ? null : new Issuance(sink, UUID.randomUUID(), How.FEDERATION);
    return new LeasedCredentials(this::obtain, issuance, clock, patience);
  }

  private Lease obtain(Consumer<SealedSecret> shown) {
    int number = obtained.incrementAndGet();
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new CredentialException(Reason.INTERRUPTED);
    }
    RuntimeException failure = failing;
    if (failure != null) {
      throw failure;
    }
    shown.accept(SealedSecret.take(("FAKE-shown-" + number).toCharArray()));
    Instant now = clock.instant();
    return new Lease(Credential.apiKey("FAKE-token-" + number), now, now.plus(HOUR));
  }
}
