package dev.tacenda.claude.gate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.InMemoryAuditSink;
import dev.tacenda.claude.gate.HttpRoute;
import dev.tacenda.claude.gate.SettableClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server can be slow, wrong or hostile: the last good bundle stays, and says why. */
class HttpBundleSourceTest {
  private final MockWebServer server = new MockWebServer();
  private final InMemoryAuditSink sink = new InMemoryAuditSink();
  private final SettableClock clock = new SettableClock(Bundles.NOW);

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.shutdown();
  }

  private PolicyFeed feed() {
    return feed(source().build());
  }

  private HttpBundleSource.Builder source() {
    return HttpBundleSource.builder("http://127.0.0.1:" + server.getPort() + "/builds/current")
        .timeout(Duration.ofSeconds(5))
        .dangerouslyAllowPlainHttpToLoopback();
  }

  private PolicyFeed feed(BundleSource source) {
    return PolicyFeed.builder(Bundles.NAME, source, Bundles.TRUST, sink).clock(clock).build();
  }

  private static MockResponse ok(PolicyBundle bundle, String tag) {
    return new MockResponse().setHeader("ETag", tag).setBody(new Buffer().write(bundle.packed()));
  }

  private PolicyFeed loaded() {
    server.enqueue(ok(Bundles.bundle(7), "\"seven\""));
    PolicyFeed feed = feed();
    assertThat(feed.refresh().failure()).isEmpty();
    return feed;
  }

  private static void assertKept(PolicyFeed feed, BundleRejection reason) {
    PolicyStatus status = feed.refresh();
    assertThat(status.failure().orElseThrow().reason()).isEqualTo(reason);
    assertThat(status.inForce().orElseThrow().revision()).isEqualTo(7);
    assertThat(feed.currentSet().revision()).isEqualTo(7);
  }

  private RecordedRequest taken() throws InterruptedException {
    RecordedRequest request = server.takeRequest(5, TimeUnit.SECONDS);
    assertThat(request).isNotNull();
    return request;
  }

  @Test
  void asksWithTheTagOfWhatIsInForce() throws InterruptedException {
    PolicyFeed feed = loaded();
    server.enqueue(new MockResponse().setResponseCode(304));
    clock.pass(Duration.ofHours(1));

    PolicyStatus status = feed.refresh();

    assertThat(status.failure()).isEmpty();
    assertThat(status.inForce().orElseThrow().confirmed()).isEqualTo(clock.instant());
    assertThat(taken().getHeader("If-None-Match")).isNull();
    RecordedRequest second = taken();
    assertThat(second.getHeader("If-None-Match")).isEqualTo("\"seven\"");
    assertThat(second.getHeader("Accept-Encoding")).isEqualTo("identity");
  }

  @Test
  void anotherTagWithTheSameBundleIsNoChange() throws InterruptedException {
    PolicyFeed feed = loaded();
    server.enqueue(ok(Bundles.bundle(7), "\"moved\""));
    server.enqueue(new MockResponse().setResponseCode(304));

    assertThat(feed.refresh().failure()).isEmpty();
    assertThat(feed.refresh().failure()).isEmpty();

    assertThat(sink.records()).extracting(AuditRecord::kind).containsExactly(Kind.POLICY_LOADED);
    taken();
    taken();
    assertThat(taken().getHeader("If-None-Match")).isEqualTo("\"moved\"");
  }

  @Test
  void aRefusedBundleLeavesTheTagOfTheGoodOne() throws InterruptedException {
    PolicyFeed feed = loaded();
    server.enqueue(ok(Bundles.writer(8).write(Bundles.files(), Bundles.MALLORY), "\"forged\""));
    server.enqueue(ok(Bundles.bundle(8), "\"eight\""));

    assertKept(feed, BundleRejection.SIGNATURE_UNKNOWN_KEY);
    assertThat(feed.refresh().inForce().orElseThrow().revision()).isEqualTo(8);

    taken();
    taken();
    assertThat(taken().getHeader("If-None-Match")).isEqualTo("\"seven\"");
  }

  @Test
  void anOlderBundleThatIsRightlySignedDoesNotComeBack() {
    PolicyFeed feed = loaded();
    server.enqueue(ok(Bundles.bundle(6), "\"six\""));

    assertKept(feed, BundleRejection.COUNTER_REGRESSION);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 429, 500, 503, 201, 204, 206})
  void onlyTwoStatusesMeanSomething(int status) {
    PolicyFeed feed = loaded();
    server.enqueue(new MockResponse().setResponseCode(status));

    assertKept(feed, BundleRejection.FETCH_STATUS);
    assertThat(feed.status().failure().orElseThrow().detail()).isEqualTo("status " + status);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 307, 308})
  void redirectsAreNotFollowed(int status) throws InterruptedException {
    PolicyFeed feed = loaded();
    server.enqueue(
        new MockResponse().setResponseCode(status).setHeader("Location", server.url("/evil")));

    assertKept(feed, BundleRejection.FETCH_REDIRECTED);
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void unchangedWithoutHavingAskedIsAFailure() {
    server.enqueue(new MockResponse().setResponseCode(304));

    PolicyStatus status = feed().refresh();

    assertThat(status.failure().orElseThrow().reason()).isEqualTo(BundleRejection.FETCH_STATUS);
    assertThat(status.refusal()).contains(BundleRejection.NOTHING_LOADED);
  }

  @Test
  void aSlowServerIsLeft() {
    PolicyFeed feed = feed(source().timeout(Duration.ofMillis(300)).build());
    server.enqueue(ok(Bundles.bundle(7), "\"seven\"").throttleBody(16, 100, TimeUnit.MILLISECONDS));

    assertThat(feed.refresh().failure().orElseThrow().reason())
        .isEqualTo(BundleRejection.FETCH_TIMED_OUT);
    server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
    assertThat(feed.refresh().failure().orElseThrow().reason())
        .isEqualTo(BundleRejection.FETCH_TIMED_OUT);
  }

  @Test
  void hugeAnswersAreNotRead() {
    PolicyFeed feed = loaded();
    byte[] huge = new byte[PolicyBundle.MAX_BYTES + 1];
    server.enqueue(new MockResponse().setBody(new Buffer().write(huge)));
    assertKept(feed, BundleRejection.TOO_LARGE);

    server.enqueue(new MockResponse().setChunkedBody(new Buffer().write(huge), 8_192));
    assertKept(feed, BundleRejection.TOO_LARGE);
  }

  @Test
  void aSmallAnswerCannotBecomeALargeOne() throws IOException {
    PolicyFeed feed = loaded();
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(new byte[16 * PolicyBundle.MAX_BYTES]);
    }
    server.enqueue(
        new MockResponse()
            .setHeader("Content-Encoding", "gzip")
            .setBody(new Buffer().write(zipped.toByteArray())));

    assertKept(feed, BundleRejection.FETCH_FAILED);
  }

  @Test
  void anAnswerThatBreaksOffIsAFailure() {
    PolicyFeed feed = loaded();
    server.enqueue(
        ok(Bundles.bundle(8), "\"eight\"")
            .setSocketPolicy(SocketPolicy.DISCONNECT_DURING_RESPONSE_BODY));
    assertKept(feed, BundleRejection.FETCH_FAILED);

    server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
    server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
    assertKept(feed, BundleRejection.FETCH_FAILED);
  }

  @Test
  void aTagThatIsNoTagIsForgotten() throws InterruptedException {
    server.enqueue(ok(Bundles.bundle(7), "\"" + "x".repeat(300) + "\""));
    server.enqueue(ok(Bundles.bundle(7), "two words"));
    server.enqueue(ok(Bundles.bundle(7), "\"seven\""));
    PolicyFeed feed = feed();
    for (int i = 0; i < 3; i++) {
      assertThat(feed.refresh().failure()).isEmpty();
      assertThat(taken().getHeader("If-None-Match")).isNull();
    }
  }

  @Test
  void cookiesAreNeitherKeptNorSent() throws InterruptedException {
    server.enqueue(ok(Bundles.bundle(7), "\"seven\"").setHeader("Set-Cookie", "id=FAKE; Path=/"));
    server.enqueue(new MockResponse().setResponseCode(304));
    PolicyFeed feed = feed(source().route(HttpRoute.ofJvm()).build());

    feed.refresh();
    feed.refresh();

    taken();
    assertThat(taken().getHeader("Cookie")).isNull();
  }

  @Test
  void theAddressIsHttpsAndHoldsNoPassword() {
    for (String url :
        new String[] {
          "http://policies.example/current",
          "http://127.0.0.1/current",
          "https://user:FAKE-password@policies.example/current",
          "https://policies.example/current#part",
          "file:///etc/passwd",
          "policies.example"
        }) {
      assertThatIllegalArgumentException()
          .as(url)
          .isThrownBy(() -> HttpBundleSource.builder(url).build())
          .matches(e -> !String.valueOf(e.getMessage()).contains("FAKE"));
    }
    assertThat(HttpBundleSource.builder("https://policies.example/a?t=FAKE").build())
        .hasToString("HttpBundleSource[https://policies.example:443]");
  }

  /** The door is for this machine, however the address of another one is written. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://192.0.2.1/current",
        "http://[2001:db8::1]/current",
        "http://[::ffff:192.0.2.1]/current",
        "http://3221225985/current"
      })
  void plainHttpStaysOnThisMachine(String url) {
    HttpBundleSource.Builder elsewhere =
        HttpBundleSource.builder(url).dangerouslyAllowPlainHttpToLoopback();

    assertThatIllegalArgumentException()
        .isThrownBy(elsewhere::build)
        .withMessage("plain http is for loopback only");
  }

  @Test
  void aNameForThisMachineMayBeUsed() {
    server.enqueue(ok(Bundles.bundle(7), "\"seven\""));
    HttpBundleSource named =
        HttpBundleSource.builder("http://localhost:" + server.getPort() + "/current")
            .dangerouslyAllowPlainHttpToLoopback()
            .build();

    assertThat(feed(named).refresh().failure()).isEmpty();
  }
}
