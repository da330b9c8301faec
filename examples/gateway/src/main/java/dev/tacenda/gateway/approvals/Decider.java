package dev.tacenda.gateway.approvals;

import dev.tacenda.audit.note.NoteSigner;
import dev.tacenda.claude.gate.approval.ApprovalDirectory;
import dev.tacenda.claude.gate.approval.ApprovalNote;
import dev.tacenda.claude.gate.approval.ApprovalQuestion;
import dev.tacenda.claude.gate.approval.ApprovalScope;
import dev.tacenda.claude.gate.approval.StoreException;
import dev.tacenda.mask.TrustedCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Signs decisions with one key, as its owner and nobody else. Thread-safe. */
@TrustedCode("It signs the digest of the question that was shown, in the name of the key.")
final class Decider {
  private final ApprovalDirectory directory;
  private final NoteSigner signer;
  private final Clock clock;

  Decider(ApprovalDirectory directory, NoteSigner signer, Clock clock) {
    this.directory = directory;
    this.signer = signer;
    this.clock = clock;
  }

  /**
   * What is decided.
   *
   * @param approve true for yes
   * @param scope what is let go
   * @param valid for how long
   * @param breakGlass past the rules
   * @param ticket may be empty
   * @param reason may be empty
   */
  record Verdict(
      boolean approve,
      ApprovalScope scope,
      Duration valid,
      boolean breakGlass,
      String ticket,
      String reason) {}

  /** Returns the id under which the owner of the key decides. */
  String name() {
    return "key:" + signer.key().name();
  }

  /**
   * Decides, and keeps the decision.
   *
   * @throws IllegalArgumentException if ticket or reason are not one line, or too long
   */
  ApprovalNote decide(ApprovalQuestion question, Verdict verdict) throws StoreException {
    Instant now = clock.instant();
    ApprovalNote note =
        new ApprovalNote(
            ApprovalNote.About.of(question),
            verdict.approve(),
            List.of(name()),
            question.asked().quorum(),
            verdict.scope(),
            now,
            now,
            now.plus(verdict.valid()),
            verdict.breakGlass(),
            verdict.ticket(),
            verdict.reason());
    directory.addNote(question.id(), note.sign(signer).bytes());
    return note;
  }
}
