package dev.tacenda.claude;

import java.io.IOException;

/**
 * What an OkHttp call throws whose request was denied: OkHttp passes only {@link IOException}s on
 * to the callback of an asynchronous call. Do not retry it; {@link #denial()} says why it was
 * denied.
 */
public final class DeniedCallException extends IOException {
  private static final long serialVersionUID = 1L;

  private final RequestDeniedException denial;

  DeniedCallException(RequestDeniedException denial) {
    super(denial.getMessage(), denial);
    this.denial = denial;
  }

  /** Returns why the request was not sent. */
  public RequestDeniedException denial() {
    return denial;
  }
}
