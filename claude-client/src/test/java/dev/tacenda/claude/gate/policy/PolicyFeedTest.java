package dev.tacenda.claude.gate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tacenda.audit.AuditException;
import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.AuditSink;
import dev.tacenda.audit.InMemoryAuditSink;
import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.PolicyChoice;
import dev.tacenda.claude.gate.PolicyExpiredException;
import dev.tacenda.claude.gate.PolicySelector;
import dev.tacenda.claude.gate.SettableClock;
import dev.tacenda.claude.gate.policy.BundleSource.Fetched;
import dev.tacenda.claude.gate.policy.PolicyStatus.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in force, since when, and when it is not any more. */
class PolicyFeedTest {
  private static final Caller CALLER =
      Caller.verified("https://ci.example", "repo:acme@1/shop@2", Set.of());

  @TempDir private Path folder;

  private final InMemoryAuditSink sink = new InMemoryAuditSink();
  private final SettableClock clock = new SettableClock(Bundles.NOW);
  private final Shelf shelf = new Shelf();

  /** A source that has what a test puts on it. */
  private static final class Shelf implements BundleSource {
    private PolicyBundle bundle = Bundles.bundle(1);
    private boolean down;

    @Override
    public Fetched fetch(String knownTag) {
      if (down) {
        throw new IllegalStateException("connect to FAKE-host.internal refused");
      }
      return Fetched.unlessKnown(knownTag, bundle);
    }
  }

  private PolicyFeed.Builder builder() {
    return PolicyFeed.builder(Bundles.NAME, shelf, Bundles.TRUST, sink).clock(clock);
  }

  private static BundleRejection refusal(PolicyFeed feed) {
    BundleException refused = catchThrowableOfType(BundleException.class, feed::current);
    assertThat(feed.status().refusal()).contains(refused.reason());
    return refused.reason();
  }

  private static long revision(PolicySelector policies) {
    return policies.select(CALLER).map(PolicyChoice::revision).orElseThrow();
  }

  private List<Kind> kinds() {
    return sink.records().stream().map(AuditRecord::kind).toList();
  }

  @Test
  void nothingIsInForceBeforeTheFirstRefresh() {
    PolicyFeed feed = builder().build();

    assertThat(refusal(feed)).isEqualTo(BundleRejection.NOTHING_LOADED);
    assertThat(feed.status())
        .hasToString("bundle builds: nothing in force, refuses sessions: NOTHING_LOADED");
  }

  @Test
  void aGoodBundleComesIntoForceWithItsRevisionAndARecord() {
    PolicyFeed feed = builder().build();

    PolicyStatus status = feed.refresh();

    PolicyChoice choice = feed.current().select(CALLER).orElseThrow();
    assertThat(choice.revision()).isEqualTo(1);
    assertThat(choice.policy().name()).isEqualTo("builds");
    assertThat(status.failure()).isEmpty();
    assertThat(status.inForce().orElseThrow().revision()).isEqualTo(1);
    AuditRecord record = sink.records().get(0);
    assertThat(record.kind()).isEqualTo(Kind.POLICY_LOADED);
    assertThat(record.policy().orElseThrow().digest())
        .isEqualTo(Bundles.TRUST.verify(shelf.bundle).digest());
    assertThat(feed.currentSet().revision()).isEqualTo(1);
  }

  @Test
  void whatASessionGotStaysWhatItWas() {
    PolicyFeed feed = builder().build();
    feed.refresh();
    PolicySelector session = feed.current();
    shelf.bundle = Bundles.bundle(2);

    feed.refresh();

    assertThat(revision(session)).isEqualTo(1);
    assertThat(revision(feed.current())).isEqualTo(2);
  }

  @Test
  void unchangedAndSignedAgainMeansConfirmed() {
    PolicyFeed feed = builder().build();
    feed.refresh();
    PolicySelector before = feed.current();
    clock.pass(Duration.ofHours(20));
    feed.refresh();
    clock.pass(Duration.ofHours(20));
    shelf.bundle = BundleWriter.countersign(shelf.bundle, Bundles.TRUST, Bundles.BOB);

    PolicyStatus status = feed.refresh();

    assertThat(status.inForce().orElseThrow().confirmed()).isEqualTo(clock.instant());
    assertThat(status.inForce().orElseThrow().since()).isEqualTo(Bundles.NOW);
    assertThat(feed.current()).isSameAs(before);
    assertThat(kinds()).containsExactly(Kind.POLICY_LOADED);
  }

  @Test
  void anExpiredBundleEndsSessionsToo() {
    PolicyFeed feed = builder().maxStale(Duration.ofDays(30)).build();
    feed.refresh();
    PolicySelector session = feed.current();
    clock.pass(Bundles.VALID.minusSeconds(1));
    feed.refresh();
    assertThat(revision(session)).isEqualTo(1);

    clock.pass(Duration.ofSeconds(1));

    assertThat(refusal(feed)).isEqualTo(BundleRejection.EXPIRED);
    assertThat(
            catchThrowableOfType(PolicyExpiredException.class, () -> session.select(CALLER)).end())
        .isEqualTo(clock.instant());
  }

  @Test
  void aSourceThatIsSilentForTooLongEndsNewSessions() {
    PolicyFeed feed = builder().maxStale(Duration.ofHours(2)).build();
    feed.refresh();
    PolicySelector session = feed.current();
    shelf.down = true;
    clock.pass(Duration.ofHours(2));
    feed.refresh();
    assertThat(revision(feed.current())).isEqualTo(1);

    clock.pass(Duration.ofSeconds(1));

    assertThat(refusal(feed)).isEqualTo(BundleRejection.STALE);
    assertThat(revision(session)).as("what it has is still valid").isEqualTo(1);
    shelf.down = false;
    feed.refresh();
    assertThat(revision(feed.current())).isEqualTo(1);
  }

  @Test
  void theSameFailureAgainIsCountedAndRecordedOnce() {
    PolicyFeed feed = builder().build();
    feed.refresh();
    shelf.down = true;
    for (int i = 0; i < 5; i++) {
      clock.pass(Duration.ofMinutes(1));
      feed.refresh();
    }

    Failure failure = feed.status().failure().orElseThrow();

    assertThat(failure)
        .isEqualTo(
            new Failure(
                BundleRejection.FETCH_FAILED,
                "IllegalStateException",
                Bundles.NOW.plus(Duration.ofMinutes(1)),
                5));
    assertThat(kinds()).containsExactly(Kind.POLICY_LOADED, Kind.POLICY_REJECTED);
    assertThat(feed.status().toString())
        .contains("revision 1", "5 failed since 2026-11-30T12:01:00Z: FETCH_FAILED")
        .doesNotContain("FAKE-host");
  }

  @Test
  void eachOtherFailureIsRecordedAndARecoveryStartsAnew() {
    PolicyFeed feed = builder().build();
    feed.refresh();
    PolicyBundle good = shelf.bundle;
    for (int revision = 2; revision < 4; revision++) {
      shelf.bundle = Bundles.writer(revision).write(Bundles.files(), Bundles.MALLORY);
      feed.refresh();
    }
    shelf.bundle = good;
    feed.refresh();
    assertThat(feed.status().failure()).isEmpty();
    shelf.bundle = Bundles.writer(3).write(Bundles.files(), Bundles.MALLORY);
    feed.refresh();

    assertThat(kinds())
        .containsExactly(
            Kind.POLICY_LOADED, Kind.POLICY_REJECTED, Kind.POLICY_REJECTED, Kind.POLICY_REJECTED);
    assertThat(sink.records().get(1).policy()).as("a stranger's word").isEmpty();
  }

  @Test
  void aRefusedBundleWithARightSignatureIsNamedInTheRecord() {
    PolicyFeed feed = builder().build();
    shelf.bundle =
        Bundles.writer(4).write(Bundles.filesWith("builds.yaml", "no policy\n"), Bundles.ALICE);

    feed.refresh();

    assertThat(sink.records().get(0).policy().orElseThrow().revision()).isEqualTo(4);
    assertThat(sink.records().get(0).reason()).contains("SCHEMA_INVALID");
  }

  /** Neither a policy nor the text of a test is told to whoever reads status and records. */
  @Test
  void whatIsRefusedIsNotRepeated() {
    String canary = "acme_live" + "_FAKE0CANARY";
    PolicyFeed feed = builder().build();
    List<PolicyBundle> bad =
        List.of(
            Bundles.writer(2)
                .write(
                    Bundles.filesWith(
                        "tests.yaml",
                        Bundles.TESTS.replace("acme_live_ is a beginning", "x " + canary)),
                    Bundles.ALICE),
            Bundles.writer(2)
                .write(
                    Bundles.filesWith(
                        "builds.yaml", Bundles.POLICY.replace("acme_live_[", canary + "([")),
                    Bundles.ALICE),
            Bundles.writer(2)
                .write(Bundles.filesWith("x.yaml", Bundles.POLICY + canary), Bundles.MALLORY));
    for (PolicyBundle each : bad) {
      shelf.bundle = each;

      PolicyStatus status = feed.refresh();

      assertThat(status.failure()).isPresent();
      assertThat(status + " " + status.failure() + feed + each + sink.records())
          .doesNotContain("CANARY");
    }
  }

  /** The tag of a refused bundle must not be remembered, or the server would say "unchanged". */
  @Test
  void aRefusedBundleIsFetchedAgain() {
    PolicyFeed feed = builder().build();
    feed.refresh();
    shelf.bundle =
        Bundles.writer(2)
            .notBefore(Bundles.NOW.plusSeconds(60))
            .write(Bundles.files(), Bundles.ALICE);
    assertThat(feed.refresh().failure().orElseThrow().reason())
        .isEqualTo(BundleRejection.NOT_YET_VALID);

    clock.pass(Duration.ofSeconds(60));

    assertThat(feed.refresh().failure()).isEmpty();
    assertThat(revision(feed.current())).isEqualTo(2);
  }

  @Test
  void aChangeThatCannotBeRecordedDoesNotHappen() {
    AtomicBoolean fails = new AtomicBoolean();
    AuditSink failing = new FailingSink(sink, fails);
    PolicyFeed feed =
        PolicyFeed.builder(Bundles.NAME, shelf, Bundles.TRUST, failing).clock(clock).build();
    feed.refresh();
    fails.set(true);
    shelf.bundle = Bundles.bundle(2);

    assertThat(feed.refresh().failure().orElseThrow().reason())
        .isEqualTo(BundleRejection.AUDIT_FAILED);
    assertThat(revision(feed.current())).isEqualTo(1);
    shelf.bundle = Bundles.writer(3).write(Bundles.files(), Bundles.MALLORY);
    assertThat(feed.refresh().failure().orElseThrow())
        .matches(f -> f.reason() == BundleRejection.AUDIT_FAILED)
        .matches(f -> f.detail().equals("after SIGNATURE_UNKNOWN_KEY"));

    fails.set(false);
    shelf.bundle = Bundles.bundle(2);
    assertThat(feed.refresh().failure()).isEmpty();
    assertThat(revision(feed.current())).isEqualTo(2);
  }

  private record FailingSink(AuditSink inner, AtomicBoolean fails) implements AuditSink {
    @Override
    public void write(AuditRecord record) {
      if (fails.get()) {
        throw new AuditException(AuditException.Reason.WRITE_FAILED, "disk full");
      }
      inner.write(record);
    }

    @Override
    public void flush() {
      inner.flush();
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  @Test
  void aRestartRemembersTheHighestRevision() {
    Path mark = folder.resolve("high-water");
    shelf.bundle = Bundles.bundle(9);
    builder().highWaterFile(mark).build().refresh();
    PolicyFeed restarted = builder().highWaterFile(mark).build();

    shelf.bundle = Bundles.bundle(8);
    assertThat(restarted.refresh().failure().orElseThrow())
        .matches(f -> f.reason() == BundleRejection.COUNTER_REGRESSION)
        .matches(f -> f.detail().equals("8 after 9"));
    shelf.bundle = Bundles.writer(9).note("other").write(Bundles.files(), Bundles.ALICE);
    assertThat(restarted.refresh().failure().orElseThrow().reason())
        .isEqualTo(BundleRejection.COUNTER_CONTENT_MISMATCH);
    shelf.bundle = Bundles.bundle(9);
    assertThat(restarted.refresh().failure()).isEmpty();
    assertThat(revision(restarted.current())).isEqualTo(9);
  }

  @Test
  void theHighWaterMarkDoesNotGoBackForARevisionWhoseRecordFailed() throws IOException {
    Path mark = folder.resolve("high-water");
    AtomicBoolean fails = new AtomicBoolean();
    PolicyFeed feed =
        PolicyFeed.builder(Bundles.NAME, shelf, Bundles.TRUST, new FailingSink(sink, fails))
            .clock(clock)
            .highWaterFile(mark)
            .build();
    shelf.bundle = Bundles.bundle(5);
    feed.refresh();
    fails.set(true);
    shelf.bundle = Bundles.bundle(7);
    feed.refresh();
    fails.set(false);

    shelf.bundle = Bundles.bundle(6);
    assertThat(feed.refresh().failure().orElseThrow().reason())
        .isEqualTo(BundleRejection.COUNTER_REGRESSION);
    assertThat(Files.readString(mark)).startsWith("tacenda-high-water 1 builds 7 ");
    shelf.bundle = Bundles.bundle(7);
    assertThat(feed.refresh().failure()).isEmpty();
    assertThat(revision(feed.current())).isEqualTo(7);
  }

  @Test
  void aRolloutEndsWithTheBundleThatIsInForce() {
    PolicyFeed feed = builder().maxStale(Duration.ofDays(30)).build();
    feed.refresh();
    PolicySelector session = PolicyRollout.shadow(feed.current(), feed.currentSet());
    assertThat(revision(session)).isEqualTo(1);

    clock.pass(Bundles.VALID);

    assertThatThrownBy(() -> session.select(CALLER)).isInstanceOf(PolicyExpiredException.class);
  }

  @Test
  void aDamagedHighWaterFileIsNoFreshStart() throws IOException {
    Path mark = folder.resolve("high-water");
    shelf.bundle = Bundles.bundle(9);
    builder().highWaterFile(mark).build().refresh();
    String line = Files.readString(mark);
    assertThat(line).startsWith("tacenda-high-water 1 builds 9 ").hasSize(95);
    for (String damaged :
        List.of(
            "",
            line.strip(),
            line.replace(" 9 ", " 09 "),
            line.replace(" 9 ", " -9 "),
            line.replace("builds", "others"),
            line + line,
            line.substring(0, 50))) {
      Files.writeString(mark, damaged);
      PolicyFeed feed = builder().highWaterFile(mark).build();

      assertThat(feed.refresh().failure().orElseThrow().reason())
          .as(damaged)
          .isEqualTo(BundleRejection.HIGH_WATER_UNREADABLE);
      assertThat(refusal(feed)).isEqualTo(BundleRejection.NOTHING_LOADED);
    }
    Files.delete(mark);
    Files.createSymbolicLink(mark, folder.resolve("elsewhere"));
    assertThat(builder().highWaterFile(mark).build().refresh().failure().orElseThrow().reason())
        .isEqualTo(BundleRejection.HIGH_WATER_UNREADABLE);
  }

  @Test
  void aHighWaterFileThatCannotBeWrittenKeepsTheOldRevision() {
    PolicyFeed feed = builder().highWaterFile(folder.resolve("none/high-water")).build();

    assertThat(feed.refresh().failure().orElseThrow().reason())
        .isEqualTo(BundleRejection.HIGH_WATER_UNREADABLE);
    assertThat(kinds()).containsExactly(Kind.POLICY_REJECTED);
  }

  @Test
  void aCheckoutOnDiskIsReadAgainAndNeverHalf() throws IOException {
    put(Bundles.bundle(1));
    PolicyFeed feed =
        PolicyFeed.builder(Bundles.NAME, BundleSource.folder(folder), Bundles.TRUST, sink)
            .clock(clock)
            .build();
    feed.refresh();
    assertThat(revision(feed.current())).isEqualTo(1);
    PolicyBundle second =
        Bundles.writer(2)
            .write(
                Bundles.filesWith("builds.yaml", Bundles.POLICY + "min-confidence: 2\n"),
                Bundles.ALICE);

    for (String name : List.of("builds.yaml", "manifest.sig")) {
      Files.write(folder.resolve(name), second.file(name).orElseThrow());
      assertThat(feed.refresh().failure()).as("half a checkout").isPresent();
      assertThat(revision(feed.current())).isEqualTo(1);
    }
    Files.write(folder.resolve("manifest.yaml"), second.file("manifest.yaml").orElseThrow());

    assertThat(feed.refresh().failure()).isEmpty();
    assertThat(revision(feed.current())).isEqualTo(2);
  }

  private void put(PolicyBundle bundle) throws IOException {
    for (Map.Entry<String, byte[]> file : Bundles.taken(bundle).entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  @Test
  void aPackedFileAndAResourceAreSourcesToo() throws IOException {
    Path packed = Files.write(folder.resolve("current"), Bundles.bundle(3).packed());
    PolicyFeed ofFile =
        PolicyFeed.builder(Bundles.NAME, BundleSource.file(packed), Bundles.TRUST, sink)
            .clock(clock)
            .build();
    PolicyFeed ofNothing =
        PolicyFeed.builder(
                Bundles.NAME,
                BundleSource.resource(PolicyFeedTest.class, "none"),
                Bundles.TRUST,
                sink)
            .build();
    PolicyFeed ofAClass =
        PolicyFeed.builder(
                Bundles.NAME,
                BundleSource.resource(PolicyFeedTest.class, "PolicyFeedTest.class"),
                Bundles.TRUST,
                sink)
            .build();

    assertThat(ofFile.refresh().failure()).isEmpty();
    assertThat(ofNothing.refresh().failure().orElseThrow().reason())
        .isEqualTo(BundleRejection.FETCH_FAILED);
    assertThat(ofAClass.refresh().failure().orElseThrow().reason())
        .isIn(BundleRejection.NOT_A_BUNDLE, BundleRejection.TRUNCATED);
  }

  @Test
  void theDoorForUnsignedFoldersCountsChangesAndChecksTheRest() throws IOException {
    for (Map.Entry<String, byte[]> file : Bundles.files().entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
    PolicyFeed feed = PolicyFeed.unsigned(folder, sink, clock).build();
    assertThat(feed.refresh().failure()).isEmpty();
    assertThat(revision(feed.current())).isEqualTo(1);
    Files.writeString(folder.resolve("builds.yaml"), Bundles.POLICY + "min-confidence: none\n");
    assertThat(feed.refresh().failure().orElseThrow().reason())
        .isEqualTo(BundleRejection.SCHEMA_INVALID);
    assertThat(revision(feed.current())).isEqualTo(1);
    Files.writeString(folder.resolve("builds.yaml"), Bundles.POLICY + "min-confidence: 2\n");

    assertThat(feed.refresh().failure()).isEmpty();

    assertThat(revision(feed.current())).isEqualTo(3);
    assertThat(sink.records().get(0).policy().orElseThrow().name()).isEqualTo("unsigned");
    feed.refresh();
    assertThat(revision(feed.current())).isEqualTo(3);
  }

  @Test
  void refreshesAreScheduledWithJitterUntilTheFeedIsClosed() {
    PlannedRuns executor = new PlannedRuns();
    PolicyFeed feed = builder().build();

    feed.refreshEvery(Duration.ofMinutes(5), executor, new Random(1));
    for (int i = 2; i < 50; i++) {
      shelf.bundle = Bundles.bundle(i);
      executor.runNext();
      assertThat(feed.status().inForce().orElseThrow().revision()).isEqualTo(i);
    }

    assertThat(executor.pauses).allMatch(ms -> ms >= 240_000 && ms <= 360_000);
    assertThat(Set.copyOf(executor.pauses)).hasSizeGreaterThan(40);
    assertThatIllegalStateException()
        .isThrownBy(() -> feed.refreshEvery(Duration.ofMinutes(5), executor, new Random(1)));
    feed.close();
    executor.runNext();
    assertThat(executor.isIdle()).isTrue();
    assertThat(refusal(feed)).isEqualTo(BundleRejection.CLOSED);
    assertThat(feed.refresh().inForce().orElseThrow().revision()).isEqualTo(49);
    executor.shutdownNow();
  }

  @Test
  void theScheduleEndsWithItsExecutor() {
    PlannedRuns executor = new PlannedRuns();
    PolicyFeed feed = builder().build();
    feed.refreshEvery(Duration.ofMinutes(5), executor, new Random(1));
    executor.shutdown();

    executor.runNext();

    assertThat(feed.status().inForce()).isPresent();
    assertThat(executor.isIdle()).isTrue();
    executor.shutdownNow();
  }

  @Test
  void configurationOutOfRangeIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().minRevision(0))
        .withMessageStartingWith("minRevision must be in 1..");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().maxStale(Duration.ofSeconds(59)))
        .withMessage("maxStale must be in 1m..30d, was PT59S");
    PlannedRuns executor = new PlannedRuns();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> builder().build().refreshEvery(Duration.ofHours(25), executor, new Random(1)))
        .withMessage("period must be in 1s..7d and shorter than maxStale, was PT25H");
    executor.shutdownNow();
  }
}
