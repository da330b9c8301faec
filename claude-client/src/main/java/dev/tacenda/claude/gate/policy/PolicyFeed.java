package dev.tacenda.claude.gate.policy;

import dev.tacenda.audit.AuditSink;
import dev.tacenda.claude.gate.PolicySelector;
import dev.tacenda.claude.gate.PolicyStore;
import dev.tacenda.claude.gate.policy.PolicyStatus.Failure;
import dev.tacenda.mask.TrustedCode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest good revision of one bundle of policies in force. {@link #refresh} fetches what
 * the source has and takes it through all checks, the tests in the bundle last; only then it
 * replaces what was in force, in one step. Whatever fails, what was in force stays, and a record
 * says why.
 *
 * <pre>{@code
 * PolicyFeed feed =
 *     PolicyFeed.builder("builds", source, BundleTrust.anyOf(keys), auditSink)
 *         .minRevision(12)
 *         .build();
 * feed.refresh();
 * feed.refreshEvery(Duration.ofMinutes(5), scheduler, random);
 * TrafficGuard guard = TrafficGuard.builder(feed, placeholderKey, auditSink).build();
 * }</pre>
 *
 * <p>Fails closed: there is nothing in force before the first success, after the end of the
 * bundle's validity, and once its source was not heard of for {@link Builder#maxStale}. A session
 * keeps the revision it began with, and is refused too when that revision ends.
 *
 * <p>Thread-safe. {@link #current} never waits: neither for a source nor for a lock.
 */
@TrustedCode("only verified policies are in force, and never an older revision after a newer one")
public final class PolicyFeed implements PolicyStore, AutoCloseable {
  private static final Duration MIN_PERIOD = Duration.ofSeconds(1);
  private static final Duration MAX_PERIOD = Duration.ofDays(7);

  private final String bundle;
  private final BundleSource source;
  private final BundleSequence sequence;
  private final @Nullable HighWaterFile highWater;
  private final Duration maxStale;
  private final FeedRecords records;
  private final Clock clock;
  private final ReentrantLock refreshing = new ReentrantLock();

  /** The refusal that was recorded last, if it is still the reason; guarded by refreshing. */
  private String lastRecorded = "";

  /** The mark that this process wrote last, be it for what never came into force. */
  private RevisionMark written = RevisionMark.NONE;

  private volatile FeedState state = FeedState.EMPTY;
  private volatile boolean closed;
  private volatile @Nullable RefreshSchedule schedule;

  private PolicyFeed(Builder builder) {
    this.bundle = builder.bundle;
    this.source = builder.source;
    this.sequence =
        new BundleSequence(
            builder.bundle, builder.verifier, builder.minRevision, builder.compilers);
    this.highWater =
        builder.highWaterFile == null
            ? null
            : new HighWaterFile(builder.highWaterFile, builder.bundle, DurableFiles.ofDisk());
    this.maxStale = builder.maxStale;
    this.records = new FeedRecords(builder.sink);
    this.clock = builder.clock;
  }

  /**
   * Starts a feed of signed bundles.
   *
   * @param bundle the name that the bundle must have: a bundle of another name is refused, however
   *     well it is signed
   * @param source where it comes from
   * @param trust whose signatures it must have
   * @param sink where it is recorded what came into force and what was refused; not closed
   */
  public static Builder builder(
      String bundle, BundleSource source, BundleTrust trust, AuditSink sink) {
    Objects.requireNonNull(trust, "trust");
    return new Builder(bundle, source, trust::verify, sink);
  }

  /**
   * Starts a feed of a folder of policies that <b>nobody has signed</b>, for local development and
   * tests: who can write to the folder decides what is masked. There is no manifest; each change is
   * a revision, counted from 1 in this process. Everything else is checked as ever.
   */
  public static Builder unsigned(Path folder, AuditSink sink, Clock clock) {
    UnsignedFolder files = new UnsignedFolder(folder, clock);
    return new Builder(UnsignedFolder.NAME, files, UnsignedFolder::verify, sink).clock(clock);
  }

  /**
   * Returns the policies that are in force, for one session.
   *
   * @throws BundleException if there are none: nothing was loaded yet, it has expired, or the
   *     source was not heard of for too long
   */
  @Override
  public PolicySelector current() {
    return valid();
  }

  /**
   * Returns the policies that are in force as {@link #current} does, to explain them or to try
   * something beside them, as the candidate of a {@link PolicyRollout}. What it returns does not
   * know when the bundle ends to count, so for sessions take {@link #current}.
   */
  public PolicySet currentSet() {
    return valid().policies();
  }

  private ValidPolicies valid() {
    FeedState now = state;
    BundleRejection refusal = refusal(now);
    ValidPolicies policies = now.policies();
    if (refusal != null || policies == null) {
      throw new BundleException(refusal == null ? BundleRejection.NOTHING_LOADED : refusal);
    }
    return policies;
  }

  private @Nullable BundleRejection refusal(FeedState now) {
    return closed ? BundleRejection.CLOSED : now.refusal(clock.instant(), maxStale);
  }

  /** Returns what is in force and how the last attempt went. */
  public PolicyStatus status() {
    FeedState now = state;
    return new PolicyStatus(bundle, now.inForce(), now.failure(), refusal(now), now.lastAttempt());
  }

  /**
   * Fetches and checks what the source has, and puts it into force if it is good. Waits for another
   * refresh that is under way, and for the source.
   *
   * @return the status after it; {@link PolicyStatus#failure} says whether it worked
   */
  public PolicyStatus refresh() {
    refreshing.lock();
    try {
      if (!closed) {
        attempt(clock.instant());
      }
    } finally {
      refreshing.unlock();
    }
    return status();
  }

  private void attempt(Instant now) {
    PolicyBundle fetchedBundle = null;
    BundleManifest offered = null;
    try {
      BundleSource.Fetched fetched = fetch();
      fetchedBundle = fetched.bundle().orElse(null);
      if (fetchedBundle == null) {
        confirm(now, state.tag());
        return;
      }
      BundleSequence.Candidate candidate = sequence.verify(fetchedBundle, now);
      offered = candidate.manifest();
      mark().requireMayFollow(offered);
      if (state.mark().isOf(offered)) {
        confirm(now, fetched.tag());
        return;
      }
      PolicySet policies = sequence.compile(candidate, clock);
      putIntoForce(policies, offered, fetched.tag(), now);
    } catch (BundleException e) {
      reject(e, fetchedBundle, offered, now);
    } catch (RuntimeException e) {
      // A bug of ours must not end the refreshes; what is in force stays.
      String type = e.getClass().getSimpleName();
      reject(new BundleException(BundleRejection.UNEXPECTED, type), fetchedBundle, offered, now);
    }
  }

  private BundleSource.Fetched fetch() {
    String tag = state.tag();
    try {
      BundleSource.Fetched fetched = source.fetch(tag);
      if (fetched.bundle().isPresent() || !tag.isEmpty()) {
        return fetched;
      }
    } catch (BundleException e) {
      throw e;
    } catch (RuntimeException e) {
      // A source of others; its message is not ours to pass on.
      throw new BundleException(BundleRejection.FETCH_FAILED, e.getClass().getSimpleName());
    }
    throw new BundleException(BundleRejection.FETCH_FAILED, "unchanged, but nothing was known");
  }

  private RevisionMark mark() {
    RevisionMark inForce = state.mark();
    if (written.revision() > inForce.revision()) {
      return written;
    }
    return inForce.isNone() && highWater != null ? highWater.read() : inForce;
  }

  private void confirm(Instant now, String tag) {
    lastRecorded = "";
    state = state.confirmed(now, tag);
  }

  /** What happens in this order leaves the old revision in force, if it ends anywhere before. */
  private void putIntoForce(PolicySet policies, BundleManifest manifest, String tag, Instant now) {
    if (highWater != null) {
      highWater.write(RevisionMark.of(manifest));
      written = RevisionMark.of(manifest);
    }
    records.loaded(manifest, now);
    lastRecorded = "";
    ValidPolicies valid = new ValidPolicies(policies, manifest.notAfter(), clock);
    state = FeedState.loaded(valid, manifest, tag, now);
  }

  private void reject(
      BundleException why,
      @Nullable PolicyBundle fetched,
      @Nullable BundleManifest offered,
      Instant now) {
    Failure failure = state.failureAfter(why, now);
    String event = why.getMessage() + (fetched == null ? "" : fetched.fingerprint());
    if (!event.equals(lastRecorded) && why.reason() != BundleRejection.AUDIT_FAILED) {
      failure = recorded(failure, offered, now, event);
    }
    state = state.failed(failure, now);
  }

  /** Records a refusal; the same again is only counted, or a poll would fill the record with it. */
  private Failure recorded(
      Failure failure, @Nullable BundleManifest offered, Instant now, String event) {
    try {
      records.rejected(failure.reason(), offered, now);
      lastRecorded = event;
      return failure;
    } catch (BundleException e) {
      String detail = "after " + failure.reason();
      return new Failure(e.reason(), detail, failure.since(), failure.attempts());
    }
  }

  /**
   * Refreshes again and again, until the feed is closed or the executor shut down. Each pause is
   * the period give or take a fifth, so that many processes do not ask at once.
   *
   * @param period 1 second to 7 days, and shorter than {@link Builder#maxStale}
   * @param executor runs the refreshes; not closed
   * @param random for the pauses
   * @throws IllegalArgumentException if the period is out of range
   * @throws IllegalStateException if refreshes are scheduled already, or the feed is closed
   */
  public void refreshEvery(
      Duration period, ScheduledExecutorService executor, RandomGenerator random) {
    boolean inRange = period.compareTo(MIN_PERIOD) >= 0 && period.compareTo(MAX_PERIOD) <= 0;
    if (!inRange || period.compareTo(maxStale) >= 0) {
      throw new IllegalArgumentException(
          "period must be in 1s..7d and shorter than maxStale, was " + period);
    }
    refreshing.lock();
    try {
      if (schedule != null || closed) {
        throw new IllegalStateException("refreshes are scheduled already, or the feed is closed");
      }
      RefreshSchedule begun = new RefreshSchedule(this::refresh, period, executor, random);
      schedule = begun;
      begun.next();
      if (closed) {
        begun.stop(); // close() may have looked before there was anything to stop
      }
    } finally {
      refreshing.unlock();
    }
  }

  /** Ends the refreshes; no further session can be opened. Sessions that are open go on. */
  @Override
  public void close() {
    closed = true;
    RefreshSchedule begun = schedule;
    if (begun != null) {
      begun.stop();
    }
  }

  /** Returns the status in one line. */
  @Override
  public String toString() {
    return "PolicyFeed[" + status() + "]";
  }

  /** Collects the parts of a {@link PolicyFeed}. Confined to one thread. */
  public static final class Builder {
    private static final Duration SHORTEST_STALE = Duration.ofMinutes(1);
    private static final Duration LONGEST_STALE = Duration.ofDays(30);

    private final String bundle;
    private final BundleSource source;
    private final BundleSequence.Verifier verifier;
    private final AuditSink sink;
    private long minRevision = 1;
    private @Nullable Path highWaterFile;
    private Supplier<PolicySet.Compiler> compilers = PolicySet::compiler;
    private Duration maxStale = Duration.ofHours(24);
    private Clock clock = Clock.systemUTC();

    private Builder(
        String bundle, BundleSource source, BundleSequence.Verifier verifier, AuditSink sink) {
      this.bundle = BundleManifest.requireName(bundle);
      this.source = Objects.requireNonNull(source, "source");
      this.verifier = verifier;
      this.sink = Objects.requireNonNull(sink, "sink");
    }

    /**
     * Sets the lowest revision that is accepted, 1 unless set. A process that lives for one job
     * remembers no revision, so an old bundle could be played to it: name the newest one that you
     * know of.
     */
    public Builder minRevision(long revision) {
      if (revision < 1 || revision > BundleManifest.MAX_REVISION) {
        throw new IllegalArgumentException(
            "minRevision must be in 1.." + BundleManifest.MAX_REVISION + ", was " + revision);
      }
      this.minRevision = revision;
      return this;
    }

    /**
     * Sets a file that remembers the highest revision over restarts, for processes that live long.
     * It is made if it is not there; if it is and cannot be read, nothing is loaded.
     */
    public Builder highWaterFile(Path file) {
      this.highWaterFile = Objects.requireNonNull(file, "file");
      return this;
    }

    /**
     * Sets for how long sessions may be opened after the source last confirmed what is in force, 24
     * hours unless set.
     *
     * @throws IllegalArgumentException if it is not in 1 minute to 30 days
     */
    public Builder maxStale(Duration limit) {
      if (limit.compareTo(SHORTEST_STALE) < 0 || limit.compareTo(LONGEST_STALE) > 0) {
        throw new IllegalArgumentException("maxStale must be in 1m..30d, was " + limit);
      }
      this.maxStale = limit;
      return this;
    }

    /**
     * Sets what makes policies of the files, for formats of others; called for each revision, which
     * sets revision and clock itself.
     */
    public Builder compiler(Supplier<PolicySet.Compiler> supplier) {
      this.compilers = Objects.requireNonNull(supplier, "supplier");
      return this;
    }

    /** Sets the clock. */
    public Builder clock(Clock time) {
      this.clock = Objects.requireNonNull(time, "time");
      return this;
    }

    /** Returns the feed, which has nothing in force before its first {@link #refresh}. */
    public PolicyFeed build() {
      return new PolicyFeed(this);
    }
  }
}
