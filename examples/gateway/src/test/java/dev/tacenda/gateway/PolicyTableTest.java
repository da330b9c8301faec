package dev.tacenda.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Tables of identities and the policies that they get, asked of 'policy explain': the one that the
 * library answers in a test of its own, and one in the form of 'policy test'.
 */
class PolicyTableTest {
  private static final Path OF_LIBRARY =
      Path.of("../../claude-client/src/test/resources/dev/tacenda/claude/gate/policy/identities")
          .toAbsolutePath();

  private static final Path OF_TESTS =
      Path.of("src/test/resources/selection-table").toAbsolutePath();

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private static Stream<JsonNode> rows(Path file, String list) throws IOException {
    String yaml = Files.readString(file);
    JsonNode root = JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    return root.get(list).valueStream();
  }

  static Stream<JsonNode> ofLibrary() throws IOException {
    return rows(OF_LIBRARY.resolve("identities.yaml"), "identities");
  }

  static Stream<JsonNode> ofTests() throws IOException {
    return rows(OF_TESTS.resolve("tests.yaml"), "selection");
  }

  @Test
  void areLong() throws IOException {
    assertThat(ofLibrary()).hasSizeGreaterThanOrEqualTo(50);
    assertThat(ofTests()).hasSizeGreaterThanOrEqualTo(50);
  }

  @Test
  void holdForAllRowsAtOnce() {
    CommandRun run = CommandRun.in(folder).run("policy", "test", OF_TESTS.toString());

    assertThat(run.out()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @ParameterizedTest
  @MethodSource("ofTests")
  void explainsWhatIsTested(JsonNode row) throws IOException {
    JsonNode answer = explain(row, OF_TESTS, row.has("denied"));

    assertThat(names(answer.get("policies"))).isEqualTo(names(row.get("policies")));
  }

  @ParameterizedTest
  @MethodSource("ofLibrary")
  void explainsWhatTheLibraryAnswers(JsonNode row) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(OF_LIBRARY, "*.yaml")) {
      for (Path file : files) {
        if (!file.endsWith("identities.yaml")) {
          CommandRun.in(folder).file("set/" + file.getFileName(), Files.readString(file));
        }
      }
    }

    JsonNode answer =
        explain(row, folder.resolve("set"), row.get("outcome").asText().startsWith("denied"));

    assertThat(answer.get("outcome")).isEqualTo(row.get("outcome"));
    assertThat(names(answer.get("groups"))).isEqualTo(names(row.get("groups")));
    assertThat(names(answer.get("policies"))).isEqualTo(names(row.get("policies")));
  }

  private JsonNode explain(JsonNode row, Path set, boolean denied) throws IOException {
    CommandRun run = CommandRun.in(folder).file("id.json", row.get("identity").toString());
    String identity = row.get("identity").isTextual() ? "anonymous" : "id.json";
    run.run(
        "policy",
        "explain",
        "--identity",
        identity,
        "--at",
        "2026-11-30T12:00:00Z",
        "--format",
        "json",
        set.toString());
    assertThat(run.exitCode()).as(run.err()).isEqualTo(denied ? 8 : 0);
    JsonNode answer = JSON.readTree(run.out());
    assertThat(answer.get("denied").booleanValue()).isEqualTo(denied);
    if (row.get("identity").has("claims")) {
      row.get("identity").get("claims").forEach(value -> requireAbsent(value.asText(""), run));
    }
    return answer;
  }

  /** Short values are words that also stand elsewhere. */
  private static void requireAbsent(String value, CommandRun run) {
    if (value.length() > 10) {
      assertThat(run.out()).doesNotContain(value);
    }
  }

  private static Set<String> names(JsonNode list) {
    Set<String> names = new TreeSet<>();
    if (list != null) {
      list.forEach(name -> names.add(name.asText()));
    }
    return names;
  }
}
