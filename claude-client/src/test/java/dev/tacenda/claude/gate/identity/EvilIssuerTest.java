package dev.tacenda.claude.gate.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.IdentityException.Reason;
import dev.tacenda.claude.gate.PresentedIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An issuer on this machine, asked over HTTP by a verifier as it is built for others, while the
 * issuer rotates, is poisoned, falls silent, or its tokens are invented by somebody else.
 */
class EvilIssuerTest {
  private static final String RSA =
      TestKeys.rsaJwk("rsa", TestKeys.rsa("main", 2048), ",\"use\":\"sig\"");
  private static final String NEXT = TestKeys.rsaJwk("next", TestKeys.rsa("evil", 2048), "");
  private static final String GOOD = TestKeys.keySet(RSA);

  private final MovingClock clock = new MovingClock();
  private final AtomicInteger hits = new AtomicInteger();
  private final AtomicLong ids = new AtomicLong();
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile Answer discovery = exchange -> send(exchange, 200, discoveryOf(issuer()));
  private volatile Answer keys = exchange -> send(exchange, 200, GOOD);
  private HttpServer server;

  private interface Answer {
    void give(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/.well-known/openid-configuration", each -> give(each, discovery));
    server.createContext("/keys", each -> give(each, keys));
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void give(HttpExchange exchange, Answer answer) throws IOException {
    hits.incrementAndGet();
    try (exchange) {
      answer.give(exchange);
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static String discoveryOf(String issuer) {
    return TestIssuer.discovery(issuer, issuer + "/keys");
  }

  private OidcVerifier verifier() {
    TrustedIssuer trusted =
        TrustedIssuer.builder(issuer(), "tacenda").dangerouslyAllowPlainHttpToLoopback().build();
    return OidcVerifier.builder(trusted).clock(clock).build();
  }

  /** A token of this issuer, issued now. */
  private TokenDraft draft() {
    long now = clock.instant().getEpochSecond();
    return new TokenDraft()
        .claim("iss", "\"" + issuer() + "\"")
        .claim("jti", "\"FAKE-" + ids.incrementAndGet() + "\"")
        .claim("iat", String.valueOf(now - 10))
        .claim("exp", String.valueOf(now + 300));
  }

  private String next() {
    return draft().signedBy("next", TokenAlgorithm.RS256, TestKeys.rsa("evil", 2048)).token();
  }

  /** Returns "accepted", or why not. */
  private static String outcome(OidcVerifier verifier, String token) {
    try {
      return verifier.verify(PresentedIdentity.token(token).inSession("one")).isAnonymous()
          ? "anonymous"
          : "accepted";
    } catch (IdentityException e) {
      return e.reason().name();
    }
  }

  private static String outcome(OidcVerifier verifier, TokenDraft draft) {
    return outcome(verifier, draft.token());
  }

  @Test
  void aFloodOfInventedKeysCostsOneFetchAMinuteAndARotatedKeyGetsThrough() {
    OidcVerifier verifier = verifier();
    assertThat(outcome(verifier, draft())).isEqualTo("accepted");
    assertThat(hits).hasValue(2);
    int seconds = 0;
    keys = exchange -> send(exchange, 200, TestKeys.keySet(RSA, NEXT));

    String good = draft().token();
    for (; seconds < 150; seconds++) {
      assertThat(outcome(verifier, draft().header("kid", "\"junk-" + seconds + "\"")))
          .isEqualTo("KEY_UNKNOWN");
      assertThat(outcome(verifier, good)).isEqualTo("accepted");
      clock.move(Duration.ofSeconds(1));
    }

    assertThat(outcome(verifier, next())).isEqualTo("accepted");
    assertThat(hits.get()).isLessThanOrEqualTo(2 + 2 * (150 / 60 + 1));
  }

  @Test
  void aRotatedKeyIsTakenAtOnceAndTheOldOneEndsWithItsTenMinutes() {
    OidcVerifier verifier = verifier();
    assertThat(outcome(verifier, draft())).isEqualTo("accepted");

    keys = exchange -> send(exchange, 200, TestKeys.keySet(NEXT));

    assertThat(outcome(verifier, next())).isEqualTo("accepted");
    assertThat(outcome(verifier, draft())).isEqualTo("KEY_UNKNOWN");
  }

  @Test
  void aPoisonedKeySpoilsOnlyItselfAndAPoisonedSetNothing() {
    OidcVerifier verifier = verifier();
    String privateKey = TestKeys.rsaJwk("private", TestKeys.rsa("main", 2048), ",\"d\":\"FAKE\"");
    keys = exchange -> send(exchange, 200, TestKeys.keySet("7", "{}", privateKey, RSA));
    assertThat(outcome(verifier, draft())).isEqualTo("accepted");
    assertThat(outcome(verifier, draft().header("kid", "\"private\""))).isEqualTo("KEY_PRIVATE");

    for (Answer poison :
        List.<Answer>of(
            exchange -> send(exchange, 200, "{\"keys\":[]}"),
            exchange -> send(exchange, 200, "<html>"),
            exchange -> send(exchange, 200, GOOD + GOOD),
            exchange -> send(exchange, 200, "x".repeat(Fetch.MAX_BYTES + 1)),
            exchange -> {
              exchange.getResponseHeaders().add("Location", issuer() + "/elsewhere");
              send(exchange, 302, "");
            },
            exchange -> send(exchange, 500, GOOD))) {
      keys = poison;
      clock.move(JwksCache.TTL.plusSeconds(1));

      assertThat(outcome(verifier, draft())).isEqualTo("accepted");
      assertThat(outcome(verifier, next())).isEqualTo("KEY_UNKNOWN");
    }
  }

  /** Whoever answers for the issuer cannot send us to other keys. */
  @Test
  void discoveryLeadsNowhereElse() throws IOException {
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    AtomicInteger reached = new AtomicInteger();
    other.createContext(
        "/",
        exchange -> {
          reached.incrementAndGet();
          send(exchange, 200, GOOD);
        });
    other.start();
    String elsewhere = "http://localhost:" + other.getAddress().getPort() + "/keys";
    for (String document :
        List.of(
            TestIssuer.discovery(issuer(), elsewhere),
            TestIssuer.discovery(issuer(), "http://169.254.169.254/keys"),
            TestIssuer.discovery(issuer(), "file:///etc/hosts"),
            TestIssuer.discovery("https://another.example", issuer() + "/keys"))) {
      discovery = exchange -> send(exchange, 200, document);

      assertThat(outcome(verifier(), draft())).as(document).isEqualTo("KEYS_UNAVAILABLE");
    }
    other.stop(0);
    assertThat(reached).hasValue(0);
    assertThat(hits).hasValue(4);
  }

  @Test
  void anOutageIsSurvivedForADayAndNoLonger() {
    OidcVerifier verifier = verifier();
    assertThat(outcome(verifier, draft())).isEqualTo("accepted");

    server.stop(0);

    clock.move(Duration.ofHours(23));
    assertThat(outcome(verifier, draft())).isEqualTo("accepted");
    clock.move(Duration.ofHours(1).plusSeconds(1));
    assertThat(outcome(verifier, draft())).isEqualTo("KEYS_UNAVAILABLE");
    assertThat(outcome(verifier(), draft())).isEqualTo("KEYS_UNAVAILABLE");
  }

  /** Those with a key that is held do not wait for somebody's invented one. */
  @Test
  void nobodyWithAKnownKeyWaitsForASilentIssuer() throws Exception {
    OidcVerifier verifier = verifier();
    assertThat(outcome(verifier, draft())).isEqualTo("accepted");
    CountDownLatch asked = new CountDownLatch(1);
    discovery =
        exchange -> {
          asked.countDown();
          awaitEnd();
        };
    Future<String> waiting = threads.submit(() -> outcome(verifier, next()));
    assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

    for (int i = 0; i < 100; i++) {
      assertThat(outcome(verifier, draft())).isEqualTo("accepted");
    }

    assertThat(waiting.isDone()).isFalse();
    end.countDown();
    assertThat(waiting.get(30, TimeUnit.SECONDS)).isEqualTo(Reason.KEY_UNKNOWN.name());
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
