package dev.tacenda.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.gateway.shell.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringTokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the README shows what the command does. */
class ReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final String TEXT =
      "spring.datasource.username=orders\nspring.datasource.password="
          + "Tr0ub4-"
          + "9Qz7\n# ask ada@"
          + "acme-shop.test\n";

  @TempDir Path folder;

  @Test
  void listsTheExitCodes() throws IOException {
    List<String> rows =
        Files.readAllLines(README).stream().filter(line -> line.startsWith("| ")).toList();

    assertThat(rows)
        .containsSubsequence(
            Arrays.stream(ExitCode.values())
                .map(code -> "| " + code.number() + " | " + code.meaning() + " |")
                .toList());
  }

  @Test
  void showsWhatIsPrinted() throws IOException {
    CommandRun run = run();
    for (List<String> example : examples()) {
      List<String> words = words(example.get(0));
      run.input(TEXT).run(words.toArray(String[]::new));
      String shown = example.get(0).contains(" > ") ? "" : run.out();
      assertThat(String.join("\n", example.subList(1, example.size())))
          .as(example.get(0))
          .isEqualTo((shown + run.err()).strip());
    }
  }

  /** The arguments of a command that is shown, without redirections. */
  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    StringTokenizer tokens = new StringTokenizer(command.substring("$ tacenda ".length()));
    while (tokens.hasMoreTokens()) {
      String word = tokens.nextToken();
      if (word.equals("<") || word.equals(">")) {
        break;
      }
      words.add(word);
    }
    return words;
  }

  private CommandRun run() throws IOException {
    String policy = PolicyFixture.BUILDS.replace("name: builds", "name: acme");
    CommandRun run =
        CommandRun.in(folder)
            .file("deploy/app.env", TEXT)
            .file("acme.yaml", policy)
            .file(
                "next.yaml",
                policy.replace("  add:", "  disable: [email]\n  enable: [uuid]\n  add:"));
    run.file("home/.local/state/tacenda/placeholder.key", "0".repeat(64));
    Files.setPosixFilePermissions(
        folder.resolve("home/.local/state/tacenda/placeholder.key"),
        PosixFilePermissions.fromString("rw-------"));
    return run;
  }

  /** The blocks that begin with a command, without the one that reads JSON. */
  private static List<List<String>> examples() throws IOException {
    List<List<String>> examples = new ArrayList<>();
    List<String> lines = Files.readAllLines(README);
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).startsWith("$ tacenda ") && !lines.get(i).contains("--json ")) {
        int end = lines.subList(i, lines.size()).indexOf("```");
        examples.add(lines.subList(i, i + end));
      }
    }
    assertThat(examples).hasSize(6);
    return examples;
  }

  @Test
  void linksToFilesThatExist() throws IOException {
    String readme = Files.readString(README);
    for (int at = readme.indexOf("]("); at >= 0; at = readme.indexOf("](", at + 1)) {
      String target = readme.substring(at + 2, readme.indexOf(')', at));
      int anchor = target.indexOf('#');
      assertThat(README.resolveSibling(anchor < 0 ? target : target.substring(0, anchor))).exists();
    }
  }
}
