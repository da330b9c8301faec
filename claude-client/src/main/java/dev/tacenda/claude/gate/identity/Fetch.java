package dev.tacenda.claude.gate.identity;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** Fetches small documents. Thread-safe; blocks for {@value #SECONDS} seconds at most. */
@FunctionalInterface
interface Fetch {
  /** The most time that one document may take. */
  int SECONDS = 5;

  /** The largest document. */
  int MAX_BYTES = 256 * 1024;

  /**
   * Returns the document at {@code uri}.
   *
   * @param headers sent beside those of the client; their values may be secret
   * @throws IOException if it cannot be had within the limits; the message holds no header, no part
   *     of the document, and no part of the URI but its host
   */
  byte[] get(URI uri, Map<String, String> headers) throws IOException;
}
