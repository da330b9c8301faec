package dev.tacenda.claude.gate.internal;

import java.io.IOException;
import java.util.Objects;

/**
 * There is no answer. The message has the reason and perhaps a status, or the class of what
 * happened: no part of an address, a header or a body, because any of them may hold a secret.
 */
public final class HttpFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final String detail;

  /** Why there is no answer. */
  public enum Reason {
    /** The address is not https, nor one of this machine through the door for that. */
    NOT_HTTPS,
    /** Address or headers are such that no request can be made of them. */
    NOT_A_REQUEST,
    /** The host leads to an address that must not be connected to. */
    ADDRESS_REFUSED,
    /** The server cannot be reached, or broke off. */
    UNREACHABLE,
    /** The answer was not there in time. */
    TIMED_OUT,
    /** The thread was interrupted; its flag is still set. */
    INTERRUPTED,
    /** The server answered with a redirect, which is not followed. */
    REDIRECTED,
    /** The answer is longer than it may be. */
    TOO_LARGE,
    /** The answer is compressed or coded in another way, which was not asked for. */
    CODED
  }

  HttpFailure(Reason reason) {
    this(reason, "");
  }

  /**
   * Creates a failure.
   *
   * @param detail a status or the name of a class; nothing that came from outside
   */
  HttpFailure(Reason reason, String detail) {
    super(detail.isEmpty() ? reason.name() : reason + " (" + detail + ")");
    this.reason = Objects.requireNonNull(reason, "reason");
    this.detail = detail;
  }

  /** Returns why there is no answer. */
  public Reason reason() {
    return reason;
  }

  /** Returns what is known beside the reason; empty if nothing. */
  public String detail() {
    return detail;
  }
}
