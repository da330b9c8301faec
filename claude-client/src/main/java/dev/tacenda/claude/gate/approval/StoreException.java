package dev.tacenda.claude.gate.approval;

import dev.tacenda.claude.gate.ApprovalDenial;
import java.util.Objects;

/** Questions or decisions cannot be had. The message names the reason only. */
public final class StoreException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ApprovalDenial denial;

  /** Creates an exception for {@code denial}. */
  public StoreException(ApprovalDenial denial) {
    super("approvals: " + Objects.requireNonNull(denial, "denial"));
    this.denial = denial;
  }

  /** Returns why nothing is approved. */
  public ApprovalDenial denial() {
    return denial;
  }

  /** Returns true if asking again may help. */
  boolean mayPass() {
    return denial == ApprovalDenial.UNAVAILABLE;
  }
}
