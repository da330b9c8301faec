package dev.tacenda.claude.gate.identity;

import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.IdentityException.Reason;
import dev.tacenda.claude.gate.internal.HttpFailure;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one issuer, fetched as a whole and kept for {@link #TTL}. After {@link #AHEAD} they
 * are fetched anew beside the calls, after the rest of that time before one. If they cannot be had,
 * those that are held count on, up to {@link #STALE}.
 *
 * <p>A token may name a key that is not held because the issuer has rotated, or because anybody can
 * write anything into a token. So such a token leads to a fetch at most once in {@link
 * #UNKNOWN_PAUSE} for all tokens together, and a key that a fetch has not found is not looked for
 * again within {@link #ABSENT}. What follows: a flood of such tokens costs one fetch a minute, and
 * a rotated key is found within a minute even then.
 *
 * <p>At most one fetch is under way; all who need it wait for it. Once somebody has waited in vain,
 * nobody waits for that fetch any more, and what is held counts on. Thread-safe.
 */
@TrustedCode("A key counts only while the issuer has confirmed it within a day.")
final class JwksCache implements KeySource {
  static final Duration TTL = Duration.ofMinutes(10);
  static final Duration AHEAD = Duration.ofMinutes(8);
  static final Duration STALE = Duration.ofDays(1);
  static final Duration UNKNOWN_PAUSE = Duration.ofMinutes(1);
  static final Duration ABSENT = Duration.ofMinutes(2);

  /** After a failure nobody waits for the next one. */
  static final Duration FAILURE_PAUSE = Duration.ofSeconds(10);

  private static final int MAX_ABSENT = 1_000;

  /** Discovery and keys, each within its own limit, and some time to start. */
  private static final long MAX_WAIT_SECONDS = 2 * Fetch.SECONDS + 1;

  private final String issuer;
  private final KeyDocument document;
  private final Executor executor;
  private final Clock clock;
  private final IdentityLog log;
  private final Duration patience;
  private final Object lock = new Object();
  private final Map<String, Instant> absent = new LinkedHashMap<>();
  private @Nullable Loaded loaded;
  private @Nullable CompletableFuture<Void> underWay;
  private boolean overdue;
  private @Nullable Instant failedAt;
  private @Nullable Instant askedForUnknownAt;

  /** Keys, and when they were asked for. */
  private record Loaded(KeySet keys, Instant at) {}

  JwksCache(String issuer, KeyDocument document, Executor executor, Clock clock, IdentityLog log) {
    this(issuer, document, executor, clock, log, Duration.ofSeconds(MAX_WAIT_SECONDS));
  }

  /**
   * Keeps the keys of {@code document}.
   *
   * @param patience for how long somebody waits for a fetch
   */
  JwksCache(
      String issuer,
      KeyDocument document,
      Executor executor,
      Clock clock,
      IdentityLog log,
      Duration patience) {
    this.patience = patience;
    this.issuer = issuer;
    this.document = document;
    this.executor = executor;
    this.clock = clock;
    this.log = log;
  }

  @Override
  public VerificationKey key(String keyId, TokenAlgorithm algorithm) throws IdentityException {
    KeySet keys = fresh();
    if (!keys.knows(keyId)) {
      keys = refreshedFor(keyId);
    }
    return keys.key(keyId, algorithm);
  }

  /** Returns keys that count now, after fetching them if that is due. */
  private KeySet fresh() throws IdentityException {
    Loaded held = held();
    if (held == null || isPast(held.at(), TTL)) {
      await(refresh());
      held = held();
    } else if (isPast(held.at(), AHEAD)) {
      CompletableFuture<Void> unused = refresh();
    }
    return requireNotStale(held);
  }

  private KeySet requireNotStale(@Nullable Loaded held) throws IdentityException {
    if (held == null || isPast(held.at(), STALE)) {
      throw new IdentityException(Reason.KEYS_UNAVAILABLE);
    }
    return held.keys();
  }

  private KeySet refreshedFor(String keyId) throws IdentityException {
    Instant asked = clock.instant();
    CompletableFuture<Void> fetch = fetchForUnknown(keyId);
    if (fetch != null) {
      await(fetch);
    }
    Loaded held = held();
    KeySet keys = requireNotStale(held);
    if (held != null && !held.at().isBefore(asked) && !keys.knows(keyId)) {
      rememberAbsent(keyId);
    }
    return keys;
  }

  /** Returns the fetch to wait for, or null if none may be made for this key now. */
  private @Nullable CompletableFuture<Void> fetchForUnknown(String keyId) {
    synchronized (lock) {
      if (underWay != null) {
        return overdue ? null : underWay;
      }
      Instant since = absent.get(keyId);
      if (since != null && !isPast(since, ABSENT)) {
        return null;
      }
      if (askedForUnknownAt != null && !isPast(askedForUnknownAt, UNKNOWN_PAUSE)) {
        return null;
      }
      askedForUnknownAt = clock.instant();
    }
    return refresh();
  }

  private void rememberAbsent(String keyId) {
    synchronized (lock) {
      absent.remove(keyId);
      absent.put(keyId, clock.instant());
      if (absent.size() > MAX_ABSENT) {
        absent.remove(absent.keySet().iterator().next());
      }
    }
  }

  private @Nullable Loaded held() {
    synchronized (lock) {
      return loaded;
    }
  }

  /** Starts a fetch, or joins the one that is under way; none soon after a failure. */
  private CompletableFuture<Void> refresh() {
    CompletableFuture<Void> fetch = new CompletableFuture<>();
    synchronized (lock) {
      if (underWay != null) {
        return overdue ? CompletableFuture.completedFuture(null) : underWay;
      }
      if (failedAt != null && !isPast(failedAt, FAILURE_PAUSE)) {
        return CompletableFuture.completedFuture(null);
      }
      underWay = fetch;
    }
    start(fetch);
    return fetch;
  }

  private void start(CompletableFuture<Void> fetch) {
    try {
      executor.execute(() -> load(fetch));
    } catch (RuntimeException e) {
      failed("no thread");
      finish(fetch);
    }
  }

  private void load(CompletableFuture<Void> fetch) {
    Instant started = clock.instant();
    try {
      KeySet keys = document.fetch();
      synchronized (lock) {
        loaded = new Loaded(keys, started);
        failedAt = null;
      }
      log.keysFetched(issuer);
    } catch (UnusableKeysException e) {
      failed(String.valueOf(e.getMessage())); // our own words
    } catch (HttpFailure e) {
      failed(String.valueOf(e.getMessage())); // a reason, without an address
    } catch (IOException | RuntimeException e) {
      failed(e.getClass().getSimpleName());
    } finally {
      finish(fetch);
    }
  }

  private void finish(CompletableFuture<Void> fetch) {
    synchronized (lock) {
      underWay = null;
      overdue = false;
    }
    fetch.complete(null);
  }

  private void failed(String why) {
    synchronized (lock) {
      failedAt = clock.instant();
    }
    log.keysNotFetched(issuer, why);
  }

  private void await(CompletableFuture<Void> fetch) throws IdentityException {
    try {
      fetch.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IdentityException(Reason.KEYS_UNAVAILABLE);
    } catch (TimeoutException e) {
      givenUp(fetch);
    } catch (ExecutionException e) {
      throw new IdentityException(Reason.KEYS_UNAVAILABLE);
    }
  }

  /** A resolver has no limit of time; what is held counts on as if it had failed. */
  private void givenUp(CompletableFuture<Void> fetch) {
    boolean first;
    synchronized (lock) {
      first = fetch == underWay && !overdue;
      overdue |= first;
    }
    if (first) {
      log.keysNotFetched(issuer, "no answer in time");
    }
  }

  /** A clock that was set back counts as time that has passed. */
  private boolean isPast(Instant since, Duration limit) {
    Duration age = Duration.between(since, clock.instant());
    return age.isNegative() || age.compareTo(limit) > 0;
  }

  @Override
  public String toString() {
    return "JwksCache[" + issuer + "]";
  }
}
