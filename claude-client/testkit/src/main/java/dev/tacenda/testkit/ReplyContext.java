package dev.tacenda.testkit;

/** What an answer needs to know of its request. Ids are counted, so that a run repeats. */
record ReplyContext(int order, String model, boolean stream, int inputTokens) {

  String requestId() {
    return "req_fake_" + pad(order);
  }

  String messageId() {
    return "msg_fake_" + pad(order);
  }

  String toolUseId(int block) {
    return "toolu_fake_" + pad(order) + "_" + block;
  }

  private static String pad(int number) {
    String digits = Integer.toString(number);
    return "0".repeat(Math.max(0, 10 - digits.length())) + digits;
  }
}
