package dev.tacenda.claude.langchain4j;

import dev.langchain4j.exception.NonRetriableException;
import dev.tacenda.claude.RequestDeniedException;

/**
 * What a call of LangChain4j ends in whose request was denied. LangChain4j retries whatever is not
 * a {@link NonRetriableException}; {@link #denial()} says why it was denied.
 */
public final class DeniedChatException extends NonRetriableException {
  private static final long serialVersionUID = 1L;

  private final RequestDeniedException denial;

  DeniedChatException(RequestDeniedException denial) {
    super(denial.getMessage(), denial);
    this.denial = denial;
  }

  /** Returns why the request was not sent. */
  public RequestDeniedException denial() {
    return denial;
  }
}
