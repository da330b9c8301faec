package dev.tacenda.audit.log;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.tacenda.audit.AuditException;
import dev.tacenda.audit.AuditException.Reason;
import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditSink;
import dev.tacenda.audit.note.NoteKey;
import dev.tacenda.audit.verify.Anchor;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps records and their masked bodies in a log of JSON lines: chained by session, under a signed
 * Merkle tree, in a directory of its own for each sink.
 *
 * <p>{@link #write} returns after the record's line, and what its body has that the log does not
 * have yet, was forced to the disk. If a force fails, the log goes on in a new file, and what was
 * not acknowledged is written again. If a write fails, as on a full disk, it is refused, and until
 * there is room the sink takes only what ends exchanges and sessions, without bodies; the room for
 * that is taken when the sink is opened. If that fails too, every later call throws. Opening a sink
 * sets right what sinks before it left that ended without {@link #close}.
 *
 * <p>{@link dev.tacenda.audit.verify.AuditVerifier} checks a log. It cannot know that the newest
 * lines are gone or a whole log was written anew: print the {@linkplain Builder#onAnchor anchors}
 * where the machine's owner cannot change them.
 *
 * <p>Thread-safe. A call waits for the disk up to the time limit, by default 30 seconds. A caller
 * that is interrupted while it waits gets an {@link AuditException} with its interrupt flag set;
 * the sink goes on for the others. Needs a POSIX file system.
 *
 * <pre>{@code
 * JsonlAuditSink.Builder log = JsonlAuditSink.builder(Path.of("build/audit"));
 * try (JsonlAuditSink sink = log.onAnchor(out::println).open()) {
 *   sink.write(intent); // returns when the record is on the disk
 * }
 * }</pre>
 */
public final class JsonlAuditSink implements AuditSink {
  private static final DateTimeFormatter WRITER_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int ID_BYTES = 16;

  private final Path path;
  private final CommitQueue queue = new CommitQueue();
  private final SegmentLog log;
  private final Thread thread;
  private final NoteKey firstKey;
  private final long timeoutNanos;
  private final boolean withBodies;
  private final AtomicBoolean failureReported = new AtomicBoolean();

  private JsonlAuditSink(Builder from) {
    this.timeoutNanos = from.timeout.toNanos();
    this.withBodies = from.withBodies;
    String id = newWriter(from);
    this.path = from.directory.toAbsolutePath().resolve(id);
    CheckpointKeys keys = new CheckpointKeys(id, from.random);
    this.firstKey = keys.key();
    this.log = begin(from, id, keys);
    LogWriter writer =
        new LogWriter(queue, log, new CheckpointClock(from.nanoTime, from.checkpointEvery));
    this.thread = new Thread(writer, "tacenda-audit-writer");
    // What was acknowledged is on the disk, so a forgotten close need not keep the process alive.
    this.thread.setDaemon(true);
  }

  private static String newWriter(Builder from) {
    byte[] id = new byte[ID_BYTES];
    from.random.nextBytes(id);
    return WRITER_TIME.format(from.clock.instant()) + "-" + HexFormat.of().formatHex(id);
  }

  private SegmentLog begin(Builder from, String id, CheckpointKeys keys) {
    Path root = Objects.requireNonNull(path.getParent(), "directory");
    try {
      from.storage.prepareDirectory(root);
      new Recovery(from.storage, from.owner, from.clock, from.random).run(root);
      WriterHome home = WriterHome.create(from.storage, path, from.owner);
      return begin(from, id, keys, home);
    } catch (Storage.InsecureDirectoryException e) {
      throw new AuditException(Reason.INSECURE_DIRECTORY, String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new AuditException(Reason.OPEN_FAILED, "no new log in " + root, e);
    }
  }

  private static SegmentLog begin(Builder from, String id, CheckpointKeys keys, WriterHome home)
      throws IOException {
    try {
      return SegmentLog.begin(home, id, from.settings(), keys);
    } catch (IOException e) {
      keys.close();
      home.release();
      throw e;
    }
  }

  /**
   * Opens a sink with a new log in {@code directory}, which is created if it is missing.
   *
   * @throws AuditException with {@link Reason#INSECURE_DIRECTORY} if the directory is a symbolic
   *     link or others may write to it, with {@link Reason#OPEN_FAILED} if a log cannot be created
   *     or one of before cannot be set right
   */
  public static JsonlAuditSink open(Path directory) {
    return builder(directory).open();
  }

  /** Starts a sink with other than the default settings. */
  public static Builder builder(Path directory) {
    return new Builder(directory);
  }

  /**
   * Stores one record; returns when it is on the disk.
   *
   * @throws AuditException if the record is not, or may not be, on the disk
   */
  @Override
  public void write(AuditRecord record) {
    commit(Entry.of(Objects.requireNonNull(record, "record"), withBodies));
  }

  @Override
  public void flush() {
    commit(Entry.marker());
  }

  @TrustedCode("returns only after the writer said that the entry is durable")
  private void commit(Entry entry) {
    try {
      queue.put(entry, timeoutNanos);
      entry.durable.get(timeoutNanos, NANOSECONDS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (TimeoutException e) {
      throw new AuditException(Reason.TIMED_OUT, "the storage did not answer in time", e);
    } catch (ExecutionException e) {
      throw rethrow(e.getCause());
    }
  }

  /** Gives each caller an exception of its own, with the first cause. */
  private static AuditException rethrow(@Nullable Throwable failure) {
    if (failure instanceof AuditException e) {
      return new AuditException(e.reason(), "the record was not acknowledged", e.getCause());
    }
    return new AuditException(Reason.WRITE_FAILED, "the record is in doubt", failure);
  }

  private static AuditException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new AuditException(Reason.INTERRUPTED, "interrupted while waiting", cause);
  }

  /** Stores what is on its way and signs the end of the log. */
  @Override
  public void close() {
    queue.close();
    try {
      NANOSECONDS.timedJoin(thread, timeoutNanos);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    if (thread.isAlive()) {
      throw new AuditException(Reason.TIMED_OUT, "the storage did not answer in time");
    }
    reportFailure(queue.failure(), Reason.POISONED, "the log is not complete: ");
    reportFailure(log.anchorFailure(), Reason.SINK_FAILED, "an anchor was not taken: ");
  }

  private void reportFailure(@Nullable Exception failure, Reason reason, String message) {
    if (failure != null && failureReported.compareAndSet(false, true)) {
      throw new AuditException(reason, message + path, failure);
    }
  }

  /** Returns the directory of this sink's log. */
  public Path path() {
    return path;
  }

  /** Returns what pins all that is on the disk now, to be kept elsewhere. */
  public Anchor anchor() {
    return log.anchor();
  }

  /** Returns the key of the first checkpoint, which stands in the log's first line. */
  public NoteKey firstKey() {
    return firstKey;
  }

  @Override
  public String toString() {
    return "JsonlAuditSink[" + path + "]";
  }

  /** Collects the settings of a sink. Confined to one thread. */
  public static final class Builder {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final Duration LONGEST_AGE = Duration.ofDays(30);
    private static final int BALLAST_BYTES = 1 << 18;

    private final Path directory;
    private Clock clock = Clock.systemUTC();
    private LongSupplier nanoTime = System::nanoTime;
    private SecureRandom random = new SecureRandom();
    private Duration timeout = Duration.ofSeconds(30);
    private long maxSegmentBytes = 64L << 20;
    private Duration maxSegmentAge = Duration.ofHours(1);
    private Duration checkpointEvery = Duration.ofSeconds(1);
    private Consumer<Anchor> onAnchor = anchor -> {};
    private boolean withBodies = true;
    private int ballastBytes = BALLAST_BYTES;
    private Storage storage = new FileStorage();
    private String owner = Long.toString(ProcessHandle.current().pid());

    private Builder(Path directory) {
      this.directory = Objects.requireNonNull(directory, "directory");
    }

    /** Sets the clock for the times of the log; by default the system's. It may be set back. */
    public Builder clock(Clock clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /** Sets where the writer's id and the keys come from. */
    public Builder random(SecureRandom random) {
      this.random = Objects.requireNonNull(random, "random");
      return this;
    }

    /**
     * Sets how long a call waits for the disk; by default 30 seconds.
     *
     * @throws IllegalArgumentException if it is not in 1 ms..1 h
     */
    public Builder timeout(Duration timeout) {
      this.timeout = range("timeout", timeout, LONGEST_WAIT, "1 h");
      return this;
    }

    /**
     * Sets from which size on a segment is followed by another; by default 64 MiB. Bodies share
     * pieces within a segment, so small segments keep more of the same.
     *
     * @throws IllegalArgumentException if it is not in 4 KiB..1 GiB
     */
    public Builder maxSegmentBytes(long bytes) {
      if (bytes < 1 << 12 || bytes > 1 << 30) {
        throw new IllegalArgumentException(
            "maxSegmentBytes must be in 4096..1073741824, was " + bytes);
      }
      this.maxSegmentBytes = bytes;
      return this;
    }

    /**
     * Sets from which age on a segment is followed by another; by default 1 hour.
     *
     * @throws IllegalArgumentException if it is not in 1 ms..30 days
     */
    public Builder maxSegmentAge(Duration age) {
      this.maxSegmentAge = range("maxSegmentAge", age, LONGEST_AGE, "30 d");
      return this;
    }

    /**
     * Sets how long a record waits for a checkpoint that signs it; by default 1 second. A quiet log
     * gets one after 60 times as long.
     *
     * @throws IllegalArgumentException if it is not in 1 ms..1 h
     */
    public Builder checkpointEvery(Duration interval) {
      this.checkpointEvery = range("checkpointEvery", interval, LONGEST_WAIT, "1 h");
      return this;
    }

    /**
     * Sets who is given each checkpoint as an anchor when it is on the disk, to print it into the
     * log of the job, for example. It is called by the one thread that writes, so it must return
     * soon; what it throws ends the sink.
     */
    public Builder onAnchor(Consumer<Anchor> listener) {
      this.onAnchor = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /** Keeps of each body only length and hash. */
    public Builder withoutBodies() {
      this.withBodies = false;
      return this;
    }

    Builder storage(Storage storage) {
      this.storage = storage;
      return this;
    }

    Builder ballastBytes(int bytes) {
      this.ballastBytes = bytes;
      return this;
    }

    Builder nanoTime(LongSupplier nanoTime) {
      this.nanoTime = nanoTime;
      return this;
    }

    /** Sets as which process this one counts. */
    Builder owner(String owner) {
      this.owner = owner;
      return this;
    }

    private static Duration range(String name, Duration value, Duration most, String mostText) {
      if (value.compareTo(SHORTEST) < 0 || value.compareTo(most) > 0) {
        throw new IllegalArgumentException(
            name + " must be in 1 ms.." + mostText + ", was " + value);
      }
      return value;
    }

    private LogSettings settings() {
      return new LogSettings(
          clock, nanoTime, maxSegmentBytes, maxSegmentAge, checkpointEvery, ballastBytes, onAnchor);
    }

    /**
     * Creates the log and starts the sink.
     *
     * @throws AuditException as {@link JsonlAuditSink#open} does
     */
    public JsonlAuditSink open() {
      JsonlAuditSink sink = new JsonlAuditSink(this);
      sink.thread.start();
      return sink;
    }
  }
}
