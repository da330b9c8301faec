package dev.tacenda.testkit;

/** Answers in JSON that no test scripts. */
final class Answers {

  static final String MODEL =
      "{\"type\":\"model\",\"id\":\"claude-fake-1\",\"display_name\":\"FakeClaude 1\","
          + "\"created_at\":\"2026-01-01T00:00:00Z\"}";
  static final String MODELS =
      "{\"data\":["
          + MODEL
          + "],\"has_more\":false,\"first_id\":\"claude-fake-1\",\"last_id\":\"claude-fake-1\"}";

  private Answers() {}

  static Reply json(String json) {
    return Reply.raw(200, "application/json", Bodies.utf8(json));
  }
}
