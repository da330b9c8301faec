package dev.tacenda.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyPublishTest {
  @TempDir Path folder;

  private CommandRun run;

  @BeforeEach
  void makeKeysAndArchive() throws IOException {
    run = PolicyFixture.in(folder);
    Files.createDirectory(folder.resolve("archive"));
    run.run("policy", "key", "--name", "one.example", "--out", "one.key");
    assertThat(run.exitCode()).isZero();
  }

  private CommandRun run(String line, String... more) {
    List<String> words = new ArrayList<>();
    StringTokenizer tokens = new StringTokenizer(line);
    while (tokens.hasMoreTokens()) {
      words.add(tokens.nextToken());
    }
    words.addAll(List.of(more));
    return run.run(words.toArray(String[]::new));
  }

  private CommandRun publish() {
    return run(
        "policy publish --archive archive --name acme --key one.key --valid-days 90 policies");
  }

  private String secret() throws IOException {
    return Files.readString(folder.resolve("one.key")).strip();
  }

  @Test
  void makesAKeyThatOnlyItsOwnerCanRead() throws IOException {
    Path key = folder.resolve("one.key");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThat(run.out()).isEqualTo(Files.readString(folder.resolve("one.key.pub")));
    assertThat(run.out()).startsWith("one.example+").doesNotContain("PRIVATE");
    assertThat(secret()).startsWith("PRIVATE+KEY+one.example+");
    String before = secret();
    assertThat(run("policy key --name two --out one.key").exitCode()).isEqualTo(9);
    assertThat(secret()).isEqualTo(before);
    assertThat(run("policy key --name a+b --out two.key").exitCode()).isEqualTo(2);
    assertThat(folder.resolve("two.key")).doesNotExist();
  }

  @Test
  void publishesAndGoesBack() throws IOException {
    assertThat(publish().exitCode()).isZero();
    assertThat(run.out()).startsWith("1 current ").contains(" by one.example");
    run.file("policies/strict.yaml", PolicyFixture.STRICT.replace("revision: 2", "revision: 3"));
    assertThat(publish().out()).startsWith("2 current ");

    run(
        "policy rollback --archive archive --name acme --key one.key --to 1 --valid-days 9 --note",
        "back to 1");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("3 current ").contains("rollback of 1: back to 1");

    run("policy history --archive archive --name acme --trusted one.key.pub");
    assertThat(run.out().lines()).hasSize(3);
    assertThat(run.out().lines().map(line -> line.substring(0, 2)))
        .containsExactly("3 ", "2 ", "1 ");
    run("policy history --archive archive --name acme --trusted one.key.pub --format jsonl");
    assertThat(run.out()).contains("\"revision\":3,\"current\":true,", "\"rollbackOf\":1,");
    run("policy explain --identity anonymous archive/current --format json");
    assertThat(run.out()).contains("\"revision\":3,");
    run("policy diff archive/2 archive/current");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void takesTheKeyFromStandardInput() throws IOException {
    run.input(secret() + "\n");

    run("policy publish --archive archive --name acme --key - --valid-days 90 policies");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void refusesAKeyThatOthersCanRead() throws IOException {
    Files.setPosixFilePermissions(
        folder.resolve("one.key"), PosixFilePermissions.fromString("rw-r-----"));

    assertThat(publish().exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("others can read the key one.key");
  }

  /** A key in an argument is in the list of processes and in the history of the shell. */
  @Test
  void refusesAKeyInAnArgument() throws IOException {
    run("policy publish --archive archive --name acme --valid-days 90 policies --key", secret());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).doesNotContain(secret());
  }

  @Test
  void saysNothingOfAKeyThatIsNone() throws IOException {
    String broken = secret().substring(0, secret().length() - 4) + "FAKE";
    run.input(broken);

    run("policy publish --archive archive --name acme --key - --valid-days 90 policies");
    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.err()).startsWith("tacenda: key -: ").doesNotContain(broken, "FAKE");
  }

  @Test
  void publishesNothingThatReadersWouldRefuse() throws IOException {
    run.file("policies/tests.yaml", PolicyFixture.TESTS.replace("verdict: block", "verdict: ask"));
    assertThat(publish().exitCode()).isEqualTo(10);
    assertThat(run.err()).startsWith("tacenda: refused: ").contains("mail stops a release");

    run.file("policies/tests.yaml", PolicyFixture.TESTS)
        .file("policies/strict.yaml", PolicyFixture.STRICT + "acton: x\n");
    assertThat(publish().exitCode()).isEqualTo(10);
    assertThat(run.err()).contains("did you mean 'action");

    try (var entries = Files.list(folder.resolve("archive"))) {
      assertThat(entries).isEmpty();
    }
  }

  @Test
  void needsTheKeysThatReadersTrust() {
    run("policy key --name two.example --out two.key");
    publish();

    run("policy history --archive archive --name acme --trusted two.key.pub");
    assertThat(run.out()).startsWith("1 cannot be used: ");
    assertThat(run.exitCode()).isEqualTo(1);
    run(
        "policy publish --archive archive --name acme --key two.key --trusted one.key.pub"
            + " --valid-days 9 policies");
    assertThat(run.exitCode()).isEqualTo(10);
    run("policy history --archive archive --name acme");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("whose signatures count?");
  }

  @Test
  void signsApartAndTogether() {
    run("policy key --name two.example --out two.key");
    run("policy sign --key one.key --name acme --revision 7 --valid-days 9 --out b1 policies");
    assertThat(run.exitCode()).isZero();
    run("policy sign --key two.key --trusted one.key.pub --out b2 b1");
    assertThat(run.exitCode()).isZero();
    String both =
        "policy publish --archive archive --name acme --trusted one.key.pub"
            + " --trusted two.key.pub --quorum 2 ";

    assertThat(run(both + "b1").exitCode()).isEqualTo(10);
    assertThat(run(both + "b2").exitCode()).isZero();
    assertThat(run.out()).startsWith("7 current ").contains("one.example, two.example");
    assertThat(run(both + "b2").exitCode()).isEqualTo(10);
    assertThat(run.err()).contains("revision 7 is taken");
  }

  @Test
  void signsOnlyWhatIsUnderstoodAndPasses() throws IOException {
    String sign = "policy sign --key one.key --name acme --revision 1 --valid-days 9 --out b ";
    run.file("policies/tests.yaml", PolicyFixture.TESTS.replace("verdict: block", "verdict: ask"));

    assertThat(run(sign + "policies").exitCode()).isEqualTo(10);
    assertThat(run("policy sign --key one.key --out b policies").exitCode()).isEqualTo(2);
    run.file("other/p.yaml", PolicyFixture.STRICT);
    assertThat(run(sign + "other").exitCode()).isEqualTo(10);
    run.file("other/p.yaml", "tacenda-policy: 2\n");
    assertThat(run(sign + "other").exitCode()).isEqualTo(7);
    assertThat(folder.resolve("b")).doesNotExist();
    assertThat(run("policy sign --key one.key --trusted one.key.pub --out b one.key").exitCode())
        .isEqualTo(10);
    assertThat(
            run("policy rollback --archive no --name a --key one.key --to 1 --valid-days 1")
                .exitCode())
        .isEqualTo(4);
  }
}
