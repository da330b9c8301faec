package dev.tacenda.claude.gate.approval;

import dev.tacenda.claude.gate.ApprovalTerms;
import dev.tacenda.claude.gate.internal.digest.Sha256Parts;
import dev.tacenda.mask.TrustedCode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * A question as it is kept and shown to people: the masked bytes, all that an approval is bound to,
 * and what is asked for. Its id is computed from these, so a question that somebody altered has
 * another one. Immutable but for the array of the masked bytes.
 */
@TrustedCode("Who signs its digest signs what was shown.")
public final class ApprovalQuestion {
  private final ApprovalTerms terms;
  private final byte[] masked;
  private final ApprovalScope scope;
  private final int again;
  private final Asked asked;
  private final String digest;
  private final String id;

  /**
   * What people are told beside. An approval is bound to the first of it only.
   *
   * @param requester the person or the robot that the caller stands for
   * @param quorum how many people must approve
   * @param created when it was asked
   * @param outside why the request is in no conversation that was approved; empty if there is none
   */
  public record Asked(String requester, int quorum, Instant created, String outside) {
    public Asked {
      Objects.requireNonNull(requester, "requester");
      Objects.requireNonNull(outside, "outside");
      created = created.truncatedTo(ChronoUnit.SECONDS);
    }
  }

  /**
   * Creates a question.
   *
   * @param masked the bytes; not copied
   * @param scope what is asked for
   * @param again how many approvals of the same question in the same run were used up before: 0 to
   *     999
   */
  ApprovalQuestion(
      ApprovalTerms terms, byte[] masked, ApprovalScope scope, int again, Asked asked) {
    this.terms = Objects.requireNonNull(terms, "terms");
    this.masked = Objects.requireNonNull(masked, "masked");
    this.scope = Objects.requireNonNull(scope, "scope");
    this.again = again;
    this.asked = Objects.requireNonNull(asked, "asked");
    this.digest = terms.digest(masked);
    String more = again == 0 ? "" : " again " + again;
    // How often an exact request may go is the approver's word, not part of the question.
    String what = scope.isEnvelope() ? scope.text() : "exact";
    // Whoever else starts the job again asks for themselves.
    this.id = terms.approvalId(digest, what + more + " for " + asked.requester());
  }

  private ApprovalQuestion(ApprovalQuestion of) {
    this.terms = of.terms;
    this.masked = new byte[0];
    this.scope = of.scope;
    this.again = of.again;
    this.asked = of.asked;
    this.digest = of.digest;
    this.id = of.id;
  }

  /** Returns this question without the bytes, to be kept in memory; id and digest stay. */
  public ApprovalQuestion withoutBytes() {
    return new ApprovalQuestion(this);
  }

  /** The id: 64 lower-case hexadecimal digits. */
  public String id() {
    return id;
  }

  /** The digest that an approval counts for. */
  public String digest() {
    return digest;
  }

  /** All that an approval is bound to beside the bytes. */
  public ApprovalTerms terms() {
    return terms;
  }

  /** The masked bytes; not copied, so treat them as read-only. */
  public byte[] masked() {
    return masked;
  }

  /** What is asked for. */
  public ApprovalScope scope() {
    return scope;
  }

  /** How many approvals of the same question were used up before. */
  public int again() {
    return again;
  }

  /** What people are told beside. */
  public Asked asked() {
    return asked;
  }

  /** Returns a name that all questions of one conversation share. */
  String conversation() {
    ApprovalTerms t = terms;
    return Sha256Parts.begin("conversation")
        .text(asked.requester())
        .text(t.issuer())
        .text(t.subject())
        .text(t.runId())
        .text(t.policy().digest())
        .halfHex();
  }

  /** Returns a name that all questions of one caller share. */
  String subjectKey() {
    return Sha256Parts.begin("subject").text(terms.issuer()).text(terms.subject()).halfHex();
  }

  /** Returns a name that all questions share which differ only in content, run and time. */
  public String kind() {
    return Sha256Parts.begin("kind")
        .text(subjectKey())
        .text(scope.text())
        .text(terms.policy().digest())
        .text(terms.endpoint())
        .text(terms.tool())
        .text(terms.askedFor().toString())
        .text(terms.use().models().toString())
        .text(terms.use().tools().toString())
        .halfHex();
  }

  /** Returns its id and what is asked for, nothing of the content. */
  @Override
  public String toString() {
    return "ApprovalQuestion[" + id + ", " + scope + ", " + terms.askedFor() + "]";
  }
}
