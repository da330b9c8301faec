package dev.tacenda.claude.gate.policy;

import dev.tacenda.claude.gate.policy.PolicyStatus.Failure;
import dev.tacenda.claude.gate.policy.PolicyStatus.InForce;
import dev.tacenda.mask.TrustedCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that a {@link PolicyFeed} knows, replaced as a whole, so that nobody sees half of a change.
 * Immutable.
 *
 * @param policies what was loaded last
 * @param inForce what is known about it
 * @param failure why the last attempt failed; null if it did not
 * @param tag of the source for what was loaded
 * @param lastAttempt when the last attempt was made
 */
@TrustedCode("nothing is in force after its end, or when its source is silent for too long")
record FeedState(
    @Nullable ValidPolicies policies,
    @Nullable InForce inForce,
    @Nullable Failure failure,
    String tag,
    @Nullable Instant lastAttempt) {
  static final FeedState EMPTY = new FeedState(null, null, null, "", null);

  static FeedState loaded(
      ValidPolicies policies, BundleManifest manifest, String tag, Instant now) {
    InForce inForce =
        new InForce(manifest.revision(), manifest.digest(), now, now, manifest.notAfter());
    return new FeedState(policies, inForce, null, tag, now);
  }

  /** Returns this state after the source said that what is in force is still the newest. */
  FeedState confirmed(Instant now, String newTag) {
    InForce known = Objects.requireNonNull(inForce, "nothing can be confirmed");
    return new FeedState(policies, known.confirmedAt(now), null, newTag, now);
  }

  /** Returns this state after an attempt failed. */
  FeedState failed(Failure why, Instant now) {
    return new FeedState(policies, inForce, why, tag, now);
  }

  /** Returns what there is to say after one more failure. */
  Failure failureAfter(BundleException why, Instant now) {
    return failure == null
        ? new Failure(why.reason(), why.detail(), now, 1)
        : new Failure(why.reason(), why.detail(), failure.since(), failure.attempts() + 1);
  }

  /** Returns which revision was in force here. */
  RevisionMark mark() {
    return inForce == null
        ? RevisionMark.NONE
        : new RevisionMark(inForce.revision(), inForce.digest());
  }

  /** Returns why no session can be opened; null if one can. */
  @Nullable BundleRejection refusal(Instant now, Duration maxStale) {
    if (inForce == null) {
      return BundleRejection.NOTHING_LOADED;
    }
    if (!now.isBefore(inForce.notAfter())) {
      return BundleRejection.EXPIRED;
    }
    boolean stale = now.isAfter(inForce.confirmed().plus(maxStale));
    return stale ? BundleRejection.STALE : null;
  }
}
