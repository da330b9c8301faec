package dev.tacenda.testkit;

/** A request that did not pass, with the answer it gets. Its message holds no value. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient Reply.Failure failure;

  Refused(int status, String type, String message) {
    super(message);
    this.failure = new Reply.Failure(status, type, message);
  }

  static Refused invalid(String message) {
    return new Refused(400, "invalid_request_error", message);
  }

  static Refused notFound() {
    return new Refused(404, "not_found_error", "Not found");
  }

  Reply.Failure failure() {
    return failure;
  }
}
