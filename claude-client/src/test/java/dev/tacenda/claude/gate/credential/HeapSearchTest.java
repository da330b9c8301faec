package dev.tacenda.claude.gate.credential;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.Protocol;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Searches the memory of another JVM, once a call has ended, and all that its loggers say, for the
 * credential of the call. That the search finds what is there, {@link
 * #findsTheKeyThatStandsInTheEnvironment} shows.
 */
class HeapSearchTest {
  private static final String KEY =
      "sk-" + "ant-api03-FAKE" + "kEy7".repeat(20) + "fake-end-of-key";
  private static final String TOKEN =
      "sk-" + "ant-oat01-FAKE" + "tOk3n".repeat(16) + "fake-end-of-token";
  private static final String IDENTITY =
      part("{\"alg\":\"none\"}")
          + "."
          + part("{\"aud\":\"https://api.anthropic.test\",\"sub\":\"FAKE-job-of-a-test\"}")
          + "."
          + part("FAKE-signature-of-a-test-that-nobody-checks");

  @TempDir Path folder;

  private final MockWebServer claude = new MockWebServer();
  private final List<String> received = new ArrayList<>();

  @BeforeEach
  void answer() {
    claude.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            boolean exchange = "/v1/oauth/token".equals(request.getPath());
            synchronized (received) {
              received.add(
                  exchange
                      ? "exchange"
                      : request.getHeader("authorization") + request.getHeader("x-api-key"));
            }
            String body =
                exchange
                    ? "{\"access_token\":\"" + TOKEN + "\",\"expires_in\":3600}"
                    : "{\"type\":\"message\",\"content\":[]}";
            return new MockResponse().setHeader("Content-Type", "application/json").setBody(body);
          }
        });
  }

  @AfterEach
  void close() throws IOException {
    claude.close();
  }

  @Test
  void aJobWithFederationHoldsNoTokenOnceItsCallHasEnded() throws Exception {
    Path job = run("federated", Map.of(), secretFile("identity", IDENTITY).toString());

    assertThat(received).containsExactly("exchange", "Bearer " + TOKEN + "null");
    assertClean(job, TOKEN);
    assertClean(job, IDENTITY);
  }

  @Test
  void aJobOfAGatewayNeverHoldsTheKeyAndTheGatewayDoesNotLeaveItLyingAround() throws Exception {
    Path gatewayFolder = Files.createDirectory(folder.resolve("gateway"));
    Process gateway =
        start("gateway", gatewayFolder, url(), Map.of(), secretFile("key", KEY).toString());
    try (BufferedReader said = gateway.inputReader(UTF_8)) {
      String port = said.readLine().replace("port ", "");

      Path job = run("job", "http://127.0.0.1:" + port, Map.of());
      gateway.getOutputStream().write('\n');
      gateway.getOutputStream().flush();
      end(gateway, said);

      assertThat(received).containsExactly("null" + KEY);
      assertClean(job, KEY);
      assertClean(gatewayFolder, KEY);
    } finally {
      gateway.destroyForcibly();
    }
  }

  @Test
  void findsTheKeyThatStandsInTheEnvironment() throws Exception {
    Path job = run("fixed", Map.of("ANTHROPIC_API_KEY", KEY));

    assertThat(received).containsExactly("null" + KEY);
    assertThat(Needles.of(KEY).in(job.resolve("heap.hprof")))
        .containsKeys("whole, one byte each", "last 20 characters, one byte each");
    assertThat(Needles.of(KEY).in(job.resolve("log.txt"))).isEmpty();
  }

  /** What the page on credentials says of HTTP/2, so that it is noticed when it is no longer so. */
  @Test
  void aConnectionOfHttp2RemembersTheHeader() throws Exception {
    claude.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
    Path job = run("http2", Map.of(), secretFile("key", KEY).toString());

    assertThat(Needles.of(KEY).in(job.resolve("heap.hprof"))).isNotEmpty();
  }

  private static void assertClean(Path job, String secret) throws IOException {
    assertThat(Needles.of(secret).in(job.resolve("heap.hprof"))).isEmpty();
    assertThat(Needles.of(secret).in(job.resolve("log.txt"))).isEmpty();
    assertThat(job.resolve("log.txt")).content().contains("most talkative").contains("okhttp");
  }

  private Path run(String what, Map<String, String> environment, String... more) throws Exception {
    return run(what, url(), environment, more);
  }

  private Path run(String what, String url, Map<String, String> environment, String... more)
      throws Exception {
    Path files = Files.createDirectory(folder.resolve(what));
    Process process = start(what, files, url, environment, more);
    try (BufferedReader said = process.inputReader(UTF_8)) {
      end(process, said);
    } finally {
      process.destroyForcibly();
    }
    return files;
  }

  private String url() {
    return "http://127.0.0.1:" + claude.getPort();
  }

  private static void end(Process process, BufferedReader said) throws Exception {
    List<String> lines = said.lines().toList();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
    assertThat(lines).last().asString().startsWith("dumped");
  }

  private static Process start(
      String what, Path files, String url, Map<String, String> environment, String... more)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                HeapJob.class.getName(),
                what,
                files.toString(),
                url));
    command.addAll(List.of(more));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder.start();
  }

  private Path secretFile(String name, String secret) throws IOException {
    Path file =
        Files.createFile(
            folder.resolve(name),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, secret);
  }

  private static String part(String json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
  }
}
