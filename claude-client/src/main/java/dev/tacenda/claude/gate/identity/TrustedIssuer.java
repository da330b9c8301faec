package dev.tacenda.claude.gate.identity;

import dev.tacenda.claude.gate.Caller;
import dev.tacenda.mask.TrustedCode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An issuer of tokens that is trusted, and with what. {@link Issuers} has those that are widely
 * used. Immutable.
 *
 * <pre>{@code
 * TrustedIssuer ci =
 *     TrustedIssuer.builder("https://ci.example.com", "tacenda")
 *         .subjectKey("project_id", "user_id")
 *         .require(ClaimRule.oneOf("namespace_id", "4711"))
 *         .group("release", ClaimRule.oneOf("ref", "refs/heads/main"))
 *         .build();
 * }</pre>
 *
 * <p>What is not set is not allowed: unless said otherwise tokens are signed with RS256, live for
 * an hour at most, name no audience but the given ones, and count in the session in which they are
 * shown first.
 */
@TrustedCode("What a configuration does not mention is not trusted.")
public final class TrustedIssuer {
  private final String issuer;
  private final Set<String> audiences;
  private final Set<TokenAlgorithm> algorithms;
  private final Set<String> types;
  private final KeyPlace keys;
  private final List<String> subjectKey;
  private final List<ClaimRule> required;
  private final List<ClaimRule> denied;
  private final @Nullable String groupsClaim;
  private final Map<String, List<ClaimRule>> groups;
  private final TimeLimits times;
  private final boolean boundToSession;

  private TrustedIssuer(Builder builder) {
    this.issuer = builder.issuer;
    this.audiences = Set.copyOf(builder.audiences);
    this.algorithms = Set.copyOf(builder.algorithms);
    this.types = Set.copyOf(builder.types);
    this.keys = builder.keys.place(builder.issuer);
    this.subjectKey = List.copyOf(builder.subjectKey);
    this.required = List.copyOf(builder.required);
    this.denied = List.copyOf(builder.denied);
    this.groupsClaim = builder.groupsClaim;
    this.groups = new LinkedHashMap<>(builder.groups);
    this.times = builder.times;
    this.boundToSession = builder.boundToSession;
    require(issuer.length() <= 256, "issuer must have at most 256 characters");
    require(!audiences.isEmpty() && !audiences.contains(""), "audiences must not be empty");
    require(!algorithms.isEmpty(), "algorithms must not be empty");
    require(!subjectKey.isEmpty(), "subjectKey must not be empty");
    requireNarrowed(builder.owners);
  }

  private void requireNarrowed(List<String> owners) {
    boolean narrowed =
        required.stream().anyMatch(rule -> !rule.isNegated() && owners.contains(rule.claim()));
    require(
        owners.isEmpty() || narrowed,
        "anybody can get tokens of " + issuer + ": require yours by one of the claims " + owners);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /**
   * Starts an issuer.
   *
   * @param issuer exactly what its tokens have as {@code iss}: an {@code https} URI, with or
   *     without a slash at its end
   * @param audience what its tokens have as {@code aud} if they are meant for us
   */
  public static Builder builder(String issuer, String audience) {
    return new Builder(issuer, audience);
  }

  /** What its tokens have as {@code iss}. */
  public String issuer() {
    return issuer;
  }

  Set<String> audiences() {
    return audiences;
  }

  Set<TokenAlgorithm> algorithms() {
    return algorithms;
  }

  /** In lower case; "" stands for no type at all. */
  Set<String> types() {
    return types;
  }

  KeyPlace keys() {
    return keys;
  }

  List<String> subjectKey() {
    return subjectKey;
  }

  List<ClaimRule> required() {
    return required;
  }

  List<ClaimRule> denied() {
    return denied;
  }

  @Nullable String groupsClaim() {
    return groupsClaim;
  }

  Map<String, List<ClaimRule>> groups() {
    return groups;
  }

  TimeLimits times() {
    return times;
  }

  boolean boundToSession() {
    return boundToSession;
  }

  /** Names the issuer. */
  @Override
  public String toString() {
    return "TrustedIssuer[" + issuer + "]";
  }

  /** Collects what an issuer is trusted with. Confined to one thread. */
  public static final class Builder {
    private final String issuer;
    private final Set<String> audiences = new LinkedHashSet<>();
    private Set<TokenAlgorithm> algorithms = Set.of(TokenAlgorithm.RS256);
    private final Set<String> types = new HashSet<>(Set.of("", "jwt"));
    private final KeySettings keys = new KeySettings();
    private List<String> subjectKey = List.of("sub");
    private final List<ClaimRule> required = new ArrayList<>();
    private final List<ClaimRule> denied = new ArrayList<>();
    private List<String> owners = List.of();
    private @Nullable String groupsClaim;
    private final Map<String, List<ClaimRule>> groups = new LinkedHashMap<>();
    private TimeLimits times = TimeLimits.unset();
    private boolean boundToSession = true;

    private Builder(String issuer, String audience) {
      this.issuer = Objects.requireNonNull(issuer, "issuer");
      audience(audience);
    }

    /** Adds an audience that is us as well. */
    public Builder audience(String another) {
      audiences.add(Objects.requireNonNull(another, "another"));
      return this;
    }

    /** Sets how tokens may be signed, in place of RS256. */
    public Builder algorithms(TokenAlgorithm... allowed) {
      this.algorithms = Set.of(allowed);
      return this;
    }

    /** Adds a {@code typ} that tokens may have beside {@code JWT} and none at all. */
    public Builder type(String another) {
      types.add(another.toLowerCase(Locale.ROOT));
      return this;
    }

    /** Sets where the keys are, in place of where the issuer's discovery document says. */
    public Builder keysAt(URI place) {
      keys.at(place);
      return this;
    }

    /**
     * Sets a file that holds the keys, for an issuer that cannot be reached. Nothing is fetched
     * then; a new key is put into the file by whoever runs the issuer.
     */
    public Builder keysIn(Path file) {
      keys.in(file);
      return this;
    }

    /** Adds a host on which the discovery document may say the keys are, beside the issuer's. */
    public Builder keyHost(String host) {
      keys.host(host);
      return this;
    }

    /**
     * Lets the keys be fetched from an address of a private network, for an issuer in one's own.
     * Metadata services and link-local addresses stay refused.
     */
    public Builder keysFromPrivateNetwork() {
      keys.fromPrivateNetwork();
      return this;
    }

    /**
     * Lets issuer and keys be at {@code http} on this machine. Anybody on the machine could be the
     * issuer then: for tests, never for anything else.
     */
    public Builder dangerouslyAllowPlainHttpToLoopback() {
      keys.fromLoopback();
      return this;
    }

    /**
     * Sets the claims that make the caller's id, in their order, in place of {@code sub}. Take ids
     * that are never given to somebody else, not names. Each must be in every token.
     */
    public Builder subjectKey(String... claims) {
      this.subjectKey = List.of(claims);
      return this;
    }

    /** Adds a condition that every token must meet; its claim must be there and have a value. */
    public Builder require(ClaimRule rule) {
      required.add(Objects.requireNonNull(rule, "rule"));
      return this;
    }

    /** Anybody can get a token, so one of these claims must be required to be that of somebody. */
    Builder openToAnybodyBut(String... claims) {
      this.owners = List.of(claims);
      return this;
    }

    /** Adds a condition with which a token is denied. */
    public Builder deny(ClaimRule rule) {
      denied.add(Objects.requireNonNull(rule, "rule"));
      return this;
    }

    /**
     * Has the items of a claim taken as groups. A token of which the issuer says that it left the
     * groups out is denied, because a group may be what makes a policy stricter. Characters that
     * are not printable ASCII, spaces and {@code %} are percent-encoded in the group's name. A
     * token that names one of those that {@link #group} adds is denied: they go by their rules
     * alone.
     */
    public Builder groupsFrom(String claim) {
      this.groupsClaim = Objects.requireNonNull(claim, "claim");
      return this;
    }

    /**
     * Adds a group for those callers whose token meets all of {@code rules}.
     *
     * @throws IllegalArgumentException if the name is no group of a {@link Caller}, is there
     *     already, or there are no rules
     */
    public Builder group(String name, ClaimRule... rules) {
      Caller.verified("check", "check", Set.of(name)); // throws if no group may be called that
      TrustedIssuer.require(rules.length > 0, "group " + name + " must have a rule");
      TrustedIssuer.require(
          groups.put(name, List.of(rules)) == null, "group " + name + " must be added once");
      return this;
    }

    /** Sets how long a token may live, 24 hours at most; one hour if unset. */
    public Builder maxLifetime(Duration time) {
      this.times = times.withLifetime(time);
      return this;
    }

    /** Sets how long ago a token may have been issued, 24 hours at most and if unset. */
    public Builder maxAge(Duration time) {
      this.times = times.withAge(time);
      return this;
    }

    /** Sets by how much the clocks may differ, 60 seconds at most; 30 seconds if unset. */
    public Builder skew(Duration time) {
      this.times = times.withSkew(time);
      return this;
    }

    /**
     * Lets a token be shown in any session. Whoever gets hold of it can then use it beside its
     * owner for as long as it lives.
     */
    public Builder withoutSessionBinding() {
      this.boundToSession = false;
      return this;
    }

    /**
     * Returns the issuer.
     *
     * @throws IllegalArgumentException if a value is out of its range, a URI is not plain {@code
     *     https}, or anybody can get such tokens and no condition says whose count
     */
    public TrustedIssuer build() {
      return new TrustedIssuer(this);
    }
  }
}
