package dev.tacenda.audit;

import dev.tacenda.audit.AuditRecord.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Which parts each kind of record must, may and must not have, and the ranges of numbers. */
final class RecordRules {
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");
  private static final Duration MAX_DURATION = Duration.ofDays(7);

  /** The optional parts of a record. */
  private enum Part {
    EXCHANGE,
    CALLER,
    POLICY,
    ENDPOINT,
    DECISION,
    REASON,
    STATUS,
    OUTCOME,
    TOKENS,
    BODY,
    APPROVAL,
    APPROVERS,
    VALIDITY,
    LOST
  }

  private RecordRules() {}

  static void check(AuditRecord record) {
    Set<Part> present = present(record);
    Set<Part> missing = EnumSet.copyOf(required(record.kind()));
    missing.removeAll(present);
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(record.kind().wireName() + " needs " + names(missing));
    }
    present.removeAll(required(record.kind()));
    present.removeAll(optional(record.kind()));
    if (!present.isEmpty()) {
      throw new IllegalArgumentException(
          record.kind().wireName() + " cannot have " + names(present));
    }
    checkValues(record);
  }

  private static EnumSet<Part> required(Kind kind) {
    return switch (kind) {
      case SESSION_OPENED, SESSION_CLOSED -> EnumSet.noneOf(Part.class);
      case REQUEST_INTENDED ->
          EnumSet.of(Part.EXCHANGE, Part.CALLER, Part.POLICY, Part.ENDPOINT, Part.DECISION);
      case REQUEST_DENIED -> EnumSet.of(Part.EXCHANGE, Part.DECISION, Part.REASON);
      case RESPONSE_COMPLETED ->
          EnumSet.of(Part.EXCHANGE, Part.CALLER, Part.POLICY, Part.STATUS, Part.OUTCOME);
      case RESPONSE_ABORTED ->
          EnumSet.of(Part.EXCHANGE, Part.CALLER, Part.POLICY, Part.OUTCOME, Part.REASON);
      case APPROVAL_REQUESTED, APPROVAL_USED ->
          EnumSet.of(Part.EXCHANGE, Part.CALLER, Part.POLICY, Part.APPROVAL);
      case APPROVAL_DECIDED -> EnumSet.of(Part.APPROVAL, Part.DECISION);
      case POLICY_LOADED -> EnumSet.of(Part.POLICY);
      case POLICY_REJECTED, GAP -> EnumSet.of(Part.REASON);
      case POLICY_SHADOWED -> EnumSet.of(Part.EXCHANGE, Part.POLICY);
      case CREDENTIAL_ISSUED -> EnumSet.of(Part.VALIDITY);
    };
  }

  private static EnumSet<Part> optional(Kind kind) {
    return switch (kind) {
      case SESSION_OPENED -> EnumSet.of(Part.CALLER, Part.POLICY);
      case SESSION_CLOSED -> EnumSet.of(Part.CALLER, Part.POLICY, Part.TOKENS, Part.REASON);
      case REQUEST_INTENDED -> EnumSet.of(Part.BODY);
      case REQUEST_DENIED -> EnumSet.of(Part.CALLER, Part.POLICY, Part.ENDPOINT, Part.BODY);
      case RESPONSE_COMPLETED -> EnumSet.of(Part.ENDPOINT, Part.TOKENS, Part.BODY, Part.REASON);
      case RESPONSE_ABORTED -> EnumSet.of(Part.ENDPOINT, Part.TOKENS, Part.BODY, Part.STATUS);
      case APPROVAL_REQUESTED, APPROVAL_USED -> EnumSet.of(Part.ENDPOINT, Part.VALIDITY);
      case APPROVAL_DECIDED ->
          EnumSet.of(
              Part.EXCHANGE,
              Part.CALLER,
              Part.POLICY,
              Part.ENDPOINT,
              Part.REASON,
              Part.APPROVERS,
              Part.VALIDITY);
      case POLICY_LOADED -> EnumSet.noneOf(Part.class);
      case POLICY_REJECTED -> EnumSet.of(Part.POLICY);
      case POLICY_SHADOWED -> EnumSet.of(Part.CALLER);
      case CREDENTIAL_ISSUED -> EnumSet.of(Part.CALLER, Part.REASON);
      case GAP -> EnumSet.of(Part.LOST);
    };
  }

  private static EnumSet<Part> present(AuditRecord record) {
    EnumSet<Part> parts = EnumSet.noneOf(Part.class);
    record.exchangeId().ifPresent(x -> parts.add(Part.EXCHANGE));
    record.caller().ifPresent(x -> parts.add(Part.CALLER));
    record.policy().ifPresent(x -> parts.add(Part.POLICY));
    record.endpoint().ifPresent(x -> parts.add(Part.ENDPOINT));
    record.decision().ifPresent(x -> parts.add(Part.DECISION));
    record.reason().ifPresent(x -> parts.add(Part.REASON));
    record.httpStatus().ifPresent(x -> parts.add(Part.STATUS));
    record.outcome().ifPresent(x -> parts.add(Part.OUTCOME));
    record.body().ifPresent(x -> parts.add(Part.BODY));
    record.approvalId().ifPresent(x -> parts.add(Part.APPROVAL));
    record.validUntil().ifPresent(x -> parts.add(Part.VALIDITY));
    if (!record.approvers().isEmpty()) {
      parts.add(Part.APPROVERS);
    }
    if (!record.tokens().isEmpty()) {
      parts.add(Part.TOKENS);
    }
    if (record.lost() > 0) {
      parts.add(Part.LOST);
    }
    return parts;
  }

  private static void checkValues(AuditRecord record) {
    Kind kind = record.kind();
    record.decision().ifPresent(decision -> checkDecision(kind, decision));
    record.outcome().ifPresent(outcome -> checkOutcome(kind, outcome));
    range("number of rules", record.counts().size(), 0, AuditRecord.MAX_RULES);
  }

  private static void checkDecision(Kind kind, Decision decision) {
    Decision impossible =
        switch (kind) {
          case REQUEST_INTENDED -> Decision.DENIED;
          case APPROVAL_DECIDED -> Decision.ASKED;
          default -> Decision.ALLOWED;
        };
    if (decision == impossible) {
      throw new IllegalArgumentException(
          kind.wireName() + " cannot have decision " + decision.wireName());
    }
  }

  private static void checkOutcome(Kind kind, Outcome outcome) {
    boolean whole = outcome == Outcome.SUCCESS || outcome == Outcome.API_ERROR;
    if (whole != (kind == Kind.RESPONSE_COMPLETED)) {
      throw new IllegalArgumentException(
          kind.wireName() + " cannot have outcome " + outcome.wireName());
    }
  }

  /** Returns {@code time} in microseconds, the precision of a log. */
  static Instant time(Instant time) {
    if (time.isBefore(Instant.EPOCH) || time.isAfter(LAST)) {
      throw new IllegalArgumentException("time must be in the years 1970..9999");
    }
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  static int range(String field, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          field + " must be in " + min + ".." + max + ", was " + value);
    }
    return value;
  }

  static long notNegative(String field, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(field + " must be >= 0, was " + value);
    }
    return value;
  }

  static Duration duration(Phase phase, Duration spent) {
    Objects.requireNonNull(spent, "spent");
    if (spent.isNegative() || spent.compareTo(MAX_DURATION) > 0) {
      throw new IllegalArgumentException(
          "duration of " + phase.wireName() + " must be in 0..7 days, was " + spent);
    }
    return spent.truncatedTo(ChronoUnit.MICROS);
  }

  private static String names(Set<Part> parts) {
    return parts.toString().toLowerCase(Locale.ROOT);
  }
}
