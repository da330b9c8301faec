package dev.tacenda.testkit;

/**
 * A request that {@link FakeClaude} refused, and why, in FakeClaude's own words: names and places
 * of fields, nothing that was in them. Immutable.
 *
 * @param order the request's {@link RecordedRequest#order()}
 * @param status the HTTP status of the answer
 * @param type the type of the error, such as {@code invalid_request_error}
 * @param message what the client was told
 */
public record Refusal(int order, int status, String type, String message) {}
