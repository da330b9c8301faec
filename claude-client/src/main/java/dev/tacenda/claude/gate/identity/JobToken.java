package dev.tacenda.claude.gate.identity;

import dev.tacenda.claude.gate.HttpRoute;
import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.PresentedIdentity;
import dev.tacenda.claude.gate.identity.JobTokenException.Reason;
import dev.tacenda.mask.TrustedCode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The token by which a job says who it is, from where its CI system has put it. Give it to a guard,
 * which asks for it at every request and masks it in everything it sends.
 *
 * <pre>{@code
 * TrafficGuard guard =
 *     TrafficGuard.builder(policy, key, sink)
 *         .presenting(JobToken.detect(System.getenv(), "tacenda"))
 *         .identity(verifier)
 *         .build();
 * }</pre>
 *
 * <p>Thread-safe. What it supplies is a secret; it prints where it comes from only.
 */
@TrustedCode("A token goes to the guard, and the secret it is got with to its issuer.")
public final class JobToken implements Supplier<PresentedIdentity> {
  /** A variable that holds the token itself: {@value}. */
  public static final String VARIABLE = "TACENDA_ID_TOKEN";

  /** A variable that says which file holds the token: {@value}. */
  public static final String FILE_VARIABLE = "TACENDA_ID_TOKEN_FILE";

  private static final String CIRCLE_VARIABLE = "CIRCLE_OIDC_TOKEN_V2";

  private final String place;
  private final Supplier<PresentedIdentity> source;

  private JobToken(String place, Supplier<PresentedIdentity> source) {
    this.place = place;
    this.source = source;
  }

  /**
   * The token is in a variable, as GitLab ({@code id_tokens}) and CircleCI put it. It is what it
   * was when the process started, so it serves for as long as it lives.
   *
   * @param environment usually {@link System#getenv()}
   */
  public static JobToken variable(Map<String, String> environment, String name) {
    String value = environment.get(Objects.requireNonNull(name, "name"));
    return new JobToken("variable " + name, () -> presented("variable " + name, value));
  }

  /**
   * The token is in a file, which is read at every request, so that it may be replaced at any time.
   * It may be a link within its folder, as mounted tokens of Kubernetes are; the file may have
   * 16,384 bytes.
   */
  public static JobToken file(Path file) {
    TokenFile source = new TokenFile(file);
    return new JobToken("file", () -> presented("file", source.read()));
  }

  /**
   * A job of GitHub Actions asks for its token, which needs {@code permissions: id-token: write}.
   * It is kept until a minute before it expires, and the secret that it is asked for with is
   * masked, too.
   *
   * @param environment that of the job, with {@code ACTIONS_ID_TOKEN_REQUEST_URL} and {@code
   *     ACTIONS_ID_TOKEN_REQUEST_TOKEN}
   * @param audience what the verifier's issuer is configured with
   * @throws JobTokenException if one of these variables is missing
   */
  public static JobToken gitHub(Map<String, String> environment, String audience) {
    return gitHub(environment, audience, HttpRoute.direct());
  }

  /**
   * As {@link #gitHub(Map, String)}, over another route.
   *
   * @param route for example through the proxy that a runner must use
   */
  public static JobToken gitHub(Map<String, String> environment, String audience, HttpRoute route) {
    Fetch fetch = new HttpFetch(AddressRule.PRIVATE, route); // of a server in one's own network
    return gitHub(environment, audience, fetch, Clock.systemUTC());
  }

  static JobToken gitHub(
      Map<String, String> environment, String audience, Fetch fetch, Clock clock) {
    GitHubToken token = GitHubToken.of(environment, audience, fetch, clock);
    return new JobToken("GitHub Actions", token);
  }

  /**
   * Finds out where the token is: in {@value #VARIABLE}, in the file that {@value #FILE_VARIABLE}
   * names, or where GitHub Actions or CircleCI put it, in this order. Other systems hand tokens out
   * by a command or a request; have the job put what they give into one of the two.
   *
   * @param environment usually {@link System#getenv()}
   * @param audience for systems that ask for one
   * @throws JobTokenException if there is none: a job without its token must not become anonymous
   *     by accident
   */
  public static JobToken detect(Map<String, String> environment, String audience) {
    if (environment.containsKey(VARIABLE)) {
      return variable(environment, VARIABLE);
    }
    if (environment.containsKey(FILE_VARIABLE)) {
      return file(Path.of(environment.getOrDefault(FILE_VARIABLE, "")));
    }
    if (environment.containsKey("GITHUB_ACTIONS")) {
      return gitHub(environment, audience);
    }
    if (environment.containsKey(CIRCLE_VARIABLE)) {
      return variable(environment, CIRCLE_VARIABLE);
    }
    throw new JobTokenException(
        Reason.NOT_CONFIGURED,
        "set " + VARIABLE + " or " + FILE_VARIABLE + ", or run in GitHub Actions or CircleCI");
  }

  /**
   * Returns the token.
   *
   * @throws JobTokenException if it cannot be had
   */
  @Override
  public PresentedIdentity get() {
    return source.get();
  }

  static PresentedIdentity presented(String place, @Nullable String token) {
    String stripped = token == null ? "" : token.strip();
    if (stripped.isEmpty()) {
      throw new JobTokenException(Reason.MISSING, place + " is missing or empty");
    }
    try {
      CompactToken.of(stripped);
    } catch (IdentityException e) {
      throw new JobTokenException(Reason.MALFORMED, place + " holds no token: " + e.reason());
    }
    return PresentedIdentity.token(stripped);
  }

  /** Says where the token comes from. */
  @Override
  public String toString() {
    return "JobToken[" + place + "]";
  }
}
