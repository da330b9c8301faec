package dev.tacenda.audit;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.tacenda.audit.AuditException.Reason;
import dev.tacenda.audit.CommitQueue.Entry;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps records in a file of JSON lines, each line chained to the one before by its hash.
 *
 * <p>{@link #write} returns after the line was forced to the disk. The file is new for each sink
 * and only its owner may read it; it lies in a directory that nobody else may write to. After the
 * first failure of the disk the sink is of no use: every later call throws, and a new sink has to
 * be opened. A record takes one line of about 600 bytes; files are not rotated.
 *
 * <p>The chain shows a change, a removal or a swap of lines to {@link AuditChain#verify}. It does
 * not show that the newest lines are gone or were replaced: print {@link #checkpoint} where the
 * machine's owner cannot change it.
 *
 * <p>Thread-safe. A call waits for the disk up to the time limit, by default 30 seconds. A caller
 * that is interrupted while it waits gets an {@link AuditException} with its interrupt flag set;
 * the sink goes on for the others. Needs a POSIX file system.
 *
 * <pre>{@code
 * try (JsonlAuditSink sink = JsonlAuditSink.open(Path.of("build/audit"))) {
 *   sink.write(intent); // returns when the record is on the disk
 *   out.println(sink.checkpoint());
 * }
 * }</pre>
 */
public final class JsonlAuditSink implements AuditSink {
  private static final DateTimeFormatter FILE_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final byte[] NO_RECORD = {};

  private final Path path;
  private final CommitQueue queue = new CommitQueue();
  private final LogWriter writer;
  private final Thread thread;
  private final long timeoutNanos;
  private final AtomicBoolean failureReported = new AtomicBoolean();

  private JsonlAuditSink(Builder from) {
    Path directory = from.directory.toAbsolutePath();
    byte[] id = new byte[LogFormat.CHAIN_DIGITS / 2];
    from.random.nextBytes(id);
    String chain = Hex.of(id);
    this.path =
        directory.resolve(
            "audit-" + FILE_TIME.format(from.clock.instant()) + "-" + chain + ".jsonl");
    this.timeoutNanos = from.timeout.toNanos();
    this.writer = new LogWriter(queue, create(from.storage, path), new ChainWriter(chain));
    this.thread = new Thread(writer, "tacenda-audit-writer");
    // What was acknowledged is on the disk, so a forgotten close need not keep the process alive.
    this.thread.setDaemon(true);
  }

  private static Storage.AppendFile create(Storage storage, Path path) {
    Path directory = Objects.requireNonNull(path.getParent(), "directory");
    try {
      storage.prepareDirectory(directory);
      return createDurably(storage, directory, path);
    } catch (Storage.InsecureDirectoryException e) {
      throw new AuditException(Reason.INSECURE_DIRECTORY, String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new AuditException(Reason.OPEN_FAILED, "no new file in " + directory, e);
    }
  }

  private static Storage.AppendFile createDurably(Storage storage, Path directory, Path path)
      throws IOException {
    Storage.AppendFile file = storage.create(path);
    try {
      storage.forceDirectory(directory);
      return file;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /**
   * Opens a sink with a new file in {@code directory}, which is created if it is missing.
   *
   * @throws AuditException with {@link Reason#INSECURE_DIRECTORY} if the directory is a symbolic
   *     link or others may write to it, with {@link Reason#OPEN_FAILED} if a file cannot be created
   */
  public static JsonlAuditSink open(Path directory) {
    return builder(directory).open();
  }

  /** Starts a sink with other than the default settings. */
  public static Builder builder(Path directory) {
    return new Builder(directory);
  }

  /**
   * Stores one record; returns when its line is on the disk.
   *
   * @throws AuditException if the record is not, or may not be, on the disk
   */
  @Override
  public void write(AuditRecord record) {
    commit(new Entry(RecordJson.members(Objects.requireNonNull(record, "record"))));
  }

  @Override
  public void flush() {
    commit(new Entry(NO_RECORD));
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
      return new AuditException(e.reason(), "the sink cannot be used any more", e.getCause());
    }
    return new AuditException(Reason.WRITE_FAILED, "the record is in doubt", failure);
  }

  private static AuditException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new AuditException(Reason.INTERRUPTED, "interrupted while waiting", cause);
  }

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
    Exception failure = queue.failure();
    if (failure != null && failureReported.compareAndSet(false, true)) {
      throw new AuditException(Reason.POISONED, "the log is not complete: " + path, failure);
    }
  }

  /** Returns the file. */
  public Path path() {
    return path;
  }

  /** Returns number and hash of the newest record that is on the disk, to be kept elsewhere. */
  public Checkpoint checkpoint() {
    return writer.checkpoint();
  }

  @Override
  public String toString() {
    return "JsonlAuditSink[" + path + "]";
  }

  /** Collects the settings of a sink. Confined to one thread. */
  public static final class Builder {
    private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);
    private static final Duration MAX_TIMEOUT = Duration.ofHours(1);

    private final Path directory;
    private Clock clock = Clock.systemUTC();
    private RandomGenerator random = new SecureRandom();
    private Duration timeout = Duration.ofSeconds(30);
    private Storage storage = new FileStorage();

    private Builder(Path directory) {
      this.directory = Objects.requireNonNull(directory, "directory");
    }

    /** Sets the clock for the time in the file's name; by default the system's. */
    public Builder clock(Clock clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /** Sets where the chain's id comes from; by default {@link SecureRandom}. */
    public Builder random(RandomGenerator random) {
      this.random = Objects.requireNonNull(random, "random");
      return this;
    }

    /**
     * Sets how long a call waits for the disk; by default 30 seconds.
     *
     * @throws IllegalArgumentException if it is not in 1 ms..1 h
     */
    public Builder timeout(Duration timeout) {
      if (timeout.compareTo(MIN_TIMEOUT) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0) {
        throw new IllegalArgumentException("timeout must be in 1 ms..1 h, was " + timeout);
      }
      this.timeout = timeout;
      return this;
    }

    Builder storage(Storage storage) {
      this.storage = Objects.requireNonNull(storage, "storage");
      return this;
    }

    /**
     * Creates the file and starts the sink.
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
