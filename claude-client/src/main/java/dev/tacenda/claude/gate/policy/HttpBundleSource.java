package dev.tacenda.claude.gate.policy;

import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import okhttp3.CookieJar;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

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

  private final HttpUrl url;
  private final OkHttpClient client;

  private HttpBundleSource(Builder builder) {
    this.url = builder.url;
    if (!url.isHttps() && !builder.plainOnLoopback) {
      throw new IllegalArgumentException("the address of a bundle must be https");
    }
    OkHttpClient.Builder strict =
        builder
            .base
            .newBuilder()
            .followRedirects(false)
            .followSslRedirects(false)
            .cookieJar(CookieJar.NO_COOKIES)
            .cache(null)
            .callTimeout(builder.timeout);
    if (!url.isHttps()) {
      requireLoopbackIfAddress(url.host());
      strict.proxy(Proxy.NO_PROXY).dns(HttpBundleSource::loopback);
    }
    this.client = strict.build();
  }

  /** OkHttp asks nobody about a host that is an address already. */
  private static void requireLoopbackIfAddress(String host) {
    boolean isAddress =
        host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
    try {
      if (isAddress && !InetAddress.getByName(host).isLoopbackAddress()) {
        throw new IllegalArgumentException("plain http is for loopback only");
      }
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("plain http is for loopback only");
    }
  }

  /**
   * Starts a source.
   *
   * @param url of the packed bundle; an https address without user, password and fragment
   * @throws IllegalArgumentException if it is none; the message does not repeat it
   */
  public static Builder builder(String url) {
    HttpUrl parsed = HttpUrl.parse(Objects.requireNonNull(url, "url"));
    if (parsed == null || !parsed.username().isEmpty() || !parsed.password().isEmpty()) {
      throw new IllegalArgumentException("url must be an https address without user and password");
    }
    if (parsed.fragment() != null) {
      throw new IllegalArgumentException("url must have no fragment");
    }
    return new Builder(parsed);
  }

  /** Resolves names to this machine only: the name may be anything, where it leads may not. */
  private static List<InetAddress> loopback(String host) throws UnknownHostException {
    List<InetAddress> addresses = Dns.SYSTEM.lookup(host);
    if (!addresses.stream().allMatch(InetAddress::isLoopbackAddress)) {
      throw new UnknownHostException("plain http is for loopback only");
    }
    return addresses;
  }

  @Override
  public Fetched fetch(String knownTag) {
    // Without a coding, so that a small answer cannot become a large one.
    Request.Builder request = new Request.Builder().url(url).header("Accept-Encoding", "identity");
    if (!knownTag.isEmpty()) {
      request.header("If-None-Match", knownTag);
    }
    try (Response response = client.newCall(request.build()).execute()) {
      return fetched(response, knownTag);
    } catch (InterruptedIOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new BundleException(BundleRejection.FETCH_FAILED, "interrupted");
      }
      throw new BundleException(BundleRejection.FETCH_TIMED_OUT);
    } catch (IOException e) {
      // Its message may hold the address, and with it whatever somebody put there.
      throw new BundleException(BundleRejection.FETCH_FAILED, e.getClass().getSimpleName());
    }
  }

  private static Fetched fetched(Response response, String knownTag) throws IOException {
    if (response.code() == 304 && !knownTag.isEmpty()) {
      return Fetched.unchanged();
    }
    if (response.isRedirect()) {
      throw new BundleException(BundleRejection.FETCH_REDIRECTED, "status " + response.code());
    }
    if (response.code() != 200) {
      throw new BundleException(BundleRejection.FETCH_STATUS, "status " + response.code());
    }
    if (!response.header("Content-Encoding", "identity").equals("identity")) {
      throw new BundleException(BundleRejection.FETCH_FAILED, "a content coding");
    }
    return Fetched.of(PolicyBundle.parse(body(response)), tag(response));
  }

  private static byte[] body(Response response) throws IOException {
    try (ResponseBody body = Objects.requireNonNull(response.body(), "body")) {
      if (body.contentLength() > PolicyBundle.MAX_BYTES) {
        throw new BundleException(BundleRejection.TOO_LARGE, body.contentLength() + " bytes");
      }
      return FolderReader.upTo(PolicyBundle.MAX_BYTES, body.byteStream());
    }
  }

  /** Returns the tag, or none if it is not worth being sent back. */
  private static String tag(Response response) {
    String tag = response.header("ETag", "");
    boolean plain = tag.chars().allMatch(c -> c > ' ' && c < 0x7f);
    return plain && tag.length() <= MAX_TAG ? tag : "";
  }

  /** Names the server, without path and query. */
  @Override
  public String toString() {
    return "HttpBundleSource[" + url.scheme() + "://" + url.host() + ":" + url.port() + "]";
  }

  /** Collects the parts of a {@link HttpBundleSource}. Confined to one thread. */
  public static final class Builder {
    private final HttpUrl url;
    private OkHttpClient base = new OkHttpClient();
    private Duration timeout = Duration.ofSeconds(10);
    private boolean plainOnLoopback;

    private Builder(HttpUrl url) {
      this.url = url;
    }

    /**
     * Sets the client whose connections, proxy, certificates and interceptors are used, for example
     * one that signs in. What this class says about redirects, cookies and time is set over it.
     */
    public Builder client(OkHttpClient client) {
      this.base = Objects.requireNonNull(client, "client");
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
    public Builder allowPlainHttpOnLoopbackForTests() {
      this.plainOnLoopback = true;
      return this;
    }

    /**
     * Returns the source.
     *
     * @throws IllegalArgumentException if the address is not https
     */
    public HttpBundleSource build() {
      return new HttpBundleSource(this);
    }
  }
}
