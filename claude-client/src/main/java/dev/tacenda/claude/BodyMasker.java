package dev.tacenda.claude;

import java.util.Map;
import java.util.Optional;

/**
 * Masks the body of one response. Bytes go in as they come, and what comes out does not depend on
 * where they were cut. {@link #append} and {@link #finish} are confined to one thread, the rest may
 * be asked by any thread.
 */
sealed interface BodyMasker permits SseMasker, WholeBodyMasker, JsonLinesMasker, FileBodyMasker {

  /**
   * Takes the next bytes and returns the masked bytes that are decided now.
   *
   * @throws RuntimeException if the response cannot be masked; nothing more may be appended
   */
  byte[] append(byte[] chunk, int offset, int count);

  /**
   * Takes note that the body has ended, and returns the masked bytes that are left.
   *
   * @throws RuntimeException if the response cannot be masked
   */
  byte[] finish();

  /**
   * Returns what a record may keep of what {@link #append} or {@link #finish} returned last: its
   * masked form, without credentials and what nobody looked into.
   *
   * @param delivered what was returned
   */
  byte[] recordable(byte[] delivered);

  /** Returns how the response ended, if the bytes so far say so. */
  Optional<StreamOutcome> outcome();

  /** Returns the tokens that the response reported so far; none for what reports none. */
  default TokenUsage usage() {
    return TokenUsage.NONE;
  }

  /** Returns how often each rule fired so far, by rule id. */
  Map<String, Integer> countsByRule();
}
