package dev.tacenda.claude.gate.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tacenda.claude.gate.internal.HttpFailure.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes out, where it may go, and how little comes back if it fails. */
class ConfinedOkHttpTest {
  private static final Duration LONG = Duration.ofSeconds(5);

  private final MockWebServer server = new MockWebServer();

  @AfterEach
  void close() throws IOException {
    Thread.interrupted(); // whatever a test has set
    server.close();
  }

  private static ConfinedOkHttp.Builder open(Duration timeout) {
    return ConfinedOkHttp.builder(timeout).dangerouslyAllowPlainHttpToLoopback();
  }

  private URI here(String path) {
    return URI.create("http://127.0.0.1:" + server.getPort() + path);
  }

  private HttpAnswer get(int max) throws HttpFailure {
    return open(LONG).build().get(here("/a"), Map.of(), max);
  }

  private static HttpFailure failure(ConfinedOkHttp http, URI uri) {
    HttpFailure failure =
        catchThrowableOfType(
            HttpFailure.class, () -> http.get(uri, Map.of("X-Key", "FAKE-secret"), 100));
    assertThat(failure).as("%s", uri.getHost()).isNotNull();
    assertThat(failure).hasNoCause().hasNoSuppressedExceptions();
    String said = failure + failure.detail();
    assertThat(said).doesNotContain("FAKE", "127.0.0.1", "localhost");
    return failure;
  }

  private Reason reason(MockResponse answer) {
    server.enqueue(answer);
    return failure(open(LONG).build(), here("/FAKE-path")).reason();
  }

  @Test
  void getsAndPostsWhatItIsGiven() throws Exception {
    server.enqueue(new MockResponse().setBody("one").setHeader("ETag", "\"1\""));
    server.enqueue(new MockResponse().setBody("two").setHeader("Retry-After", "7"));
    ConfinedOkHttp http = open(LONG).build();

    HttpAnswer one = http.get(here("/a?b=c"), Map.of("X-Own", "1"), 3);
    HttpAnswer two =
        http.post(here("/p"), Map.of("Content-Type", "text/plain"), "posted".getBytes(UTF_8), 3);

    assertThat(one.body()).isEqualTo("one".getBytes(UTF_8));
    assertThat(List.of(one.etag(), one.retryAfter())).containsExactly("\"1\"", "");
    assertThat(two.retryAfter()).isEqualTo("7");
    RecordedRequest first = server.takeRequest();
    assertThat(first.getRequestLine()).isEqualTo("GET /a?b=c HTTP/1.1");
    assertThat(first.getHeader("X-Own")).isEqualTo("1");
    assertThat(first.getHeader("Accept-Encoding")).isEqualTo("identity");
    RecordedRequest second = server.takeRequest();
    assertThat(second.getHeader("Content-Type")).isEqualTo("text/plain");
    assertThat(second.getBody().readUtf8()).isEqualTo("posted");
  }

  @Test
  void withoutTheDoorNothingGoesInTheClear() {
    server.enqueue(new MockResponse());
    ConfinedOkHttp closed = ConfinedOkHttp.builder(LONG).build();

    assertThat(failure(closed, here("/")).reason()).isEqualTo(Reason.NOT_HTTPS);
    assertThat(failure(closed, URI.create("http://localhost:" + server.getPort())).reason())
        .isEqualTo(Reason.NOT_HTTPS);
    assertThat(server.getRequestCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://192.0.2.1/", "http://[2001:db8::1]/", "http://3221225985/",
        "http://service.example/", "http://127.0.0.1.example/", "http://localhost.example/"
      })
  void theDoorLeadsToThisMachineOnly(String uri) {
    assertThat(failure(open(LONG).build(), URI.create(uri)).reason()).isEqualTo(Reason.NOT_HTTPS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HttpAddress.of("url", uri, true))
        .withMessage("plain http is for loopback only");
  }

  /** A file of hosts, or whoever answers for names, may say that it is somewhere else. */
  @Test
  void theNameOfThisMachineIsNotBelieved() throws Exception {
    InetAddress elsewhere = InetAddress.getByName("192.0.2.1");
    ConfinedOkHttp misled = open(LONG).resolver(name -> List.of(elsewhere)).build();

    assertThat(failure(misled, URI.create("http://localhost/")).reason())
        .isEqualTo(Reason.ADDRESS_REFUSED);
  }

  @Test
  void theNameOfThisMachineMayBeUsed() throws Exception {
    server.enqueue(new MockResponse());
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    ConfinedOkHttp http = open(LONG).resolver(name -> List.of(loopback)).build();

    HttpAnswer answer =
        http.get(URI.create("http://localhost:" + server.getPort() + "/"), Map.of(), 0);

    assertThat(answer.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 305, 307, 308})
  void followsNoRedirect(int status) {
    MockResponse redirect =
        new MockResponse().setResponseCode(status).setHeader("Location", server.url("/other"));

    assertThat(reason(redirect)).isEqualTo(Reason.REDIRECTED);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void readsNoMoreThanItMay() throws Exception {
    String text = "x".repeat(100);
    server.enqueue(new MockResponse().setBody(text));
    assertThat(get(100).body()).hasSize(100);

    assertThat(reason(new MockResponse().setBody(text + "x"))).isEqualTo(Reason.TOO_LARGE);
    assertThat(reason(new MockResponse().setChunkedBody(text + "x", 10)))
        .isEqualTo(Reason.TOO_LARGE);
    assertThatIllegalArgumentException().isThrownBy(() -> get(ConfinedOkHttp.MAX_BYTES + 1));
    assertThatIllegalArgumentException().isThrownBy(() -> get(-1));
  }

  @Test
  void readsBodiesOfWantedStatusesOnly() throws Exception {
    server.enqueue(new MockResponse().setResponseCode(404).setBody("x".repeat(1_000)));
    server.enqueue(new MockResponse().setResponseCode(409).setBody("why"));

    assertThat(get(10).body()).isEmpty();
    assertThat(open(LONG).bodiesOf(409).build().get(here("/"), Map.of(), 10).body())
        .isEqualTo("why".getBytes(UTF_8));
  }

  @Test
  void saysWhatHappened() {
    assertThat(reason(new MockResponse().setHeader("Content-Encoding", "gzip").setBody("x")))
        .isEqualTo(Reason.CODED);
    assertThat(reason(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AT_START)))
        .isEqualTo(Reason.UNREACHABLE);
    server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
    assertThat(failure(open(Duration.ofMillis(200)).build(), here("/")).reason())
        .isEqualTo(Reason.TIMED_OUT);
  }

  @Test
  void anInterruptEndsACallAndStaysSet() {
    Thread.currentThread().interrupt();

    assertThat(failure(open(LONG).build(), here("/")).reason()).isEqualTo(Reason.INTERRUPTED);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void headersThatAreNoneAreNotQuoted() {
    ConfinedOkHttp http = open(LONG).build();

    assertThatThrownBy(() -> http.get(here("/"), Map.of("X-Key", "FAKE\nsecret"), 1))
        .isInstanceOf(HttpFailure.class)
        .hasMessage("NOT_A_REQUEST")
        .hasNoCause();
    assertThat(failure(http, URI.create("https:opaque")).reason()).isEqualTo(Reason.NOT_A_REQUEST);
  }

  @Test
  void triesAgainOnlyIfThatIsWanted() throws Exception {
    ConfinedOkHttp twice = open(LONG).retrying().build();
    server.enqueue(new MockResponse());
    twice.get(here("/"), Map.of(), 1); // its connection is kept
    server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
    server.enqueue(new MockResponse());

    assertThat(twice.get(here("/"), Map.of(), 1).status()).isEqualTo(200);
    assertThat(server.getRequestCount()).isEqualTo(3);

    ConfinedOkHttp once = open(LONG).build();
    server.enqueue(new MockResponse());
    once.get(here("/"), Map.of(), 1);
    assertThat(reason(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST)))
        .isEqualTo(Reason.UNREACHABLE);
    assertThat(server.getRequestCount()).isEqualTo(5);
  }

  @Test
  void keepsNeitherCookiesNorConnections() throws Exception {
    ConfinedOkHttp http = open(LONG).keepingNothing().build();
    for (int i = 0; i < 2; i++) {
      server.enqueue(new MockResponse().setHeader("Set-Cookie", "id=FAKE"));
      http.get(here("/"), Map.of(), 1);
      RecordedRequest request = server.takeRequest();
      assertThat(request.getHeader("Cookie")).isNull();
      assertThat(request.getSequenceNumber()).isZero(); // the first one on its connection
    }
  }

  /** The resolver may give another answer by now; what counts is where the socket goes. */
  @Test
  void socketsLookAtTheAddressThemselves() throws Exception {
    server.enqueue(new MockResponse());
    InetSocketAddress address = new InetSocketAddress(here("/").getHost(), server.getPort());
    GuardedSockets none = new GuardedSockets(each -> false);
    try (Socket guarded = none.createSocket()) {
      assertThatThrownBy(() -> guarded.connect(address)).hasMessage("address not allowed");
      assertThatThrownBy(
              () -> guarded.connect(InetSocketAddress.createUnresolved("localhost", 80), 5))
          .hasMessage("address not allowed");
    }
    assertThatThrownBy(() -> none.createSocket("127.0.0.1", server.getPort()))
        .hasMessage("address not allowed");
    try (Socket allowed = new GuardedSockets(InetAddress::isLoopbackAddress).createSocket()) {
      allowed.connect(address);
      assertThat(allowed.isConnected()).isTrue();
    }
  }

  @Test
  void timeIsLimited() {
    for (Duration timeout : List.of(Duration.ZERO, Duration.ofMillis(-1), Duration.ofMinutes(6))) {
      assertThatIllegalArgumentException().isThrownBy(() -> ConfinedOkHttp.builder(timeout));
    }
  }
}
