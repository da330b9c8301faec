package dev.tacenda.claude.gate.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tacenda.claude.gate.HttpRoute;
import dev.tacenda.claude.gate.internal.HttpFailure;
import dev.tacenda.claude.gate.internal.HttpFailure.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What servers of keys, real ones on this machine, may do to us, and what they do not achieve. */
class EvilServerTest {
  private static final AddressRule LOOPBACK = AddressRule.PUBLIC.andLoopback();

  private final AtomicInteger hits = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
  }

  private interface Answer {
    void give(HttpExchange exchange) throws IOException, InterruptedException;
  }

  private URI at(String path, Answer answer) {
    server.createContext(
        path,
        exchange -> {
          hits.incrementAndGet();
          try (exchange) {
            answer.give(exchange);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    return uri("127.0.0.1", path);
  }

  private URI uri(String host, String path) {
    return URI.create("http://" + host + ":" + server.getAddress().getPort() + path);
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static HttpFetch fetch() {
    return new HttpFetch(LOOPBACK, HttpRoute.direct());
  }

  private static HttpFetch impatient() {
    return new HttpFetch(LOOPBACK, HttpFetch.confined(LOOPBACK, Duration.ofMillis(300)));
  }

  private static HttpFetch resolving(List<InetAddress> addresses) {
    return new HttpFetch(
        AddressRule.PUBLIC,
        HttpFetch.confined(AddressRule.PUBLIC, Duration.ofSeconds(5)).resolver(name -> addresses));
  }

  private static void assertFails(Reason reason, ThrowingCallable call) {
    HttpFailure failure = catchThrowableOfType(HttpFailure.class, call);
    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure).hasNoCause();
  }

  private static byte[] get(URI uri) throws IOException {
    return fetch().get(uri, Map.of());
  }

  @Test
  void getsADocument() throws IOException {
    URI uri = at("/keys", exchange -> send(exchange, 200, "FAKE"));

    assertThat(get(uri)).isEqualTo("FAKE".getBytes(UTF_8));
  }

  @Test
  void followsNoRedirect() {
    at("/secret", exchange -> send(exchange, 200, "FAKE"));
    for (int status : List.of(301, 302, 303, 307, 308)) {
      URI uri =
          at(
              "/redirect" + status,
              exchange -> {
                exchange.getResponseHeaders().add("Location", "/secret");
                send(exchange, status, "");
              });

      assertFails(Reason.REDIRECTED, () -> get(uri));
    }
    assertThat(hits).hasValue(5);
  }

  @Test
  void takesNothingButAnAnswer() {
    for (int status : List.of(201, 204, 304, 401, 404, 500, 503)) {
      URI uri = at("/status" + status, exchange -> send(exchange, status, ""));

      assertThatThrownBy(() -> get(uri)).isInstanceOf(IOException.class);
    }
    assertThat(hits).hasValue(7);
  }

  @Test
  void readsNoMoreThanTheLimit() throws IOException {
    URI just = at("/just", exchange -> send(exchange, 200, "x".repeat(Fetch.MAX_BYTES)));
    URI huge =
        at(
            "/huge",
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              OutputStream out = exchange.getResponseBody();
              while (end.getCount() > 0) {
                out.write(new byte[8_192]);
              }
            });

    assertThat(get(just)).hasSize(Fetch.MAX_BYTES);
    assertThatThrownBy(() -> get(huge))
        .isInstanceOf(HttpFailure.class)
        .hasMessage("TOO_LARGE (more than 262144 bytes)");
  }

  @Test
  void unpacksNothing() {
    URI uri =
        at(
            "/packed",
            exchange -> {
              exchange.getResponseHeaders().add("Content-Encoding", "gzip");
              send(exchange, 200, "FAKE, not packed");
            });

    assertFails(Reason.CODED, () -> get(uri));
  }

  @Test
  void givesUpOnAServerThatDripsItsAnswer() {
    URI slow =
        at(
            "/slow",
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              OutputStream out = exchange.getResponseBody();
              while (!end.await(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                out.write(' ');
                out.flush();
              }
            });
    HttpFetch impatient = impatient();

    assertFails(Reason.TIMED_OUT, () -> impatient.get(slow, Map.of()));
  }

  @Test
  void givesUpOnAServerThatNeverAnswers() {
    URI silent = at("/silent", exchange -> end.await());
    HttpFetch impatient = impatient();

    assertFails(Reason.TIMED_OUT, () -> impatient.get(silent, Map.of()));
  }

  @Test
  void plainHttpIsForThisMachineOnlyAndOnlyIfThatIsSaid() {
    URI here = at("/keys", exchange -> send(exchange, 200, "FAKE"));
    HttpFetch strict = new HttpFetch(AddressRule.PUBLIC, HttpRoute.direct());

    assertFails(Reason.NOT_HTTPS, () -> strict.get(here, Map.of()));
    assertFails(Reason.NOT_HTTPS, () -> get(uri("issuer.example", "/keys")));
    assertThat(hits).hasValue(0);
  }

  @Test
  void aNameThatLeadsIntoTheNetworkIsNotConnectedTo() throws Exception {
    for (String address : List.of("10.0.0.1", "169.254.169.254", "127.0.0.1", "fd00:ec2::254")) {
      InetAddress inside = InetAddress.getByName(address);
      HttpFetch fetch = resolving(List.of(inside));

      assertFails(
          Reason.ADDRESS_REFUSED,
          () -> fetch.get(URI.create("https://issuer.example/keys"), Map.of()));
    }
  }

  /** One public address among them would let a server choose by failing on that one. */
  @Test
  void oneForbiddenAddressOfANameForbidsIt() throws Exception {
    List<InetAddress> both =
        List.of(InetAddress.getByName("8.8.8.8"), InetAddress.getByName("10.0.0.1"));
    HttpFetch fetch = resolving(both);

    assertFails(
        Reason.ADDRESS_REFUSED,
        () -> fetch.get(URI.create("https://issuer.example/keys"), Map.of()));
  }

  /** An address needs no resolver, so only the socket can refuse it. */
  @Test
  void anAddressInTheUrlIsNotConnectedTo() {
    for (String host : List.of("10.0.0.1", "169.254.169.254", "127.0.0.1", "[::1]", "[fe80::1]")) {
      HttpFetch fetch = new HttpFetch(AddressRule.PUBLIC, HttpRoute.direct());

      assertFails(
          Reason.ADDRESS_REFUSED,
          () -> fetch.get(URI.create("https://" + host + "/keys"), Map.of()));
    }
  }

  @Test
  void errorsHoldNothingOfTheServerOrTheRequest() {
    URI uri = at("/FAKE-path", exchange -> send(exchange, 418, "FAKE-body"));

    assertThatThrownBy(() -> fetch().get(uri, Map.of("Authorization", "Bearer FAKE-secret")))
        .hasMessage("status 418 from 127.0.0.1")
        .hasNoCause();
    assertThatThrownBy(() -> fetch().get(uri, Map.of("Authorization", "FAKE\nsecret")))
        .hasMessage("NOT_A_REQUEST")
        .hasNoCause();
  }
}
