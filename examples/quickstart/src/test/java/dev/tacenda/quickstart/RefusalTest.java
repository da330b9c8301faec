package dev.tacenda.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.testkit.FakeClaude;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be reviewed: one clear line, the documented exit code, nothing sent. */
class RefusalTest {
  private static final String LEAVE_OUT = "use --skip-unreviewable to leave such files out";
  private static final String NOT_SENT = "; nothing was sent\n";

  @TempDir Path folder;
  private Bench bench;
  private FakeClaude claude;

  @BeforeEach
  void startClaude() throws IOException {
    claude = FakeClaude.start();
    bench = new Bench(folder).calling(claude);
    // The first file of the tree is fine: it must not be sent either.
    bench.write("tree/a.txt", "fine\n");
  }

  @AfterEach
  void stopClaude() {
    claude.close();
  }

  private void assertRefused(ExitCode exitCode, String line, String... arguments) {
    Bench.Ran ran = bench.run(arguments);
    assertThat(ran.err()).isEqualTo("quickstart: " + line);
    assertThat(ran.exitCode()).isEqualTo(exitCode);
    assertThat(ran.out()).isEmpty();
    assertThat(claude.requests()).isEmpty();
    assertThat(bench.path(".tacenda")).doesNotExist();
  }

  @Test
  void missingPath() {
    assertRefused(
        ExitCode.NOTHING_TO_REVIEW,
        "no such file or folder: " + bench.path("nowhere") + "; check the path" + NOT_SENT,
        "nowhere");
  }

  @Test
  void folderWithoutFiles() throws IOException {
    Files.createDirectories(bench.path("empty/sub"));
    assertRefused(
        ExitCode.NOTHING_TO_REVIEW,
        "no file to review in "
            + bench.path("empty")
            + "; name a folder that holds source text"
            + NOT_SENT,
        "empty");
  }

  @Test
  void fileThatNobodyMayReadEvenIfRootRuns() throws IOException {
    Path file = bench.write("tree/closed.txt", "x\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assertRefused(
        ExitCode.UNREADABLE,
        "cannot read " + file + "; give read permission, or " + LEAVE_OUT + NOT_SENT,
        "tree");
  }

  @Test
  void folderThatNobodyMayRead() throws IOException {
    Path sub = Files.createDirectories(bench.path("tree/closed"));
    Files.setPosixFilePermissions(sub, PosixFilePermissions.fromString("---------"));
    try {
      assertRefused(
          ExitCode.UNREADABLE,
          "cannot read " + sub + "; give read permission, or " + LEAVE_OUT + NOT_SENT,
          "tree");
    } finally {
      Files.setPosixFilePermissions(sub, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void binaryFileOfAnUnsuspiciousName() throws IOException {
    Path file = bench.write("tree/data.bin", new byte[] {'a', 0, 'b'});
    assertRefused(
        ExitCode.BINARY,
        "not UTF-8 text: " + file + "; move it away, or " + LEAVE_OUT + NOT_SENT,
        "tree");
  }

  @Test
  void textInAnotherEncoding() throws IOException {
    Path file = bench.write("tree/umlaut.txt", "grün\n".getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(
        ExitCode.BINARY,
        "not UTF-8 text: " + file + "; move it away, or " + LEAVE_OUT + NOT_SENT,
        "tree");
  }

  @Test
  void binaryFileThatIsNamedItself() throws IOException {
    Path file = bench.write("logo.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 0});
    assertRefused(
        ExitCode.BINARY,
        "not UTF-8 text: " + file + "; move it away, or " + LEAVE_OUT + NOT_SENT,
        "logo.png");
  }

  @Test
  void fileOf50Megabytes() throws IOException {
    byte[] content = new byte[50 * 1024 * 1024];
    Arrays.fill(content, (byte) 'a');
    Path file = bench.write("tree/dump.sql", content);
    assertRefused(
        ExitCode.TOO_LARGE,
        "too large: "
            + file
            + " has 52428800 bytes, the limit is 10485760; "
            + LEAVE_OUT
            + NOT_SENT,
        "tree");
  }

  @Test
  void invalidPolicy() throws IOException {
    Path file = bench.write("policy.yaml", "tacenda-policy: 1\nname: x\nrevsion: 1\n");
    assertRefused(
        ExitCode.POLICY_INVALID,
        "invalid policy: "
            + file
            + ":3:1: unknown key 'revsion'; did you mean 'revision'?"
            + NOT_SENT,
        "--policy",
        "policy.yaml",
        "tree");
  }

  @Test
  void missingPolicy() {
    assertRefused(
        ExitCode.POLICY_INVALID,
        "cannot read the policy file " + bench.path("none.yaml") + "; check --policy" + NOT_SENT,
        "--policy=none.yaml",
        "tree");
  }

  @Test
  void unknownOption() {
    assertRefused(
        ExitCode.USAGE,
        "unknown option --polcy; the options are --audit, --help, --model, --policy,"
            + " --skip-unreviewable\n",
        "--polcy",
        "tree");
  }

  @Test
  void baseUrlThatIsNone() {
    bench.with("ANTHROPIC_BASE_URL", "localhost:8080");
    assertRefused(
        ExitCode.USAGE, "ANTHROPIC_BASE_URL must be an http or https URL with a host\n", "tree");
  }

  @Test
  void keyThatDoesNotFitIntoAHeader() {
    bench.with("ANTHROPIC_API_KEY", "two\nlines");
    assertRefused(
        ExitCode.USAGE, "ANTHROPIC_API_KEY must be printable ASCII without spaces\n", "tree");
  }

  @Test
  void controlCharactersOfAFileNameStayOutOfTheLine() throws IOException {
    bench.write("tree/two\nlines\u001b[31m.txt", new byte[] {0});
    Bench.Ran ran = bench.run("tree");
    assertThat(ran.err()).hasLineCount(1).contains("two?lines?[31m.txt");
  }

  @Test
  void everythingThatCannotBeReviewedIsLeftOutOnRequest() throws IOException {
    bench.write("tree/data.bin", new byte[] {0});
    bench.write("tree/large.txt", new byte[SourceReader.MAX_FILE_BYTES + 1]);
    Path closed = bench.write("tree/closed.txt", "x\n");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    Bench.Ran ran = bench.run("--skip-unreviewable", "tree");
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.OK);
    assertThat(ran.out()).contains("1 file, 5 bytes", "3 not reviewable");
  }

  @Test
  void recordThatCannotBeKeptStopsTheRunBeforeItSends() throws IOException {
    bench.write("not-a-folder", "x");
    Bench.Ran ran = bench.run("--audit", "not-a-folder", "tree");
    assertThat(ran.exitCode()).isEqualTo(ExitCode.AUDIT_FAILED);
    assertThat(ran.err()).hasLineCount(1).startsWith("quickstart: cannot keep the audit record: ");
    assertThat(claude.requests()).isEmpty();
  }
}
