package dev.tacenda.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanTest {
  private static final String FOUND =
      "\"start\":9,\"end\":23,\"rule\":\""
          + Fake.RULE
          + "\",\"line\":1,\"column\":10,"
          + "\"action\":\"mask\",\"confidence\":"
          + Fake.CONFIDENCE
          + "}\n";

  @TempDir Path folder;
  private CommandRun run;

  @BeforeEach
  void newRun() {
    run = CommandRun.in(folder);
  }

  @Test
  void endsWithZeroIfNothingIsFound() throws IOException {
    run.file("a.txt", "nothing here\n").run("scan", "a.txt");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEqualTo("tacenda: scanned 1 file, 13 bytes; 0 findings\n");
  }

  @Test
  void printsALineForEachFindingAndATable() throws IOException {
    run.file("b/x.env", Fake.passwordLine() + "mail " + Fake.MAIL + "\n")
        .file("a.env", Fake.passwordLine())
        .run("scan", "b", "a.env");

    assertThat(run.exitCode()).isEqualTo(1);
    String password = Fake.RULE + " (" + Fake.KIND + ") mask\n";
    assertThat(run.out())
        .startsWith(
            "b/x.env:1:10: "
                + password
                + "b/x.env:2:6: email (personal) mask\n"
                + "a.env:1:10: "
                + password
                + "\nrule ")
        .containsPattern("\nemail +personal +mask +1\n")
        .containsPattern("\n" + Fake.RULE + " +" + Fake.KIND + " +mask +2\n");
  }

  @Test
  void printsOneJsonObjectALine() throws IOException {
    run.file("tree/a.env", Fake.passwordLine()).file("tree/sub/b.env", Fake.passwordLine());

    run.run("scan", "--format", "jsonl", "tree/");

    assertThat(run.out())
        .isEqualTo("{\"path\":\"tree/a.env\"," + FOUND + "{\"path\":\"tree/sub/b.env\"," + FOUND);
  }

  @Test
  void printsPathsAsTheyAreGiven() throws IOException {
    run.file("sub/a.env", Fake.passwordLine());
    String absolute = folder.resolve("sub").toString();

    assertThat(run.run("scan", "--format=jsonl", ".").out())
        .startsWith("{\"path\":\"./sub/a.env\"");
    assertThat(run.run("scan", "--format=jsonl", absolute).out())
        .startsWith("{\"path\":\"" + absolute + "/a.env\"");
    assertThat(run.run("scan", "--format=jsonl", "sub/a.env").out())
        .startsWith("{\"path\":\"sub/a.env\"");
  }

  @Test
  void printsTheSameForAnyNumberOfJobs() throws IOException {
    for (int i = 0; i < 100; i++) {
      run.file("tree/" + i % 7 + "/f" + i, Fake.passwordLine().repeat(1 + i % 3));
    }

    String one = run.run("scan", "--jobs", "1", "--format", "jsonl", "tree").out();

    assertThat(one.lines()).hasSizeGreaterThan(150);
    assertThat(run.run("scan", "--jobs", "8", "--format", "jsonl", "tree").out()).isEqualTo(one);
  }

  @Test
  void reportsEveryPlaceOfAValueFoundOnce() throws IOException {
    run.file("a.env", Fake.passwordLine() + "bare " + Fake.PASSWORD + "\n");

    run.run("scan", "a.env");

    assertThat(run.out()).contains("a.env:1:10: ").contains("a.env:2:6: ");
  }

  @Test
  void countsBytesOfFilesThatAreNotUtf8() throws IOException {
    byte[] latin = ("caf\u00e9 " + Fake.passwordLine()).getBytes(StandardCharsets.ISO_8859_1);

    run.file("latin.env", latin).run("scan", "--format", "jsonl", "latin.env");

    assertThat(run.out()).contains("\"start\":14,\"end\":28,").contains("\"column\":15,");
  }

  @Test
  void endsWithZeroInSpiteOfFindingsIfToldSo() throws IOException {
    run.file("a.env", Fake.passwordLine()).run("scan", "--exit-zero", "a.env");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isNotEmpty();
  }

  @Test
  void doesNotCountWhatThePolicyAllows() throws IOException {
    run.file("a.env", Fake.passwordLine())
        .file("open.yaml", Fake.policy("actions: [{ kind: " + Fake.KIND + ", action: allow }]"));

    run.run("scan", "--policy", "open.yaml", "a.env");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("a.env:1:10: " + Fake.RULE + " (" + Fake.KIND + ") allow\n");
  }

  @Test
  void findsNothingInWhatWasMasked() throws IOException {
    run.file("masked", run.input(Fake.passwordLine()).run("mask").out());

    assertThat(run.run("scan", "masked").exitCode()).isZero();
  }

  @Test
  void makesNoKeyOfItsOwn() throws IOException {
    run.file("a.env", Fake.passwordLine()).run("scan", "a.env");

    assertThat(folder.resolve("home")).doesNotExist();
    assertThat(run.run("scan", "--key", "none.key", "a.env").exitCode()).isEqualTo(4);
    assertThat(folder.resolve("none.key")).doesNotExist();
  }

  @Test
  void scansStandardInput() {
    run.input(Fake.passwordLine()).run("scan", "--format", "jsonl", "-");

    assertThat(run.out()).isEqualTo("{\"path\":\"-\"," + FOUND);
  }

  @Test
  void goesOnBehindWhatItCannotRead() throws IOException {
    run.file("tree/a.env", Fake.passwordLine())
        .file("tree/closed", Fake.passwordLine())
        .file("tree/locked/b.env", Fake.passwordLine())
        .file("tree/z.env", Fake.passwordLine());
    close("tree/closed");
    close("tree/locked");

    run.run("scan", "tree", "nowhere", "tree/a.env");
    open("tree/locked");

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.out()).contains("tree/a.env:1:10", "tree/z.env:1:10");
    assertThat(run.err())
        .isEqualTo(
            """
            tacenda: cannot read tree/closed
            tacenda: cannot read tree/locked
            tacenda: no such file or folder: nowhere
            tacenda: scanned 3 files, 72 bytes; 3 findings; NOT SCANNED: 3 paths
            """);
  }

  @Test
  void goesOnBehindAFileOverTheLimit() throws IOException {
    run.file("small.yaml", Fake.policy("limits: { max-body-bytes: 24 }"))
        .file("a", Fake.passwordLine() + ".")
        .file("b", Fake.passwordLine());

    run.run("scan", "--policy", "small.yaml", "a", "b");

    assertThat(run.exitCode()).isEqualTo(6);
    assertThat(run.out()).startsWith("b:1:10: ");
    assertThat(run.err()).contains("too large: a has more than 24 bytes");
  }

  @Test
  void leavesOutBinaryFilesAndSaysSo() throws IOException {
    run.file("a.bin", "\0" + Fake.passwordLine()).run("scan", "a.bin");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).contains("; left out: 1 binary file\n");
    assertThat(run.run("scan", "--include-binary", "a.bin").exitCode()).isEqualTo(1);
    assertThat(run.run("scan", "-v", "a.bin").err())
        .contains("tacenda: left out, binary file: a.bin\n");
  }

  @Test
  void followsOnlyLinksThatAreNamed() throws IOException {
    run.file("real/a.env", Fake.passwordLine()).file("tree/b.txt", "clean");
    Files.createSymbolicLink(folder.resolve("tree/file"), folder.resolve("real/a.env"));
    Files.createSymbolicLink(folder.resolve("tree/folder"), folder.resolve("real"));
    Files.createSymbolicLink(folder.resolve("tree/loop"), folder.resolve("tree"));

    assertThat(run.run("scan", "tree").exitCode()).isZero();
    assertThat(run.err()).contains("left out: 3 symbolic links");
    assertThat(run.run("scan", "tree/file").out()).startsWith("tree/file:1:10: ");
    assertThat(run.run("scan", "tree/folder").out()).startsWith("tree/folder/a.env:1:10: ");
  }

  @Test
  void leavesOutTheInsideOfGit() throws IOException {
    run.file(".git/config", Fake.passwordLine()).file("a.env", Fake.passwordLine());

    assertThat(run.run("scan", "--format=jsonl", ".").out().lines()).hasSize(1);
    assertThat(run.err()).contains("left out: 1 git folder");
    assertThat(run.run("scan", ".git").exitCode()).isEqualTo(1);
  }

  @Test
  void respectsGitignoreIfToldSo() throws IOException {
    run.file("repo/.git/HEAD", "ref: x")
        .file("repo/.gitignore", "*.env\nbuild/\n")
        .file("repo/sub/.gitignore", "!kept.env\n")
        .file("repo/sub/kept.env", Fake.passwordLine())
        .file("repo/sub/other.env", Fake.passwordLine())
        .file("repo/build/x.txt", Fake.passwordLine())
        .file("repo/y.txt", Fake.passwordLine());

    run.run("scan", "--gitignore", "-v", "repo");

    assertThat(run.out()).contains("repo/sub/kept.env:1:", "repo/y.txt:1:");
    assertThat(run.err())
        .contains("ignored path: repo/build\n", "ignored path: repo/sub/other.env\n")
        .contains("scanned 4 files");
    assertThat(run.run("scan", "--gitignore", "-v", "repo/sub").out())
        .contains("repo/sub/kept.env")
        .doesNotContain("other.env:");
    assertThat(run.run("scan", "repo/sub").out()).contains("other.env:");
  }

  @Test
  void keepsControlCharactersOfNamesOffTheTerminal() throws IOException {
    run.file("a\u001b[2J\n.env", Fake.passwordLine());

    assertThat(run.run("scan", ".").out()).startsWith("./a?[2J?.env:1:10: ");
    assertThat(run.run("scan", "--format=jsonl", ".").out())
        .startsWith("{\"path\":\"./a\\u001B[2J\\n.env\"");
  }

  @Test
  void coloursOnlyForATerminal() throws IOException {
    run.file("a.env", Fake.passwordLine());

    assertThat(run.run("scan", "a.env").out()).doesNotContain("\u001b");
    assertThat(run.onTerminals().run("scan", "a.env").out()).contains("\u001b[31m" + Fake.RULE);
    assertThat(run.with("NO_COLOR", "1").run("scan", "a.env").out()).doesNotContain("\u001b");
  }

  @Test
  void isQuietIfToldSo() throws IOException {
    run.file("a.txt", "clean").run("scan", "-q", "a.txt");

    assertThat(run.err()).isEmpty();
  }

  @Test
  void neverPrintsAValue() throws IOException {
    run.file("a.env", Fake.passwordLine() + Fake.MAIL);

    for (String format : new String[] {"text", "jsonl", "sarif"}) {
      run.run("scan", "-v", "--format", format, "a.env");

      assertThat(run.out() + run.err()).doesNotContain(Fake.PASSWORD).doesNotContain(Fake.MAIL);
    }
  }

  @Test
  void stopsIfNobodyReadsTheOutput() throws IOException {
    run.file("a.env", Fake.passwordLine()).toClosedPipe().run("scan", "a.env");

    assertThat(run.exitCode()).isEqualTo(9);
  }

  @Test
  void refusesACommandLineThatItDoesNotUnderstand() {
    String[][] wrong = {
      {"scan"},
      {"scan", "--jobs", "0", "x"},
      {"scan", "--format", "xml", "x"},
      {"scan", "--no", "x"}
    };

    for (String[] arguments : wrong) {
      assertThat(run.run(arguments).exitCode()).as(String.join(" ", arguments)).isEqualTo(2);
      assertThat(run.err()).startsWith("tacenda: ");
      assertThat(run.out()).isEmpty();
    }
  }

  private void close(String name) throws IOException {
    Files.setPosixFilePermissions(
        folder.resolve(name), PosixFilePermissions.fromString("---------"));
  }

  private void open(String name) throws IOException {
    Files.setPosixFilePermissions(
        folder.resolve(name), PosixFilePermissions.fromString("rwx------"));
  }
}
