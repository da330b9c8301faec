package dev.tacenda.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyDiffTest {
  private static final String BEFORE =
      """
      tacenda-policy: 1
      name: acme
      revision: 1
      rules: { use: [standard] }
      actions:
        - { rule: assigned-token, action: block }
      """;

  private static final String AFTER =
      """
      tacenda-policy: 1
      name: acme
      revision: 2
      binary: pass
      anonymous-callers: admit
      min-confidence: 2
      limits: { max-depth: 100 }
      rules:
        use: [standard]
        disable: [email]
        enable: [phone-bare]
      actions:
        - { rule: assigned-token, action: mask }
        - { rule: assigned-password, action: block }
      replacements:
        - { rule: iban, style: hash }
      restore:
        - { tools: [Edit] }
      risks:
        - { risk: ci-file, action: ask }
      """;

  @TempDir Path folder;

  private CommandRun run(String... more) throws IOException {
    CommandRun run =
        CommandRun.in(folder)
            .file("a.yaml", BEFORE)
            .file("b.yaml", AFTER)
            .file("over/<b>&.env", Fake.passwordLine() + "mail " + Fake.MAIL + "\n")
            .file(
                "over/s.jsonl", "{\"a\":\"mail " + Fake.MAIL + "\"}\nno json " + Fake.MAIL + "\n");
    String[] words = new String[more.length + 4];
    System.arraycopy(new String[] {"policy", "diff", "a.yaml", "b.yaml"}, 0, words, 0, 4);
    System.arraycopy(more, 0, words, 4, more.length);
    return run.run(words);
  }

  @Test
  void listsWhatTheSecondSaysDifferently() throws IOException {
    CommandRun run = run();

    assertThat(run.out())
        .isEqualTo(
            """
            policy acme
              lost       rule 'email': mask -> none
              eased      anonymous-callers: deny -> admit
              eased      binary: refuse -> pass
              eased      min-confidence: 1 -> 2
              eased      restore: 0 rules -> 1 rule
              eased      rule 'assigned-token': block -> mask
              eased      rule 'iban': placeholder -> hash
              tightened  limit max-depth: 256 -> 100
              tightened  risk 'ci-file': allow -> ask
              tightened  rule 'assigned-password': mask -> block
              gained     rule 'phone-bare': none -> mask
            """);
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void isZeroIfTheSecondIsAtLeastAsStrict() throws IOException {
    CommandRun run = run();

    assertThat(run.run("policy", "diff", "a.yaml", "a.yaml").exitCode()).isZero();
    assertThat(run.out()).isEqualTo("policy acme: no change\n");
    run.file("c.yaml", BEFORE + "  - { rule: email, action: ask }\n");
    assertThat(run.run("policy", "diff", "a.yaml", "c.yaml").exitCode()).isZero();
    assertThat(run.out()).contains("tightened  rule 'email': mask -> ask");
    assertThat(run.run("policy", "diff", "c.yaml", "a.yaml").exitCode()).isEqualTo(1);
    assertThat(run.run("policy", "diff", "c.yaml", "a.yaml", "--exit-zero").exitCode()).isZero();
  }

  @Test
  void showsWhereMasksChangeAndNeverTheValue() throws IOException {
    CommandRun run = run("--over", "over");

    assertThat(run.out())
        .endsWith(
            """
            masks in 2 files
              tightened  over/<b>&.env:1:10: 14 bytes, assigned-password: mask -> block (acme)
              lost       over/<b>&.env:2:6: 18 bytes, email: mask -> nothing (acme)
              lost       over/s.jsonl:1:12: 18 bytes, email: mask -> nothing (acme)
              lost       over/s.jsonl:2:9: 18 bytes, email: mask -> nothing (acme)
              3 lost, 0 eased, 1 tightened, 0 gained
            """)
        .doesNotContain(Fake.MAIL, Fake.PASSWORD);
    assertThat(run.err())
        .isEqualTo(
            "tacenda: recorded sessions are masked already: they show what would be masked too"
                + " much or no longer, and never a secret that was missed\n");
    assertThat(run.run("policy", "diff", "b.yaml", "a.yaml", "--over", "over").out())
        .contains("gained     over/s.jsonl:1:12: 18 bytes, email: nothing -> mask (acme)")
        .contains("eased      over/<b>&.env:1:10: 14 bytes, assigned-password: block -> mask");
  }

  @Test
  void printsJsonForScripts() throws IOException {
    CommandRun run = run("--over", "over", "--format", "json");

    assertThat(run.out())
        .startsWith(
            "{\"before\":\"a.yaml\",\"after\":\"b.yaml\",\"mayWeaken\":true,\"parts\":[{\"part\":\"policy"
                + " acme\",\"changes\":[{\"direction\":\"lost\",\"subject\":\"rule"
                + " 'email'\",\"was\":\"mask\",\"is\":\"none\",\"mayEase\":true},")
        .contains(
            "{\"change\":\"lost\",\"policy\":\"acme\",\"path\":\"over/s.jsonl\",\"line\":1,"
                + "\"column\":12,\"bytes\":18,\"rule\":\"email\",\"was\":\"mask\","
                + "\"is\":\"nothing\"}")
        .contains("\"files\":2,\"sessions\":1,")
        .endsWith("]}\n");
  }

  @Test
  void writesAPageThatRunsAndLoadsNothing() throws Exception {
    run("--over", "over", "--html", "d.html");

    String html = Files.readString(folder.resolve("d.html"));
    assertThat(html)
        .contains("&lt;b&gt;&amp;.env:1:10")
        .contains("May be weaker")
        .contains("Recorded sessions (1 file) are masked already")
        .doesNotContain("<b>", "<script", "http:", "https:", "url(", "@import", "style=")
        .doesNotContain(Fake.MAIL, Fake.PASSWORD);
    String style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
    assertThat(html)
        .contains(
            "content=\"default-src 'none'; style-src 'sha256-"
                + Base64.getEncoder().encodeToString(hash)
                + "'; base-uri 'none'; form-action 'none'\"");
  }

  @Test
  void comparesFoldersByTheNamesOfPolicies() throws IOException {
    CommandRun run = PolicyFixture.in(folder);
    run.file("new/builds.yaml", PolicyFixture.BUILDS)
        .file("new/more.yaml", PolicyFixture.STRICT.replace("name: strict", "name: more"))
        .run("policy", "diff", "policies", "new");

    assertThat(run.out())
        .isEqualTo(
            """
            policy builds: no change
            policy more
              gained     the policy: none -> there
            policy strict
              lost       the policy: there -> none
            policy team
              lost       the policy: there -> none
            selection.yaml
              lost       who gets which policy: 29 lines -> none
            """);
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void saysIfWhoGetsWhatIsNotTheSame() throws IOException {
    CommandRun run = PolicyFixture.in(folder);
    for (String file : new String[] {"builds.yaml", "strict.yaml", "team.toml"}) {
      run.file("new/" + file, Files.readString(folder.resolve("policies/" + file)));
    }
    run.file("new/selection.yaml", "# reviewed\n" + PolicyFixture.SELECTION);
    assertThat(run.run("policy", "diff", "policies", "new").exitCode()).isZero();

    run.file(
        "new/selection.yaml", PolicyFixture.SELECTION.replace("unknown: deny", "unknown: team"));
    run.run("policy", "diff", "policies", "new");
    assertThat(run.out()).contains("altered    who gets which policy: 29 lines -> 29 lines");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void isIncompleteIfAFileCannotBeRead() throws IOException {
    CommandRun run = run("--over", "nowhere", "--exit-zero");

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("no such file or folder: nowhere");
  }
}
