package dev.tacenda.claude.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That the README shows code that compiles. */
class GateExampleTest {
  private static final Path EXAMPLE =
      Path.of("src/test/java/dev/tacenda/claude/gate/GateExample.java");
  private static final String HEADING = "## Who calls, under which policy, and with whose key";

  @Test
  void theReadmeShowsThisCode() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    String code = readme.substring(readme.indexOf("```java\n", readme.indexOf(HEADING)) + 8);

    List<String> shown = code.substring(0, code.indexOf("```")).lines().map(String::strip).toList();

    assertThat(shown).hasSizeGreaterThan(10);
    assertThat(Files.readAllLines(EXAMPLE).stream().map(String::strip)).containsSubsequence(shown);
  }
}
