package dev.tacenda.audit;

import java.util.Locale;

/** The kinds of tokens that the API reports as used. */
public enum TokenKind {
  /** Input tokens that were neither read from nor written to the prompt cache. */
  INPUT,
  /** Tokens of the answer. */
  OUTPUT,
  /** Input tokens read from the prompt cache. */
  CACHE_READ,
  /** Input tokens written to the prompt cache. */
  CACHE_CREATION;

  /** Returns the spelling in a log, for example {@code cache_read}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
