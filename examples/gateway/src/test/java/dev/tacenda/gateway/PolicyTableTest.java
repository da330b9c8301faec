package dev.tacenda.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Identities and the policies that they get, asked of 'policy test' and of 'policy explain'. */
class PolicyTableTest {
  private static final Path TABLE = Path.of("src/test/resources/selection-table").toAbsolutePath();
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  static Stream<JsonNode> rows() throws IOException {
    String yaml = Files.readString(TABLE.resolve("tests.yaml"));
    JsonNode tests =
        JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    return tests.get("selection").valueStream();
  }

  @Test
  void holdsForAllRowsAtOnce() throws IOException {
    assertThat(rows()).hasSizeGreaterThan(50);

    CommandRun run = CommandRun.in(folder).run("policy", "test", TABLE.toString());
    assertThat(run.out()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isWhatExplainSays(JsonNode row) throws IOException {
    CommandRun run = CommandRun.in(folder).file("id.json", row.get("identity").toString());
    String identity = row.get("identity").isTextual() ? "anonymous" : "id.json";
    run.run("policy", "explain", "--identity", identity, "--format", "json", TABLE.toString());
    JsonNode answer = JSON.readTree(run.out());

    assertThat(names(answer.get("policies"))).isEqualTo(names(row.get("policies")));
    assertThat(answer.get("denied").booleanValue()).isEqualTo(row.has("denied"));
    assertThat(run.exitCode()).isEqualTo(row.has("denied") ? 8 : 0);
    if (row.get("identity").has("claims")) {
      row.get("identity").get("claims").forEach(value -> requireAbsent(value.asText(""), run));
    }
  }

  /** Short values are words that also stand elsewhere. */
  private static void requireAbsent(String value, CommandRun run) {
    if (value.length() > 10) {
      assertThat(run.out()).doesNotContain(value);
    }
  }

  private static TreeSet<String> names(JsonNode list) {
    TreeSet<String> names = new TreeSet<>();
    if (list != null) {
      list.forEach(name -> names.add(name.asText()));
    }
    return names;
  }
}
