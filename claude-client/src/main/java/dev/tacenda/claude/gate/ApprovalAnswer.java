package dev.tacenda.claude.gate;

import dev.tacenda.mask.TrustedCode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link ApprovalGate} answers: no, and why; or yes, and then the approval still has to be
 * {@linkplain #spend spent}. Immutable but for what spending changes.
 */
@TrustedCode("An approval counts for the digest it was given for, and once.")
public final class ApprovalAnswer {
  private final String approvalId;
  private final @Nullable ApprovalDenial denial;
  private final Grant grant;
  private final List<String> approvers;
  private final @Nullable Instant validUntil;
  private final boolean breakGlass;
  private final boolean known;

  /** Uses up an approval. */
  @FunctionalInterface
  public interface Grant {

    /**
     * Uses the approval for {@code now}, atomically, so that nobody else can use it as well.
     *
     * @param now what is about to be sent, made anew from its bytes
     * @return empty if it may be sent; otherwise why not
     */
    Optional<ApprovalDenial> spend(ApprovalRequest now);
  }

  private ApprovalAnswer(
      String approvalId,
      @Nullable ApprovalDenial denial,
      Grant grant,
      List<String> approvers,
      @Nullable Instant validUntil,
      boolean breakGlass,
      boolean known) {
    this.approvalId = Objects.requireNonNull(approvalId, "approvalId");
    this.denial = denial;
    this.grant = Objects.requireNonNull(grant, "grant");
    this.approvers = List.copyOf(approvers);
    this.validUntil = validUntil;
    this.breakGlass = breakGlass;
    this.known = known;
  }

  /** Returns the answer no. */
  public static ApprovalAnswer denied(String approvalId, ApprovalDenial reason) {
    Objects.requireNonNull(reason, "reason");
    Grant none = now -> Optional.of(reason);
    return new ApprovalAnswer(approvalId, reason, none, List.of(), null, false, false);
  }

  /** Returns the answer yes, once, for exactly {@code request}. */
  public static ApprovalAnswer approved(ApprovalRequest request) {
    String digest = request.digest();
    AtomicBoolean used = new AtomicBoolean();
    Grant once =
        now -> {
          if (!now.digest().equals(digest)) {
            return Optional.of(ApprovalDenial.CHANGED);
          }
          boolean first = used.compareAndSet(false, true);
          return first ? Optional.empty() : Optional.of(ApprovalDenial.USED_UP);
        };
    return approved(request.approvalId(), once);
  }

  /**
   * Returns the answer yes.
   *
   * @param approvalId the approval that it rests on: 64 lower-case hexadecimal digits
   * @param grant how it is used up
   */
  public static ApprovalAnswer approved(String approvalId, Grant grant) {
    return new ApprovalAnswer(approvalId, null, grant, List.of(), null, false, false);
  }

  /** Returns this answer with the ids of the people who gave it. */
  public ApprovalAnswer by(List<String> people) {
    return new ApprovalAnswer(approvalId, denial, grant, people, validUntil, breakGlass, known);
  }

  /** Returns this answer with its end. */
  public ApprovalAnswer until(Instant end) {
    return new ApprovalAnswer(approvalId, denial, grant, approvers, end, breakGlass, known);
  }

  /** Returns this answer, marked as one that was given past the usual rules. */
  public ApprovalAnswer pastTheRules() {
    return new ApprovalAnswer(approvalId, denial, grant, approvers, validUntil, true, known);
  }

  /** Returns this answer, marked as one that this session has recorded before. */
  public ApprovalAnswer knownBefore() {
    return new ApprovalAnswer(approvalId, denial, grant, approvers, validUntil, breakGlass, true);
  }

  /** The approval that was asked for: 64 lower-case hexadecimal digits. */
  public String approvalId() {
    return approvalId;
  }

  /** Why not; empty if it was approved. */
  public Optional<ApprovalDenial> denial() {
    return Optional.ofNullable(denial);
  }

  /** Who approved, by ids that never change their meaning. */
  public List<String> approvers() {
    return approvers;
  }

  /** Until when the approval can be used. */
  public Optional<Instant> validUntil() {
    return Optional.ofNullable(validUntil);
  }

  /** Returns true if it was given past the usual rules, and has to be looked at later. */
  public boolean isPastTheRules() {
    return breakGlass;
  }

  /** Returns true if a request before this one in the same session rested on it already. */
  public boolean isKnownBefore() {
    return known;
  }

  /** Uses the approval; see {@link Grant#spend}. */
  public Optional<ApprovalDenial> spend(ApprovalRequest now) {
    return denial == null ? grant.spend(now) : Optional.of(denial);
  }

  /** Returns the id and what came of it. */
  @Override
  public String toString() {
    return "ApprovalAnswer[" + approvalId + ", " + (denial == null ? "approved" : denial) + "]";
  }
}
