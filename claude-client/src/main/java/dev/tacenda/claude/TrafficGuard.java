package dev.tacenda.claude;

import dev.tacenda.audit.AuditException;
import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.AuditSink;
import dev.tacenda.claude.RequestDeniedException.Reason;
import dev.tacenda.claude.gate.ApprovalGate;
import dev.tacenda.claude.gate.ApprovalTerms;
import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.CredentialProvider;
import dev.tacenda.claude.gate.IdentityVerifier;
import dev.tacenda.claude.gate.PolicyChoice;
import dev.tacenda.claude.gate.PolicyExpiredException;
import dev.tacenda.claude.gate.PolicySelector;
import dev.tacenda.claude.gate.PolicyStore;
import dev.tacenda.claude.gate.PresentedIdentity;
import dev.tacenda.mask.KnownSecrets;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.Vault;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one path that every Claude call takes: identity, policy, mask, approval, record, credential.
 * Whatever goes wrong on it, the request is not sent. One guard is one session in the audit record.
 *
 * <p>Adapters for HTTP clients call {@link #admit}, send what it returns, and give the answer to
 * {@link GuardedCall#guard}; {@link MaskingOkHttpInterceptor} is one.
 *
 * <pre>{@code
 * try (TrafficGuard guard =
 *     TrafficGuard.builder(MaskingPolicy.standard(), PlaceholderKey.random(), auditSink)
 *         .knownSecrets(KnownSecrets.builder().addEnvironment(System.getenv()).build())
 *         .identity(IdentityVerifier.fixed("nightly-review"))
 *         .build()) {
 *   OkHttpClient client =
 *       plain.newBuilder().addInterceptor(MaskingOkHttpInterceptor.of(guard)).build();
 * }
 * }</pre>
 *
 * <p>Thread-safe. Blocks while the gate's parts block and until the audit record is durable.
 */
@TrustedCode("Nothing is sent that was not masked and recorded first.")
public final class TrafficGuard implements AutoCloseable {
  private static final int SCRATCH_BYTES = 64 * 1024;

  private final PolicySelector selector;
  private final PlaceholderKey key;
  private final KnownSecrets knownSecrets;
  private final CallerIdentity callers;
  private final SessionApprovals approvals;
  private final String runId;
  private final OutgoingCredentials outgoing;
  private final List<BinaryInspector> inspectors;
  private final AuditSink sink;
  private final Clock clock;
  private final UUID sessionId = UUID.randomUUID();
  private final PolicyMaskers maskers = new PolicyMaskers(this::maskerFor);
  private final ShadowMask shadow;
  private final PresentedSecrets presentedSecrets = new PresentedSecrets();
  private final CallerVaults vaults = new CallerVaults();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ReadWriteLock sessionLock = new ReentrantReadWriteLock();

  private TrafficGuard(Builder builder) {
    this.selector = builder.selector;
    this.key = builder.key;
    this.knownSecrets = builder.knownSecrets;
    this.callers =
        new CallerIdentity(
            builder.verifier, builder.presented, presentedSecrets, sessionId.toString());
    this.approvals = new SessionApprovals(builder.approvals);
    this.runId = Objects.requireNonNullElse(builder.runId, "session:" + sessionId);
    this.outgoing = new OutgoingCredentials(builder.credentials, presentedSecrets);
    this.inspectors = List.copyOf(builder.inspectors);
    this.shadow = new ShadowMask(maskers::of, inspectors);
    this.sink = builder.sink;
    this.clock = builder.clock;
    sink.write(AuditRecord.builder(Kind.SESSION_OPENED, clock.instant(), sessionId).build());
  }

  /**
   * Starts a guard with one policy for all callers.
   *
   * @param policy what is masked and what is done about it
   * @param key the key of the placeholders
   * @param sink where the records go; not closed by the guard
   */
  public static Builder builder(MaskingPolicy policy, PlaceholderKey key, AuditSink sink) {
    return builder(PolicySelector.always(policy), key, sink);
  }

  /**
   * Starts a guard with the policies that {@code store} has in force now. It keeps them for as long
   * as it lasts.
   *
   * @param store keeps the policies
   * @param key the key of the placeholders
   * @param sink where the records go; not closed by the guard
   */
  public static Builder builder(PolicyStore store, PlaceholderKey key, AuditSink sink) {
    return builder(store.current(), key, sink);
  }

  /**
   * Starts a guard that picks a policy for each caller.
   *
   * @param selector says which policy applies to a caller
   * @param key the key of the placeholders
   * @param sink where the records go; not closed by the guard
   */
  public static Builder builder(PolicySelector selector, PlaceholderKey key, AuditSink sink) {
    return new Builder(selector, key, sink);
  }

  /** The id of this guard's session in the audit record. */
  public UUID sessionId() {
    return sessionId;
  }

  /**
   * Takes a request along the whole path up to the wire, for the identity that the guard was built
   * with.
   *
   * @throws RequestDeniedException if it must not be sent
   */
  public GuardedCall admit(ClaudeRequest request) {
    return admit(request, callers::own);
  }

  /**
   * Takes a request along the whole path up to the wire.
   *
   * @param request what the client wants to send; not modified
   * @param identity what the caller shows to say who it is
   * @return the masked request with its credential, to be sent as it is, and closed
   * @throws RequestDeniedException if it must not be sent
   */
  public GuardedCall admit(ClaudeRequest request, PresentedIdentity identity) {
    Objects.requireNonNull(identity, "identity");
    return admit(request, () -> identity);
  }

  private GuardedCall admit(ClaudeRequest request, Supplier<PresentedIdentity> shown) {
    Exchange exchange = new Exchange(sink, clock, sessionId, request);
    try {
      requireOpen();
      Endpoint endpoint = endpoint(exchange, request);
      PresentedIdentity identity = shown.get();
      Caller caller = callers.of(identity);
      exchange.caller(caller);
      PolicyChoice choice = selectPolicy(exchange, caller);
      MaskingPolicy policy = choice.policy();
      long known = outgoing.foreseen(request);
      Masker masker = maskers.of(policy);
      RequestPermit permit =
          new RequestPermit(approvals, runId, exchange, caller, choice, endpoint);
      ToolInputs tools = new ToolInputs(masker, vaults.of(caller, policy), permit.forCalls(masker));
      ClaudeRequest own = Credentials.withoutIdentity(request, endpoint, identity);
      RequestMask.Masked masked = mask(exchange, masker, tools, own, endpoint);
      shadow.tryOut(choice, exchange, own, endpoint, masked);
      permit.permit(masked);
      recordIntent(exchange);
      CredentialUse credential = outgoing.obtained(caller);
      if (outgoing.known() != known) {
        requireUnchanged(masked.request(), endpoint, masker, permit);
      }
      ClaudeRequest complete = credential.attach(masked.request());
      return new GuardedCall(complete, credential, endpoint, masker, tools, exchange);
    } catch (RequestDeniedException denial) {
      exchange.denied(denial);
      throw denial;
    }
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new RequestDeniedException(Reason.GUARD_CLOSED);
    }
  }

  private static Endpoint endpoint(Exchange exchange, ClaudeRequest request) {
    Endpoint endpoint =
        Endpoint.of(request)
            .orElseThrow(() -> new RequestDeniedException(Reason.ENDPOINT_NOT_COVERED));
    exchange.endpoint(endpoint);
    return endpoint;
  }

  private PolicyChoice selectPolicy(Exchange exchange, Caller caller) {
    PolicyChoice choice =
        GateCall.of(() -> select(caller))
            .orElseThrow(() -> new RequestDeniedException(Reason.NO_POLICY));
    exchange.policy(choice);
    if (caller.isAnonymous() && !choice.policy().traffic().admitsAnonymousCallers()) {
      throw new RequestDeniedException(Reason.ANONYMOUS_NOT_ADMITTED);
    }
    return choice;
  }

  private Optional<PolicyChoice> select(Caller caller) {
    try {
      return selector.select(caller);
    } catch (PolicyExpiredException e) {
      throw RequestDeniedException.withDetail(Reason.POLICIES_EXPIRED, "on " + e.end());
    }
  }

  private Masker maskerFor(MaskingPolicy policy) {
    return Masker.builder(policy, key)
        .knownSecrets(knownSecrets)
        .seenSecrets(presentedSecrets.seen())
        .build();
  }

  private RequestMask.Masked mask(
      Exchange exchange,
      Masker masker,
      ToolInputs tools,
      ClaudeRequest request,
      Endpoint endpoint) {
    BinaryCheck binary = new BinaryCheck(masker, inspectors);
    RequestMask.Masked masked = new RequestMask(masker, tools, binary).mask(request, endpoint);
    exchange.masked(masked.body());
    return masked;
  }

  /** The intent and the end of the session exclude each other, so that nothing follows the end. */
  private void recordIntent(Exchange exchange) {
    sessionLock.readLock().lock();
    try {
      requireOpen();
      exchange.intended();
    } finally {
      sessionLock.readLock().unlock();
    }
  }

  /** The request is recorded by now, so it is sent as it is or not at all. */
  private void requireUnchanged(
      ClaudeRequest masked, Endpoint endpoint, Masker masker, RequestPermit permit) {
    ToolInputs unused =
        new ToolInputs(masker, Vault.ofBytes(SCRATCH_BYTES), permit.forCalls(masker));
    RequestMask again = new RequestMask(masker, unused, new BinaryCheck(masker, inspectors));
    if (!again.mask(masked, endpoint).request().hasContentOf(masked)) {
      throw new RequestDeniedException(Reason.CREDENTIAL_IN_REQUEST);
    }
  }

  /**
   * Ends the session: no further request is admitted, and what is remembered of earlier ones, to
   * mask or to restore, is wiped. Calls that are under way may finish. The sink stays open.
   *
   * @throws AuditException if the end of the session cannot be recorded
   */
  @Override
  public void close() {
    sessionLock.writeLock().lock();
    try {
      maskers.forget();
      vaults.forget();
      if (closed.compareAndSet(false, true)) {
        sink.write(AuditRecord.builder(Kind.SESSION_CLOSED, clock.instant(), sessionId).build());
      }
    } finally {
      sessionLock.writeLock().unlock();
    }
  }

  /** Names the session, nothing else. */
  @Override
  public String toString() {
    return "TrafficGuard[session " + sessionId + "]";
  }

  /** Collects the parts of a {@link TrafficGuard}. Confined to one thread. */
  public static final class Builder {
    private final PolicySelector selector;
    private final PlaceholderKey key;
    private final AuditSink sink;
    private KnownSecrets knownSecrets = KnownSecrets.none();
    private IdentityVerifier verifier = IdentityVerifier.anonymousOnly();
    private Supplier<PresentedIdentity> presented = PresentedIdentity::none;
    private ApprovalGate approvals = ApprovalGate.denyAll();
    private @Nullable String runId;
    private CredentialProvider credentials = CredentialProvider.callersOwn();
    private final List<BinaryInspector> inspectors = new ArrayList<>();
    private Clock clock = Clock.systemUTC();

    private Builder(PolicySelector selector, PlaceholderKey key, AuditSink sink) {
      this.selector = Objects.requireNonNull(selector, "selector");
      this.key = Objects.requireNonNull(key, "key");
      this.sink = Objects.requireNonNull(sink, "sink");
    }

    /** Sets exact values to mask wherever they occur; none by default. */
    public Builder knownSecrets(KnownSecrets values) {
      this.knownSecrets = Objects.requireNonNull(values, "values");
      return this;
    }

    /**
     * Sets who establishes the caller. By default nobody does, and the policy says whether
     * anonymous callers are admitted.
     */
    public Builder identity(IdentityVerifier identityVerifier) {
      this.verifier = Objects.requireNonNull(identityVerifier, "identityVerifier");
      return this;
    }

    /**
     * Sets what this process shows to say who it is, for example the token of its CI job; asked for
     * at every request, because such tokens are short-lived. It is masked in everything that is
     * sent and answered from then on. Nothing by default.
     */
    public Builder presenting(Supplier<PresentedIdentity> identity) {
      this.presented = Objects.requireNonNull(identity, "identity");
      return this;
    }

    /** Sets who answers when the policy asks. By default nobody does, and the request is denied. */
    public Builder approvals(ApprovalGate gate) {
      this.approvals = Objects.requireNonNull(gate, "gate");
      return this;
    }

    /**
     * Sets the run that approvals count for: an id that is the same when a CI job is tried again,
     * and another for the next run. By default each guard is a run of its own, so that no approval
     * counts for another one.
     *
     * @param id 1 to 256 visible ASCII characters
     */
    public Builder runId(String id) {
      this.runId = ApprovalTerms.requireRunId(id);
      return this;
    }

    /** Sets where the outgoing credential comes from; by default each client keeps its own. */
    public Builder credentials(CredentialProvider provider) {
      this.credentials = Objects.requireNonNull(provider, "provider");
      return this;
    }

    /**
     * Adds one that reads binary content where the policy says {@code binary: inspect}. They are
     * asked in the order in which they were added, until one can read the content. By default there
     * is none, and such a policy refuses all binary content.
     */
    public Builder inspector(BinaryInspector reader) {
      inspectors.add(Objects.requireNonNull(reader, "reader"));
      return this;
    }

    /** Sets the clock of the records. */
    public Builder clock(Clock source) {
      this.clock = Objects.requireNonNull(source, "source");
      return this;
    }

    /**
     * Returns the guard and opens its session.
     *
     * @throws AuditException if the beginning of the session cannot be recorded
     */
    public TrafficGuard build() {
      return new TrafficGuard(this);
    }
  }
}
