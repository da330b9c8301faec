package dev.tacenda.claude.gate.policy;

import dev.tacenda.claude.gate.HttpRoute;
import dev.tacenda.claude.gate.internal.ConfinedOkHttp;
import dev.tacenda.claude.gate.internal.HttpAddress;
import dev.tacenda.claude.gate.internal.HttpAnswer;
import dev.tacenda.claude.gate.internal.HttpFailure;
import dev.tacenda.mask.TrustedCode;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * Fetches a packed bundle from a server, with {@code ETag} and {@code If-None-Match}. Only https,
 * no redirects, no cookies, no content codings, never more than 1 MiB, and never for longer than
 * its timeout. Thread-safe.
 *
 * <pre>{@code
 * BundleSource source =
 *     HttpBundleSource.builder("https://policies.example/builds/current").build();
 * }</pre>
 */
@TrustedCode("a server can withhold a bundle, and nothing else")
public final class HttpBundleSource implements BundleSource {
  private static final Duration MAX_TIMEOUT = Duration.ofMinutes(5);
  private static final int MAX_TAG = 256;

  private final URI url;
  private final ConfinedOkHttp http;

  private HttpBundleSource(Builder builder) {
    this.url = HttpAddress.of("url", builder.url, builder.plainHttpToLoopback);
    ConfinedOkHttp.Builder confined =
        ConfinedOkHttp.builder(builder.timeout).route(builder.route).retrying();
    this.http =
        builder.plainHttpToLoopback
            ? confined.dangerouslyAllowPlainHttpToLoopback().build()
            : confined.build();
  }

  /**
   * Starts a source.
   *
   * @param url of the packed bundle; an https address without user, password and fragment
   */
  public static Builder builder(String url) {
    return new Builder(Objects.requireNonNull(url, "url"));
  }

  @Override
  public Fetched fetch(String knownTag) {
    Map<String, String> headers = knownTag.isEmpty() ? Map.of() : Map.of("If-None-Match", knownTag);
    try {
      return fetched(http.get(url, headers, PolicyBundle.MAX_BYTES), knownTag);
    } catch (HttpFailure e) {
      throw rejected(e);
    }
  }

  private static Fetched fetched(HttpAnswer answer, String knownTag) {
    if (answer.status() == 304 && !knownTag.isEmpty()) {
      return Fetched.unchanged();
    }
    if (answer.status() != 200) {
      throw new BundleException(BundleRejection.FETCH_STATUS, "status " + answer.status());
    }
    return Fetched.of(PolicyBundle.parse(answer.body()), tag(answer.etag()));
  }

  private static BundleException rejected(HttpFailure failure) {
    return switch (failure.reason()) {
      case TIMED_OUT -> new BundleException(BundleRejection.FETCH_TIMED_OUT);
      case REDIRECTED -> new BundleException(BundleRejection.FETCH_REDIRECTED, failure.detail());
      case TOO_LARGE -> new BundleException(BundleRejection.TOO_LARGE, failure.detail());
      default ->
          new BundleException(BundleRejection.FETCH_FAILED, String.valueOf(failure.getMessage()));
    };
  }

  /** Returns the tag, or none if it is not worth being sent back. */
  private static String tag(String tag) {
    boolean plain = tag.chars().allMatch(c -> c > ' ' && c < 0x7f);
    return plain && tag.length() <= MAX_TAG ? tag : "";
  }

  /** Names the server, without path and query. */
  @Override
  public String toString() {
    int port = url.getPort() >= 0 ? url.getPort() : 443;
    return "HttpBundleSource[" + url.getScheme() + "://" + url.getHost() + ":" + port + "]";
  }

  /** Collects the parts of a {@link HttpBundleSource}. Confined to one thread. */
  public static final class Builder {
    private final String url;
    private HttpRoute route = HttpRoute.ofJvm();
    private Duration timeout = Duration.ofSeconds(10);
    private boolean plainHttpToLoopback;

    private Builder(String url) {
      this.url = url;
    }

    /** Sets proxy and trust; those that the JVM is configured with unless set. */
    public Builder route(HttpRoute way) {
      this.route = Objects.requireNonNull(way, "way");
      return this;
    }

    /**
     * Sets how long a fetch may take, from the name of the server to the last byte; 10 seconds
     * unless set.
     *
     * @throws IllegalArgumentException if it is not positive, or more than 5 minutes
     */
    public Builder timeout(Duration limit) {
      if (limit.isNegative() || limit.isZero() || limit.compareTo(MAX_TIMEOUT) > 0) {
        throw new IllegalArgumentException("timeout must be in 1ms..5m, was " + limit);
      }
      this.timeout = limit;
      return this;
    }

    /**
     * Allows plain http if the server is on this machine, for tests. Signatures are verified all
     * the same, but anybody on the way could withhold the bundle or read it.
     */
    public Builder dangerouslyAllowPlainHttpToLoopback() {
      this.plainHttpToLoopback = true;
      return this;
    }

    /**
     * Returns the source.
     *
     * @throws IllegalArgumentException if the address is not https, or has user, password or
     *     fragment; the message does not repeat it
     */
    public HttpBundleSource build() {
      return new HttpBundleSource(this);
    }
  }
}
