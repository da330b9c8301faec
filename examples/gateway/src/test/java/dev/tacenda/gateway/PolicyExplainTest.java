package dev.tacenda.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyExplainTest {
  @TempDir Path folder;

  private CommandRun explain(String claims, String... more) throws IOException {
    CommandRun run =
        PolicyFixture.in(folder)
            .file(
                "id.json",
                "{\"issuer\":\"https://ci.example\",\"subject\":\"job-7\",\"claims\":"
                    + claims
                    + "}");
    String[] words = new String[more.length + 5];
    String[] first = {"policy", "explain", "--identity", "id.json", "policies"};
    System.arraycopy(first, 0, words, 0, first.length);
    System.arraycopy(more, 0, words, first.length, more.length);
    return run.run(words);
  }

  @Test
  void saysWhichRulesGroupsAndPolicies() throws IOException {
    CommandRun run =
        explain("{\"owner_id\":1234,\"ref\":\"refs/heads/main\"}", "--at", "2026-12-01T00:00:00Z");

    assertThat(run.out())
        .startsWith(
            """
            outcome    by-groups
            rule       all-repositories (selection.yaml:12) applies by claim 'owner_id', gives builders
            rule       main (selection.yaml:16) applies by claim 'owner_id', claim 'ref', gives releases
            rule       shells (selection.yaml:20) does not apply: not met by claim 'shell'
            groups     builders, releases
            policies   builds, strict, team
            exception  rule 'email' is mask for group releases until 2027-01-01T00:00:00Z (selection.yaml:25): the mail templates are reviewed
            in force\
            """)
        .doesNotContain("1234", "job-7");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void endsExceptionsByTheClock() throws IOException {
    CommandRun run =
        explain("{\"owner_id\":1234,\"ref\":\"refs/heads/main\"}", "--at", "2027-01-01T00:00:00Z");

    assertThat(run.out()).doesNotContain("exception");
  }

  @Test
  void hasACodeOfItsOwnForCallersThatAreDenied() throws IOException {
    CommandRun run = explain("{\"owner_id\":1234,\"shell\":true}");

    assertThat(run.out()).startsWith("outcome    denied-by-rule\n").contains("shells", "refuses");
    assertThat(run.exitCode()).isEqualTo(8);
    assertThat(run.run("policy", "explain", "--identity", "anonymous", "policies").out())
        .startsWith("outcome    denied-anonymous\n");
  }

  @Test
  void printsJsonForScripts() throws IOException {
    CommandRun run = explain("{\"owner_id\":\"1234\"}", "--format", "json");

    assertThat(run.out())
        .startsWith(
            "{\"outcome\":\"by-groups\",\"denied\":false,\"rules\":[{\"rule\":\"all-repositories\","
                + "\"line\":12,\"applies\":true,\"conditions\":[\"claim 'owner_id'\"],"
                + "\"unmet\":[],\"groups\":[\"builders\"],\"denies\":false},")
        .contains("\"policies\":[\"builds\",\"team\"]");
  }

  @Test
  void refusesWhatIsNoIdentity() throws IOException {
    CommandRun run = explain("7");

    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.err()).startsWith("tacenda: identity not understood: id.json:1:59: claims must");
    assertThat(run.run("policy", "explain", "--identity", "x", "policies").exitCode()).isEqualTo(4);
    assertThat(run.run("policy", "explain", "policies").exitCode()).isEqualTo(2);
    run.run("policy", "explain", "--identity", "anonymous", "--at", "now", "policies");
    assertThat(run.exitCode()).isEqualTo(2);
    run.file("one.yaml", PolicyFixture.STRICT);
    run.run("policy", "explain", "--identity", "anonymous", "one.yaml");
    assertThat(run.exitCode()).isEqualTo(7);
  }
}
