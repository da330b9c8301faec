package dev.tacenda.claude.gate.internal;

import dev.tacenda.claude.gate.HttpRoute;
import dev.tacenda.mask.TrustedCode;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import okhttp3.Authenticator;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.CookieJar;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * Makes the clients of {@link ConfinedOkHttp}, from nothing: what a shared client has, they cannot
 * inherit.
 *
 * @param timeout of a call
 * @param route proxy and trust
 * @param resolver of names; null for that of the system
 * @param retries whether to try again on another connection
 * @param keepsNothing whether HTTP/1.1 is spoken and no connection is kept
 */
@TrustedCode("The client of http connects to this machine only, that of https speaks TLS only.")
record OkHttpClients(
    Duration timeout,
    HttpRoute route,
    ConfinedOkHttp.@Nullable Resolver resolver,
    boolean retries,
    boolean keepsNothing) {

  /** Returns a client of https, which connects to addresses of {@code rule} only. */
  OkHttpClient secure(@Nullable Predicate<InetAddress> rule) {
    OkHttpClient.Builder client =
        confined().connectionSpecs(List.of(ConnectionSpec.MODERN_TLS)).dns(names());
    route
        .trust()
        .ifPresent(trust -> client.sslSocketFactory(trust.sockets(), trust.certificates()));
    Optional<Proxy> proxy = route.proxy();
    if (rule != null && proxy.orElse(Proxy.NO_PROXY).type() == Proxy.Type.DIRECT) {
      return guarded(client, rule).build();
    }
    return proxy.map(client::proxy).orElse(client).build();
  }

  /** Returns a client of http, which connects to this machine only. */
  OkHttpClient plainToLoopback() {
    OkHttpClient.Builder client =
        confined().connectionSpecs(List.of(ConnectionSpec.CLEARTEXT)).dns(names());
    return guarded(client, InetAddress::isLoopbackAddress).build();
  }

  private OkHttpClient.Builder guarded(OkHttpClient.Builder client, Predicate<InetAddress> rule) {
    Dns names = names();
    return client
        .proxy(Proxy.NO_PROXY)
        .dns(host -> allowed(names.lookup(host), rule))
        .socketFactory(new GuardedSockets(rule));
  }

  /** One allowed address among others would let a server choose by failing on that one. */
  private static List<InetAddress> allowed(List<InetAddress> addresses, Predicate<InetAddress> rule)
      throws UnknownHostException {
    if (!addresses.stream().allMatch(rule)) {
      throw new RefusedAddressException();
    }
    return addresses;
  }

  private Dns names() {
    ConfinedOkHttp.Resolver given = resolver;
    return given == null ? Dns.SYSTEM : given::lookup;
  }

  private OkHttpClient.Builder confined() {
    OkHttpClient.Builder client =
        new OkHttpClient.Builder()
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(retries)
            .cache(null)
            .cookieJar(CookieJar.NO_COOKIES)
            .authenticator(Authenticator.NONE)
            .proxyAuthenticator(Authenticator.NONE)
            .callTimeout(timeout)
            .connectTimeout(timeout)
            .readTimeout(timeout)
            .writeTimeout(timeout);
    if (keepsNothing) {
      client
          .protocols(List.of(Protocol.HTTP_1_1))
          .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS));
    }
    return client;
  }

  @Override
  public String toString() {
    return "OkHttpClients";
  }
}
