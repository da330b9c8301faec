package dev.tacenda.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class PolicyTestTest {
  @TempDir Path folder;

  @Test
  void passes() throws IOException {
    CommandRun run = PolicyFixture.in(folder).run("policy", "test", "policies");

    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEqualTo("tacenda: 7 tests, 0 failed\n");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void namesWhatFailsAndNeverTheText() throws IOException {
    CommandRun run =
        PolicyFixture.in(folder)
            .file(
                "policies/tests.yaml",
                PolicyFixture.TESTS
                    .replace("verdict: block", "verdict: ask")
                    .replace("FAKE0123]]", "F]]AKE0123")
                    .replace("policies: [team, builds]", "policies: [team]"))
            .run("policy", "test", "policies");

    assertThat(run.out())
        .isEqualTo(
            """
            policies/tests.yaml:3:11: a key of Acme (policy builds): characters 18 to 24 of the text outside of the marks are masked by acme-key
            policies/tests.yaml:9:11: mail stops a release (policy strict): the verdict is block, not ask
            policies/tests.yaml:17:11: a branch: the caller gets builds, team, and should be one that gets team
            """);
    assertThat(run.err()).isEqualTo("tacenda: 7 tests, 3 failed\n").doesNotContain("FAKE0");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void writesJUnitXml() throws Exception {
    String hostile = "tests: [{name: \"]]> <&\\\"' ü\", must-mask: '[[x]]'}]\n";
    CommandRun run =
        CommandRun.in(folder)
            .file("p.yaml", PolicyFixture.STRICT)
            .file("tests.yaml", "tacenda-tests: 1\n" + hostile)
            .run("policy", "test", "p.yaml", "--junit", "out.xml");

    assertThat(run.exitCode()).isEqualTo(1);
    Document xml =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Files.newInputStream(folder.resolve("out.xml")));
    Element suite = (Element) xml.getElementsByTagName("testsuite").item(0);
    assertThat(suite.getAttribute("tests")).isEqualTo("1");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    Element test = (Element) xml.getElementsByTagName("testcase").item(0);
    assertThat(test.getAttribute("name")).isEqualTo("]]> <&\"' ü");
    assertThat(test.getAttribute("classname")).isEqualTo("policy.strict");
    Element failure = (Element) xml.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message"))
        .isEqualTo("the mark: characters 1 to 1 of the text stay");
  }

  @Test
  void printsJsonForScripts() throws IOException {
    CommandRun run =
        CommandRun.in(folder)
            .file("p.yaml", PolicyFixture.STRICT)
            .file("tests.yaml", "tacenda-tests: 1\ntests: [{name: a, must-not-mask: x}]\n")
            .run("policy", "test", "p.yaml", "--format", "jsonl");

    assertThat(run.out())
        .isEqualTo(
            "{\"path\":\"tests.yaml\",\"line\":2,\"name\":\"a\",\"policy\":\"strict\","
                + "\"passed\":true,\"problems\":[]}\n");
  }

  @Test
  void addsTheRulesOfAGitleaksConfiguration() throws IOException {
    CommandRun run =
        CommandRun.in(folder)
            .file("p.yaml", PolicyFixture.STRICT)
            .file("team.toml", PolicyFixture.TEAM)
            .file(
                "tests.yaml",
                "tacenda-tests: 1\ntests: [{name: a, rule: gitleaks-team-token, must-mask:"
                    + " '[[team_fake012345]]'}]\n");

    assertThat(run.run("policy", "test", "p.yaml").exitCode()).isEqualTo(1);
    assertThat(run.run("policy", "test", "p.yaml", "--gitleaks", "team.toml").exitCode()).isZero();
    assertThat(run.run("policy", "test", "team.toml").exitCode()).isZero();
  }

  @Test
  void needsTestsAndPoliciesThatAreUnderstood() throws IOException {
    CommandRun run = CommandRun.in(folder).file("p.yaml", PolicyFixture.STRICT);

    assertThat(run.run("policy", "test", "p.yaml").exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("there is no tests.yaml");
    run.file("tests.yaml", "tacenda-tests: 2\n");
    assertThat(run.run("policy", "test", "p.yaml").exitCode()).isEqualTo(7);
    assertThat(run.err()).contains("tests.yaml:1:16: error: tacenda-tests is out of range");
    assertThat(run.run("policy", "test").exitCode()).isEqualTo(2);
  }

  @Test
  void saysIfTheResultsCannotBeWritten() throws IOException {
    CommandRun run = PolicyFixture.in(folder);

    run.run("policy", "test", "policies", "--junit", "no/such/folder.xml");
    assertThat(run.exitCode()).isEqualTo(9);
  }
}
