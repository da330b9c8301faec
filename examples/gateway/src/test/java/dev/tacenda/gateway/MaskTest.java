package dev.tacenda.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskTest {
  @TempDir Path folder;
  private CommandRun run;

  @BeforeEach
  void newRun() {
    run = CommandRun.in(folder);
  }

  @Test
  void masksWhatItFindsAndKeepsTheRest() {
    run.input("user=ada\n" + Fake.passwordLine() + "end").run("mask");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("user=ada\npassword=TCN_").endsWith("\nend");
    assertThat(run.out()).doesNotContain(Fake.PASSWORD);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void passesBytesThatAreNotText() {
    byte[] input = new byte[256];
    for (int i = 0; i < input.length; i++) {
      input[i] = (byte) i;
    }

    run.input(input).run("mask");

    assertThat(run.outBytes()).isEqualTo(input);
  }

  @Test
  void passesAnEmptyInput() {
    run.run("mask");

    assertThat(run.exitCode()).isZero();
    assertThat(run.outBytes()).isEmpty();
  }

  @Test
  void givesTheSameBytesInTheNextRun() {
    String first = run.input(Fake.passwordLine()).run("mask").out();
    String second = CommandRun.in(folder).input(Fake.passwordLine()).run("mask").out();

    assertThat(second).isEqualTo(first);
    assertThat(folder.resolve("home/.local/state/tacenda/placeholder.key")).isRegularFile();
  }

  @Test
  void changesNothingInWhatItMasked() {
    String masked = run.input(Fake.passwordLine()).run("mask").out();

    assertThat(run.input(masked).run("mask").out()).isEqualTo(masked);
  }

  @Test
  void keepsTheKeyWhereItIsTold() {
    String one = run.input(Fake.passwordLine()).run("mask", "--key", "a.key").out();
    String two = run.run("mask", "--key", "b.key").out();

    assertThat(run.run("mask", "--key", "a.key").out()).isEqualTo(one).isNotEqualTo(two);
    assertThat(folder.resolve("home")).doesNotExist();
  }

  @Test
  void prefersTheStateFolderOfTheEnvironment() {
    run.with("XDG_STATE_HOME", folder.resolve("state").toString()).run("mask");

    assertThat(folder.resolve("state/tacenda/placeholder.key")).isRegularFile();
  }

  @Test
  void usesAnotherKeyForEachRunIfToldSo() {
    String first = run.input(Fake.passwordLine()).run("mask", "--random-key").out();

    assertThat(run.run("mask", "--random-key").out()).isNotEqualTo(first);
    assertThat(folder.resolve("home")).doesNotExist();
  }

  @Test
  void saysThatPlaceholdersWillDifferIfNoKeyCanBeKept() {
    run.with("HOME", "/dev/null").input(Fake.passwordLine()).run("mask");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("password=TCN_");
    assertThat(run.err()).contains("no place to keep a placeholder key").contains("--key");
  }

  @Test
  void refusesAKeyFileThatOthersCanRead() throws IOException {
    run.run("mask", "--key", "a.key");
    Files.setPosixFilePermissions(
        folder.resolve("a.key"), PosixFilePermissions.fromString("rw-r--r--"));

    run.input(Fake.passwordLine()).run("mask", "--key", "a.key");

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("cannot use the key file").contains("a.key");
  }

  @Test
  void refusesTwoOpinionsAboutTheKey() {
    run.run("mask", "--key", "a.key", "--random-key");

    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void masksTheStringsOfJsonAndLeavesTheOtherBytes() {
    run.input(
            "{ \"note\" :  \"password="
                + Fake.PASSWORD
                + "\",\r\n \"n\": 1.50, \"u\": \"\\u00e9\"}")
        .run("mask", "--json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("{ \"note\" :  \"password=TCN_")
        .endsWith("\",\r\n \"n\": 1.50, \"u\": \"\\u00e9\"}");
  }

  @Test
  void printsNothingIfTheJsonIsMalformed() {
    run.input("{\"a\": \"" + Fake.PASSWORD + "\"").run("mask", "--json");

    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("tacenda: not masked: MALFORMED_JSON");
    assertThat(run.err()).doesNotContain(Fake.PASSWORD);
  }

  @Test
  void printsNothingIfTheInputIsTooLarge() throws IOException {
    run.file("small.yaml", Fake.policy("limits: { max-body-bytes: 10 }"));

    run.input("12345678901").run("mask", "--policy", "small.yaml");

    assertThat(run.exitCode()).isEqualTo(6);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("more than 10 bytes").contains("max-body-bytes");
    assertThat(run.input("1234567890").run("mask", "--policy", "small.yaml").exitCode()).isZero();
  }

  @Test
  void printsNothingIfThePolicyForbidsAFinding() throws IOException {
    for (String action : new String[] {"block", "ask"}) {
      run.file(
          "strict.yaml",
          Fake.policy("actions: [{ kind: " + Fake.KIND + ", action: " + action + " }]"));

      run.input(Fake.passwordLine())
          .run("mask", "--policy", "strict.yaml", "--findings", "found.jsonl");

      assertThat(run.exitCode()).isEqualTo(8);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains(Fake.RULE).doesNotContain(Fake.PASSWORD);
      assertThat(folder.resolve("found.jsonl")).content().contains("\"" + action + "\"");
    }
  }

  @Test
  void leavesWhatThePolicyAllows() throws IOException {
    run.file("open.yaml", Fake.policy("actions: [{ kind: " + Fake.KIND + ", action: allow }]"));

    run.input(Fake.passwordLine()).run("mask", "--policy", "open.yaml");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo(Fake.passwordLine());
  }

  @Test
  void tellsWhereAPolicyIsWrong() throws IOException {
    run.file("bad.yaml", Fake.policy("acton: {}"));

    run.run("mask", "--policy", "bad.yaml");

    assertThat(run.exitCode()).isEqualTo(7);
    assertThat(run.err()).startsWith("tacenda: invalid policy: ").contains("bad.yaml:5:1: ");
    assertThat(run.run("mask", "--policy", "none.yaml").exitCode()).isEqualTo(7);
  }

  @Test
  void listsFindingsWithoutTheirValues() throws IOException {
    run.input("Zoë\n  " + Fake.passwordLine()).run("mask", "--findings", "found.jsonl");

    assertThat(folder.resolve("found.jsonl"))
        .content()
        .startsWith(
            "{\"path\":\"-\",\"start\":16,\"end\":30,\"rule\":\""
                + Fake.RULE
                + "\","
                + "\"line\":2,\"column\":12,\"action\":\"mask\",\"confidence\":")
        .endsWith("}\n");
    assertThat(Files.getPosixFilePermissions(folder.resolve("found.jsonl")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void replacesAFileOfFindingsThatOthersCouldRead() throws IOException {
    run.file("found.jsonl", "old");
    Files.setPosixFilePermissions(
        folder.resolve("found.jsonl"), PosixFilePermissions.fromString("rw-rw-rw-"));

    run.input("clean").run("mask", "--findings", "found.jsonl");

    assertThat(folder.resolve("found.jsonl")).isEmptyFile();
    assertThat(Files.getPosixFilePermissions(folder.resolve("found.jsonl")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void printsNothingIfTheFindingsCannotBeWritten() throws IOException {
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("target"));
    run.file("target", "kept");

    for (String place : new String[] {"no/such/folder/f", ".", "link"}) {
      run.input(Fake.passwordLine()).run("mask", "--findings", place);

      assertThat(run.exitCode()).as(place).isEqualTo(9);
      assertThat(run.out()).isEmpty();
    }
    assertThat(folder.resolve("target")).hasContent("kept");
  }

  @Test
  void writesFindingsToADeviceAsItIs() {
    run.input(Fake.passwordLine()).run("mask", "--findings", "/dev/null");

    assertThat(run.exitCode()).isZero();
    assertThat(Path.of("/dev/null")).exists();
    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
  }

  @Test
  void looksForSecretsOfTheEnvironment() {
    String value = "Fake" + "value" + "ofours";

    run.with("ACME_TOKEN", value).with("DB_PASSWORD", "x").input("it is " + value + " here");

    assertThat(run.run("mask").out()).contains(value);
    assertThat(run.run("mask", "--known-env").out()).matches("it is TCN_KNOWN_\\w+ here");
    assertThat(run.err())
        .isEqualTo("tacenda: not taken as known secrets: DB_PASSWORD (too short)\n");
  }

  @Test
  void looksForSecretsOfDotEnvFiles() throws IOException {
    run.file(".env", "API_KEY=Fakefirstvalue\n").file("b.env", "API_KEY=Fakesecondvalue\n");

    run.input("Fakefirstvalue Fakesecondvalue")
        .run("mask", "--env-file", ".env", "--env-file=b.env");

    assertThat(run.out()).matches("TCN_KNOWN_\\w+ TCN_KNOWN_\\w+");
    assertThat(run.run("mask", "--env-file", "none.env").exitCode()).isEqualTo(4);
  }

  @Test
  void looksForMountedSecretsAndForWhatGitKeeps() throws IOException {
    run.file("secrets/db", "Fakefirstvalue\n")
        .file("secrets/port", "5432\n")
        .file("git/config", "[remote \"origin\"]\n  url = https://x:Fakesecondvalue@git.test/a\n");

    run.input("Fakefirstvalue Fakesecondvalue")
        .run("mask", "--known-mount", "secrets", "--known-git=git/config");

    assertThat(run.out()).matches("TCN_KNOWN_\\w+ TCN_KNOWN_\\w+");
    assertThat(run.err())
        .isEqualTo("tacenda: not taken as known secrets: secrets/port (too short)\n");
    assertThat(run.run("mask", "--known-mount", "none").exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("check --known-mount");
    assertThat(run.run("mask", "--known-git", "none").exitCode()).isEqualTo(4);
  }

  @Test
  void masksByTheRulesOfAGitleaksConfigurationToo() throws IOException {
    run.file(
        "team.toml",
        """
        [[rules]]
        id = 'acme-ticket'
        description = 'd'
        regex = 'tick-[0-9]{6}'
        keywords = ['tick-']
        skipReport = true
        """);

    run.input("see tick-123456 of " + Fake.passwordLine()).run("mask", "--gitleaks", "team.toml");

    assertThat(run.out()).startsWith("see TCN_ACMETICKET_").doesNotContain("tick-123456");
    assertThat(run.err()).startsWith("tacenda: ").contains("team.toml:");
    assertThat(run.run("mask", "--gitleaks", "none.toml").exitCode()).isEqualTo(7);
    assertThat(run.err()).contains("check --gitleaks");
    run.file("bad.toml", "[[rules]]\nid = 'a-rule'\nregx = 'x'\n");
    assertThat(run.run("mask", "--gitleaks", "bad.toml").exitCode()).isEqualTo(7);
    assertThat(run.err()).contains("invalid gitleaks configuration: ").contains("bad.toml:3:1: ");
  }

  @Test
  void saysThatNobodyReadsTheOutput() {
    run.toClosedPipe().input("text").run("mask");

    assertThat(run.exitCode()).isEqualTo(9);
  }
}
