package dev.tacenda.audit;

import java.util.Locale;

/** How an attempt that was sent came to its end. */
public enum Outcome {
  /** The whole answer arrived and its status says success. */
  SUCCESS,
  /** The whole answer arrived and its status says failure. */
  API_ERROR,
  /** The connection failed before the answer was whole. */
  TRANSPORT_FAILED,
  /** The caller gave up before the answer was whole. */
  CANCELLED,
  /** The answer could not be masked, so it was withheld. */
  GUARD_FAILED;

  /** Returns the spelling in a log, for example {@code api_error}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
