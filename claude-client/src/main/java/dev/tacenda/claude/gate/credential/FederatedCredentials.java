package dev.tacenda.claude.gate.credential;

import dev.tacenda.audit.AuditSink;
import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.Credential;
import dev.tacenda.claude.gate.CredentialProvider;
import dev.tacenda.claude.gate.HttpRoute;
import dev.tacenda.claude.gate.PresentedIdentity;
import dev.tacenda.claude.gate.SealedSecret;
import dev.tacenda.claude.gate.credential.Issuance.How;
import dev.tacenda.claude.gate.internal.ConfinedOkHttp;
import dev.tacenda.mask.TrustedCode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Short-lived access tokens for the job's own identity: workload identity federation. The job shows
 * the token that its CI system or cloud issued for it, and Anthropic gives one for its API. There
 * is no API key to lose.
 *
 * <pre>{@code
 * FederatedCredentials tokens =
 *     FederatedCredentials.fromEnvironment(System.getenv(), "https://api.anthropic.com")
 *         .identity(JobToken.gitHub(System.getenv(), "https://api.anthropic.com"))
 *         .build();
 * }</pre>
 *
 * <p>The identity token is one for Anthropic. A token that is meant for anybody else as well, such
 * as the one that says to us who calls, is not shown.
 *
 * <p>A token is replaced at 80 % of its life, or at once after the API has answered 401, by one
 * exchange for all threads. If the exchange fails, the old token is used until it ends; then
 * nothing is sent. Thread-safe; blocks for up to 10 seconds while it exchanges.
 *
 * <p>Format: Anthropic's token exchange, {@code POST /v1/oauth/token} with the grant of RFC 7523.
 */
@TrustedCode("Shows the identity token to Anthropic only, and the access token to nobody else.")
public final class FederatedCredentials implements CredentialProvider, AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final LeasedCredentials leases;

  private FederatedCredentials(Builder builder) {
    TokenExchange exchange =
        new TokenExchange(
            TokenEndpoint.of(
                builder.baseUrl,
                builder.plainHttpToLoopback,
                ConfinedOkHttp.builder(builder.timeout).route(builder.route)),
            Map.copyOf(builder.ids),
            new IdentityAssertion(builder.audience, builder.requireIdentity()),
            builder.clock);
    Issuance issuance =
        builder.sink == null ? null : new Issuance(builder.sink, UUID.randomUUID(), How.FEDERATION);
    this.leases =
        new LeasedCredentials(
            exchange, issuance, builder.clock, builder.timeout.multipliedBy(2).plusSeconds(5));
  }

  /**
   * Starts a provider.
   *
   * @param federationRuleId the rule that says which identities are accepted, {@code fdrl_...}
   * @param organizationId the organisation
   * @param audience the one audience that identity tokens must be issued for
   * @throws IllegalArgumentException if one of them has other characters than an id or a URL has
   */
  public static Builder builder(String federationRuleId, String organizationId, String audience) {
    return new Builder(audience)
        .id("federation_rule_id", federationRuleId)
        .id("organization_id", organizationId);
  }

  /**
   * Starts a provider with the variables that Anthropic's own clients read: {@code
   * ANTHROPIC_FEDERATION_RULE_ID} and {@code ANTHROPIC_ORGANIZATION_ID}, which must be set, and
   * {@code ANTHROPIC_SERVICE_ACCOUNT_ID}, {@code ANTHROPIC_WORKSPACE_ID}, and one of {@code
   * ANTHROPIC_IDENTITY_TOKEN} and {@code ANTHROPIC_IDENTITY_TOKEN_FILE}, which may be.
   *
   * @param environment for example {@code System.getenv()}
   * @throws IllegalArgumentException if one is missing, or two exclude each other
   */
  public static Builder fromEnvironment(Map<String, String> environment, String audience) {
    return FederationVariables.of(environment, audience);
  }

  @Override
  public Credential credentialFor(Caller caller) {
    return leases.get(caller);
  }

  @Override
  public void rejected(Credential credential) {
    leases.rejected(credential);
  }

  /** The access tokens, and the identity tokens that were shown for them. */
  @Override
  public List<SealedSecret> held() {
    return leases.held();
  }

  /** Wipes what it holds; it can give nothing any more. */
  @Override
  public void close() {
    leases.close();
  }

  @Override
  public String toString() {
    return "FederatedCredentials";
  }

  /** Collects the options of {@link FederatedCredentials}. Confined to one thread. */
  public static final class Builder {
    private static final int MAX_ID = 128;

    private final String audience;
    private final Map<String, String> ids = new LinkedHashMap<>();
    private @Nullable Supplier<PresentedIdentity> identity;
    private URI baseUrl = URI.create("https://api.anthropic.com");
    private HttpRoute route = HttpRoute.ofJvm();
    private boolean plainHttpToLoopback;
    private Duration timeout = TIMEOUT;
    private Clock clock = Clock.systemUTC();
    private @Nullable AuditSink sink;

    Builder(String audience) {
      if (Objects.requireNonNull(audience, "audience").isBlank()) {
        throw new IllegalArgumentException("audience must not be blank");
      }
      this.audience = audience;
    }

    Builder id(String name, String value) {
      boolean valid =
          !value.isEmpty() && value.length() <= MAX_ID && value.chars().allMatch(Builder::isId);
      if (!valid) {
        throw new IllegalArgumentException(name + " must have 1..128 of A-Z a-z 0-9 _ -");
      }
      ids.put(name, value);
      return this;
    }

    private static boolean isId(int c) {
      return c >= 'a' && c <= 'z'
          || c >= 'A' && c <= 'Z'
          || c >= '0' && c <= '9'
          || c == '_'
          || c == '-';
    }

    /**
     * Sets where the identity token comes from, for example a {@code JobToken}. It is asked at each
     * exchange, because such tokens live for minutes, and may block. Whatever it throws, there is
     * no credential.
     */
    public Builder identity(Supplier<PresentedIdentity> token) {
      this.identity = Objects.requireNonNull(token, "token");
      return this;
    }

    Supplier<PresentedIdentity> requireIdentity() {
      if (identity == null) {
        throw new IllegalArgumentException("say where the identity token comes from");
      }
      return identity;
    }

    /** Sets the service account that the tokens are for, {@code svac_...}. */
    public Builder serviceAccountId(String id) {
      return id("service_account_id", id);
    }

    /** Sets the workspace, which a rule that spans several needs. */
    public Builder workspaceId(String id) {
      return id("workspace_id", id);
    }

    /**
     * Sets the server, {@code https://api.anthropic.com} by default.
     *
     * @throws IllegalArgumentException when it is built, if it is not https, or has user, query or
     *     fragment
     */
    public Builder baseUrl(URI url) {
      this.baseUrl = Objects.requireNonNull(url, "url");
      return this;
    }

    /** Sets proxy and trust; those that the JVM is configured with unless set. */
    public Builder route(HttpRoute way) {
      this.route = Objects.requireNonNull(way, "way");
      return this;
    }

    /**
     * Lets the server be at http on this machine. Anybody on the machine could be the server then,
     * and would get the identity token: for tests.
     */
    public Builder dangerouslyAllowPlainHttpToLoopback() {
      this.plainHttpToLoopback = true;
      return this;
    }

    /** Sets the time limit of one exchange: up to 5 minutes, by default 10 seconds. */
    public Builder timeout(Duration limit) {
      this.timeout = Objects.requireNonNull(limit, "limit");
      return this;
    }

    /** Records each time a token was issued, under a session of this provider's own. */
    public Builder audit(AuditSink records) {
      this.sink = Objects.requireNonNull(records, "records");
      return this;
    }

    /** Sets the clock of lives and records. */
    public Builder clock(Clock source) {
      this.clock = Objects.requireNonNull(source, "source");
      return this;
    }

    /**
     * Returns the provider, which has exchanged nothing yet.
     *
     * @throws IllegalArgumentException if an option is out of its range
     */
    public FederatedCredentials build() {
      return new FederatedCredentials(this);
    }
  }
}
