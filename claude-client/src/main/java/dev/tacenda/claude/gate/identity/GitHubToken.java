package dev.tacenda.claude.gate.identity;

import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.PresentedIdentity;
import dev.tacenda.claude.gate.identity.JobTokenException.Reason;
import dev.tacenda.claude.gate.internal.HttpFailure;
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
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks GitHub Actions for a token, as its toolkit does (actions/toolkit, {@code core.getIDToken}):
 * a GET with a bearer secret, answered by {@code {"value": "..."}}. One request at a time; the
 * token is kept until {@link #EARLY} before it expires. From then on one thread asks for the next
 * one while the others go on with it, and if there is none it serves to its end. After a failure
 * nobody asks for {@link #FAILURE_PAUSE}. Thread-safe.
 */
@TrustedCode("The request's secret goes to the one URL, and both secrets are masked.")
final class GitHubToken implements Supplier<PresentedIdentity> {
  static final Duration EARLY = Duration.ofMinutes(1);
  static final Duration FAILURE_PAUSE = Duration.ofSeconds(1);

  private final URI uri;
  private final String secret;
  private final Fetch fetch;
  private final Clock clock;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Kept kept;
  private @Nullable Failure failure;

  /** The last try, if it failed. */
  private record Failure(JobTokenException cause, Instant at) {}

  private record Kept(PresentedIdentity identity, Instant until) {
    boolean isFresh(Instant now) {
      return now.isBefore(until.minus(EARLY));
    }

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
  public PresentedIdentity get() {
    Instant now = clock.instant();
    Kept held = kept;
    if (held != null && held.isFresh(now)) {
      return held.identity();
    }
    Kept last = held != null && now.isBefore(held.until()) ? held : null;
    if (last == null) {
      asking.lock();
    } else if (!asking.tryLock()) {
      return last.identity();
    }
    try {
      return next(now).identity();
    } catch (JobTokenException e) {
      if (last != null) {
        return last.identity();
      }
      throw e;
    } finally {
      asking.unlock();
    }
  }

  /** Called by the one thread that asks. Another one may have just been there. */
  private Kept next(Instant now) {
    Kept held = kept;
    if (held != null && held.isFresh(now)) {
      return held;
    }
    Failure last = failure;
    if (last != null && now.isBefore(last.at().plus(FAILURE_PAUSE))) {
      throw new JobTokenException(last.cause());
    }
    try {
      Kept fresh = request();
      kept = fresh;
      failure = null;
      return fresh;
    } catch (JobTokenException e) {
      failure = new Failure(e, clock.instant());
      throw e;
    }
  }

  private Kept request() {
    byte[] answer;
    try {
      answer = fetch.get(uri, Map.of("Authorization", "Bearer " + secret));
    } catch (HttpFailure e) {
      throw new JobTokenException(Reason.REQUEST_FAILED, String.valueOf(e.getMessage()));
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
