package dev.tacenda.audit;

import java.util.Locale;

/**
 * What the policy said about a request. The record's kind says what came of it: {@link #ASKED} on
 * {@code request.intended} means a person agreed, on {@code request.denied} that nobody did.
 */
public enum Decision {
  /** Sent without asking. */
  ALLOWED,
  /** A person was asked. */
  ASKED,
  /** Refused by policy, identity or a failed check. */
  DENIED;

  /** Returns the spelling in a log, for example {@code allowed}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
