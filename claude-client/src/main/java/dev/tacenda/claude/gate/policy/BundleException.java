package dev.tacenda.claude.gate.policy;

import java.util.Objects;

/**
 * A bundle of policies is not used, or not published. The message is one line: what is wrong, where
 * if that is known, and what to do. It holds nothing of a bundle but names of files, numbers, and
 * what {@link dev.tacenda.mask.PolicyException} says about a line.
 */
public final class BundleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final BundleRejection reason;
  private final String detail;

  BundleException(BundleRejection reason) {
    this(reason, "");
  }

  /**
   * Makes an exception.
   *
   * @param detail where, or how much; empty if there is nothing to add
   */
  BundleException(BundleRejection reason, String detail) {
    super(message(reason, detail));
    this.reason = reason;
    this.detail = detail;
  }

  private static String message(BundleRejection reason, String detail) {
    Objects.requireNonNull(detail, "detail");
    return reason.explanation()
        + (detail.isEmpty() ? "" : " (" + detail + ")")
        + "; "
        + reason.remedy();
  }

  /** Returns why. */
  public BundleRejection reason() {
    return reason;
  }

  /** Returns where, or how much; empty if there is nothing to say beside the reason. */
  public String detail() {
    return detail;
  }
}
