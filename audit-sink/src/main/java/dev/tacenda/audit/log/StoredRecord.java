package dev.tacenda.audit.log;

import java.util.Optional;
import java.util.UUID;

/**
 * A record as it was read from a log. Immutable but for the arrays, which are its own.
 *
 * @param chain the id of its session's chain
 * @param seq its place in the chain, from 0
 * @param session the session
 * @param kind what it tells, for example {@code request.intended}
 * @param time when, in ISO 8601
 * @param segment the number of the segment it stands in
 * @param line its line: one JSON object in UTF-8
 * @param body the masked bytes of its body, checked against their hash; empty if it has none or
 *     they were not kept
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by chain and place, if at all.
public record StoredRecord(
    String chain,
    long seq,
    UUID session,
    String kind,
    String time,
    int segment,
    byte[] line,
    Optional<byte[]> body) {
  /** Returns kind and place, never content. */
  @Override
  public String toString() {
    return "StoredRecord[" + kind + ", chain " + chain + ", seq " + seq + "]";
  }
}
