package dev.tacenda.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.testkit.FakeClaude;
import dev.tacenda.testkit.LeakCheck;
import dev.tacenda.testkit.PlantedSecrets;
import dev.tacenda.testkit.RecordedRequest;
import dev.tacenda.testkit.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reviews of trees of the user, called as the real API is. */
class TreeRunTest {
  private static final Map<String, String> PLANTED =
      PlantedSecrets.of(Long.getLong("tacenda.seed", 11)).asMap();

  @TempDir Path folder;
  private Bench bench;
  private FakeClaude claude;

  @BeforeEach
  void startClaude() {
    claude = FakeClaude.start().replyWith(StandInReview::of);
    bench = new Bench(folder).calling(claude);
  }

  @AfterEach
  void stopClaude() {
    claude.close();
  }

  private static String planted(String name) {
    return Objects.requireNonNull(PLANTED.get(name), name);
  }

  @Test
  void callsTheApiIfThereIsAKey() throws IOException {
    bench.write("tree/a.txt", "token " + planted("github-token") + "\n");
    Bench.Ran ran = bench.run("--model", "claude-test-1", "tree");
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.OK);
    assertThat(ran.out()).startsWith("ANTHROPIC_API_KEY is set: Claude is called at ");
    assertThat(ran.lastLine()).isEqualTo("leak check: 0 of 1 masked values left this process");
    RecordedRequest request = claude.requests().get(0);
    assertThat(request.bodyText()).contains("\"claude-test-1\"", "TCN_GITHUB_");
    LeakCheck.of(Map.of("key", "sk-" + "ant-api03-FAKEfakeFAKEfakeFAKE"))
        .search("body", request.body())
        .searchText("stdout", ran.out() + ran.err())
        .searchTree(bench.path(".tacenda"))
        .report()
        .assertClean();
  }

  @Test
  void printsNoCredentialOfTheBaseUrl() throws IOException {
    bench.write("tree/a.txt", "fine\n");
    String password = planted("url-password");
    bench.with(
        "ANTHROPIC_BASE_URL", claude.baseUrl().replace("http://", "http://u:" + password + "@"));
    Bench.Ran ran = bench.run("tree");
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.OK);
    assertThat(ran.out() + ran.err()).doesNotContain(password);
  }

  @Test
  void sendsALargeTreeInBatchesAndTellsProgress() throws IOException {
    for (int i = 0; i < 7; i++) {
      bench.write("tree/f" + i + ".txt", "mail " + planted("email") + "\n" + "x\n".repeat(50_000));
    }
    Bench.Ran ran = bench.run("tree");
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.OK);
    assertThat(ran.err())
        .isEqualTo(
            """
            [1/4] sending 2 files, 200 KB, 2 masked
            [2/4] sending 2 files, 200 KB, 2 masked
            [3/4] sending 2 files, 200 KB, 2 masked
            [4/4] sending 1 file, 100 KB, 1 masked
            """);
    assertThat(ran.out()).containsSubsequence("Answer 1/4", "Answer 4/4", "OK, 10 records");
    assertThat(claude.requests()).hasSize(4);
  }

  @Test
  void tellsThatItScansALargeTree() throws IOException {
    bench.write("tree/a.txt", "x\n".repeat(1_000_000));
    bench.write("tree/b.txt", "x\n".repeat(1_000_000));
    Bench.Ran ran = bench.run("tree");
    assertThat(ran.err()).startsWith("scanned 1 of 2 files\nscanned 2 of 2 files\n[1/2] ");
  }

  @Test
  void masksAValueAlsoWhereNoRuleFindsItAndInEarlierFiles() throws IOException {
    String password = planted("jdbc-password");
    bench.write("tree/a.txt", "the word is " + password + " today\n");
    bench.write("tree/b.yml", "password: \"" + password + "\"\n");
    Bench.Ran ran = bench.run("tree");
    assertThat(ran.out()).containsPattern("known-secret +1 +a.txt:1");
    assertThat(ran.lastLine()).isEqualTo("leak check: 0 of 1 masked values left this process");
    assertNothingLeft(password, ran);
  }

  @Test
  void masksAValueAlsoWhereItStandsWithoutTheEscapeThatFollowedIt() throws IOException {
    String password = planted("connection-string-password");
    bench.write("tree/a.txt", "the word is " + password + "\n");
    bench.write("tree/b.json", "\"Server=h;Database=d;User ID=u;Password=" + password + "\\\"\"\n");
    assertNothingLeft(password, bench.run("tree"));
  }

  @Test
  void takesSecretsFromDotEnvFilesOfTheTree() throws IOException {
    String password = planted("dotenv-password");
    bench.write("tree/deploy/.env", "SMTP_PASSWORD=" + password + "\n");
    bench.write("tree/a.txt", "the word is " + password + " today\n");
    Bench.Ran ran = bench.run("tree");
    assertThat(ran.out()).containsPattern("known-secret +1 +a.txt:1");
    assertNothingLeft(password, ran);
  }

  private void assertNothingLeft(String value, Bench.Ran ran) {
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.OK);
    LeakCheck.of(Map.of("value", value))
        .searchRequests(claude)
        .searchText("output", ran.out() + ran.err())
        .searchTree(bench.path(".tacenda"))
        .report()
        .assertClean();
  }

  @Test
  void neverReviewsTheRecordAndItsKey() throws IOException {
    bench.write("tree/a.txt", "fine\n");
    assertThat(bench.run("--audit", "tree/audit", "tree").exitCode()).isEqualTo(ExitCode.OK);
    Bench.Ran second = bench.run("--audit", "tree/audit", "tree");
    assertThat(second.out()).contains("1 file, 5 bytes");
    String key = Files.readString(bench.path("tree/audit/placeholder.key")).strip();
    assertThat(claude.requests()).noneMatch(request -> request.bodyText().contains(key));
  }

  @Test
  void aBlockedFindingStopsTheRunBeforeAnythingIsSent() throws IOException {
    bench.write("tree/a.txt", "x\n".repeat(Batch.MAX_BYTES / 2));
    bench.write("tree/z.txt", "mail " + planted("email") + "\n");
    bench.write("policy.yaml", policyWith("block"));
    Bench.Ran ran = bench.run("--policy", "policy.yaml", "tree");
    assertThat(ran.exitCode()).isEqualTo(ExitCode.DENIED);
    assertThat(ran.err())
        .endsWith(
            "quickstart: request not sent: POLICY_BLOCKED: the policy blocks what was found"
                + " (rules: email)\n");
    assertThat(ran.out()).contains("verify  OK, 3 records");
    assertThat(claude.requests()).isEmpty();
  }

  @Test
  void theLeakCheckFindsWhatThePolicyLetsThrough() throws IOException {
    bench.write("policy.yaml", policyWith("allow"));
    Bench.Ran ran = new Bench(folder).run("--policy", "policy.yaml");
    assertThat(ran.exitCode()).isEqualTo(ExitCode.LEAK);
    assertThat(ran.lastLine()).isEqualTo("leak check: 1 of 14 planted values left this process");
    assertThat(ran.err())
        .endsWith("quickstart: what was sent holds values that should have been masked: email\n");
    assertThat(ran.out() + ran.err()).doesNotContain(planted("email"));
  }

  private static String policyWith(String action) {
    return """
    tacenda-policy: 1
    name: test
    revision: 1
    rules:
      use: [standard]
    actions:
      - rule: email
        action: %s
    """
        .formatted(action);
  }

  @Test
  void anErrorOfTheApiIsOneLine() throws IOException {
    bench.write("tree/a.txt", "fine\n");
    claude.enqueue(Reply.error(401, "authentication_error", "no"));
    Bench.Ran ran = bench.run("tree");
    assertThat(ran.exitCode()).isEqualTo(ExitCode.CALL_FAILED);
    assertThat(ran.err())
        .endsWith("quickstart: Claude answered with HTTP 401; check ANTHROPIC_API_KEY\n");
    assertThat(ran.out()).contains("verify  OK, 4 records");
  }

  @Test
  void anAnswerThatBreaksOffIsOneLine() throws IOException {
    bench.write("tree/a.txt", "fine\n");
    claude.enqueue(Reply.text("I was about to say").deltaSize(2).cutAfter(5));
    Bench.Ran ran = bench.run("tree");
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(ExitCode.CALL_FAILED);
    assertThat(ran.err()).endsWith("; check the network\n");
  }

  @Test
  void followsNoLinkAndSkipsWhatSaysBinary() throws IOException {
    bench.write("outside.txt", planted("stripe-key"));
    bench.write("tree/a.txt", "fine\n");
    bench.write("tree/logo.png", new byte[] {0});
    bench.write("tree/target/out.txt", "x");
    bench.write("tree/.git/config", "x");
    Files.createSymbolicLink(bench.path("tree/link.txt"), bench.path("outside.txt"));
    Bench.Ran ran = bench.run("tree");
    assertThat(ran.out())
        .contains("1 file, 5 bytes", "left out: 1 binary by name, 1 link, 0 not reviewable");
  }

  @Test
  void reviewsASingleFile() throws IOException {
    bench.write("a.txt", "mail " + planted("email") + "\n");
    Bench.Ran ran = bench.run("a.txt");
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.OK);
    assertThat(ran.out()).containsPattern("email +1 +a.txt:1");
  }
}
