package dev.tacenda.testkit;

/**
 * What a request cost, in made-up tokens: a quarter of the characters of its content.
 *
 * @param input neither read from the cache nor written to it
 * @param cacheWrite written to the cache
 * @param cacheRead read from the cache
 */
record Usage(int input, int cacheWrite, int cacheRead) {

  static Usage uncached(int tokens) {
    return new Usage(tokens, 0, 0);
  }

  int total() {
    return input + cacheWrite + cacheRead;
  }

  /** The members of a usage object for the input. */
  String json() {
    return "\"input_tokens\":"
        + input
        + ",\"cache_creation_input_tokens\":"
        + cacheWrite
        + ",\"cache_read_input_tokens\":"
        + cacheRead;
  }
}
