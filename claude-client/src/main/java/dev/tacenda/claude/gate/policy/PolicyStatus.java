package dev.tacenda.claude.gate.policy;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link PolicyFeed} has in force and how its last attempt to get something newer went, for
 * health checks and for people. Holds nothing of a policy. Immutable.
 */
public final class PolicyStatus {
  private final String bundle;
  private final @Nullable InForce inForce;
  private final @Nullable Failure failure;
  private final @Nullable BundleRejection refusal;
  private final @Nullable Instant lastAttempt;

  /**
   * What is in force.
   *
   * @param revision of the bundle
   * @param digest SHA-256 of its manifest
   * @param since when it came into force in this process
   * @param confirmed when its source last said that it is still the newest
   * @param notAfter when it ends to count
   */
  public record InForce(
      long revision, String digest, Instant since, Instant confirmed, Instant notAfter) {
    /** Checks that nothing is missing. */
    public InForce {
      Objects.requireNonNull(digest, "digest");
      Objects.requireNonNull(since, "since");
      Objects.requireNonNull(confirmed, "confirmed");
      Objects.requireNonNull(notAfter, "notAfter");
    }

    InForce confirmedAt(Instant now) {
      return new InForce(revision, digest, since, now, notAfter);
    }
  }

  /**
   * Why the last attempt failed.
   *
   * @param reason the code, as it is in the record
   * @param detail where, or how much; may be empty
   * @param since when attempts began to fail
   * @param attempts how many failed since then
   */
  public record Failure(BundleRejection reason, String detail, Instant since, int attempts) {
    /** Checks that nothing is missing. */
    public Failure {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(detail, "detail");
      Objects.requireNonNull(since, "since");
    }
  }

  PolicyStatus(
      String bundle,
      @Nullable InForce inForce,
      @Nullable Failure failure,
      @Nullable BundleRejection refusal,
      @Nullable Instant lastAttempt) {
    this.bundle = bundle;
    this.inForce = inForce;
    this.failure = failure;
    this.refusal = refusal;
    this.lastAttempt = lastAttempt;
  }

  /** Returns the name of the bundle that the feed is for. */
  public String bundle() {
    return bundle;
  }

  /** Returns what was loaded last; whether it still counts, {@link #refusal} says. */
  public Optional<InForce> inForce() {
    return Optional.ofNullable(inForce);
  }

  /** Returns why the last attempt failed; empty if it did not. */
  public Optional<Failure> failure() {
    return Optional.ofNullable(failure);
  }

  /** Returns why no session can be opened; empty if one can. */
  public Optional<BundleRejection> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** Returns when the last attempt was made. */
  public Optional<Instant> lastAttempt() {
    return Optional.ofNullable(lastAttempt);
  }

  /** Returns all of it in one line. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("bundle ").append(bundle).append(": ");
    if (inForce == null) {
      text.append("nothing in force");
    } else {
      text.append("revision ").append(inForce.revision());
      text.append(", digest ").append(inForce.digest(), 0, 12);
      text.append(", until ").append(inForce.notAfter());
    }
    if (refusal != null) {
      text.append(", refuses sessions: ").append(refusal);
    }
    if (failure != null) {
      text.append(", ").append(failure.attempts()).append(" failed since ");
      text.append(failure.since()).append(": ").append(failure.reason());
    }
    return text.toString();
  }
}
