package dev.tacenda.mask.gitleaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tacenda.mask.Action;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingException;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import dev.tacenda.mask.Rule;
import dev.tacenda.mask.RuleSet;
import dev.tacenda.mask.ScanScope;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said about a configuration, and how its rules join others. */
class ReportTest {
  private static final String RULE = "[[rules]]\nid='acme'\nregex='key=([a-z]+)'\n";

  @Test
  void aConfigurationForTextsHasNoNotes() {
    GitleaksConfig config = Masked.config("title = 'team'\n" + RULE);

    assertThat(config.notes()).isEmpty();
    assertThat(config.title()).isEqualTo("team");
    assertThat(config).hasToString("GitleaksConfig[1 rules, 0 notes]");
  }

  @Test
  void saysWhatDoesNotApply() {
    assertThat(
            notes(
                """
                [[rules]]
                id = "key-files"
                path = '''\\.pem$'''
                [[rules]]
                id = "acme"
                regex = '''key=([a-z]+)'''
                path = '''\\.env$'''
                skipReport = true
                keywords = ["größe", "acme"]
                [[rules.required]]
                id = "key-files"
                [[rules.allowlists]]
                paths = ['''x''']
                commits = ["abcdef0"]
                [[allowlists]]
                paths = ['''y''']
                """))
        .containsExactly(
            "team.toml:2:6: rule 'key-files' looks at the names of files only, and a text has none",
            "team.toml:7:8: rule 'acme' is for some files only; here it is for every text",
            "team.toml:8:1: rule 'acme' is not reported by gitleaks; here it masks like any other",
            "team.toml:9:13: rule 'acme' is tried on every text: a keyword is not 1 to 200"
                + " printable ASCII characters",
            "team.toml:10:1: rule 'acme' masks also where the rules it requires find nothing",
            "team.toml:13:1: 'paths' of an allowlist never hold: a text has no path",
            "team.toml:14:1: 'commits' of an allowlist never hold: a text has no commit",
            "team.toml:16:1: 'paths' of an allowlist never hold: a text has no path");
  }

  @Test
  void kindsSayWhetherItHasAnEffect() {
    assertThat(Masked.config(RULE + "path='x'\n[[rules]]\nid='p'\npath='x'\n").notes())
        .extracting(ImportNote::kind)
        .containsExactly(ImportNote.Kind.ADAPTED, ImportNote.Kind.NOT_APPLICABLE);
  }

  @Test
  void disabledRulesWithoutAnExtensionAreNoted() {
    assertThat(notes("[extend]\ndisabledRules = ['x']\n"))
        .containsExactly(
            "team.toml:2:18: disabled rule 'x' is in no file that is extended; standard rules are"
                + " disabled in the policy");
  }

  @Test
  void rulesHaveIdsThatPoliciesCanName() {
    assertThat(
            ids("acme-key", "AWS_Key", "a b/c", "aws-key", "Ünï", "x".repeat(80), "x".repeat(81)))
        .containsExactly(
            "gitleaks-acme-key",
            "gitleaks-aws-key",
            "gitleaks-a-b-c",
            "gitleaks-aws-key-f6df6344",
            "gitleaks-n",
            "gitleaks-" + "x".repeat(46) + "-" + "d929cdee",
            "gitleaks-" + "x".repeat(46) + "-" + "4d1f7bb8");
  }

  @Test
  void aRuleKnowsWhereItIsFrom() {
    ImportedRule imported =
        Masked.config("\n[[rules]]\nid='Acme'\nregex='key=([a-z]+)'\n").imported().get(0);

    assertThat(imported.gitleaksId()).isEqualTo("Acme");
    assertThat(imported.line()).isEqualTo(3);
    assertThat(imported.sourceName()).isEqualTo("team.toml");
    Rule rule = imported.rule();
    assertThat(rule.kind()).isEqualTo("gitleaks");
    assertThat(rule.type()).isEqualTo("ACME");
    assertThat(rule.description()).isEqualTo("Acme");
    assertThat(rule.source()).isEqualTo("gitleaks configuration team.toml");
  }

  @Test
  void typesAreLettersAndDigits() {
    assertThat(Masked.text("[[rules]]\nid='é'\nregex='key=([a-z]+)'\n", "key=ab"))
        .isEqualTo("key=<GITLEAKS>");
    assertThat(Masked.text("[[rules]]\nid='a-very_long-2'\nregex='key=([a-z]+)'\n", "key=ab"))
        .isEqualTo("key=<AVERYLONG2>");
  }

  @Test
  void saysWhichRulesSpanLines() {
    assertThat(spansLines("key=[a-z]+")).isFalse();
    assertThat(spansLines("key=\\s*[a-z]+")).isTrue();
  }

  @Test
  void aLongDescriptionIsCut() {
    String toml = RULE + "description = \"\"\"" + "many\nlines ".repeat(100) + "\"\"\"\n";

    assertThat(Masked.config(toml).imported().get(0).rule().description())
        .startsWith("many lines many")
        .hasSizeLessThan(301);
  }

  @Test
  void rulesJoinAPolicyThatWasReadFromAFile() {
    String yaml =
        """
        tacenda-policy: 1
        name: builds
        revision: 3
        rules: { use: [standard] }
        actions: [{ kind: personal, action: allow }]
        """;
    MaskingPolicy file = MaskingPolicy.parse("policy.yaml", bytes(yaml));
    GitleaksConfig team = Masked.config(RULE);
    MaskingPolicy policy =
        file.toBuilder().addRules(team.ownRules()).actionForKind("gitleaks", Action.MASK).build();

    String masked =
        Masker.of(policy, PlaceholderKey.of(new byte[32]))
            .maskText("key=abc mail ada@acme.example")
            .text();

    assertThat(Masked.shown(masked)).isEqualTo("key=<ACME> mail ada@acme.example");
    assertThat(policy.name()).isEqualTo("builds");
    assertThat(policy.revision()).isEqualTo(3);
    assertThat(policy.digest()).isNotEqualTo(file.digest());
  }

  @Test
  void importedRulesDoNotRefuseProtocolFields() {
    Masker masker =
        Masked.masker(Masked.config("[[rules]]\nid='x'\nregex='[0-9a-f]{8}'\n").ownRules());

    byte[] json = bytes("{\"a\":\"0123abcd\"}");
    assertThat(Masked.shown(text(masker.maskJson(json, ScanScope.everything()).bytes())))
        .isEqualTo("{\"a\":\"<GITLEAKS>\"}");
  }

  @Test
  void addingTheSameRulesTwiceIsAnError() {
    RuleSet rules = Masked.config(RULE).ownRules();

    assertThatThrownBy(() -> rules.plus(rules))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gitleaks-acme");
  }

  @Test
  void whatChangesARuleChangesTheDigest() {
    List<String> digests =
        List.of(
                RULE,
                RULE + "entropy = 1\n",
                RULE + "entropy = 2\n",
                RULE + "secretGroup = 1\n",
                RULE + "keywords = ['key']\n",
                RULE + "[[rules.allowlists]]\nstopwords = ['a']\n",
                RULE + "[[rules.allowlists]]\nstopwords = ['a', 'b']\n",
                RULE + "[[rules.allowlists]]\nregexes = ['a']\n",
                RULE + "[[rules.allowlists]]\nregexes = ['a']\nregexTarget = 'line'\n",
                RULE + "[[rules.allowlists]]\nregexes = ['a']\ncondition = 'and'\n",
                RULE + "[[allowlists]]\nstopwords = ['a']\nregexes = ['a']\n")
            .stream()
            .map(toml -> MaskingPolicy.builder(Masked.config(toml).ownRules()).build().digest())
            .toList();

    assertThat(digests).doesNotHaveDuplicates();
  }

  @Test
  void noValueOfATextIsInAnError() {
    Masker masker = Masked.masker(Masked.config(RULE).ownRules());

    assertThatThrownBy(() -> masker.maskJson(bytes("{\"key=fakefake\""), ScanScope.everything()))
        .isInstanceOf(MaskingException.class)
        .hasMessageNotContaining("fakefake");
  }

  private static boolean spansLines(String regex) {
    return Masked.config("[[rules]]\nid='x'\nregex='''" + regex + "'''\n")
        .imported()
        .get(0)
        .rule()
        .spansLines();
  }

  private static List<String> ids(String... gitleaksIds) {
    StringBuilder toml = new StringBuilder();
    for (String id : gitleaksIds) {
      toml.append("[[rules]]\nid = '").append(id).append("'\nregex = 'x'\n");
    }
    return Masked.config(toml.toString()).imported().stream()
        .map(imported -> imported.rule().id())
        .toList();
  }

  private static List<String> notes(String toml) {
    return Masked.config(toml).notes().stream().map(ImportNote::toString).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
