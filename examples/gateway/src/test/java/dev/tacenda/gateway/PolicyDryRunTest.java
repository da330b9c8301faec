package dev.tacenda.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyDryRunTest {
  @TempDir Path folder;

  private CommandRun run() throws IOException {
    return CommandRun.in(folder)
        .file("p.yaml", PolicyFixture.STRICT)
        .file("src/a.env", Fake.passwordLine() + "mail " + Fake.MAIL + "\n")
        .file("src/b.txt", "mail " + Fake.MAIL + " or " + Fake.MAIL + "\n")
        .file("src/c.txt", "nothing\n");
  }

  @Test
  void countsByFileAndByRule() throws IOException {
    CommandRun run = run().run("policy", "dry-run", "--policy", "p.yaml", "src");

    assertThat(run.out())
        .isEqualTo(
            """
            file        allow    mask     ask   block
            src/a.env       0       1       0       1
            src/b.txt       0       0       0       2

            rule                allow    mask     ask   block   files
            assigned-password       0       1       0       0       1
            email                   0       0       0       3       2
            """);
    assertThat(run.err())
        .startsWith("tacenda: scanned 3 files, 102 bytes; 4 findings; ")
        .endsWith(" ms\n");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void printsJsonForScripts() throws IOException {
    CommandRun run = run().run("policy", "dry-run", "--format", "json", "src");

    assertThat(run.out())
        .startsWith(
            "{\"files\":[{\"path\":\"src/a.env\",\"mask\":2},{\"path\":\"src/b.txt\",\"mask\":2}],"
                + "\"rules\":[{\"rule\":\"assigned-password\",\"mask\":1},"
                + "{\"rule\":\"email\",\"mask\":3}],"
                + "\"scanned\":3,\"bytes\":102,\"failed\":0,\"milliseconds\":");
  }

  @Test
  void takesAGitleaksConfigurationForAPolicy() throws IOException {
    CommandRun run =
        run()
            .file("team.toml", PolicyFixture.TEAM)
            .file("src/d.txt", "team_fake" + "012345\n")
            .run("policy", "dry-run", "--policy", "team.toml", "src");

    assertThat(run.out()).contains("gitleaks-team-token").doesNotContain("email");
  }

  @Test
  void saysWhatIsIncomplete() throws IOException {
    CommandRun run = run().run("policy", "dry-run", "src", "nowhere");

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("no such file or folder: nowhere").contains("NOT SCANNED: 1");
  }
}
