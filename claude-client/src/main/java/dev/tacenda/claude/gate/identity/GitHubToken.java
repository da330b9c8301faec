package dev.tacenda.claude.gate.identity;

import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.PresentedIdentity;
import dev.tacenda.claude.gate.identity.JobTokenException.Reason;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks GitHub Actions for a token, as its toolkit does (actions/toolkit, {@code core.getIDToken}):
 * a GET with a bearer secret, answered by {@code {"value": "..."}}. One request at a time; the
 * token is kept until {@link #EARLY} before it expires. If there is no new one then, it serves to
 * its end. Thread-safe.
 */
@TrustedCode("The request's secret goes to the one URL, and both secrets are masked.")
final class GitHubToken implements Supplier<PresentedIdentity> {
  static final Duration EARLY = Duration.ofMinutes(1);

  private final URI uri;
  private final String secret;
  private final Fetch fetch;
  private final Clock clock;
  private @Nullable Kept kept;

  private record Kept(PresentedIdentity identity, Instant until) {
    @Override
    public String toString() {
      return "Kept";
    }
  }

  private GitHubToken(URI uri, String secret, Fetch fetch, Clock clock) {
    this.uri = uri;
    this.secret = secret;
    this.fetch = fetch;
    this.clock = clock;
  }

  static GitHubToken of(
      Map<String, String> environment, String audience, Fetch fetch, Clock clock) {
    String url = required(environment, "ACTIONS_ID_TOKEN_REQUEST_URL");
    String secret = required(environment, "ACTIONS_ID_TOKEN_REQUEST_TOKEN");
    String joint = url.indexOf('?') < 0 ? "?" : "&";
    String query = "audience=" + URLEncoder.encode(audience, StandardCharsets.UTF_8);
    try {
      return new GitHubToken(new URI(url + joint + query), secret, fetch, clock);
    } catch (URISyntaxException e) {
      throw new JobTokenException(Reason.MALFORMED, "ACTIONS_ID_TOKEN_REQUEST_URL is no URL");
    }
  }

  private static String required(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new JobTokenException(
          Reason.MISSING, name + "; the job needs 'permissions: id-token: write'");
    }
    return value.strip();
  }

  @Override
  public synchronized PresentedIdentity get() {
    Instant now = clock.instant();
    Kept held = kept;
    if (held != null && now.isBefore(held.until().minus(EARLY))) {
      return held.identity();
    }
    try {
      Kept fresh = request();
      kept = fresh;
      return fresh.identity();
    } catch (JobTokenException e) {
      if (held != null && now.isBefore(held.until())) {
        return held.identity();
      }
      throw e;
    }
  }

  private Kept request() {
    byte[] answer;
    try {
      answer = fetch.get(uri, Map.of("Authorization", "Bearer " + secret));
    } catch (IOException e) {
      throw new JobTokenException(Reason.REQUEST_FAILED, e.getClass().getSimpleName());
    }
    try {
      String token = StrictJson.object(answer).text("value");
      PresentedIdentity identity = JobToken.presented("the answer", token);
      return new Kept(identity.obtainedWith(secret), expiry(token));
    } catch (IdentityException e) {
      throw new JobTokenException(Reason.MALFORMED, "the answer: " + e.reason());
    }
  }

  /** Nobody vouches for it yet: it only says when to ask again. */
  private static Instant expiry(@Nullable String token) throws IdentityException {
    return TokenTimes.instant(
        CompactToken.of(token == null ? "" : token).claims(),
        "exp",
        IdentityException.Reason.EXPIRY_MALFORMED);
  }

  @Override
  public String toString() {
    return "GitHubToken";
  }
}
