package dev.tacenda.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.gateway.shell.ExitCode;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TacendaTest {
  @TempDir Path folder;

  private CommandRun run(String... arguments) {
    return CommandRun.in(folder).run(arguments);
  }

  @Test
  void helpsEverywhereOnStandardOutput() {
    String[][] calls = {
      {"--help"},
      {"-h"},
      {"help"},
      {"mask", "--help"},
      {"help", "scan"},
      {"policy", "--help"},
      {"help", "policy", "lint"},
      {"policy", "rollback", "-h"}
    };

    for (String[] call : calls) {
      CommandRun run = run(call);
      assertThat(run.exitCode()).isZero();
      assertThat(run.out()).startsWith("Usage: tacenda").contains("Exit codes:");
      assertThat(run.out()).doesNotContain("\u001b");
      assertThat(run.err()).isEmpty();
    }
  }

  @Test
  void listsItsCommands() {
    assertThat(run("--help").out()).contains("  mask    ", "  scan    ", "  policy  ");
    assertThat(run("policy", "--help").out())
        .contains(
            "  lint ",
            "  test ",
            "  diff ",
            "  dry-run ",
            "  explain ",
            "  schema ",
            "  key ",
            "  sign ",
            "  publish ",
            "  history ",
            "  rollback ");
  }

  @Test
  void tellsItsVersion() {
    assertThat(run("--version").out()).startsWith("tacenda ");
  }

  @Test
  void wantsACommand() {
    assertThat(run().exitCode()).isEqualTo(2);
    assertThat(run().err()).contains("Missing required subcommand").contains("--help");
  }

  @Test
  void suggestsWhatWasMeant() {
    CommandRun run = run("scna", ".");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("Did you mean").contains("scan");
  }

  /** A value behind an at sign is a value, not the name of a file with more options. */
  @Test
  void readsNoOptionsFromFiles() {
    assertThat(run("scan", "@nowhere").err()).contains("no such file or folder: @nowhere");
  }

  @Test
  void hasExitCodesThatAreDistinct() {
    assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::number)).doesNotHaveDuplicates();
  }
}
