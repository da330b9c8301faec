package dev.tacenda.benchmarks.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A run over corpora of a few made-up lines. */
class AccuracyTest {
  private static final String MAIL = "ada@" + "acme-fake" + ".test";

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void corpora() throws IOException {
    write(
        "examples-dev/gitleaks.jsonl",
        "{'id':'1','rule':'r','kind':'positive','text':'mail "
            + MAIL
            + "','secrets':['"
            + MAIL
            + "']}\n"
            + "{'id':'2','rule':'r','kind':'positive','text':'x"
            + " longvalue','secrets':['longvalue']}\n"
            + "{'id':'3','rule':'r','kind':'negative','text':'to "
            + MAIL
            + "','secrets':null}\n"
            + "{'id':'4','rule':'s','kind':'negative','text':'nothing','secrets':null}\n"
            + "{'id':'5','rule':'s','kind':'negative','text':'nothing','secrets':null,"
            + "'contains_known_positive':true}\n");
    write(
        "examples-dev/creddata-files.jsonl",
        "{'id':'f','text':'a\\nto "
            + MAIL
            + "\\nb','labels':[[2,2,'T',['Auth'],['"
            + MAIL
            + "']],[1,1,'F',['Key'],null]]}\n");
    write("creddata-dev/files/r/a.txt", "one " + MAIL + "\ntwo " + MAIL + "\nthree\n");
    write(
        "creddata-dev/labels.jsonl",
        label("T", 4, 22, 0, 22) + label("F", 27, 45, 23, 45) + label("T", 46, 51, 46, 51));
    write("clean/tree/a.txt", "to " + MAIL + "\n");
    write("clean/files.jsonl", "{'path':'tree/a.txt'}\n");
  }

  private static String label(String truth, int start, int end, int lineStart, int lineEnd) {
    return String.format(
        "{'path':'r/a.txt','repo':'r','ext':'.txt','truth':'%s','category':['Password'],"
            + "'span':'value','line_start':1,'start_byte':%d,'end_byte':%d,"
            + "'line_start_byte':%d,'line_end_byte':%d}%n",
        truth, start, end, lineStart, lineEnd);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text.replace('\'', '"'));
  }

  private int run(String... more) {
    CommandLine line = Accuracy.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err, true));
    String[] arguments = new String[more.length + 4];
    arguments[0] = "--corpora";
    arguments[1] = folder.toString();
    arguments[2] = "--out";
    arguments[3] = folder.resolve("out").toString();
    System.arraycopy(more, 0, arguments, 4, more.length);
    return line.execute(arguments);
  }

  @Test
  void scoresAllCorpora() throws IOException {
    Path csv = folder.resolve("results.csv");

    assertThat(run("--csv", csv.toString())).isZero();

    assertThat(err.toString()).isEmpty();
    assertThat(out.toString()).contains("| gitleaks ", "| creddata-files ", "0 hits in 1 files");
    assertThat(out.toString()).contains("Left out: 1 negatives that hold another tool's positive");
    assertThat(csv)
        .content()
        .contains(
            "creddata.detected,0.5000\n",
            "creddata.covered-of-detected,1.0000\n",
            "creddata.none-left,0.0000\n",
            "creddata.precision,0.5000\n",
            "examples.gitleaks.full,0.5000\n",
            "examples.gitleaks.negatives-left,0.5000\n",
            "examples.creddata-files.full,1.0000\n");
  }

  @Test
  void listsMissesAndFalseAlarmsInTheOutputFolderOnly() throws IOException {
    run();

    assertThat(folder.resolve("out/misses.md")).content().contains("MISSED r: 1", "⟦longvalue⟧");
    assertThat(folder.resolve("out/false-alarms.md")).content().contains("FALSE_ALARM email: 1");
    assertThat(folder.resolve("out/examples-findings.jsonl"))
        .content()
        .contains(
            "{\"file\":\"gitleaks.jsonl\",\"id\":\"1\",\"start\":5,\"end\":23,\"rule\":\"email\"}");
    for (String kept : new String[] {"report.md", "summary.csv", "creddata-findings.jsonl"}) {
      assertThat(folder.resolve("out").resolve(kept)).content().doesNotContain(MAIL);
    }
    assertThat(out.toString()).doesNotContain(MAIL);
  }

  @Test
  void failsBelowTheFloor() throws IOException {
    write("floor.csv", "metric,floor\ncreddata.detected,0.5000\nexamples.gitleaks.full,0.51\n");

    assertThat(run("--floor", folder.resolve("floor.csv").toString())).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            "accuracy: examples.gitleaks.full is 0.5000, floor 0.51" + System.lineSeparator());
  }

  @Test
  void failsIfAFigureOfTheFloorIsNotThere() throws IOException {
    write("floor.csv", "metric,floor\nno.such.figure,0.1\n");

    assertThat(run("--floor", folder.resolve("floor.csv").toString())).isEqualTo(1);
  }

  @Test
  void refusesAFloorThatItDoesNotUnderstand() throws IOException {
    write("floor.csv", "metric,floor\ncreddata.detected,half\n");

    assertThat(run("--floor", folder.resolve("floor.csv").toString())).isEqualTo(3);
    assertThat(err.toString()).contains("floor.csv:2: not a number: half");
  }

  @Test
  void unpacksArchives() throws Exception {
    Process tar =
        new ProcessBuilder("tar", "-cJf", "clean.tar.xz", "clean")
            .directory(folder.toFile())
            .start();
    assertThat(tar.waitFor()).isZero();
    Files.move(folder.resolve("clean"), folder.resolve("elsewhere"));

    assertThat(run()).isZero();
    assertThat(out.toString()).contains("in 1 files");
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    Files.move(folder.resolve("clean"), folder.resolve("elsewhere"));

    assertThat(run()).isEqualTo(3);
    assertThat(err.toString()).contains("holds neither clean nor clean.tar.xz");
  }
}
