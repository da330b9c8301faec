package dev.tacenda.claude.gate.approval;

import dev.tacenda.claude.gate.ApprovalDenial;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the decisions that are there come to: an approval, a rejection, or not enough yet.
 * Immutable.
 */
final class Judgement {
  private final @Nullable Approval approval;
  private final boolean rejected;
  private final @Nullable ApprovalDenial flaw;

  /**
   * An approval that enough people gave.
   *
   * @param scope what all of them let go
   * @param approvers who gave it
   * @param notBefore from when on
   * @param validUntil until when
   * @param breakGlass true if it was given past the usual rules
   */
  record Approval(
      ApprovalScope scope,
      List<String> approvers,
      Instant notBefore,
      Instant validUntil,
      boolean breakGlass) {}

  private Judgement(@Nullable Approval approval, boolean rejected, @Nullable ApprovalDenial flaw) {
    this.approval = approval;
    this.rejected = rejected;
    this.flaw = flaw;
  }

  static Judgement approved(Approval approval) {
    return new Judgement(Objects.requireNonNull(approval, "approval"), false, null);
  }

  static Judgement rejection() {
    return new Judgement(null, true, ApprovalDenial.REJECTED);
  }

  /** There is no decision that counts yet; {@code flaw} is why none of those there does. */
  static Judgement open(@Nullable ApprovalDenial flaw) {
    return new Judgement(null, false, flaw);
  }

  Optional<Approval> approval() {
    return Optional.ofNullable(approval);
  }

  boolean isRejected() {
    return rejected;
  }

  Optional<ApprovalDenial> flaw() {
    return Optional.ofNullable(flaw);
  }
}
