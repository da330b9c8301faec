package dev.tacenda.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyLintTest {
  private static final String HEAD =
      "tacenda-policy: 1\nname: acme\nrevision: 1\nrules:\n  use: [standard]\n";
  private static final String RULE =
      "kind: acme, type: ACME, severity: low, description: d, source: s, ";

  @TempDir Path folder;

  private CommandRun lint(String policy) throws IOException {
    return CommandRun.in(folder).file("p.yaml", policy).run("policy", "lint", "p.yaml");
  }

  @Test
  void saysNothingAboutAFolderInWhichNothingIsWrong() throws IOException {
    CommandRun run = PolicyFixture.in(folder).run("policy", "lint", "policies");

    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEqualTo("tacenda: 0 errors, 0 warnings, 0 notes\n");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void findsTheErrorsOfAllFiles() throws IOException {
    CommandRun run =
        PolicyFixture.in(folder)
            .file("policies/builds.yaml", PolicyFixture.BUILDS.replace("'acme_live_", "'(?=x)"))
            .file("policies/strict.yaml", PolicyFixture.STRICT.replace("action: block", "acton: b"))
            .file("policies/tests.yaml", "tacenda-tests: 1\ntest: []\n")
            .file("policies/team.toml", PolicyFixture.TEAM.replace("keywords", "keyword"))
            .file(
                "policies/selection.yaml",
                PolicyFixture.SELECTION.replace("releases: [strict]", "releases: [strikt]"))
            .run("policy", "lint", "policies/");

    assertThat(run.out().lines())
        .allMatch(line -> line.contains(": error: ") && line.endsWith(" [not-understood]"))
        .anyMatch(line -> line.startsWith("policies/builds.yaml:14:16: ") && line.contains("RE2"))
        .anyMatch(
            line ->
                line.startsWith("policies/strict.yaml:6:20: ")
                    && line.contains("unknown key 'acton'; did you mean 'action'?"))
        .anyMatch(line -> line.startsWith("policies/tests.yaml:2:1: "))
        .anyMatch(line -> line.startsWith("policies/team.toml:5:1: "))
        .hasSize(4);
    assertThat(run.exitCode()).isEqualTo(7);
  }

  @Test
  void findsWhatIsWrongWithTheSelectionAlone() throws IOException {
    CommandRun run =
        PolicyFixture.in(folder)
            .file(
                "policies/selection.yaml",
                PolicyFixture.SELECTION.replace("groups: [releases]", "groups: [builders]"))
            .run("policy", "lint", "policies");

    assertThat(run.out())
        .isEqualTo(
            "policies/selection.yaml:10:3: error: no rule gives group 'releases'; write a rule"
                + " that does, or remove it [not-understood]\n");
  }

  @Test
  void passesOnTheWarningsOfTheSelection() throws IOException {
    CommandRun run =
        PolicyFixture.in(folder)
            .file(
                "policies/selection.yaml", PolicyFixture.SELECTION.replace("anonymous: deny\n", ""))
            .run("policy", "lint", "policies");

    assertThat(run.out())
        .startsWith("policies/selection.yaml:1:1: warning: 'anonymous' is not set, which denies; ")
        .endsWith(" [selection]\n");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "keywords: [acme_], pattern: 'acme_[a-z]{9}'; id: twin, keywords: [acme_], pattern:"
            + " 'acme_[a-z]{9}'|8:13|twin|looks for the same as rule 'one'|duplicate-rule",
        "keywords: [acme_], pattern: 'acme_[0-9]{9}'; id: sub, keywords: [acme_], pattern:"
            + " 'acme_[0-9]{9}', checks: [{min-digits: 3}]|8:13|sub|finds nothing that rule 'one'"
            + " does not find|shadowed-rule",
        "keywords: [acme_], pattern: 'acme_[a-z]{9}', default: off|7:13|one|is off and nothing"
            + " enables it|rule-off",
        "always: true, pattern: 'acme_[a-z]{9}'|7:13|one|has no keyword, so it is tried on all"
            + " text|reads-everything",
        "keywords: [order], pattern: '[Oo]rders?'|7:13|one|lines of code that hold none: it is"
            + " too broad|matches-plain-code",
        "keywords: [acme_], pattern: 'acme_[a-z]{9}'|7:13|one|no test is about it|untested-rule",
      })
  void findsRulesThatAreNotMeant(
      String rules, String place, String rule, String problem, String code) throws IOException {
    StringBuilder add = new StringBuilder("  add:\n");
    String id = "id: one, ";
    for (String each : rules.split("; ", 2)) {
      add.append("    - { ").append(id).append(RULE).append(each).append(" }\n");
      id = "";
    }

    CommandRun run = lint(HEAD + add);

    assertThat(run.out().lines())
        .anyMatch(
            line ->
                line.startsWith("p.yaml:" + place.replace("8:13", "8:"))
                    && line.contains(": warning: rule '" + rule + "' ")
                    && line.contains(problem)
                    && line.endsWith("[" + code + "]"));
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'  disable: [uuid]'|6:13|rule 'uuid' is off without this|disable-without-effect",
        "'actions: [{kind: personal-x, action: ask}]'|6:18|unknown kind|not-understood",
        "'actions: [{rule: email, action: allow}]%replacements: [{rule: email, style: hash}]'"
            + "|7:23|nothing is replaced for rule 'email'|replacement-never-applies",
      })
  void findsSettingsThatChangeNothing(String lines, String place, String problem, String code)
      throws IOException {
    CommandRun run = lint(HEAD + lines.replace('%', '\n') + "\n");

    assertThat(run.out())
        .startsWith("p.yaml:" + place + ": ")
        .contains(problem)
        .endsWith("[" + code + "]\n");
  }

  @Test
  void findsActionsThatNeverApply() throws IOException {
    String rule = "    - { id: one, " + RULE + "specificity: 20, keywords: [acme_], pattern: a }\n";

    CommandRun run =
        lint(
            HEAD
                + "  add:\n"
                + rule
                + "min-confidence: 30\nactions:\n"
                + "  - { kind: acme, action: ask }\n  - { rule: one, action: block }\n");

    assertThat(run.out())
        .contains("p.yaml:10:13: warning: the action for kind 'acme' never applies")
        .contains("p.yaml:11:13: warning: the action for rule 'one' never applies")
        .contains("is never acted on: its specificity 20 is below min-confidence 30");
  }

  @Test
  void asksForTestsOfBothKinds() throws IOException {
    CommandRun run =
        CommandRun.in(folder)
            .file("p/builds.yaml", PolicyFixture.BUILDS)
            .file(
                "p/tests.yaml",
                "tacenda-tests: 1\ntests: [{name: a, rule: acme-key, must-not-mask: x}]\n")
            .run("policy", "lint", "p/builds.yaml");

    assertThat(run.out())
        .isEqualTo(
            "p/builds.yaml:7:11: warning: rule 'acme-key' is not tested: no test says what it must"
                + " mask [untested-rule]\n");
    assertThat(run.run("policy", "lint", "--exit-zero", "p").exitCode()).isZero();
  }

  @Test
  void printsJsonForScripts() throws IOException {
    CommandRun run =
        CommandRun.in(folder)
            .file("p.yaml", HEAD + "  disable: [uuid]\n")
            .run("policy", "lint", "--format", "jsonl", "p.yaml");

    assertThat(run.out())
        .isEqualTo(
            "{\"path\":\"p.yaml\",\"line\":6,\"column\":13,\"level\":\"warning\","
                + "\"code\":\"disable-without-effect\","
                + "\"message\":\"rule 'uuid' is off without this\"}\n");
  }

  @Test
  void checksAGitleaksConfigurationAsAPolicy() throws IOException {
    CommandRun run =
        CommandRun.in(folder)
            .file("t.toml", PolicyFixture.TEAM.replace("keywords = [\"team_\"]", "path = 'x'"))
            .run("policy", "lint", "t.toml");

    assertThat(run.out())
        .contains("t.toml:3:1: warning: rule 'gitleaks-team-token' has no keyword")
        .contains("t.toml:5:8: note: rule 'team-token' is for some files only");
  }

  @Test
  void endsWithACodeOfItsOwnIfThereIsNothing() throws IOException {
    CommandRun run = CommandRun.in(folder).run("policy", "lint", "nowhere");

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).isEqualTo("tacenda: cannot read nowhere; is it a policy?\n");
  }
}
