package dev.tacenda.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.testkit.LeakCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The run without arguments: the first thing a newcomer sees. */
class SampleRunTest {
  @TempDir static Path folder;
  private static Bench.Ran ran;
  private static Map<String, String> planted;

  @BeforeAll
  static void runOnce() throws IOException {
    ran = new Bench(folder).run();
    try (SampleService sample = SampleService.create()) {
      planted = sample.planted();
    }
  }

  @Test
  void succeedsAndProvesIt() {
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(ExitCode.OK);
    assertThat(ran.lastLine())
        .isEqualTo("leak check: 0 of " + planted.size() + " planted values left this process");
  }

  @Test
  void saysInItsFirstLineThatNothingIsReal() {
    assertThat(ran.out().lines().findFirst().orElseThrow())
        .startsWith("ANTHROPIC_API_KEY is not set: FakeClaude")
        .endsWith("Nothing leaves this machine.");
  }

  @Test
  void printsEverySection() {
    assertThat(ran.out())
        .containsSubsequence(
            "Reviewing a sample service with 14 planted fake secrets",
            "What is masked",
            "What Claude saw of ",
            "your file",
            "| what Claude saw",
            "The answer, as it arrives",
            "I was sent 13 files",
            "The audit record",
            "audit-checkpoint v2 ",
            "verify  OK, 4 records");
  }

  @Test
  void namesRuleAndPlaceOfFindings() {
    assertThat(ran.out())
        .containsPattern("pem-private-key +25 +deploy/orders-tls.pem:2-26\n")
        .containsPattern("aws-access-key-id +1 +deploy/import.sh:4\n");
  }

  @Test
  void showsDotsBesideThePlaceholder() {
    assertThat(ran.out()).containsPattern("=•{20} +\\| export AWS_ACCESS_KEY_ID=TCN_AWSID_");
  }

  @Test
  void tellsProgressOnTheOtherStream() {
    assertThat(ran.err()).isEqualTo("[1/1] sending 13 files, 5 KB, 41 masked\n");
  }

  @Test
  void printsAndKeepsNoPlantedValue() {
    LeakCheck.of(planted)
        .searchText("stdout", ran.out())
        .searchText("stderr", ran.err())
        .searchTree(folder)
        .report()
        .assertClean();
  }

  @Test
  void plantsEverySecretAndLeavesNoMarker() throws IOException {
    try (SampleService sample = SampleService.create()) {
      assertThat(LeakCheck.of(planted).searchTree(sample.folder()).report().leakedNames())
          .isEqualTo(planted.keySet());
      try (Stream<Path> files = Files.walk(sample.folder()).filter(Files::isRegularFile)) {
        assertThat(files).allSatisfy(file -> assertThat(file).content().doesNotContain("@{"));
      }
    }
  }

  @Test
  void deletesTheSample() throws IOException {
    SampleService sample = SampleService.create();
    sample.close();
    assertThat(sample.folder()).doesNotExist();
  }

  @Test
  void keepsRecordAndKeyForItsOwnerOnly() throws IOException {
    Path audit = folder.resolve(".tacenda/audit");
    try (Stream<Path> files = Files.walk(audit).filter(Files::isRegularFile)) {
      assertThat(files)
          .hasSize(2)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }
}
