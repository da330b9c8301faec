package dev.tacenda.claude.gate.approval;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What an approval lets go: exactly one request, as often as it says, or an envelope, which is a
 * conversation of an agent within bounds. Immutable.
 *
 * @param requests how often it can be used: 1 to 10,000
 * @param outputTokens how many output tokens the requests of an envelope may allow in all, counted
 *     by what they say in {@code max_tokens}: what they could bring, not what they brought; 0 in an
 *     exact scope
 * @param minutes how long an envelope lasts, 1 to 1,440; 0 in an exact scope
 */
public record ApprovalScope(int requests, long outputTokens, int minutes) {
  private static final int MAX_REQUESTS = 10_000;
  private static final long MAX_TOKENS = 1_000_000_000_000L;
  private static final int MAX_MINUTES = 24 * 60;

  private static final String EXACT = "exact";
  private static final String ENVELOPE = "envelope";

  public ApprovalScope {
    require("requests", requests, 1, MAX_REQUESTS);
    boolean exact = outputTokens == 0 && minutes == 0;
    if (!exact) {
      require("outputTokens", outputTokens, 1, MAX_TOKENS);
      require("minutes", minutes, 1, MAX_MINUTES);
    }
  }

  private static void require(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " must be in " + min + ".." + max + ", was " + value);
    }
  }

  /** One request, once. */
  public static ApprovalScope exact() {
    return exact(1);
  }

  /** One request, so many times: for clients that try again by themselves. */
  public static ApprovalScope exact(int uses) {
    return new ApprovalScope(uses, 0, 0);
  }

  /** A conversation: so many requests, so many output tokens, for so long. */
  public static ApprovalScope envelope(int requests, long outputTokens, int minutes) {
    require("minutes", minutes, 1, MAX_MINUTES);
    return new ApprovalScope(requests, outputTokens, minutes);
  }

  /** Returns true if it is a conversation. */
  public boolean isEnvelope() {
    return minutes > 0;
  }

  /** How long an envelope lasts. */
  public Duration lasts() {
    return Duration.ofMinutes(minutes);
  }

  /**
   * Returns true if this allows no more than {@code asked}. How often an exact request may be sent
   * is not asked for; that is up to the approver and the rules.
   */
  boolean isWithin(ApprovalScope asked) {
    if (!isEnvelope()) {
      return true;
    }
    return requests <= asked.requests
        && outputTokens <= asked.outputTokens
        && minutes <= asked.minutes;
  }

  /** Returns what both allow. */
  ApprovalScope and(ApprovalScope other) {
    int both = Math.min(requests, other.requests);
    if (!isEnvelope() || !other.isEnvelope()) {
      // An envelope that only some approved is an approval of the one request they all saw.
      int uses = isEnvelope() ? other.requests : other.isEnvelope() ? requests : both;
      return exact(uses);
    }
    return new ApprovalScope(
        both, Math.min(outputTokens, other.outputTokens), Math.min(minutes, other.minutes));
  }

  /** Returns it as it stands in files, for example {@code envelope 20 100000 30}. */
  public String text() {
    return isEnvelope()
        ? ENVELOPE + " " + requests + " " + outputTokens + " " + minutes
        : EXACT + " " + requests;
  }

  /** Reads what {@link #text} wrote, in that one spelling. */
  public static Optional<ApprovalScope> parse(String text) {
    String[] parts = Objects.requireNonNull(text, "text").split(" ", -1);
    try {
      ApprovalScope scope =
          parts.length == 4
              ? envelope(
                  Integer.parseInt(parts[1]), Long.parseLong(parts[2]), Integer.parseInt(parts[3]))
              : exact(Integer.parseInt(parts[parts.length - 1]));
      return Optional.of(scope).filter(read -> read.text().equals(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return text();
  }
}
