package dev.tacenda.testkit;

import java.util.List;

/**
 * What an answer needs to know of its request. Ids are counted, so that a run repeats.
 *
 * @param order of the request, from 1
 * @param usage what the request cost
 * @param sealer seals what the answer says
 * @param dropped blocks that the request let go
 */
record ReplyContext(
    int order,
    String model,
    boolean stream,
    Usage usage,
    Sealer sealer,
    List<SealChecks.Dropped> dropped) {

  ReplyContext {
    dropped = List.copyOf(dropped);
  }

  /** For an answer that seals nothing. */
  ReplyContext(int order, String model, boolean stream, int inputTokens) {
    this(order, model, stream, Usage.uncached(inputTokens), Sealer.NONE, List.of());
  }

  String requestId() {
    return "req_fake_" + pad(order);
  }

  String messageId() {
    return "msg_fake_" + pad(order);
  }

  String toolUseId(int block) {
    return "toolu_fake_" + pad(order) + "_" + block;
  }

  static String pad(int number) {
    String digits = Integer.toString(number);
    return "0".repeat(Math.max(0, 10 - digits.length())) + digits;
  }
}
