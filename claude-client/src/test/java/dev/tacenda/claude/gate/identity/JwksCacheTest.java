package dev.tacenda.claude.gate.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.IdentityException.Reason;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When keys are fetched, when not, and what counts meanwhile. */
class JwksCacheTest {
  private static final String OLD =
      TestKeys.keySet(TestKeys.rsaJwk("old", TestKeys.rsa("main", 2048), ""));
  private static final String ROTATED =
      TestKeys.keySet(
          TestKeys.rsaJwk("old", TestKeys.rsa("main", 2048), ""),
          TestKeys.rsaJwk("new", TestKeys.rsa("evil", 2048), ""));
  private static final String OTHER =
      TestKeys.keySet(TestKeys.rsaJwk("new", TestKeys.rsa("evil", 2048), ""));

  /**
   * Long enough for threads of a test, which never wait for it, and short for the one that does.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final MovingClock clock = new MovingClock();
  private final AtomicInteger fetches = new AtomicInteger();
  private volatile @Nullable String served = OLD;
  private final List<Runnable> tasks = new ArrayList<>();

  private byte[] serve() throws IOException {
    fetches.incrementAndGet();
    String now = served;
    if (now == null) {
      throw new IOException("outage");
    }
    return now.getBytes(UTF_8);
  }

  private JwksCache cache() {
    return cache(Runnable::run);
  }

  private JwksCache cache(java.util.concurrent.Executor executor) {
    KeyDocument document =
        KeyDocument.at("FAKE", URI.create("https://issuer.example/keys"), (uri, more) -> serve());
    return new JwksCache("FAKE", document, executor, clock, new IdentityLog(), PATIENCE);
  }

  /**
   * A resolver that does not answer is no reason to forget the keys, or to wait again and again.
   */
  @Test
  void aFetchThatHangsLeavesTheKeysInForceAndIsWaitedForOnce() throws Exception {
    JwksCache cache = cache(tasks::add);
    runTasksWhile(() -> cache.key("old", TokenAlgorithm.RS256));
    clock.move(JwksCache.TTL.plusSeconds(1));

    for (int i = 0; i < 1_000; i++) {
      assertThat(cache.key("old", TokenAlgorithm.RS256)).isNotNull();
      assertThat(reason(cache, "unknown" + i)).isEqualTo(Reason.KEY_UNKNOWN);
      clock.move(JwksCache.FAILURE_PAUSE.plusSeconds(1));
    }

    assertThat(tasks).hasSize(1);
    served = ROTATED;
    tasks.remove(0).run();
    assertThat(cache.key("new", TokenAlgorithm.RS256)).isNotNull();
  }

  @Test
  void fetchesOnceForManyTokens() throws Exception {
    JwksCache cache = cache();

    for (int i = 0; i < 1_000; i++) {
      assertThat(cache.key("old", TokenAlgorithm.RS256)).isNotNull();
    }

    assertThat(fetches).hasValue(1);
  }

  @Test
  void fetchesAgainWhenTheKeysAreTenMinutesOld() throws Exception {
    JwksCache cache = cache();
    assertThat(cache.key("old", TokenAlgorithm.RS256)).isNotNull();
    served = OTHER;

    clock.move(JwksCache.TTL.plusSeconds(1));

    assertThat(reason(cache, "old")).isEqualTo(Reason.KEY_UNKNOWN);
    assertThat(cache.key("new", TokenAlgorithm.RS256)).isNotNull();
  }

  @Test
  void fetchesAheadWithoutMakingAnybodyWait() throws Exception {
    JwksCache cache = cache(tasks::add);
    runTasksWhile(() -> cache.key("old", TokenAlgorithm.RS256));
    clock.move(JwksCache.AHEAD.plusSeconds(1));

    assertThat(cache.key("old", TokenAlgorithm.RS256)).isNotNull();
    assertThat(cache.key("old", TokenAlgorithm.RS256)).isNotNull();

    assertThat(tasks).hasSize(1);
    assertThat(fetches).hasValue(1);
    served = ROTATED;
    tasks.remove(0).run();
    assertThat(cache.key("new", TokenAlgorithm.RS256)).isNotNull();
    assertThat(fetches).hasValue(2);
  }

  private interface Check {
    void run() throws Exception;
  }

  /** Runs the first task that {@code check} waits for, in another thread. */
  private void runTasksWhile(Check check) throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<?> done =
        thread.submit(
            () -> {
              check.run();
              return null;
            });
    while (!done.isDone()) {
      synchronized (tasks) {
        if (!tasks.isEmpty()) {
          tasks.remove(0).run();
        }
      }
      Thread.onSpinWait();
    }
    done.get();
    thread.shutdown();
  }

  @Test
  void findsARotatedKeyAtOnce() throws Exception {
    JwksCache cache = cache();
    assertThat(cache.key("old", TokenAlgorithm.RS256)).isNotNull();
    served = ROTATED;

    assertThat(cache.key("new", TokenAlgorithm.RS256)).isNotNull();

    assertThat(fetches).hasValue(2);
  }

  @Test
  void aFloodOfUnknownKeysCostsOneFetchAMinute() throws Exception {
    JwksCache cache = cache();

    for (int second = 0; second < 300; second++) {
      for (int i = 0; i < 20; i++) {
        assertThat(reason(cache, "junk-" + second + "-" + i)).isEqualTo(Reason.KEY_UNKNOWN);
      }
      clock.move(Duration.ofSeconds(1));
    }

    assertThat(fetches.get()).isLessThanOrEqualTo(1 + 300 / 60 + 1);
  }

  @Test
  void aRotatedKeyIsFoundWithinAMinuteInAFlood() throws Exception {
    JwksCache cache = cache();
    assertThat(reason(cache, "junk")).isEqualTo(Reason.KEY_UNKNOWN);
    served = ROTATED;
    int seconds = 0;

    while (!finds(cache, "new")) {
      clock.move(Duration.ofSeconds(1));
      assertThat(reason(cache, "junk-" + seconds++)).isEqualTo(Reason.KEY_UNKNOWN);
    }

    assertThat(seconds).isLessThanOrEqualTo(61);
  }

  private static boolean finds(JwksCache cache, String keyId) {
    try {
      return cache.key(keyId, TokenAlgorithm.RS256) != null;
    } catch (IdentityException e) {
      return false;
    }
  }

  @Test
  void aKeyThatAFetchHasNotFoundIsNotLookedForAgainSoon() throws Exception {
    JwksCache cache = cache();
    assertThat(reason(cache, "absent")).isEqualTo(Reason.KEY_UNKNOWN);
    int before = fetches.get();

    clock.move(JwksCache.UNKNOWN_PAUSE.plusSeconds(1));
    assertThat(reason(cache, "absent")).isEqualTo(Reason.KEY_UNKNOWN);
    assertThat(fetches).hasValue(before);

    clock.move(JwksCache.ABSENT);
    assertThat(reason(cache, "absent")).isEqualTo(Reason.KEY_UNKNOWN);
    assertThat(fetches).hasValue(before + 1);
  }

  @Test
  void anOutageLeavesTheKeysInForceForADay() throws Exception {
    JwksCache cache = cache();
    assertThat(cache.key("old", TokenAlgorithm.RS256)).isNotNull();
    served = null;

    clock.move(Duration.ofHours(23));
    assertThat(cache.key("old", TokenAlgorithm.RS256)).isNotNull();

    clock.move(Duration.ofHours(1).plusSeconds(1));
    assertThat(reason(cache, "old")).isEqualTo(Reason.KEYS_UNAVAILABLE);

    served = OLD;
    clock.move(JwksCache.FAILURE_PAUSE.plusSeconds(1));
    assertThat(cache.key("old", TokenAlgorithm.RS256)).isNotNull();
  }

  @Test
  void nobodyWaitsForAServerThatHasJustFailed() {
    served = null;
    JwksCache cache = cache();

    for (int i = 0; i < 100; i++) {
      assertThat(reason(cache, "old")).isEqualTo(Reason.KEYS_UNAVAILABLE);
    }

    assertThat(fetches).hasValue(1);
  }

  @Test
  void aPoisonedSetIsNoReasonToForgetTheGoodOne() throws Exception {
    JwksCache cache = cache();
    assertThat(cache.key("old", TokenAlgorithm.RS256)).isNotNull();
    for (String poison :
        List.of(
            "{\"keys\":[]}",
            "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"old\",\"n\":\"!\",\"e\":\"AQAB\"}]}",
            "{\"keys\":{}}",
            "[]",
            "<html>",
            "{\"keys\":[" + "{},".repeat(100) + "{}]}")) {
      served = poison;
      clock.move(JwksCache.TTL.plusSeconds(1));

      assertThat(cache.key("old", TokenAlgorithm.RS256)).isNotNull();
    }
    assertThat(fetches).hasValue(7);
  }

  @Test
  void aPoisonedKeyDoesNotSpoilTheOthers() throws Exception {
    served = TestIssuer.keys();

    assertThat(cache().key("rsa", TokenAlgorithm.RS256)).isNotNull();
  }

  @Test
  void fiftyThreadsFetchOnceAndAllFindTheKey() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(50);
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    KeyDocument slow =
        KeyDocument.at(
            "FAKE",
            URI.create("https://issuer.example/keys"),
            (uri, more) -> {
              asked.countDown();
              awaitQuietly(answer);
              return serve();
            });
    JwksCache cache =
        new JwksCache("FAKE", slow, threads, clock, new IdentityLog(), Duration.ofSeconds(30));
    List<Future<VerificationKey>> keys = new ArrayList<>();
    for (int i = 0; i < 49; i++) {
      keys.add(threads.submit(() -> cache.key("old", TokenAlgorithm.RS256)));
    }
    assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
    answer.countDown();

    for (Future<VerificationKey> key : keys) {
      assertThat(key.get(10, TimeUnit.SECONDS)).isNotNull();
    }
    assertThat(fetches).hasValue(1);
    threads.shutdownNow();
  }

  private static void awaitQuietly(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Test
  void anInterruptedCallerIsRefusedAndStaysInterrupted() {
    JwksCache cache = cache(tasks::add);
    Thread.currentThread().interrupt();

    assertThat(reason(cache, "old")).isEqualTo(Reason.KEYS_UNAVAILABLE);

    assertThat(Thread.interrupted()).isTrue();
    tasks.get(0).run();
    assertThat(finds(cache, "old")).isTrue();
  }

  @Test
  void anExecutorThatRefusesIsAnOutage() {
    JwksCache cache =
        cache(
            task -> {
              throw new RejectedExecutionException("full");
            });

    assertThat(reason(cache, "old")).isEqualTo(Reason.KEYS_UNAVAILABLE);
  }

  @Test
  void aClockThatIsSetBackDoesNotKeepOldKeysAlive() throws Exception {
    JwksCache cache = cache();
    assertThat(cache.key("old", TokenAlgorithm.RS256)).isNotNull();
    served = OTHER;

    clock.move(Duration.ofHours(-5));

    assertThat(reason(cache, "old")).isEqualTo(Reason.KEY_UNKNOWN);
  }

  @Test
  void discoveryMustNameTheIssuerAndAnAllowedPlace() throws Exception {
    String issuer = "https://issuer.example";
    Map<String, Boolean> documents =
        Map.of(
            TestIssuer.discovery(issuer, issuer + "/keys"),
            true,
            TestIssuer.discovery(issuer, "https://keys.example/k"),
            true,
            TestIssuer.discovery(issuer, "https://ISSUER.example/keys"),
            true,
            TestIssuer.discovery(issuer + "/", issuer + "/keys"),
            false,
            TestIssuer.discovery(issuer, "https://evil.example/keys"),
            false,
            TestIssuer.discovery(issuer, "http://issuer.example/keys"),
            false,
            TestIssuer.discovery(issuer, "file:///etc/passwd"),
            false,
            TestIssuer.discovery(issuer, "https://issuer.example@evil.example/keys"),
            false,
            TestIssuer.discovery(issuer, "https://issuer.example/keys?x=1"),
            false,
            "{\"issuer\":\"https://issuer.example\"}",
            false);
    for (Map.Entry<String, Boolean> each : documents.entrySet()) {
      List<URI> asked = new ArrayList<>();
      KeyDocument document =
          KeyDocument.discovered(
              issuer,
              java.util.Set.of("issuer.example", "keys.example"),
              false,
              (uri, more) -> {
                asked.add(uri);
                return (asked.size() == 1 ? each.getKey() : OLD).getBytes(UTF_8);
              });
      IOException refused = catchThrowableOfType(IOException.class, document::fetch);

      assertThat(refused == null).as(each.getKey()).isEqualTo(each.getValue());
      assertThat(asked).hasSize(each.getValue() ? 2 : 1);
    }
  }

  private static Reason reason(JwksCache cache, String keyId) {
    return catchThrowableOfType(
            IdentityException.class, () -> cache.key(keyId, TokenAlgorithm.RS256))
        .reason();
  }
}
