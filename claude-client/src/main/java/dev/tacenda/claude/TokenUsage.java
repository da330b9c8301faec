package dev.tacenda.claude;

/**
 * The tokens of one exchange as the API counted them, over the masked text. A count that the
 * response did not state is 0. Immutable.
 *
 * @param inputTokens tokens of the request that were not read from or written to the prompt cache
 * @param outputTokens tokens of the answer
 * @param cacheReadTokens tokens of the request that were read from the prompt cache
 * @param cacheWriteTokens tokens of the request that were written to the prompt cache
 */
record TokenUsage(
    long inputTokens, long outputTokens, long cacheReadTokens, long cacheWriteTokens) {
  static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0);

  /** Returns this with the count that the API calls {@code name}, if it is one of the four. */
  TokenUsage with(String name, long reported) {
    long count = Math.max(0, reported);
    return switch (name) {
      case "input_tokens" -> new TokenUsage(count, outputTokens, cacheReadTokens, cacheWriteTokens);
      case "output_tokens" -> new TokenUsage(inputTokens, count, cacheReadTokens, cacheWriteTokens);
      case "cache_read_input_tokens" ->
          new TokenUsage(inputTokens, outputTokens, count, cacheWriteTokens);
      case "cache_creation_input_tokens" ->
          new TokenUsage(inputTokens, outputTokens, cacheReadTokens, count);
      default -> this;
    };
  }
}
