package dev.tacenda.claude;

/** How a response ended. */
enum StreamOutcome {
  /** There was none: the transport failed before. */
  NO_RESPONSE,
  /** Whole, as far as its protocol can tell. */
  COMPLETE,
  /** The API reported an error in the middle of a stream. */
  ERROR,
  /** Cut off: the connection ended before the response did. */
  TRUNCATED,
  /** The caller closed it before its end. */
  CANCELLED,
  /** It could not be masked, so the rest of it was withheld. */
  REFUSED
}
