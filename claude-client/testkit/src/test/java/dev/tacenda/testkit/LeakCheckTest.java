package dev.tacenda.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeakCheckTest {

  private static final String VALUE = "hunter2-FAKE-value";
  private static final Map<String, String> PLANTED = Map.of("the password", VALUE);

  private static LeakCheck check() {
    return LeakCheck.of(PLANTED);
  }

  @Test
  void namesTheValueAndThePlaceAndNeverTheValue() {
    LeakReport report = check().searchText("log", "ab " + VALUE).report();
    assertThat(report.leaks()).containsExactly(new Leak("the password", "log", 3, "raw"));
    assertThat(report.found()).isEqualTo(1);
    assertThat(report.planted()).isEqualTo(1);
    assertThat(report.toString())
        .isEqualTo(
            "leak check: 1 of 1 planted values found in 1 place (21 bytes)\n"
                + "  the password in log at 3: raw");
    assertThatThrownBy(report::assertClean)
        .isInstanceOf(AssertionError.class)
        .hasMessage(report.toString());
  }

  @Test
  void countsBytesFromTheStartOfTheUtf8Text() {
    assertThat(check().searchText("log", "é" + VALUE).report().leaks().get(0).offset())
        .isEqualTo(2);
  }

  @Test
  void doesNotRepeatAPlaceWhoseNameHoldsAValue() {
    LeakReport report = check().searchText("/tmp/" + VALUE, VALUE).report();
    assertThat(report.toString()).doesNotContain(VALUE).contains("whose name holds a planted");
  }

  @Test
  void isCleanOnlyIfSomethingWasSearched() {
    assertThat(check().report().isClean()).isFalse();
    assertThatThrownBy(() -> check().report().assertClean())
        .hasMessageContaining("nothing was searched");
    assertThat(check().searchText("log", "nothing").report().assertClean().isClean()).isTrue();
  }

  @Test
  void isNotCleanIfSomeEvidenceCouldNotBeSearched(@TempDir Path folder) throws IOException {
    Files.write(folder.resolve("a.zip"), new byte[] {'P', 'K', 3, 4, 0});
    Files.write(folder.resolve("b.gz"), new byte[] {0x1f, (byte) 0x8b, 0});
    LeakReport report = check().searchTree(folder).searchTree(folder.resolve("missing")).report();
    assertThat(report.uninspected())
        .containsExactly(
            "file a.zip: is a zip archive",
            "file b.gz: looks like gzip and cannot be unpacked",
            "a file or folder that does not exist");
    assertThatThrownBy(report::assertClean).hasMessageContaining("not searched: file a.zip");
  }

  @Test
  void findsValuesInPathQueryHeadersAndBody() {
    try (FakeClaude claude = FakeClaude.start()) {
      Calls calls = new Calls(claude);
      calls.post("/v1/" + VALUE, Calls.BODY);
      calls.post("/v1/messages?q=" + VALUE, Calls.BODY);
      calls.send(
          calls
              .request("/v1/messages")
              .header("x-note", VALUE)
              .POST(BodyPublishers.ofString(Calls.BODY))
              .build());
      calls.messages(Calls.BODY.replace("Hello", VALUE));
      LeakReport report = check().searchRequests(claude).report();
      assertThat(report.leaks())
          .extracting(Leak::where)
          .containsExactly("request 1 head", "request 2 head", "request 3 head", "request 4 body");
      assertThat(report.places()).isEqualTo(8);
    }
  }

  @Test
  void reportsABodyInAnotherCodingAsNotSearched() {
    try (FakeClaude claude = FakeClaude.start()) {
      Calls calls = new Calls(claude);
      calls.send(
          calls
              .request("/v1/messages")
              .header("content-encoding", "zstd")
              .POST(BodyPublishers.ofByteArray(new byte[] {1, 2, 3}))
              .build());
      assertThat(check().searchRequests(claude).report().uninspected())
          .containsExactly("request 1 body: has a content-encoding other than gzip");
    }
  }

  @Test
  void walksFoldersWithNamesContentsAndLinks(@TempDir Path folder) throws IOException {
    Path deep = Files.createDirectories(folder.resolve("a/b"));
    Files.writeString(deep.resolve("log.txt"), "x" + VALUE);
    Files.writeString(deep.resolve(VALUE + ".txt"), "nothing");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("/nowhere/" + VALUE));
    LeakReport report = check().searchTree(folder).report();
    assertThat(report.leaks())
        .extracting(Leak::where)
        .containsExactlyInAnyOrder(
            "file a/b/log.txt", "a place whose name holds a planted value", "link link");
    assertThat(report.uninspected()).isEmpty();
    assertThat(report.toString()).doesNotContain(VALUE);
  }

  @Test
  void provesNothingByAnEmptyFolder(@TempDir Path folder) {
    assertThat(check().searchTree(folder).report().isClean()).isFalse();
  }

  @Test
  void searchesCausesAndSuppressedExceptionsInCircles() {
    Exception cause = new IllegalStateException("cause " + VALUE);
    Exception thrown = new IOException("outer", cause);
    Exception suppressed = new IOException("suppressed " + VALUE);
    thrown.addSuppressed(suppressed);
    cause.addSuppressed(thrown);
    assertThat(check().searchThrowable("denial", thrown).report().leaks())
        .extracting(Leak::where)
        .contains("denial, cause", "denial, suppressed")
        .doesNotContain("denial");
  }

  @Test
  void searchesExceptionsWithoutMessage() {
    assertThat(check().searchThrowable("x", new IOException()).report().isClean()).isTrue();
  }

  @Test
  void findsEachLineOfAValueOfSeveralLines() {
    String pem = PlantedSecrets.of(1).value("pem-private-key").orElseThrow();
    String line = pem.lines().skip(3).findFirst().orElseThrow();
    LeakCheck check = LeakCheck.of(Map.of("pem", pem));
    LeakReport report = check.searchText("read", "4\t" + line + "\n").report();
    assertThat(report.leaks()).containsExactly(new Leak("pem", "read", 2, "raw, line 4"));
  }

  @Test
  void takesBeginAndEndOfAPemBlockForNoSecret() {
    String pem = PlantedSecrets.of(1).value("pem-private-key").orElseThrow();
    String frame = pem.lines().filter(line -> line.startsWith("-----")).toList().toString();
    assertThat(LeakCheck.of(Map.of("pem", pem)).searchText("read", frame).report().isClean())
        .isTrue();
  }

  @Test
  void findsAValueWithoutTheSpaceAroundIt() {
    Map<String, String> planted = Map.of("token", "  " + VALUE + "\n");
    assertThat(LeakCheck.of(planted).searchText("log", VALUE).report().found()).isEqualTo(1);
  }

  @Test
  void refusesValuesThatAreFoundByChance() {
    assertThatThrownBy(() -> LeakCheck.of(Map.of("pin", "12345")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pin")
        .hasMessageContaining("6 bytes or more")
        .hasMessageNotContaining("12345");
    assertThatThrownBy(() -> LeakCheck.of(Map.of("pin", "  1234  \n")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LeakCheck.of(Map.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesAllValuesEvenIfOneFillsTheReport() {
    Map<String, String> planted = new LinkedHashMap<>(PLANTED);
    planted.put("second", "another-FAKE-one");
    String flood = (VALUE + " ").repeat(LeakReport.MAX_LEAKS + 10) + "another-FAKE-one";
    LeakReport report = LeakCheck.of(planted).searchText("log", flood).report();
    assertThat(report.leaks()).hasSize(LeakReport.MAX_LEAKS);
    assertThat(report.leakedNames()).containsExactly("second", "the password");
    assertThat(report.toString().lines().count()).isLessThan(60);
  }

  /** The time limit of every test catches a search that is not linear. */
  @Test
  void searchesTwentyMegabytesForFiftyValues() {
    Random random = new Random(Seeds.seed());
    Map<String, String> planted = new LinkedHashMap<>();
    IntStream.range(0, 46).forEach(i -> planted.put("v" + i, Seeds.value(random, 30) + i));
    IntStream.range(0, 4)
        .forEach(i -> planted.put("pem" + i, PlantedSecrets.of(i).lines().get("pem-private-key")));
    String quoted = JsonEscapes.MINIMAL.quote(Seeds.text(random, 1_000_000) + planted.get("v45"));
    byte[] evidence = quoted.repeat(16).getBytes(StandardCharsets.UTF_8);
    LeakReport report = LeakCheck.of(planted).search("all", evidence).report();
    assertThat(evidence.length).isGreaterThan(15_000_000);
    assertThat(report.leakedNames()).containsExactly("v45");
    assertThat(report.leaks()).hasSize(16);
  }

  @Test
  void staysLinearWhenEscapedValuesFillTheEvidence() {
    String value = "a\"b\\c/FAKE&d%e";
    String flood = JsonEscapes.EVERY_CHARACTER.quote(value).repeat(50_000);
    LeakCheck check = LeakCheck.of(Map.of("odd", value)).searchText("log", flood);
    assertThat(check.report().leaks()).hasSize(LeakReport.MAX_LEAKS);
  }

  @Test
  void showsNoValueInToString() {
    assertThat(check()).hasToString("LeakCheck{1 planted values}");
  }
}
