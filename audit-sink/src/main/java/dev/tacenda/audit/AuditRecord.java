package dev.tacenda.audit;

import dev.tacenda.mask.Coverage;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.TrustedCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One fact about a session or an exchange: who, under which policy, what was decided, what came
 * back, and how often each rule fired. Immutable and thread-safe.
 *
 * <p>A record has no place for text from traffic. Ids are {@link UUID}s, reasons are enum
 * constants, names follow narrow character rules, and a body is a {@link MaskedBody}: what a {@link
 * dev.tacenda.mask.Masker} returned. What these rules cannot see: a secret that looks like a policy
 * name and is given as one.
 *
 * <pre>{@code
 * AuditRecord intent =
 *     AuditRecord.builder(AuditRecord.Kind.REQUEST_INTENDED, clock.instant(), sessionId)
 *         .exchange(exchangeId, 1)
 *         .caller("https://token.actions.githubusercontent.com", "repo:acme@1/shop@2")
 *         .policy("ci-default", 7, policyDigest)
 *         .endpoint("POST", "/v1/messages")
 *         .decision(Decision.ALLOWED)
 *         .masked(maskResult)
 *         .build();
 * }</pre>
 */
@TrustedCode("holds nothing from traffic but lengths, counts and masked bytes")
public final class AuditRecord {
  /** Which rules may be counted in one record, at most. */
  static final int MAX_RULES = 4096;

  private final Kind kind;
  private final Instant time;
  private final UUID sessionId;
  private final @Nullable UUID exchangeId;
  private final int attempt;
  private final @Nullable CallerRef caller;
  private final @Nullable PolicyRef policy;
  private final @Nullable EndpointRef endpoint;
  private final @Nullable Decision decision;
  private final @Nullable String reason;
  private final int httpStatus;
  private final @Nullable Outcome outcome;
  private final Map<Phase, Duration> durations;
  private final Map<TokenKind, Long> tokens;
  private final Map<String, Integer> counts;
  private final @Nullable MaskedBody body;
  private final Coverage coverage;
  private final int restored;
  private final int lost;
  private final @Nullable String approvalId;
  private final List<String> approvers;
  private final @Nullable Instant validUntil;

  private AuditRecord(Builder from) {
    this.kind = from.kind;
    this.time = RecordRules.time(from.time);
    this.sessionId = from.sessionId;
    this.exchangeId = from.exchangeId;
    this.attempt = from.attempt;
    this.caller = from.caller;
    this.policy = from.policy;
    this.endpoint = from.endpoint;
    this.decision = from.decision;
    this.reason = from.reason;
    this.httpStatus = from.httpStatus;
    this.outcome = from.outcome;
    this.durations = Collections.unmodifiableMap(new EnumMap<>(from.durations));
    this.tokens = Collections.unmodifiableMap(new EnumMap<>(from.tokens));
    this.counts = Collections.unmodifiableMap(new TreeMap<>(from.counts));
    this.body = from.body;
    this.coverage = from.coverage;
    this.restored = from.restored;
    this.lost = from.lost;
    this.approvalId = from.approvalId;
    this.approvers = List.copyOf(from.approvers);
    this.validUntil = from.validUntil == null ? null : RecordRules.time(from.validUntil);
    RecordRules.check(this);
  }

  /**
   * Starts a record.
   *
   * @param kind what happened
   * @param time when, by the caller's clock; a year from 1970 to 9999
   * @param sessionId the session it belongs to
   */
  public static Builder builder(Kind kind, Instant time, UUID sessionId) {
    return new Builder(kind, time, sessionId);
  }

  /** What a record tells. More kinds will follow; a reader must not stop at an unknown one. */
  public enum Kind {
    /** A session began. */
    SESSION_OPENED("session.opened"),
    /** A request is about to be sent. Durable before the first byte leaves. */
    REQUEST_INTENDED("request.intended"),
    /** A request was refused; nothing was sent. */
    REQUEST_DENIED("request.denied"),
    /** An attempt got its whole answer. */
    RESPONSE_COMPLETED("response.completed"),
    /** An attempt was sent and did not get a whole answer. */
    RESPONSE_ABORTED("response.aborted"),
    /** A session ended. */
    SESSION_CLOSED("session.closed"),
    /** Somebody was asked whether a request may be sent. */
    APPROVAL_REQUESTED("approval.requested"),
    /** An answer to such a question was taken note of. */
    APPROVAL_DECIDED("approval.decided"),
    /** An approval was spent on a request that is about to be sent. */
    APPROVAL_USED("approval.used"),
    /** A policy, or a bundle of policies, came into force. */
    POLICY_LOADED("policy.loaded"),
    /** One was refused; what was in force before stays. */
    POLICY_REJECTED("policy.rejected"),
    /** What a policy that is only tried out would have found in a request, in counts. */
    POLICY_SHADOWED("policy.shadow_diff"),
    /** A credential for requests was obtained. */
    CREDENTIAL_ISSUED("credential.issued"),
    /** The log itself was interrupted here; written by the log, see {@link GapReason}. */
    GAP("gap");

    private final String wireName;

    Kind(String wireName) {
      this.wireName = wireName;
    }

    /** Returns the spelling in a log, for example {@code request.intended}. */
    public String wireName() {
      return wireName;
    }
  }

  /** Returns what happened. */
  public Kind kind() {
    return kind;
  }

  /** Returns when it happened. */
  public Instant time() {
    return time;
  }

  /** Returns the session. */
  public UUID sessionId() {
    return sessionId;
  }

  /** Returns the exchange, which all attempts of one call share; empty for session records. */
  public Optional<UUID> exchangeId() {
    return Optional.ofNullable(exchangeId);
  }

  /** Returns the number of the attempt, from 1. */
  public OptionalInt attempt() {
    return attempt == 0 ? OptionalInt.empty() : OptionalInt.of(attempt);
  }

  /** Returns the verified caller. */
  public Optional<CallerRef> caller() {
    return Optional.ofNullable(caller);
  }

  /** Returns the policy in force. */
  public Optional<PolicyRef> policy() {
    return Optional.ofNullable(policy);
  }

  /** Returns the operation of the API. */
  public Optional<EndpointRef> endpoint() {
    return Optional.ofNullable(endpoint);
  }

  /** Returns what the policy said. */
  public Optional<Decision> decision() {
    return Optional.ofNullable(decision);
  }

  /** Returns the reason code, for example {@code POLICY_BLOCKED}. */
  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /** Returns the HTTP status of the answer. */
  public OptionalInt httpStatus() {
    return httpStatus == 0 ? OptionalInt.empty() : OptionalInt.of(httpStatus);
  }

  /** Returns how the attempt ended. */
  public Optional<Outcome> outcome() {
    return Optional.ofNullable(outcome);
  }

  /** Returns the time spent by phase; phases that were not measured are absent. */
  public Map<Phase, Duration> durations() {
    return durations;
  }

  /** Returns the tokens used by kind; kinds that were not reported are absent. */
  public Map<TokenKind, Long> tokens() {
    return tokens;
  }

  /** Returns how often each rule fired, by rule id in alphabetical order. */
  public Map<String, Integer> counts() {
    return counts;
  }

  /** Returns the masked body. */
  public Optional<MaskedBody> body() {
    return Optional.ofNullable(body);
  }

  /** Returns how much of the request was scanned, and how much left alone as what. */
  public Coverage coverage() {
    return coverage;
  }

  /** Returns how many values were restored in the answer. */
  public int restored() {
    return restored;
  }

  /** Returns how many records a gap swallowed. */
  public int lost() {
    return lost;
  }

  /** Returns the id of the approval, 64 lower-case hexadecimal digits. */
  public Optional<String> approvalId() {
    return Optional.ofNullable(approvalId);
  }

  /** Returns the ids of those who decided about an approval. */
  public List<String> approvers() {
    return approvers;
  }

  /** Returns until when an approval or a credential can be used. */
  public Optional<Instant> validUntil() {
    return Optional.ofNullable(validUntil);
  }

  /**
   * Returns the record as a JSON object in UTF-8, its members always in the same order. Of a body
   * it has length and hash.
   */
  public byte[] json() {
    return RecordJson.object(this);
  }

  /** Returns kind, ids and counts. */
  @Override
  public String toString() {
    return "AuditRecord["
        + kind.wireName()
        + ", session "
        + sessionId
        + (exchangeId == null ? "" : ", exchange " + exchangeId + ", attempt " + attempt)
        + ", "
        + counts
        + "]";
  }

  /** Collects the parts of an {@link AuditRecord}. Confined to one thread. */
  public static final class Builder {
    private final Kind kind;
    private final Instant time;
    private final UUID sessionId;
    private @Nullable UUID exchangeId;
    private int attempt;
    private @Nullable CallerRef caller;
    private @Nullable PolicyRef policy;
    private @Nullable EndpointRef endpoint;
    private @Nullable Decision decision;
    private @Nullable String reason;
    private int httpStatus;
    private @Nullable Outcome outcome;
    private final Map<Phase, Duration> durations = new EnumMap<>(Phase.class);
    private final Map<TokenKind, Long> tokens = new EnumMap<>(TokenKind.class);
    private final Map<String, Integer> counts = new TreeMap<>();
    private Coverage coverage = Coverage.none();
    private int restored;
    private int lost;
    private @Nullable MaskedBody body;
    private @Nullable String approvalId;
    private List<String> approvers = List.of();
    private @Nullable Instant validUntil;

    private Builder(Kind kind, Instant time, UUID sessionId) {
      this.kind = Objects.requireNonNull(kind, "kind");
      this.time = Objects.requireNonNull(time, "time");
      this.sessionId = Objects.requireNonNull(sessionId, "sessionId");
    }

    /**
     * Sets the exchange and the number of this attempt, from 1 to 1000.
     *
     * @throws IllegalArgumentException if the number is out of range
     */
    public Builder exchange(UUID exchangeId, int attempt) {
      this.exchangeId = Objects.requireNonNull(exchangeId, "exchangeId");
      this.attempt = RecordRules.range("attempt", attempt, 1, 1000);
      return this;
    }

    /** Sets the verified caller; see {@link CallerRef} for what the parts may hold. */
    public Builder caller(String issuer, String subject) {
      this.caller = new CallerRef(issuer, subject);
      return this;
    }

    /** Sets the policy in force; see {@link PolicyRef} for what the parts may hold. */
    public Builder policy(String name, long revision, String digest) {
      this.policy = new PolicyRef(name, revision, digest);
      return this;
    }

    /** Sets the operation; see {@link EndpointRef}: a pattern, never the path of a request. */
    public Builder endpoint(String method, String pattern) {
      this.endpoint = new EndpointRef(method, pattern);
      return this;
    }

    /** Sets what the policy said. */
    public Builder decision(Decision decision) {
      this.decision = Objects.requireNonNull(decision, "decision");
      return this;
    }

    /**
     * Sets the reason: the name of {@code code}. It is an enum constant so that it cannot be text
     * from traffic.
     */
    public Builder reason(Enum<?> code) {
      this.reason = FieldRule.REASON.check("reason", code.name());
      return this;
    }

    /**
     * Sets the HTTP status of the answer.
     *
     * @throws IllegalArgumentException if it is not in 100..599
     */
    public Builder httpStatus(int status) {
      this.httpStatus = RecordRules.range("httpStatus", status, 100, 599);
      return this;
    }

    /** Sets how the attempt ended. */
    public Builder outcome(Outcome outcome) {
      this.outcome = Objects.requireNonNull(outcome, "outcome");
      return this;
    }

    /**
     * Sets the time spent in one phase; it is stored in microseconds.
     *
     * @throws IllegalArgumentException if it is negative or longer than 7 days
     */
    public Builder duration(Phase phase, Duration spent) {
      durations.put(Objects.requireNonNull(phase, "phase"), RecordRules.duration(phase, spent));
      return this;
    }

    /**
     * Sets the number of tokens of one kind.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Builder tokens(TokenKind tokenKind, long count) {
      tokens.put(
          Objects.requireNonNull(tokenKind, "tokenKind"), RecordRules.notNegative("tokens", count));
      return this;
    }

    /**
     * Sets the body to the masked bytes, takes the coverage, and adds the findings to the counts.
     *
     * @throws IllegalArgumentException if a rule id is not as {@link #counts} wants it
     */
    public Builder masked(MaskResult result) {
      this.body = MaskedBody.of(result);
      this.coverage = result.coverage();
      return counts(result.countsByRule());
    }

    /** Sets the body, for a stream; coverage and counts stay as they are. */
    public Builder body(MaskedBody body) {
      this.body = Objects.requireNonNull(body, "body");
      return this;
    }

    /**
     * Sets how many records a gap swallowed; their writers were told.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Builder lost(int records) {
      this.lost = RecordRules.range("lost", records, 0, Integer.MAX_VALUE);
      return this;
    }

    /**
     * Sets how many values were restored in the answer.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Builder restored(int values) {
      this.restored = RecordRules.range("restored", values, 0, Integer.MAX_VALUE);
      return this;
    }

    /**
     * Adds to the counts how often each rule fired; for findings of a stream.
     *
     * @throws IllegalArgumentException if a rule id is not 1 to 128 of {@code a-z 0-9 . _ : / -}, a
     *     count is not positive, or there are more than 4096 rules
     */
    public Builder counts(Map<String, Integer> countsByRule) {
      countsByRule.forEach(
          (rule, count) ->
              counts.merge(
                  FieldRule.RULE_ID.check("rule id", rule),
                  RecordRules.range("count", count, 1, Integer.MAX_VALUE),
                  Math::addExact));
      return this;
    }

    /**
     * Sets the approval that the record is about.
     *
     * @param id 64 lower-case hexadecimal digits
     * @throws IllegalArgumentException if it is anything else
     */
    public Builder approval(String id) {
      this.approvalId = Hex.checkSha256("approval id", Objects.requireNonNull(id, "id"));
      return this;
    }

    /**
     * Sets who decided.
     *
     * @param ids stable ids of people, up to 16, each 1 to 256 visible ASCII characters without
     *     spaces
     * @throws IllegalArgumentException if one is anything else, or there are more
     */
    public Builder approvers(List<String> ids) {
      RecordRules.range("number of approvers", ids.size(), 0, 16);
      ids.forEach(id -> FieldRule.CALLER.check("approver", id));
      this.approvers = List.copyOf(ids);
      return this;
    }

    /** Sets until when an approval or a credential can be used; a year from 1970 to 9999. */
    public Builder validUntil(Instant end) {
      this.validUntil = Objects.requireNonNull(end, "end");
      return this;
    }

    /**
     * Returns the record.
     *
     * @throws IllegalArgumentException if the kind needs a part that is missing, or cannot have a
     *     part that was set
     */
    public AuditRecord build() {
      return new AuditRecord(this);
    }
  }
}
