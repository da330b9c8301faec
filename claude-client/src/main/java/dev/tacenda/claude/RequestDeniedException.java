package dev.tacenda.claude;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request was not sent. The message names the reason and the rules, never a value.
 *
 * <p>It is deliberately outside the families of exceptions that Claude clients retry: asking again
 * would give the same answer.
 */
public final class RequestDeniedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final transient List<String> ruleIds;
  private final @Nullable String approvalId;

  /** Why a request was not sent. */
  public enum Reason {
    /** The caller's identity was not accepted. */
    IDENTITY_REJECTED("the caller's identity was not accepted"),
    /** This process cannot show who it is. */
    IDENTITY_UNAVAILABLE("this process cannot show who it is"),
    /** Nobody vouches for the caller and the policy does not admit anonymous callers. */
    ANONYMOUS_NOT_ADMITTED(
        "the policy does not admit anonymous callers; give the guard an identity, or say"
            + " 'anonymous-callers: admit' in the policy"),
    /** No policy applies to the caller. */
    NO_POLICY("no policy applies to the caller"),
    /** The policies that the session began with are not in force any more. */
    POLICIES_EXPIRED(
        "the policies that the session began with are not in force any more; open a new session"),
    /** The field map has no entry for the endpoint. */
    ENDPOINT_NOT_COVERED(
        "the field map does not cover this endpoint; install the guard on a client that is used for"
            + " Claude only"),
    /** The body is not in the clear or not of the type of the endpoint. */
    BODY_NOT_INSPECTABLE(
        "the body is not plain JSON, or a plain form where files are uploaded, so it cannot be"
            + " inspected"),
    /** The body is not strict JSON, or not a strict form. */
    BODY_MALFORMED("the body is not strict JSON, or not a strict form"),
    /** The body holds an image, a PDF or other content in which no rule can look. */
    BINARY_NOT_ADMITTED(
        "the policy does not let images, PDFs and other binary content leave; say 'binary: inspect'"
            + " or 'binary: pass' in the policy to change that"),
    /** Binary content has to be inspected, and nobody can read all of it. */
    BINARY_NOT_INSPECTABLE(
        "the policy has binary content inspected, and no inspector of the guard can read all of"
            + " what the body holds"),
    /** Binary content, which is never altered, holds a value that the policy masks. */
    SECRET_IN_BINARY("binary content, which is never altered, holds a value that the policy masks"),
    /** The body holds a field or a block that nothing here lists. */
    UNKNOWN_FIELD(
        "the policy refuses fields and blocks that no field map lists, and the body holds one"),
    /** A file that is to be run holds a value that the policy masks. */
    SECRET_IN_CODE("a file that is to be run holds a value that the policy masks"),
    /** A limit of the policy is exceeded, or the mask failed. */
    MASKING_FAILED("the body could not be masked"),
    /** Path or query hold a value that the policy masks. */
    SECRET_IN_URL("path or query hold a value that the policy masks"),
    /** A header of the protocol, or the name of a header, holds a value that the policy masks. */
    SECRET_IN_HEADER("a header that must not change holds a value that the policy masks"),
    /** A field of the body that must not change holds a secret. */
    SECRET_IN_FIXED_FIELD("a field that must not change holds a secret"),
    /** The policy blocks what was found. */
    POLICY_BLOCKED("the policy blocks what was found"),
    /** The request shows a risk that the policy blocks. */
    RISK_BLOCKED("the policy blocks a risk that the request shows"),
    /** The policy asks for an approval, and there was none. */
    APPROVAL_DENIED("the policy asks for an approval, and there was none"),
    /** The audit record could not be made durable. */
    AUDIT_FAILED("the audit record could not be made durable"),
    /** There is no credential to send the request with. */
    CREDENTIAL_UNAVAILABLE("there is no credential to send the request with"),
    /**
     * The request holds the credential that was obtained to send it with. It is masked the next
     * time, now that it is known.
     */
    CREDENTIAL_IN_REQUEST(
        "the request holds the credential that was obtained to send it with; sent again, it is"
            + " masked"),
    /** A part of the guard that the application supplied failed. */
    GATE_FAILED("a part of the gate failed"),
    /** Values are kept for as many callers as there may be. */
    TOO_MANY_CALLERS(
        "the guard keeps values to restore for 256 callers already; use one per caller"),
    /** The guard has been closed. */
    GUARD_CLOSED("the guard has been closed");

    private final String explanation;

    Reason(String explanation) {
      this.explanation = explanation;
    }
  }

  RequestDeniedException(Reason reason) {
    this(reason, List.of(), "", null);
  }

  RequestDeniedException(Reason reason, List<String> ruleIds) {
    this(reason, ruleIds, rules(ruleIds), null);
  }

  private RequestDeniedException(
      Reason reason, List<String> ruleIds, String detail, @Nullable String approvalId) {
    super("request not sent: " + reason + ": " + reason.explanation + detail);
    this.approvalId = approvalId;
    this.reason = Objects.requireNonNull(reason, "reason");
    this.ruleIds = List.copyOf(ruleIds);
  }

  /** A denial whose detail is text of our own, such as a limit and its number. */
  static RequestDeniedException withDetail(Reason reason, String detail) {
    return new RequestDeniedException(reason, List.of(), " (" + detail + ")", null);
  }

  /** A denial because nobody approved; it says what a person can look for. */
  static RequestDeniedException notApproved(List<String> ruleIds, Approvals.Refusal refusal) {
    return new RequestDeniedException(
        Reason.APPROVAL_DENIED,
        ruleIds,
        rules(ruleIds) + " (" + refusal + ")",
        refusal.approvalId());
  }

  private static String rules(List<String> ruleIds) {
    return ruleIds.isEmpty() ? "" : " (rules: " + String.join(", ", ruleIds) + ")";
  }

  /** Returns why the request was not sent. */
  public Reason reason() {
    return reason;
  }

  /** Returns the rules that led to the denial, in alphabetical order; often empty. */
  public List<String> ruleIds() {
    return ruleIds;
  }

  /**
   * Returns the approval that was asked for in vain: people find the question by it, and the same
   * request finds their answer when it is tried again.
   */
  public Optional<String> approvalId() {
    return Optional.ofNullable(approvalId);
  }
}
