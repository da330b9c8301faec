package dev.tacenda.audit.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each kind of tampering gets the verdict that DESIGN.md says, without anchors and with them, from
 * our check and from the script that needs nothing of ours.
 */
class TamperMatrixTest {
  private static final Path DESIGN = Path.of("DESIGN.md");
  private final Path temp;
  private SampleLogs samples;
  private List<Path> roots = List.of();

  TamperMatrixTest(@TempDir Path temp) throws IOException {
    this.temp = temp;
    this.samples = new SampleLogs(temp);
  }

  @BeforeEach
  void tamper() throws IOException {
    roots = new ArrayList<>();
    for (int i = 0; i < Tampering.ALL.size(); i++) {
      Path root = Files.createDirectory(temp.resolve(String.format(Locale.ROOT, "case-%02d", i)));
      roots.add(Tampering.ALL.get(i).apply(root, samples));
    }
  }

  /** Returns the anchors of the log that a case is about. */
  private List<Anchor> anchors(Tampering tampering) {
    Path log = tampering.base() == Tampering.Base.CLOSED ? samples.closed : samples.open;
    return samples.anchors.stream()
        .filter(anchor -> anchor.writer().equals(log.getFileName().toString()))
        .toList();
  }

  @Test
  void eachGetsItsVerdict() throws IOException {
    List<Runnable> checks = new ArrayList<>();
    for (int i = 0; i < roots.size(); i++) {
      Tampering tampering = Tampering.ALL.get(i);
      AuditVerifier verifier = AuditVerifier.of(roots.get(i));
      AuditReport alone = verifier.verify();
      AuditReport anchored = verifier.withAnchors(anchors(tampering)).verify();
      checks.add(
          () ->
              assertThat(alone.verdict())
                  .as(tampering.what() + alone)
                  .isEqualTo(tampering.alone()));
      checks.add(
          () ->
              assertThat(anchored.verdict())
                  .as("with anchors: " + tampering.what() + anchored)
                  .isEqualTo(tampering.anchored()));
    }
    Assertions.assertAll(checks.stream().map(check -> check::run));
    assertThat(roots).hasSizeGreaterThan(45);
  }

  @Test
  void theScriptAgreesOnEach() throws Exception {
    if (Python.isMissing()) {
      return; // Where the project is checked before a change lands, there is one.
    }
    List<String> alone = Python.verify(temp, roots, List.of());
    for (int i = 0; i < roots.size(); i++) {
      Tampering tampering = Tampering.ALL.get(i);
      assertThat(alone.get(i)).as(tampering.what()).isEqualTo(tampering.alone().name());
    }
    for (Tampering.Base base : Tampering.Base.values()) {
      compareAnchored(base);
    }
  }

  private void compareAnchored(Tampering.Base base) throws Exception {
    List<Tampering> cases =
        Tampering.ALL.stream().filter(tampering -> tampering.base() == base).toList();
    List<Path> directories =
        cases.stream().map(tampering -> roots.get(Tampering.ALL.indexOf(tampering))).toList();
    List<String> verdicts = Python.verify(temp, directories, anchors(cases.get(0)));
    for (int i = 0; i < cases.size(); i++) {
      assertThat(verdicts.get(i)).as(cases.get(i).what()).isEqualTo(cases.get(i).anchored().name());
    }
  }

  @Test
  void theDesignHasThisTable() throws IOException {
    assertThat(Files.readString(DESIGN, UTF_8)).contains(table());
  }

  private static String table() {
    StringBuilder table =
        new StringBuilder("| what is done to a log | verdict alone | verdict with anchors |\n");
    table.append("| --- | --- | --- |\n");
    for (Tampering tampering : Tampering.ALL) {
      boolean needsAnchor = !tampering.alone().isFault() && tampering.anchored().isFault();
      String mark = needsAnchor ? "**" : "";
      table.append(
          String.format(
              "| %s%s%s | `%s` | `%s` |%n",
              mark, tampering.what(), mark, tampering.alone(), tampering.anchored()));
    }
    return table.toString();
  }
}
