package dev.tacenda.claude.gate.identity;

import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.HttpRoute;
import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.IdentityException.Reason;
import dev.tacenda.claude.gate.IdentityVerifier;
import dev.tacenda.claude.gate.PresentedIdentity;
import dev.tacenda.claude.gate.identity.JsonValue.Members;
import dev.tacenda.mask.TrustedCode;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Checks identity tokens of OpenID Connect issuers: those that CI systems give to their jobs, and
 * those of identity providers. Every check that can fail has its own {@link
 * IdentityException.Reason}.
 *
 * <pre>{@code
 * OidcVerifier verifier =
 *     OidcVerifier.builder(
 *             Issuers.gitHub("tacenda")
 *                 .require(ClaimRule.oneOf("repository_owner_id", "4711"))
 *                 .build())
 *         .build();
 * }</pre>
 *
 * <p>Nothing is fetched because a token says so: its issuer must be one of those configured, and
 * only then are that issuer's keys looked at.
 *
 * <p>Thread-safe. Blocks for up to 11 seconds when an issuer's keys have to be fetched, see {@code
 * design/identity.md}; otherwise a check takes well under a millisecond.
 */
@TrustedCode("Nobody gets a Caller whose token did not pass every check.")
public final class OidcVerifier implements IdentityVerifier {
  private final Map<String, TrustedIssuer> issuers;
  private final Map<String, KeySource> keys = new HashMap<>();
  private final Set<String> types = new HashSet<>();
  private final TokenSessions sessions;
  private final boolean admitsNobody;
  private final Clock clock;
  private final IdentityLog log = new IdentityLog();

  private OidcVerifier(Builder builder) {
    this.issuers = Map.copyOf(builder.issuers);
    this.clock = builder.clock;
    this.admitsNobody = builder.admitsNobody;
    this.sessions = new TokenSessions(clock);
    KeyPlace.Parts parts = new KeyPlace.Parts(builder.fetches, builder.executor, clock, log);
    for (TrustedIssuer issuer : issuers.values()) {
      keys.put(issuer.issuer(), issuer.keys().open(issuer.issuer(), parts));
      types.addAll(issuer.types());
    }
  }

  /** Starts a verifier that trusts {@code issuer}. */
  public static Builder builder(TrustedIssuer issuer) {
    return new Builder().issuer(issuer);
  }

  @Override
  public Caller verify(PresentedIdentity identity) throws IdentityException {
    Optional<String> token = identity.token();
    if (token.isEmpty() && admitsNobody) {
      return Caller.anonymous();
    }
    if (token.isEmpty()) {
      throw refused(Reason.NOTHING_PRESENTED);
    }
    Unverified unverified;
    try {
      unverified = read(token.get());
    } catch (IdentityException e) {
      log.refused(e.reason());
      throw e;
    }
    try {
      return verify(unverified, identity);
    } catch (IdentityException e) {
      log.refused(e.reason(), unverified.issuer().issuer(), unverified.header().keyId());
      throw e;
    }
  }

  private IdentityException refused(Reason reason) {
    log.refused(reason);
    return new IdentityException(reason);
  }

  /** A token that is well-formed and claims to be of a trusted issuer. */
  private record Unverified(
      CompactToken token, TokenHeader header, Members claims, TrustedIssuer issuer) {}

  private Unverified read(String text) throws IdentityException {
    CompactToken token = CompactToken.of(text);
    TokenHeader header = TokenHeader.of(token.header());
    if (!types.contains(header.type())) {
      throw new IdentityException(Reason.TYPE_UNEXPECTED);
    }
    Members claims = token.claims();
    return new Unverified(token, header, claims, issuerOf(claims));
  }

  private TrustedIssuer issuerOf(Members claims) throws IdentityException {
    String name = claims.text("iss");
    if (name == null) {
      throw new IdentityException(Reason.ISSUER_MISSING);
    }
    TrustedIssuer issuer = issuers.get(name);
    if (issuer == null) {
      throw new IdentityException(Reason.ISSUER_UNKNOWN);
    }
    return issuer;
  }

  private Caller verify(Unverified unverified, PresentedIdentity identity)
      throws IdentityException {
    TrustedIssuer issuer = unverified.issuer();
    requireSigned(unverified);
    Members claims = unverified.claims();
    TokenTimes times = TokenTimes.require(claims, issuer, clock.instant());
    ClaimChecks.require(claims, issuer);
    Caller caller =
        Caller.verified(
            issuer.issuer(),
            CallerIds.subject(claims, issuer.subjectKey()),
            CallerIds.groups(claims, issuer),
            ClaimTexts.all(claims));
    requireSession(unverified, identity, times);
    return caller;
  }

  private void requireSigned(Unverified unverified) throws IdentityException {
    TrustedIssuer issuer = unverified.issuer();
    TokenHeader header = unverified.header();
    if (!issuer.types().contains(header.type())) {
      throw new IdentityException(Reason.TYPE_NOT_ALLOWED);
    }
    if (!issuer.algorithms().contains(header.algorithm())) {
      throw new IdentityException(Reason.ALGORITHM_NOT_ALLOWED);
    }
    KeySource source = Objects.requireNonNull(keys.get(issuer.issuer()));
    VerificationKey key = source.key(header.keyId(), header.algorithm());
    Signatures.require(unverified.token(), header.algorithm(), key);
  }

  private void requireSession(Unverified unverified, PresentedIdentity identity, TokenTimes times)
      throws IdentityException {
    TrustedIssuer issuer = unverified.issuer();
    if (!issuer.boundToSession()) {
      return;
    }
    String session =
        identity.session().orElseThrow(() -> new IdentityException(Reason.SESSION_MISSING));
    Instant until = times.expires().plus(issuer.times().skew());
    sessions.require(session, issuer.issuer(), unverified.token(), unverified.claims(), until);
  }

  /** Names the issuers. */
  @Override
  public String toString() {
    return "OidcVerifier" + issuers.keySet().stream().sorted().toList();
  }

  /** Collects the parts of an {@link OidcVerifier}. Confined to one thread. */
  public static final class Builder {
    private final Map<String, TrustedIssuer> issuers = new LinkedHashMap<>();
    private Clock clock = Clock.systemUTC();
    private Executor executor = Builder::inThreadOfItsOwn;
    private HttpRoute route = HttpRoute.direct();
    private Function<AddressRule, Fetch> fetches = this::fetch;
    private boolean admitsNobody;

    private Builder() {}

    /**
     * Adds an issuer that is trusted.
     *
     * @throws IllegalArgumentException if it is there already
     */
    public Builder issuer(TrustedIssuer another) {
      if (issuers.put(another.issuer(), another) != null) {
        throw new IllegalArgumentException("issuer must be added once: " + another.issuer());
      }
      return this;
    }

    /**
     * Takes whoever presents nothing for anonymous, in place of refusing it; the policy then says
     * whether that is enough.
     */
    public Builder anonymousIfNothingIsPresented() {
      this.admitsNobody = true;
      return this;
    }

    /** Sets the clock by which tokens expire and keys are fetched anew. */
    public Builder clock(Clock source) {
      this.clock = Objects.requireNonNull(source, "source");
      return this;
    }

    /** Sets who fetches keys; a daemon thread for each fetch if unset. */
    public Builder executor(Executor threads) {
      this.executor = Objects.requireNonNull(threads, "threads");
      return this;
    }

    /**
     * Sets proxy and trust for fetching keys; direct unless set, whatever proxy the JVM has. What
     * an issuer's name leads to is not checked if a proxy looks it up: it must not lead inside.
     */
    public Builder route(HttpRoute way) {
      this.route = Objects.requireNonNull(way, "way");
      return this;
    }

    private Fetch fetch(AddressRule rule) {
      return new HttpFetch(rule, route);
    }

    /** Sets how documents are fetched. */
    Builder fetches(Function<AddressRule, Fetch> factory) {
      this.fetches = factory;
      return this;
    }

    private static void inThreadOfItsOwn(Runnable task) {
      Thread thread = new Thread(task, "tacenda-keys");
      thread.setDaemon(true);
      thread.start();
    }

    /** Returns the verifier. Nothing is fetched before the first token. */
    public OidcVerifier build() {
      return new OidcVerifier(this);
    }
  }
}
