package dev.tacenda.claude.gate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tacenda.audit.InMemoryAuditSink;
import dev.tacenda.audit.note.NoteSigner;
import dev.tacenda.claude.gate.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The history of a bundle: published, rolled back, crashed, and published by many at once. */
class BundleArchiveTest {
  private static final Map<String, byte[]> SECOND =
      Bundles.filesWith("builds.yaml", Bundles.POLICY + "min-confidence: 2\n");

  @TempDir private Path folder;

  private final SettableClock clock = new SettableClock(Bundles.NOW);
  private final InMemoryAuditSink sink = new InMemoryAuditSink();
  private BundleArchive archive = BundleArchive.of(Path.of("."), "none", Bundles.TRUST, clock);

  @BeforeEach
  void open() {
    archive = BundleArchive.of(folder, Bundles.NAME, Bundles.TRUST, clock);
  }

  private PolicyFeed reader() {
    return PolicyFeed.builder(
            Bundles.NAME, BundleSource.file(archive.current()), Bundles.TRUST, sink)
        .clock(clock)
        .build();
  }

  private ArchivedBundle publish(Map<String, byte[]> files, String note) throws IOException {
    return archive.publish(files, Bundles.VALID, note, Bundles.ALICE);
  }

  private static List<Long> revisions(List<ArchivedBundle> history) {
    return history.stream().map(ArchivedBundle::revision).toList();
  }

  @Test
  void revisionsAreNumberedAndTheNewestIsCurrent() throws IOException {
    PolicyFeed feed = reader();
    publish(Bundles.files(), "the first");
    assertThat(feed.refresh().inForce().orElseThrow().revision()).isEqualTo(1);
    clock.pass(Duration.ofDays(1));
    publish(SECOND, "less noise");

    assertThat(feed.refresh().inForce().orElseThrow().revision()).isEqualTo(2);

    List<ArchivedBundle> history = archive.history();
    assertThat(history).hasSize(2);
    assertThat(history.get(0).toString())
        .matches("2 current [0-9a-f]{12} 2026-12-01T12:00:00Z by alice.example: less noise");
    assertThat(history.get(1).toString())
        .matches("1 [0-9a-f]{12} 2026-11-30T12:00:00Z by alice.example: the first");
    assertThat(PolicyBundle.readFolder(folder.resolve("2")).packed())
        .isEqualTo(Files.readAllBytes(archive.current()));
  }

  @Test
  void aRollbackIsOneCallAndOldContentUnderAHigherRevision() throws IOException {
    publish(Bundles.files(), "");
    publish(SECOND, "");
    PolicyFeed feed = reader();
    feed.refresh();
    clock.pass(Bundles.VALID.plusDays(1));

    ArchivedBundle back = archive.rollback(1, Bundles.VALID, "2 masks too much", Bundles.ALICE);

    assertThat(feed.refresh().failure()).isEmpty();
    assertThat(feed.currentSet().revision()).isEqualTo(3);
    List<ArchivedBundle> history = archive.history();
    assertThat(revisions(history)).containsExactly(3L, 2L, 1L);
    assertThat(back.manifest().orElseThrow().rollbackOf()).hasValue(1);
    assertThat(back.manifest().orElseThrow().contentDigest())
        .isEqualTo(history.get(2).manifest().orElseThrow().contentDigest())
        .isNotEqualTo(history.get(1).manifest().orElseThrow().contentDigest());
    assertThat(history.get(0).toString()).endsWith(", rollback of 1: 2 masks too much");
  }

  @Test
  void nothingIsPublishedThatReadersWouldRefuse() throws IOException {
    publish(Bundles.files(), "");
    byte[] before = Files.readAllBytes(archive.current());
    Map<BundleRejection, Map<String, byte[]>> bad =
        Map.of(
            BundleRejection.TEST_FAILED,
            Bundles.filesWith(
                "tests.yaml", Bundles.TESTS.replace("acme_live_ is", "acme_live_FAKE77")),
            BundleRejection.PATTERN_INVALID,
            Bundles.filesWith("builds.yaml", Bundles.POLICY.replace("{6,}", "{6,}(")),
            BundleRejection.SCHEMA_INVALID,
            Map.of("builds.yaml", Bundles.bytes(Bundles.POLICY)));
    bad.forEach(
        (reason, files) -> assertThat(reasonOf(() -> publish(files, ""))).isEqualTo(reason));
    NoteSigner stranger = Bundles.MALLORY;

    assertThat(reasonOf(() -> archive.publish(SECOND, Bundles.VALID, "", stranger)))
        .isEqualTo(BundleRejection.SIGNATURE_UNKNOWN_KEY);
    assertThat(Files.readAllBytes(archive.current())).isEqualTo(before);
    assertThat(entries()).containsExactlyInAnyOrder("1", "current");
  }

  private static BundleRejection reasonOf(Callable<?> call) {
    return catchThrowableOfType(BundleException.class, call::call).reason();
  }

  private Set<String> entries() {
    try (Stream<Path> paths = Files.list(folder)) {
      Set<String> names = new HashSet<>();
      paths.forEach(path -> names.add(path.getFileName().toString()));
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatWasChangedOnDiskIsNeitherRolledBackToNorHidden() throws IOException {
    publish(Bundles.files(), "");
    publish(SECOND, "");
    Files.writeString(folder.resolve("1/builds.yaml"), Bundles.POLICY + "# changed\n");

    assertThat(reasonOf(() -> archive.rollback(1, Bundles.VALID, "", Bundles.ALICE)))
        .isEqualTo(BundleRejection.FILE_CHANGED);
    assertThat(archive.history().get(1))
        .hasToString("1 cannot be used: FILE_CHANGED")
        .matches(entry -> entry.problem().isPresent() && entry.signedBy().isEmpty());
    assertThat(reasonOf(() -> archive.rollback(9, Bundles.VALID, "", Bundles.ALICE)))
        .isEqualTo(BundleRejection.FETCH_FAILED);
  }

  /** A folder that says it is the newest and is not signed does not stop anybody. */
  @Test
  void aForgedFolderDoesNotBecomeCurrent() throws IOException {
    publish(Bundles.files(), "");
    Path forged = Files.createDirectory(folder.resolve("500"));
    Map<String, byte[]> files = Bundles.taken(Bundles.writer(500).write(SECOND, Bundles.MALLORY));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(forged.resolve(file.getKey()), file.getValue());
    }

    publish(SECOND, "");

    assertThat(reader().refresh().inForce().orElseThrow().revision()).isEqualTo(501);
    Path copied = Files.createDirectory(folder.resolve("900"));
    for (Map.Entry<String, byte[]> file :
        Bundles.taken(PolicyBundle.readFolder(folder.resolve("1"))).entrySet()) {
      Files.write(copied.resolve(file.getKey()), file.getValue());
    }
    assertThat(archive.history().get(0)).hasToString("900 cannot be used: OTHER_BUNDLE");
  }

  @Test
  void aBundleThatOthersSignedIsPublishedAsItIs() throws IOException {
    BundleTrust both = BundleTrust.atLeast(2, List.of(Bundles.ALICE.key(), Bundles.BOB.key()));
    BundleArchive strict = BundleArchive.of(folder, Bundles.NAME, both, clock);
    PolicyBundle one = Bundles.bundle(4);
    assertThat(reasonOf(() -> strict.publish(one))).isEqualTo(BundleRejection.SIGNATURE_TOO_FEW);

    PolicyBundle two = BundleWriter.countersign(one, Bundles.TRUST, Bundles.BOB);

    assertThat(strict.publish(two).signedBy()).containsExactly("alice.example", "bob.example");
    assertThat(reasonOf(() -> strict.publish(two))).isEqualTo(BundleRejection.COUNTER_REGRESSION);
  }

  /**
   * Stops before each step in turn, as a crash would, without any tidying up: readers see the old
   * revision or the new one, and the next publisher goes on.
   */
  @Test
  void aCrashAtAnyStepLeavesTheOldStateOrTheNewOne() throws IOException {
    int steps = 0;
    boolean done = false;
    while (!done) {
      Path place = Files.createDirectory(folder.resolve("run" + steps));
      BundleArchive good = BundleArchive.of(place, Bundles.NAME, Bundles.TRUST, clock);
      good.publish(Bundles.files(), Bundles.VALID, "", Bundles.ALICE);
      byte[] old = Files.readAllBytes(good.current());
      CrashingFiles disk = new CrashingFiles(steps);
      BundleArchive crashing = BundleArchive.of(place, Bundles.NAME, Bundles.TRUST, clock, disk);

      done = !crashes(crashing);

      PolicyBundle current = PolicyBundle.parse(Files.readAllBytes(good.current()));
      long revision = Bundles.TRUST.verify(current).revision();
      assertThat(revision == 1 ? old : current.packed()).isEqualTo(current.packed());
      assertThat(revision).as("after " + steps + " steps").isEqualTo(disk.renamed() < 2 ? 1 : 2);
      ArchivedBundle next = good.publish(SECOND, Bundles.VALID, "", Bundles.ALICE);
      assertThat(next.revision()).isEqualTo(disk.renamed() < 1 ? 2 : 3);
      assertThat(Bundles.TRUST.verify(PolicyBundle.parse(Files.readAllBytes(good.current()))))
          .hasToString(next.manifest().orElseThrow().toString());
      steps++;
    }
    assertThat(steps).as("a folder, five files, three folders forced, two renamed").isEqualTo(13);
  }

  private static boolean crashes(BundleArchive archive) throws IOException {
    try {
      archive.publish(SECOND, Bundles.VALID, "", Bundles.ALICE);
      return false;
    } catch (CrashingFiles.Crash e) {
      return true;
    }
  }

  /** Fails like a full disk instead of like a crash: then it tidies up. */
  @Test
  void aFailureLeavesNothingBehind() throws IOException {
    publish(Bundles.files(), "");
    for (int steps = 0; steps < 8; steps++) {
      CrashingFiles disk = new CrashingFiles(steps).asFailure();
      BundleArchive failing = BundleArchive.of(folder, Bundles.NAME, Bundles.TRUST, clock, disk);

      assertThat(
              catchThrowableOfType(
                  IOException.class,
                  () -> failing.publish(SECOND, Bundles.VALID, "", Bundles.ALICE)))
          .hasMessage("no space");
      assertThat(entries()).containsExactlyInAnyOrder("1", "current");
    }
  }

  @Test
  void publishersAtTheSameTimeDoNotOverwriteEachOther() throws Exception {
    int publishers = 6;
    int each = 5;
    ExecutorService executor = Executors.newFixedThreadPool(publishers);
    List<Future<List<Long>>> results = new ArrayList<>();
    for (int p = 0; p < publishers; p++) {
      String note = "by publisher " + p;
      results.add(executor.submit(() -> publishMany(note, each)));
    }
    Set<Long> published = new HashSet<>();
    for (Future<List<Long>> result : results) {
      published.addAll(result.get());
    }
    executor.shutdownNow();

    assertThat(published).hasSize(publishers * each).contains(1L, (long) publishers * each);
    List<ArchivedBundle> history = archive.history();
    assertThat(history).hasSize(publishers * each).allMatch(e -> e.problem().isEmpty());
    assertThat(history.get(0).isCurrent()).isTrue();
    for (int p = 0; p < publishers; p++) {
      String note = "by publisher " + p;
      assertThat(history).filteredOn(e -> e.toString().endsWith(note)).hasSize(each);
    }
    assertThat(entries()).noneMatch(name -> name.startsWith("."));
  }

  private List<Long> publishMany(String note, int times) throws IOException {
    // An archive of its own, as another process would have.
    BundleArchive own = BundleArchive.of(folder, Bundles.NAME, Bundles.TRUST, clock);
    List<Long> revisions = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      revisions.add(own.publish(Bundles.files(), Bundles.VALID, note, Bundles.ALICE).revision());
    }
    return revisions;
  }
}
