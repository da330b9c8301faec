package dev.tacenda.audit;

import java.util.Locale;

/** The parts of an exchange whose time is worth knowing. */
public enum Phase {
  /** Masking the request or the answer. */
  MASKING,
  /** Waiting for a person's approval. */
  APPROVAL,
  /** From sending the request to the first byte of the answer. */
  FIRST_BYTE,
  /** The whole attempt. */
  TOTAL;

  /** Returns the spelling in a log, for example {@code first_byte}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
