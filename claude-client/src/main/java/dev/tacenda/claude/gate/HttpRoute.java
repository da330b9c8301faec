package dev.tacenda.claude.gate;

import dev.tacenda.mask.TrustedCode;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;

/**
 * How a server is reached: directly or through a proxy, and whose certificates are trusted on the
 * way. Immutable.
 *
 * <pre>{@code
 * HttpRoute route =
 *     HttpRoute.through(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("proxy.example", 3128)))
 *         .trusting(context.getSocketFactory(), trustManager);
 * }</pre>
 *
 * <p>Plain http to this machine, where it is allowed at all, takes no proxy whatever the route.
 */
@TrustedCode("Whose certificates are trusted is what was said here, or what the JVM trusts.")
public final class HttpRoute {
  private final Optional<Proxy> proxy;
  private final Optional<Trust> trust;

  /**
   * Whose certificates are trusted.
   *
   * @param sockets makes connections that check certificates with {@code certificates}
   * @param certificates what {@code sockets} was made with
   */
  public record Trust(SSLSocketFactory sockets, X509TrustManager certificates) {
    /** Refuses parts that are missing. */
    public Trust {
      Objects.requireNonNull(sockets, "sockets");
      Objects.requireNonNull(certificates, "certificates");
    }
  }

  private HttpRoute(Optional<Proxy> proxy, Optional<Trust> trust) {
    this.proxy = proxy;
    this.trust = trust;
  }

  /** Returns a route through the proxy that the JVM is configured with, if there is one. */
  public static HttpRoute ofJvm() {
    return new HttpRoute(Optional.empty(), Optional.empty());
  }

  /** Returns a route through no proxy, whatever the JVM is configured with. */
  public static HttpRoute direct() {
    return new HttpRoute(Optional.of(Proxy.NO_PROXY), Optional.empty());
  }

  /**
   * Returns a route through {@code proxy}, which is not signed in at.
   *
   * @throws IllegalArgumentException if its address has no host and port
   */
  public static HttpRoute through(Proxy proxy) {
    if (proxy.type() != Proxy.Type.DIRECT && !(proxy.address() instanceof InetSocketAddress)) {
      throw new IllegalArgumentException("proxy must have a host and a port");
    }
    return new HttpRoute(Optional.of(proxy), Optional.empty());
  }

  /** Returns this route with certificates trusted that {@code certificates} accepts, and only. */
  public HttpRoute trusting(SSLSocketFactory sockets, X509TrustManager certificates) {
    return new HttpRoute(proxy, Optional.of(new Trust(sockets, certificates)));
  }

  /** Returns the proxy; {@link Proxy#NO_PROXY} if directly, empty if the JVM decides. */
  public Optional<Proxy> proxy() {
    return proxy;
  }

  /** Returns whose certificates are trusted; empty if the JVM decides. */
  public Optional<Trust> trust() {
    return trust;
  }

  /** Says what is set, and names nobody. */
  @Override
  public String toString() {
    boolean direct = proxy.filter(each -> each.type() == Proxy.Type.DIRECT).isPresent();
    String way = proxy.isEmpty() ? "as the JVM says" : direct ? "direct" : "through a proxy";
    return "HttpRoute[" + way + (trust.isPresent() ? ", own trust" : "") + "]";
  }
}
