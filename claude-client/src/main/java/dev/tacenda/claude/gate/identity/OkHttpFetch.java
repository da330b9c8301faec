package dev.tacenda.claude.gate.identity;

import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.Authenticator;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * Fetches over a client of its own: no cookies, credentials, cache, proxy, redirects or retries,
 * and no connection is kept. Only {@code https}, but for {@code http} to this machine if the rule
 * allows it.
 */
@TrustedCode("Follows nothing, and connects to allowed addresses only.")
final class OkHttpFetch implements Fetch {
  private static final int OK = 200;

  private final OkHttpClient client;
  private final AddressRule rule;

  OkHttpFetch(AddressRule rule) {
    this(rule, Dns.SYSTEM, Duration.ofSeconds(SECONDS));
  }

  /**
   * Fetches with another resolver and limit of time.
   *
   * @param resolver whose answers are checked
   * @param limit for the whole of a document
   */
  OkHttpFetch(AddressRule rule, Dns resolver, Duration limit) {
    this.rule = rule;
    this.client =
        new OkHttpClient.Builder()
            .dns(host -> allowed(resolver.lookup(host)))
            .socketFactory(new GuardedSockets(rule))
            .proxy(Proxy.NO_PROXY)
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .cookieJar(CookieJar.NO_COOKIES)
            .authenticator(Authenticator.NONE)
            .proxyAuthenticator(Authenticator.NONE)
            .cache(null)
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
            .callTimeout(limit)
            .build();
  }

  private List<InetAddress> allowed(List<InetAddress> addresses) throws UnknownHostException {
    if (!addresses.stream().allMatch(rule::allows)) {
      throw new UnknownHostException("the name leads to an address that is not allowed");
    }
    return addresses;
  }

  @Override
  public byte[] get(URI uri, Map<String, String> headers) throws IOException {
    requireSecure(uri);
    try (Response response = client.newCall(request(uri, headers)).execute()) {
      if (response.code() != OK) {
        throw new IOException("status " + response.code() + " from " + uri.getHost());
      }
      return read(response.body());
    } catch (IllegalArgumentException e) {
      throw new IOException("not a request to " + uri.getHost()); // its message may quote headers
    }
  }

  private static Request request(URI uri, Map<String, String> headers) {
    Request.Builder request = new Request.Builder().url(uri.toString());
    headers.forEach(request::header);
    // No compression, so that the limit counts what is sent.
    return request.header("Accept-Encoding", "identity").build();
  }

  private void requireSecure(URI uri) throws IOException {
    if (!"https".equals(uri.getScheme()) && !isThisMachine(uri)) {
      throw new IOException("not https: " + uri.getHost());
    }
  }

  private boolean isThisMachine(URI uri) throws UnknownHostException {
    return "http".equals(uri.getScheme())
        && IssuerUris.isLoopback(uri)
        && rule.allows(InetAddress.getLoopbackAddress());
  }

  private static byte[] read(ResponseBody body) throws IOException {
    try (InputStream in = body.byteStream()) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("more than " + MAX_BYTES + " bytes");
      }
      return bytes;
    }
  }

  @Override
  public String toString() {
    return "OkHttpFetch[" + rule + "]";
  }
}
