package dev.tacenda.claude.gate.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tacenda.claude.gate.HttpRoute;
import dev.tacenda.claude.gate.internal.HttpFailure.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Own certificates and a proxy, with real TLS on this machine. */
class HttpRouteTest {
  private static final String PASSWORD = "FAKE-password";
  private static final Duration LONG = Duration.ofSeconds(10);

  @TempDir static Path folder;

  private static SSLContext context;
  private static X509TrustManager certificates;

  private final MockWebServer server = new MockWebServer();

  @BeforeAll
  static void makeACertificate() throws Exception {
    Path file = folder.resolve("keys.p12");
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String command =
        "-genkeypair -alias a -keyalg EC -storetype PKCS12 -dname CN=FAKE -validity 2"
            + " -ext san=ip:127.0.0.1,dns:inside.example -storepass "
            + PASSWORD;
    ProcessBuilder keytool = new ProcessBuilder(tool);
    keytool.command().addAll(java.util.List.of(command.split(" ", -1)));
    keytool.command().addAll(java.util.List.of("-keystore", file.toString()));
    Process process =
        keytool.redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("a", keys.getCertificate("a"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    certificates = (X509TrustManager) trust.getTrustManagers()[0];
    context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private static HttpRoute trusting(HttpRoute route) {
    return route.trusting(context.getSocketFactory(), certificates);
  }

  private HttpRoute throughServer() {
    SocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
    return HttpRoute.through(new Proxy(Proxy.Type.HTTP, address));
  }

  private static Reason failure(ConfinedOkHttp http, URI uri) {
    return catchThrowableOfType(HttpFailure.class, () -> http.get(uri, Map.of(), 10)).reason();
  }

  @Test
  void trustsWhatIsSaidAndNothingElse() throws Exception {
    server.useHttps(context.getSocketFactory(), false);
    server.enqueue(new MockResponse().setBody("FAKE"));
    URI uri = URI.create("https://127.0.0.1:" + server.getPort() + "/");

    assertThat(failure(ConfinedOkHttp.builder(LONG).build(), uri)).isEqualTo(Reason.UNREACHABLE);
    ConfinedOkHttp http = ConfinedOkHttp.builder(LONG).route(trusting(HttpRoute.direct())).build();
    assertThat(http.get(uri, Map.of(), 10).body()).isEqualTo("FAKE".getBytes(UTF_8));
    ConfinedOkHttp guarded =
        ConfinedOkHttp.builder(LONG)
            .route(trusting(HttpRoute.direct()))
            .addresses(each -> !each.isLoopbackAddress())
            .build();
    assertThat(failure(guarded, uri)).isEqualTo(Reason.ADDRESS_REFUSED);
  }

  @Test
  void goesThroughTheProxyThatIsSaid() throws Exception {
    server.useHttps(context.getSocketFactory(), true);
    server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.UPGRADE_TO_SSL_AT_END));
    server.enqueue(new MockResponse().setBody("FAKE"));
    ConfinedOkHttp http =
        ConfinedOkHttp.builder(LONG)
            .route(trusting(throughServer()))
            .addresses(each -> !each.isLoopbackAddress())
            .build();

    assertThat(http.get(URI.create("https://inside.example/"), Map.of(), 10).body())
        .isEqualTo("FAKE".getBytes(UTF_8));

    assertThat(server.takeRequest().getRequestLine())
        .isEqualTo("CONNECT inside.example:443 HTTP/1.1");
    for (String host : new String[] {"127.0.0.1", "[::1]", "localhost"}) {
      assertThat(failure(http, URI.create("https://" + host + "/")))
          .as(host)
          .isEqualTo(Reason.ADDRESS_REFUSED);
    }
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void plainHttpToThisMachineTakesNoProxy() throws Exception {
    server.enqueue(new MockResponse());
    SocketAddress nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    ConfinedOkHttp http =
        ConfinedOkHttp.builder(LONG)
            .route(HttpRoute.through(new Proxy(Proxy.Type.HTTP, nobody)))
            .dangerouslyAllowPlainHttpToLoopback()
            .build();

    URI uri = URI.create("http://127.0.0.1:" + server.getPort() + "/");
    assertThat(http.get(uri, Map.of(), 10).status()).isEqualTo(200);
  }

  @Test
  void printsNoNames() {
    assertThat(HttpRoute.ofJvm()).hasToString("HttpRoute[as the JVM says]");
    assertThat(HttpRoute.direct()).hasToString("HttpRoute[direct]");
    SocketAddress address = InetSocketAddress.createUnresolved("FAKE.example", 1);
    assertThat(trusting(HttpRoute.through(new Proxy(Proxy.Type.HTTP, address))))
        .hasToString("HttpRoute[through a proxy, own trust]");
    SocketAddress strange = new SocketAddress() {};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HttpRoute.through(new Proxy(Proxy.Type.HTTP, strange)));
  }
}
