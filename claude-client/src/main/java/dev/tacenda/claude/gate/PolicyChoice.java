package dev.tacenda.claude.gate;

import dev.tacenda.mask.MaskingPolicy;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The policy that applies to a caller, and why. Immutable.
 *
 * <p>Beside it a second policy may be tried out: it is asked what it would find in each request,
 * and the differences are recorded as counts. Nothing else comes of it.
 */
public final class PolicyChoice {
  private final MaskingPolicy policy;
  private final long revision;
  private final @Nullable MaskingPolicy shadow;
  private final long shadowRevision;
  private final boolean shadowDenies;
  private final List<String> reasons;

  private PolicyChoice(
      MaskingPolicy policy,
      long revision,
      @Nullable MaskingPolicy shadow,
      long shadowRevision,
      boolean shadowDenies,
      List<String> reasons) {
    this.policy = Objects.requireNonNull(policy, "policy");
    this.revision = revision;
    this.shadow = shadow;
    this.shadowRevision = shadowRevision;
    this.shadowDenies = shadowDenies;
    this.reasons = List.copyOf(reasons);
  }

  /** Returns the choice of {@code policy} under its own revision. */
  public static PolicyChoice of(MaskingPolicy policy) {
    return new PolicyChoice(policy, policy.revision(), null, 0, false, List.of());
  }

  /** Returns this choice under the revision of the bundle that the policy comes from. */
  public PolicyChoice inRevision(long bundleRevision) {
    return new PolicyChoice(policy, bundleRevision, shadow, shadowRevision, shadowDenies, reasons);
  }

  /** Returns this choice with a policy that is tried out beside it, under its own revision. */
  public PolicyChoice beside(MaskingPolicy triedOut) {
    return beside(triedOut, triedOut.revision());
  }

  /** Returns this choice with a policy of a bundle that is tried out beside it. */
  public PolicyChoice beside(MaskingPolicy triedOut, long bundleRevision) {
    Objects.requireNonNull(triedOut, "triedOut");
    return new PolicyChoice(policy, revision, triedOut, bundleRevision, false, reasons);
  }

  /** Returns this choice beside one that is tried out and would deny the caller any policy. */
  public PolicyChoice besideDenial() {
    return new PolicyChoice(policy, revision, null, 0, true, reasons);
  }

  /**
   * Returns this choice with the reasons for it.
   *
   * @param lines one for each claim, rule or group that led to it, for people to read
   */
  public PolicyChoice because(List<String> lines) {
    return new PolicyChoice(policy, revision, shadow, shadowRevision, shadowDenies, lines);
  }

  /** The policy that is enforced. */
  public MaskingPolicy policy() {
    return policy;
  }

  /** The revision that records name. */
  public long revision() {
    return revision;
  }

  /** The policy that is only tried out. */
  public Optional<MaskingPolicy> shadow() {
    return Optional.ofNullable(shadow);
  }

  /** The revision that records name for the policy that is only tried out; 0 if there is none. */
  public long shadowRevision() {
    return shadowRevision;
  }

  /** Returns true if what is tried out would deny the caller any policy. */
  public boolean shadowDenies() {
    return shadowDenies;
  }

  /** Why it was chosen, one line for each claim, rule or group. */
  public List<String> reasons() {
    return reasons;
  }

  /** Names the policies. */
  @Override
  public String toString() {
    return "PolicyChoice[" + policy + (shadow == null ? "" : ", tries " + shadow) + "]";
  }
}
