package dev.tacenda.mask.gitleaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tacenda.mask.PolicyException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake in a configuration is refused with its place, what is wrong, and a remedy. */
class BadConfigTest {
  /** Line 7 is the first that a case adds, in the table of the rule. */
  private static final String RULE =
      """
      title = "team"

      [[rules]]
      id = "acme-key"
      regex = '''acme_([a-z0-9]{8,})'''
      keywords = ["acme_"]
      """;

  /** A file, and the message expected for it without the file's name. */
  record Case(String what, String toml, String message) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Case> notToml() {
    String syntax = "; see https://toml.io/en/v1.0.0; write regexes in '''three quotes'''";
    return Stream.of(
        new Case(
            "no value",
            RULE + "entropy =\n",
            "7:10: not TOML: Unexpected end of line, expected a value" + syntax),
        new Case(
            "open bracket",
            "[[rules\n",
            "1:8: not TOML: Unexpected end of line, expected ]]" + syntax),
        new Case(
            "open quotes",
            "title = '''x\n",
            "2:1: not TOML: Unexpected end of input, expected '''" + syntax),
        new Case(
            "escape in double quotes",
            RULE + "path = \"\\.pem\"\n",
            "7:9: not TOML: Invalid escape sequence '\\.'" + syntax),
        new Case(
            "key twice",
            RULE + "id = \"other\"\n",
            "7:1: not TOML: id previously defined at line 4, column 1" + syntax),
        new Case(
            "table twice",
            "[extend]\nuseDefault = true\n[extend]\n",
            "3:1: not TOML: extend previously defined at line 1, column 1" + syntax),
        new Case(
            "rules as table and list",
            RULE + "[rules]\n",
            "7:1: not TOML: rules previously defined at line 3, column 1" + syntax));
  }

  static Stream<Case> wrongWords() {
    return Stream.of(
        new Case(
            "unknown key of the file",
            "titel = 'x'\n",
            "1:1: unknown key 'titel'; did you mean 'title'?"),
        new Case(
            "unknown key of a rule",
            RULE + "regexp = 'x'\n",
            "7:1: unknown key 'regexp'; did you mean 'regex'?"),
        new Case(
            "key of a rule with nothing near",
            RULE + "severity = 'high'\n",
            "7:1: unknown key 'severity'; known: allowlist, allowlists, description, entropy, id,"
                + " keywords, path, regex, required, secretGroup, skipReport, tags"),
        new Case(
            "misspelt group",
            RULE + "secretGruop = 1\n",
            "7:1: unknown key 'secretGruop'; did you mean 'secretGroup'?"),
        new Case(
            "key of betterleaks in a rule",
            RULE + "validate = 'x'\n",
            "7:1: key 'validate' is of betterleaks, not of gitleaks; remove it"),
        new Case(
            "key of betterleaks in the file",
            "prefilter = 'x'\n",
            "1:1: key 'prefilter' is of betterleaks, not of gitleaks; remove it"),
        new Case(
            "unknown key of extend",
            "[extend]\nusedefaults = true\n",
            "2:1: unknown key 'usedefaults'; did you mean 'useDefault'?"),
        new Case(
            "unknown key of an allowlist",
            "[[allowlists]]\nregexs = ['a']\n",
            "2:1: unknown key 'regexs'; did you mean 'regexes'?"),
        new Case(
            "targetRules in the allowlist of a rule",
            RULE + "[[rules.allowlists]]\nstopwords = ['x']\ntargetRules = ['acme-key']\n",
            "9:1: unknown key 'targetRules'; known: commits, condition, description, paths,"
                + " regexTarget, regexes, stopwords"),
        new Case(
            "unknown key of a required rule",
            RULE + "[[rules.required]]\nid = 'acme-key'\nwithinLine = 3\n",
            "9:1: unknown key 'withinLine'; did you mean 'withinLines'?"),
        new Case(
            "key in two letter cases",
            RULE + "ID = 'x'\n",
            "7:1: key 'ID' is 'id' in another letter case; remove it or the one in line 4"),
        new Case(
            "unknown condition",
            "[[allowlists]]\nstopwords = ['x']\ncondition = 'nad'\n",
            "3:13: unknown condition 'nad'; did you mean 'AND'?"),
        new Case(
            "condition of nothing near",
            "[[allowlists]]\nstopwords = ['x']\ncondition = 'neither'\n",
            "3:13: unknown condition 'neither'; known: AND, OR"),
        new Case(
            "unknown target",
            "[[allowlists]]\nregexes = ['x']\nregexTarget = 'lines'\n",
            "3:15: unknown regexTarget 'lines'; did you mean 'line'?"),
        new Case(
            "target in capitals",
            "[[allowlists]]\nregexes = ['x']\nregexTarget = 'MATCH'\n",
            "3:15: unknown regexTarget 'MATCH'; did you mean 'match'?"),
        new Case(
            "unknown target rule",
            RULE + "[[allowlists]]\nstopwords = ['x']\ntargetRules = ['acme-key', 'acme-kye']\n",
            "9:28: unknown rule 'acme-kye'; did you mean 'acme-key'?"),
        new Case(
            "unknown required rule",
            RULE + "[[rules.required]]\nid = 'acme-keys'\n",
            "8:6: unknown rule 'acme-keys'; did you mean 'acme-key'?"));
  }

  static Stream<Case> wrongTypes() {
    return Stream.of(
        new Case(
            "title as number",
            "title = 5\n",
            "1:9: 'title' must be text, found a number; write it" + " in quotes"),
        new Case(
            "keywords as text",
            RULE.replace("[\"acme_\"]", "\"acme_\""),
            "6:12: 'keywords' must be a list of texts, found text; write ['a', 'b']"),
        new Case(
            "a keyword as number",
            RULE.replace("[\"acme_\"]", "[\"acme_\", 7]"),
            "6:22: 'keywords' must be text, found a number; write it in quotes"),
        new Case(
            "entropy as text",
            RULE + "entropy = '3.5'\n",
            "7:11: 'entropy' must be a number, found text; write a number without quotes, such as"
                + " 3.5"),
        new Case(
            "entropy below 0",
            RULE + "entropy = -1\n",
            "7:11: 'entropy' must be in 0..8, was -1; write a number in 0..8"),
        new Case(
            "entropy of 80",
            RULE + "entropy = 80.0\n",
            "7:11: 'entropy' must be in 0..8, was 80.0; write a number in 0..8"),
        new Case(
            "entropy that is no number",
            RULE + "entropy = nan\n",
            "7:11: 'entropy' must be in 0..8, was NaN; write a number in 0..8"),
        new Case(
            "group as text",
            RULE + "secretGroup = '1'\n",
            "7:15: 'secretGroup' must be a whole number, found text; write digits without quotes"),
        new Case(
            "group below 0",
            RULE + "secretGroup = -1\n",
            "7:15: 'secretGroup' must be in 0..1000, was -1; write a number in 0..1000"),
        new Case(
            "skipReport as text",
            RULE + "skipReport = 'yes'\n",
            "7:14: 'skipReport' must be true or false, found text; write true or false without"
                + " quotes"),
        new Case(
            "useDefault as number",
            "[extend]\nuseDefault = 1\n",
            "2:14: 'useDefault' must be true or false, found a number; write true or false without"
                + " quotes"),
        new Case(
            "tags as text",
            RULE + "tags = 'key'\n",
            "7:8: 'tags' must be a list of texts, found text; write ['a', 'b']"),
        new Case(
            "date as description",
            RULE + "description = 2026-01-01\n",
            "7:15: 'description' must be text, found a date or time; write it in quotes"),
        new Case(
            "rules with single brackets",
            "[rules]\nid = 'x'\n",
            "1:1: 'rules' must be a list of tables, found a table; write [[...]] with double"
                + " brackets"),
        new Case(
            "allowlists with single brackets",
            "[allowlists]\nstopwords = ['x']\n",
            "1:1: 'allowlists' must be a list of tables, found a table; write [[...]] with double"
                + " brackets"),
        new Case(
            "allowlist with double brackets",
            "[[allowlist]]\nstopwords = ['x']\n",
            "1:1: 'allowlist' must be one table, found a list; write [...] with single brackets,"
                + " once"),
        new Case(
            "allowlists as a list of texts",
            "allowlists = ['x']\n",
            "1:15: 'allowlists' must be a table, found text; write [[...]] with double brackets"),
        new Case(
            "extend as text",
            "extend = 'base.toml'\n",
            "1:10: 'extend' must be one table, found text; write [...] with single brackets, once"),
        new Case(
            "withinLines as text",
            RULE + "[[rules.required]]\nid = 'acme-key'\nwithinLines = '3'\n",
            "9:15: 'withinLines' must be a whole number, found text; write digits without quotes"));
  }

  static Stream<Case> wrongMeaning() {
    String re2 = "; see https://github.com/google/re2/wiki/Syntax";
    String anchor = "; anchor it with ^ and $, or remove the rule instead";
    return Stream.of(
        new Case(
            "no version",
            "minVersion = 'latest'\n",
            "1:14: minVersion is no version: 'latest'; write a version of gitleaks, such as"
                + " 'v8.25.0'"),
        new Case(
            "default and path",
            "[extend]\nuseDefault = true\npath = 'base.toml'\n",
            "3:1: extend has both 'useDefault' and 'path'; keep one of them; the file at 'path'"
                + " may use the default"),
        new Case(
            "url",
            "[extend]\nurl = 'https://acme.example/base.toml'\n",
            "2:7: extend.url is refused: rules are not fetched over the network; save that file"
                + " beside this one and name it with 'path'"),
        new Case(
            "path without a directory",
            "[extend]\npath = 'base.toml'\n",
            "2:8: extend.path needs a directory to start from; load the file instead of its text"),
        new Case(
            "no id",
            "[[rules]]\nregex = 'acme'\n",
            "1:1: a rule has no id; add id = 'acme-api-key'"),
        new Case(
            "blank id",
            "[[rules]]\nid = ' '\nregex = 'acme'\n",
            "2:1: a rule has no id; add id = 'acme-api-key'"),
        new Case(
            "id twice",
            RULE + "[[rules]]\nid = 'acme-key'\nregex = 'x'\n",
            "8:6: duplicate rule id 'acme-key'; rename it or the one in line 4"),
        new Case(
            "neither regex nor path",
            "[[rules]]\nid = 'acme'\nregex = ''\nkeywords = ['acme']\n",
            "2:6: rule 'acme' has neither 'regex' nor 'path'; add a regex, or extend the file whose"
                + " rule it changes"),
        new Case(
            "regex with look-ahead",
            RULE.replace("acme_(", "acme_(?!x)("),
            "5:9: rule 'acme-key': regex is not an RE2 expression: invalid or unsupported Perl"
                + " syntax"
                + re2),
        new Case(
            "regex that counts too far",
            RULE.replace("{8,}", "{8,2000}"),
            "5:9: rule 'acme-key': regex is not an RE2 expression: invalid repeat count" + re2),
        new Case(
            "regex that is too large",
            RULE.replace("{8,}", "{8,1000}){1,30}("),
            "5:9: rule 'acme-key': regex is too large: 59859 steps of 20000" + re2),
        new Case(
            "regex that matches nothing",
            RULE.replace("acme_(", "(").replace("{8,}", "*"),
            "5:9: rule 'acme-key': regex must not match the empty text" + re2),
        new Case(
            "group that the regex has not",
            RULE + "secretGroup = 2\n",
            "7:15: rule 'acme-key': secretGroup must be a group of the pattern, was 2; count the"
                + " opening brackets of the regex that are not (?:"),
        new Case(
            "empty keyword",
            RULE.replace("[\"acme_\"]", "[\"acme_\", \"\"]"),
            "6:22: a keyword is empty; remove it; without keywords a rule reads every text"),
        new Case(
            "path that is no regex",
            RULE + "path = '*.pem'\n",
            "7:8: path is not an RE2 expression: missing argument to repetition operator in '*'"
                + re2),
        new Case(
            "required rule without id",
            RULE + "[[rules.required]]\nwithinLines = 5\n",
            "7:1: a required rule has no id; add the id of a rule"),
        new Case(
            "empty allowlist",
            "[[allowlists]]\ndescription = 'nothing'\n",
            "1:1: the allowlist is empty; add regexes or stopwords, or remove it"),
        new Case(
            "allowlist whose lists are empty",
            "[allowlist]\nregexes = []\nstopwords = []\n",
            "1:1: the allowlist is empty; add regexes or stopwords, or remove it"),
        new Case(
            "allowlist regex that is none",
            "[[allowlists]]\nregexes = ['a', '[']\n",
            "2:17: an expression of regexes is not an RE2 expression: missing closing ] in '['"
                + re2),
        new Case(
            "allowlist path that is no regex",
            "[[allowlists]]\npaths = ['*.md']\n",
            "2:10: an expression of paths is not an RE2 expression: missing argument to repetition"
                + " operator in '*'"
                + re2),
        new Case(
            "allowlist that allows everything",
            "[[allowlists]]\nregexes = ['.*']\n",
            "2:12: an expression of regexes is found in every text, so it allows everything"
                + anchor),
        new Case(
            "empty allowlist regex",
            "[[allowlists]]\nregexes = ['x', '']\n",
            "2:17: an expression of regexes is found in every text, so it allows everything"
                + anchor),
        new Case(
            "empty stop word",
            "[[allowlists]]\nstopwords = ['x', '']\n",
            "2:19: a stop word is empty, which would allow everything; remove it"),
        new Case(
            "old and new allowlists",
            "[[allowlists]]\nstopwords = ['x']\n[allowlist]\nstopwords = ['y']\n",
            "3:1: [allowlist] cannot stand beside [[allowlists]]; write it as [[allowlists]]"),
        new Case(
            "old and new allowlists of a rule",
            RULE
                + "[rules.allowlist]\nstopwords = ['x']\n[[rules.allowlists]]\nstopwords ="
                + " ['y']\n",
            "7:1: [rules.allowlist] cannot stand beside [[rules.allowlists]]; write it as"
                + " [[rules.allowlists]]"));
  }

  static Stream<Case> all() {
    return Stream.of(notToml(), wrongWords(), wrongTypes(), wrongMeaning()).flatMap(cases -> cases);
  }

  @ParameterizedTest
  @MethodSource("all")
  void saysWhereWhatAndWhatToDo(Case bad) {
    assertThatThrownBy(() -> parse(bad.toml()))
        .isInstanceOf(PolicyException.class)
        .hasMessage("team.toml:" + bad.message());
  }

  @Test
  void thereAreManyKinds() {
    assertThat(all()).hasSizeGreaterThan(60);
  }

  @Test
  void refusesWhatIsNotUtf8() {
    assertThatThrownBy(() -> GitleaksConfig.parse("team.toml", new byte[] {'#', (byte) 0xff}))
        .hasMessage("team.toml:1:1: not UTF-8 text; save the file as UTF-8");
  }

  @Test
  void refusesWhatIsTooLong() {
    assertThatThrownBy(() -> GitleaksConfig.parse("team.toml", new byte[1 + (1 << 20)]))
        .hasMessage("team.toml:1:1: file is longer than 1048576 bytes; split it with [extend]");
  }

  @Test
  void deepNestingIsNoStackOverflow() {
    assertThatThrownBy(() -> parse("a = " + "[".repeat(200_000) + "]".repeat(200_000)))
        .isInstanceOf(PolicyException.class);
    assertThatThrownBy(() -> parse("a = " + "{a=".repeat(100_000) + "1" + "}".repeat(100_000)))
        .isInstanceOf(PolicyException.class);
    assertThatThrownBy(() -> parse("[a" + ".a".repeat(200_000) + "]"))
        .isInstanceOf(PolicyException.class);
  }

  @Test
  void theFieldsOfTheErrorAreThoseOfItsMessage() {
    assertThatThrownBy(() -> parse("titel = 'x'"))
        .isInstanceOfSatisfying(
            PolicyException.class,
            e -> {
              assertThat(e.sourceName()).isEqualTo("team.toml");
              assertThat(e.line()).isEqualTo(1);
              assertThat(e.column()).isEqualTo(1);
              assertThat(e.problem()).isEqualTo("unknown key 'titel'");
              assertThat(e.remedy()).isEqualTo("did you mean 'title'?");
            });
  }

  private static GitleaksConfig parse(String toml) {
    return GitleaksConfig.parse("team.toml", toml.getBytes(StandardCharsets.UTF_8));
  }
}
