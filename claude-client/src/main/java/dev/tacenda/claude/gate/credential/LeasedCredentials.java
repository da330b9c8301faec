package dev.tacenda.claude.gate.credential;

import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.Credential;
import dev.tacenda.claude.gate.CredentialException;
import dev.tacenda.claude.gate.CredentialException.Reason;
import dev.tacenda.claude.gate.SealedSecret;
import dev.tacenda.mask.TrustedCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one credential fresh for all threads. At most one of them obtains a new one at a time:
 *
 * <ul>
 *   <li>Up to 80 % of its life a credential is used as it is. From then on the first request
 *       obtains the next one; the others go on with the old one, and so does that request if it
 *       fails.
 *   <li>Without a valid one all requests wait for the one that obtains it, and fail with it.
 *   <li>After a failure nobody tries again for a second.
 *   <li>A credential that the API has rejected is replaced, but not more than once a minute.
 * </ul>
 *
 * <p>Thread-safe.
 */
@TrustedCode("Holds credentials, and hands out none that is expired or unrecorded.")
final class LeasedCredentials {
  static final Duration FAILURE_PAUSE = Duration.ofSeconds(1);
  static final Duration REJECTION_PAUSE = Duration.ofMinutes(1);

  /** A request may quote credentials of a while ago, and they may still be valid. */
  static final int MAX_HELD = 64;

  private final LeaseSource source;
  private final @Nullable Issuance issuance;
  private final Clock clock;
  private final Duration patience;

  private final Object lock = new Object();
  private final Deque<SealedSecret> held = new ArrayDeque<>();
  private @Nullable Lease current;
  private @Nullable CompletableFuture<Credential> underWay;
  private @Nullable Failure failure;
  private @Nullable Instant replacedAt;
  private boolean closed;

  /** The last try. */
  private record Failure(Instant at, Reason reason) {}

  /**
   * Keeps what {@code source} gives fresh.
   *
   * @param patience for how long a thread waits for another one
   */
  LeasedCredentials(
      LeaseSource source, @Nullable Issuance issuance, Clock clock, Duration patience) {
    this.source = source;
    this.issuance = issuance;
    this.clock = clock;
    this.patience = patience;
  }

  Credential get(Caller caller) {
    Lease usable;
    CompletableFuture<Credential> flight;
    synchronized (lock) {
      requireOpen();
      Instant now = clock.instant();
      usable = current != null && current.isValidAt(now) ? current : null;
      if (usable != null && (!usable.isDueAt(now) || underWay != null || isPausing(now))) {
        return usable.credential();
      }
      if (underWay != null) {
        flight = underWay;
      } else {
        requireNotPausing(now);
        flight = null;
        underWay = new CompletableFuture<>();
      }
    }
    return flight == null ? obtain(caller, usable) : await(flight);
  }

  private void requireOpen() {
    if (closed) {
      throw new CredentialException(Reason.CLOSED);
    }
  }

  private boolean isPausing(Instant now) {
    return failure != null && now.isBefore(failure.at().plus(FAILURE_PAUSE));
  }

  private void requireNotPausing(Instant now) {
    if (failure != null && isPausing(now)) {
      throw new CredentialException(failure.reason());
    }
  }

  private Credential obtain(Caller caller, @Nullable Lease old) {
    Reason reason = Reason.PART_FAILED;
    Lease lease = null;
    try {
      lease = recorded(source.obtain(this::holdShown), caller);
    } catch (CredentialException e) {
      reason = e.reason();
    } catch (RuntimeException e) {
      reason = Reason.PART_FAILED;
    } finally {
      land(lease, reason);
    }
    if (lease != null) {
      return lease.credential();
    }
    if (old != null && old.isValidAt(clock.instant())) {
      return old.credential();
    }
    throw new CredentialException(reason);
  }

  private Lease recorded(Lease lease, Caller caller) {
    lease.credential().secret().ifPresent(this::hold);
    Instant now = clock.instant();
    if (!lease.isValidAt(now)) {
      throw new CredentialException(Reason.EXPIRED);
    }
    if (issuance != null) {
      issuance.record(caller, now, lease.validUntil());
    }
    return lease;
  }

  /** Whatever has happened, those who wait must learn of it, and the next one may try. */
  private void land(@Nullable Lease lease, Reason reason) {
    CompletableFuture<Credential> flight;
    synchronized (lock) {
      flight = underWay;
      underWay = null;
      if (lease != null && !closed) {
        current = lease;
        failure = null;
      } else {
        failure = new Failure(clock.instant(), reason);
      }
    }
    if (flight == null) {
      return;
    }
    if (lease != null) {
      flight.complete(lease.credential());
    } else {
      flight.completeExceptionally(new CredentialException(reason));
    }
  }

  private Credential await(CompletableFuture<Credential> flight) {
    try {
      return flight.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CredentialException(Reason.INTERRUPTED);
    } catch (TimeoutException e) {
      throw new CredentialException(Reason.ISSUER_TIMED_OUT);
    } catch (ExecutionException e) {
      // Of the thread that asks, not of the one that failed.
      throw new CredentialException(
          e.getCause() instanceof CredentialException cause ? cause.reason() : Reason.PART_FAILED);
    }
  }

  /** The API did not take {@code credential}. If it is the current one, it is replaced. */
  void rejected(Credential credential) {
    synchronized (lock) {
      Instant now = clock.instant();
      boolean often = replacedAt != null && now.isBefore(replacedAt.plus(REJECTION_PAUSE));
      if (current != null && current.credential().equals(credential) && !often) {
        current = null;
        replacedAt = now;
      }
    }
  }

  /** What is shown is often the same as before, and must not push tokens out. */
  private void holdShown(SealedSecret secret) {
    synchronized (lock) {
      if (held.contains(secret)) {
        secret.close();
      } else {
        hold(secret);
      }
    }
  }

  private void hold(SealedSecret secret) {
    synchronized (lock) {
      if (closed) {
        secret.close();
        throw new CredentialException(Reason.CLOSED);
      }
      held.addLast(secret);
      if (held.size() > MAX_HELD) {
        held.removeFirst();
      }
    }
  }

  List<SealedSecret> held() {
    synchronized (lock) {
      return List.copyOf(held);
    }
  }

  /** Wipes what it holds. Nothing can be got from it any more. */
  void close() {
    synchronized (lock) {
      closed = true;
      current = null;
      held.forEach(SealedSecret::close);
      held.clear();
    }
  }

  @Override
  public String toString() {
    return "LeasedCredentials[" + held().size() + " held]";
  }
}
