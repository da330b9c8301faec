package dev.tacenda.claude.gate.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tacenda.claude.gate.HttpRoute;
import dev.tacenda.claude.gate.identity.JobTokenException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a job's token comes from. */
class JobTokenTest {
  private static final String SECRET = "FAKE-request-" + "secret";
  private static final String TOKEN = new TokenDraft().token();

  private final Path folder;
  private final MovingClock clock = new MovingClock();
  private final List<String> asked = new ArrayList<>();
  private volatile Supplier<@Nullable String> answer =
      () -> "{\"count\":1,\"value\":\"" + TOKEN + "\"}";
  private HttpServer server;

  JobTokenTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/token", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(
          exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Authorization"));
      String json = answer.get();
      byte[] bytes = json == null ? new byte[0] : json.getBytes(UTF_8);
      exchange.sendResponseHeaders(json == null ? 500 : 200, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private JobToken gitHub() {
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/token?api-version=2.0";
    Map<String, String> environment =
        Map.of("ACTIONS_ID_TOKEN_REQUEST_URL", url, "ACTIONS_ID_TOKEN_REQUEST_TOKEN", SECRET);
    HttpFetch fetch = new HttpFetch(AddressRule.PUBLIC.andLoopback(), HttpRoute.direct());
    return JobToken.gitHub(environment, "tacenda & co", fetch, clock);
  }

  @Test
  void readsAVariable() {
    JobToken token = JobToken.variable(Map.of("MY_TOKEN", TOKEN + "\n"), "MY_TOKEN");

    assertThat(token.get().token()).contains(TOKEN);
    assertThat(token).hasToString("JobToken[variable MY_TOKEN]");
  }

  @Test
  void aMissingVariableIsNotNothing() {
    assertThat(reason(JobToken.variable(Map.of(), "MY_TOKEN"))).isEqualTo(Reason.MISSING);
    assertThat(reason(JobToken.variable(Map.of("MY_TOKEN", " \n"), "MY_TOKEN")))
        .isEqualTo(Reason.MISSING);
  }

  @Test
  void whatIsNoTokenIsNotPrinted() {
    JobToken token = JobToken.variable(Map.of("MY_TOKEN", "FAKE-not-a-token"), "MY_TOKEN");

    assertThatThrownBy(token::get)
        .hasMessage(
            "no token for this job: MALFORMED: variable MY_TOKEN holds no token:"
                + " TOKEN_PARTS_WRONG")
        .hasNoCause();
  }

  @Test
  void readsAFileAtEveryRequest() throws IOException {
    Path file = folder.resolve("token");
    JobToken token = JobToken.file(file);
    assertThat(reason(token)).isEqualTo(Reason.MISSING);

    Files.writeString(file, TOKEN);
    assertThat(token.get().token()).contains(TOKEN);

    String next = new TokenDraft().claim("jti", "\"FAKE-next\"").token();
    Files.writeString(file, next);
    assertThat(token.get().token()).contains(next);
  }

  @Test
  void followsTheLinksOfAKubernetesMountAndNoOthers() throws IOException {
    Path data = Files.createDirectories(folder.resolve("mount/..2026_11_30"));
    Files.writeString(data.resolve("token"), TOKEN);
    Files.createSymbolicLink(folder.resolve("mount/..data"), data.getFileName());
    Path link = folder.resolve("mount/token");
    Files.createSymbolicLink(link, Path.of("..data", "token"));
    Path outside = Files.writeString(folder.resolve("outside"), TOKEN);
    Path leading = folder.resolve("mount/leading");
    Files.createSymbolicLink(leading, outside);

    assertThat(JobToken.file(link).get().token()).contains(TOKEN);
    assertThat(reason(JobToken.file(leading))).isEqualTo(Reason.FILE_REFUSED);
    assertThat(reason(JobToken.file(folder))).isEqualTo(Reason.FILE_REFUSED);
  }

  @Test
  void aHugeFileIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "A".repeat(16_385));

    assertThat(reason(JobToken.file(file))).isEqualTo(Reason.FILE_REFUSED);
  }

  @Test
  void asksGitHubWithItsSecretAndTheAudience() {
    JobToken token = gitHub();

    assertThat(token.get().token()).contains(TOKEN);

    assertThat(asked)
        .containsExactly("/token?api-version=2.0&audience=tacenda+%26+co Bearer " + SECRET);
    assertThat(token.get().secrets()).containsExactlyInAnyOrder(TOKEN, SECRET);
    assertThat(token).hasToString("JobToken[GitHub Actions]");
  }

  @Test
  void keepsGitHubsTokenUntilShortlyBeforeItExpires() {
    JobToken token = gitHub();
    assertThat(token.get().token()).contains(TOKEN);
    clock.move(Duration.ofSeconds(239));
    assertThat(token.get().token()).contains(TOKEN);
    assertThat(asked).hasSize(1);

    clock.move(Duration.ofSeconds(1));
    assertThat(token.get().token()).contains(TOKEN);

    assertThat(asked).hasSize(2);
  }

  @Test
  void theLastTokenServesToItsEndIfThereIsNoNewOne() {
    JobToken token = gitHub();
    assertThat(token.get().token()).contains(TOKEN);
    answer = () -> null;

    clock.move(Duration.ofSeconds(290));
    assertThat(token.get().token()).contains(TOKEN);

    clock.move(Duration.ofSeconds(10));
    assertThat(reason(token)).isEqualTo(Reason.REQUEST_FAILED);
  }

  @Test
  void whileOneAsksTheOthersGoOnWithTheLastToken() throws Exception {
    CountDownLatch asking = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    JobToken token = gitHub();
    assertThat(token.get().token()).contains(TOKEN);
    answer =
        () -> {
          asking.countDown();
          awaitQuietly(goOn);
          return null;
        };
    clock.move(Duration.ofSeconds(290));
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<Optional<String>> first = thread.submit(() -> token.get().token());
    assertThat(asking.await(30, TimeUnit.SECONDS)).isTrue();

    assertTimeoutPreemptively(
        Duration.ofSeconds(3), () -> assertThat(token.get().token()).contains(TOKEN));

    goOn.countDown();
    assertThat(first.get(30, TimeUnit.SECONDS)).contains(TOKEN);
    thread.shutdown();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void asksAgainASecondAfterAFailureAndNotBefore() {
    JobToken token = gitHub();
    answer = () -> null;
    for (int i = 0; i < 100; i++) {
      assertThat(reason(token)).isEqualTo(Reason.REQUEST_FAILED);
    }
    assertThat(asked).hasSize(1);

    answer = () -> "{\"value\":\"" + TOKEN + "\"}";
    clock.move(Duration.ofSeconds(1));
    assertThat(token.get().token()).contains(TOKEN);
  }

  @Test
  void anAnswerWithoutATokenIsRefused() {
    for (String bad : List.of("{}", "{\"value\":1}", "FAKE", "{\"value\":\"FAKE\"}", "[]")) {
      answer = () -> bad;
      assertThatThrownBy(() -> gitHub().get())
          .isInstanceOf(JobTokenException.class)
          .hasMessageNotContaining("FAKE")
          .hasMessageNotContaining(SECRET)
          .hasNoCause();
    }
  }

  @Test
  void withoutPermissionItSaysWhatIsMissing() {
    assertThatThrownBy(() -> JobToken.detect(Map.of("GITHUB_ACTIONS", "true"), "tacenda"))
        .isInstanceOf(JobTokenException.class)
        .hasMessageContaining("id-token: write");
  }

  @Test
  void asksNobodyOverPlainHttp() {
    Map<String, String> environment =
        Map.of(
            "GITHUB_ACTIONS",
            "true",
            "ACTIONS_ID_TOKEN_REQUEST_URL",
            "http://127.0.0.1:" + server.getAddress().getPort() + "/token",
            "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
            SECRET);

    assertThat(reason(JobToken.detect(environment, "tacenda"))).isEqualTo(Reason.REQUEST_FAILED);
    assertThat(asked).isEmpty();
  }

  @Test
  void findsOutWhereTheTokenIs() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), TOKEN);

    assertThat(JobToken.detect(Map.of("TACENDA_ID_TOKEN", TOKEN), "tacenda"))
        .hasToString("JobToken[variable TACENDA_ID_TOKEN]");
    assertThat(
            JobToken.detect(Map.of("TACENDA_ID_TOKEN_FILE", file.toString()), "tacenda")
                .get()
                .token())
        .contains(TOKEN);
    assertThat(JobToken.detect(Map.of("CIRCLE_OIDC_TOKEN_V2", TOKEN), "tacenda").get().token())
        .contains(TOKEN);
    assertThatThrownBy(() -> JobToken.detect(Map.of("CI", "true"), "tacenda"))
        .isInstanceOf(JobTokenException.class)
        .hasMessageContaining("NOT_CONFIGURED");
  }

  private static Reason reason(JobToken token) {
    return catchThrowableOfType(JobTokenException.class, token::get).reason();
  }
}
