package dev.tacenda.claude;

import java.util.Optional;

/**
 * Reads the text of binary content, so that the guard can look in it where the policy says {@code
 * binary: inspect}. The content leaves as it is or not at all; it is never altered.
 *
 * <p>An inspector answers for all that a reader of the content would see or could get out of it. If
 * it can read only a part, or is not sure, it has to say that it cannot read the content, which is
 * then refused; so it is if the inspector throws, whose message is not passed on. An inspector must
 * bound its own time and memory, keep nothing, and neither log nor store what it reads.
 *
 * <pre>{@code
 * BinaryInspector bitmaps =
 *     (mediaType, content) ->
 *         mediaType.equals("image/png") ? ocr(content).map(InspectedText::of) : Optional.empty();
 * TrafficGuard guard = TrafficGuard.builder(policy, key, sink).inspector(bitmaps).build();
 * }</pre>
 *
 * <p>Implementations are thread-safe. They may block; the request waits for them.
 */
@FunctionalInterface
public interface BinaryInspector {

  /**
   * Returns all text of {@code content}, at most 8 Mi characters, or empty if this inspector cannot
   * read all of it.
   *
   * @param mediaType what the first bytes say it is, whatever the request says: {@code
   *     application/pdf}, {@code image/png}, {@code image/jpeg}, {@code image/gif}, {@code
   *     image/webp}, or {@code application/octet-stream} for everything else
   * @param content the decoded bytes, no more than the policy's {@code max-body-bytes}; a copy that
   *     belongs to the inspector
   */
  Optional<InspectedText> inspect(String mediaType, byte[] content);
}
