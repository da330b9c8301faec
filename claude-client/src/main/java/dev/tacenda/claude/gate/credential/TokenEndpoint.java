package dev.tacenda.claude.gate.credential;

import dev.tacenda.claude.gate.CredentialException;
import dev.tacenda.claude.gate.CredentialException.Reason;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.Authenticator;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Posts JSON to the server that issues tokens. It follows no redirect, tries nothing twice, keeps
 * no connection, reads no more than {@value #MAX_BYTES} bytes, and passes on nothing that the
 * server says but the body of a success. Thread-safe.
 */
@TrustedCode("What is posted goes to one server, and stays in no buffer and no log.")
final class TokenEndpoint {
  static final int MAX_BYTES = 64 * 1024;

  private static final String PATH = "/v1/oauth/token";
  private static final Duration MAX_TIMEOUT = Duration.ofMinutes(5);
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

  /** The betas that the exchange needs. */
  private static final String BETAS = "oauth-2025-04-20,oidc-federation-2026-04-01";

  private final HttpUrl url;
  private final OkHttpClient client;

  private TokenEndpoint(HttpUrl url, OkHttpClient client) {
    this.url = url;
    this.client = client;
  }

  static TokenEndpoint of(URI baseUrl, OkHttpClient base, Duration timeout) {
    requireSafe(baseUrl);
    if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(MAX_TIMEOUT) > 0) {
      throw new IllegalArgumentException("timeout must be in PT0S..PT5M, was " + timeout);
    }
    String path = Objects.requireNonNullElse(baseUrl.getRawPath(), "");
    String withoutSlash = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    String url = baseUrl.getScheme() + "://" + baseUrl.getRawAuthority() + withoutSlash + PATH;
    return new TokenEndpoint(HttpUrl.get(url), confined(base, timeout));
  }

  private static void requireSafe(URI url) {
    String host = url.getHost();
    boolean encrypted = "https".equalsIgnoreCase(url.getScheme());
    boolean local = "http".equalsIgnoreCase(url.getScheme()) && LOOPBACK.contains(host + "");
    boolean plain =
        url.getRawQuery() == null && url.getRawFragment() == null && url.getRawUserInfo() == null;
    if (host == null || !(encrypted || local) || !plain) {
      throw new IllegalArgumentException(
          "baseUrl must be https, or http on the loopback interface, without user, query and"
              + " fragment");
    }
  }

  /**
   * HTTP/1.1, because HTTP/2 remembers headers of a connection to compress the next ones, and no
   * connection that is kept, because nothing that went through it should be.
   */
  private static OkHttpClient confined(OkHttpClient base, Duration timeout) {
    OkHttpClient.Builder builder =
        base.newBuilder()
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .cache(null)
            .cookieJar(CookieJar.NO_COOKIES)
            .authenticator(Authenticator.NONE)
            .eventListener(EventListener.NONE)
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
            .callTimeout(timeout)
            .connectTimeout(timeout)
            .readTimeout(timeout)
            .writeTimeout(timeout);
    builder.interceptors().clear();
    builder.networkInterceptors().clear();
    return builder.build();
  }

  /** Posts {@code json}, and returns the body of the answer, to be wiped. */
  byte[] post(byte[] json) {
    Request request =
        new Request.Builder()
            .url(url)
            .header("anthropic-beta", BETAS)
            .header("Accept", "application/json")
            .header("Accept-Encoding", "identity")
            .post(RequestBody.create(json, MediaType.get("application/json")))
            .build();
    try (Response response = client.newCall(request).execute()) {
      requireSuccess(response);
      return body(response);
    } catch (InterruptedIOException e) {
      boolean interrupted = Thread.currentThread().isInterrupted();
      throw new CredentialException(interrupted ? Reason.INTERRUPTED : Reason.ISSUER_TIMED_OUT);
    } catch (IOException e) {
      throw new CredentialException(Reason.ISSUER_UNREACHABLE);
    } finally {
      SpentBuffers.overwrite();
    }
  }

  private static void requireSuccess(Response response) {
    if (response.code() / 100 == 3) {
      throw new CredentialException(Reason.ISSUER_REDIRECTS);
    }
    if (response.code() != 200) {
      throw new CredentialException(Reason.ISSUER_REFUSED);
    }
  }

  private static byte[] body(Response response) throws IOException {
    try (InputStream in = Objects.requireNonNull(response.body(), "body").byteStream()) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new CredentialException(Reason.TOO_LARGE);
      }
      return bytes;
    }
  }

  @Override
  public String toString() {
    return "TokenEndpoint";
  }
}
