package dev.tacenda.claude.gate.approval;

import dev.tacenda.claude.gate.ApprovalAnswer;
import dev.tacenda.claude.gate.ApprovalGate;
import dev.tacenda.claude.gate.ApprovalRequest;
import dev.tacenda.claude.gate.HttpRoute;
import dev.tacenda.claude.gate.internal.ConfinedOkHttp;
import dev.tacenda.claude.gate.internal.HttpAddress;
import dev.tacenda.mask.TrustedCode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Asks by way of a server, which keeps questions and decisions and counts uses. What it says about
 * a decision is not believed: the decision is a signed note, verified here against the keys of the
 * rules. {@code tacenda approvals serve} is such a server, and {@link ApprovalHttp} its core.
 *
 * <pre>{@code
 * HttpApprovals gate =
 *     HttpApprovals.builder("https://approvals.example/", () -> token, rules)
 *         .waitAtMost(Duration.ofMinutes(20))
 *         .build();
 * }</pre>
 *
 * <p>The server is asked with {@code If-None-Match} and as often as its {@code Retry-After} says.
 * Redirects are not followed, answers longer than expected are not read, and each call ends within
 * its time. A decision can also be pushed: see {@link #receive}.
 *
 * <p>Thread-safe. Blocks while people decide; an interrupt is a no, and leaves the flag set.
 */
@TrustedCode("A server that lies can deny, and cannot approve.")
public final class HttpApprovals implements ApprovalGate {
  private final ApprovalDesk desk;
  private final PushedNotes pushed;
  private final URI base;

  private HttpApprovals(URI base, ApprovalDesk desk, PushedNotes pushed) {
    this.base = base;
    this.desk = desk;
    this.pushed = pushed;
  }

  /**
   * Starts a gate.
   *
   * @param url where the server is: https, without query, user and fragment
   * @param token returns the bearer token for the server, asked for with each call
   * @param rules whose decisions count
   */
  public static Builder builder(String url, Supplier<String> token, ApprovalRules rules) {
    return new Builder(url, token, rules);
  }

  @Override
  public ApprovalAnswer decide(ApprovalRequest request, Consumer<String> asked) {
    return desk.decide(request, asked);
  }

  /**
   * Takes a decision that somebody pushed here, for example by a web hook. It counts as if the
   * server had it, and only if it is signed with a key of the rules and about a question that is
   * waited for. Who delivers it does not matter.
   *
   * @return false if it was not kept
   */
  public boolean receive(byte[] signedNote) {
    return pushed.receive(signedNote);
  }

  /** Names the host. */
  @Override
  public String toString() {
    return "HttpApprovals[" + base.getHost() + "]";
  }

  /** Collects settings. Confined to one thread. */
  public static final class Builder {
    private static final Duration MAX_CALL = Duration.ofMinutes(1);

    private final String url;
    private final Supplier<String> token;
    private final ApprovalRules rules;
    private DeskSettings settings = DeskSettings.standard();
    private HttpRoute route = HttpRoute.ofJvm();
    private Duration callTimeout = Duration.ofSeconds(10);
    private boolean plainHttpToLoopback;

    private Builder(String url, Supplier<String> token, ApprovalRules rules) {
      this.url = Objects.requireNonNull(url, "url");
      this.token = Objects.requireNonNull(token, "token");
      this.rules = Objects.requireNonNull(rules, "rules");
    }

    /** Sets what is asked for; an exact approval by default. Approvers may give less. */
    public Builder asksFor(ApprovalScope scope) {
      settings = settings.scope(scope);
      return this;
    }

    /** Denies at once what is outside of an approved conversation; see {@link FileApprovals}. */
    public Builder denyOutside() {
      settings = settings.denyingOutside();
      return this;
    }

    /** Sets how long people have: up to 24 hours; 10 minutes by default, and then it is a no. */
    public Builder waitAtMost(Duration time) {
      settings = settings.waitAtMost(time);
      return this;
    }

    /** Sets how often to ask the server if it does not say: 2 seconds by default. */
    public Builder pollEvery(Duration time) {
      settings = settings.pollEvery(time);
      return this;
    }

    /** Sets how long one call may take: up to a minute; 10 seconds by default. */
    public Builder callTimeout(Duration time) {
      if (time.isNegative() || time.isZero() || time.compareTo(MAX_CALL) > 0) {
        throw new IllegalArgumentException("callTimeout must be in 0..1 minute, was " + time);
      }
      callTimeout = time;
      return this;
    }

    /** Sets what time it is, how to wait, and what spreads the times to look. */
    public Builder time(Clock clock, Sleeper sleeper, RandomGenerator random) {
      settings = settings.time(clock, sleeper, random);
      return this;
    }

    /** Sets proxy and trust; those that the JVM is configured with unless set. */
    public Builder route(HttpRoute way) {
      this.route = Objects.requireNonNull(way, "way");
      return this;
    }

    /** Lets token and questions go in the clear, to this machine only. */
    public Builder dangerouslyAllowPlainHttpToLoopback() {
      plainHttpToLoopback = true;
      return this;
    }

    /**
     * Returns the gate.
     *
     * @throws IllegalArgumentException if the URL is not https, or has a query, user or fragment
     */
    public HttpApprovals build() {
      URI uri = HttpAddress.of("url", url, plainHttpToLoopback);
      if (uri.getRawQuery() != null) {
        throw new IllegalArgumentException("url must have no query");
      }
      ConfinedOkHttp.Builder http =
          ConfinedOkHttp.builder(callTimeout).route(route).bodiesOf(200, 409);
      if (plainHttpToLoopback) {
        http.dangerouslyAllowPlainHttpToLoopback();
      }
      PushedNotes pushed = new PushedNotes(rules);
      HttpStore store = new HttpStore(new HttpCalls(uri, token, http.build()), pushed);
      return new HttpApprovals(uri, new ApprovalDesk(store, rules, settings), pushed);
    }
  }
}
