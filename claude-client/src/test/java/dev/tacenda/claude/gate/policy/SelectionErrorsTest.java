package dev.tacenda.claude.gate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tacenda.mask.PolicyException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mistake in a selection file is refused with its place, what it is, and what to do. */
class SelectionErrorsTest {
  /** Each test changes one piece of this file, which by itself is good. */
  private static final String GOOD =
      """
      tacenda-selection: 1
      when-several-match: union
      unknown: deny
      anonymous: deny
      policies:
        builds: builds.yaml
        strict: {base: strict.yaml, add: [more.yaml]}
      groups:
        builders: [builds]
        releases: [builds, strict]
      rules:
        - name: all
          issuer: https://ci.example
          claims: {owner: "1234"}
          groups: [builders]
        - name: main
          issuer: https://ci.example
          claims:
            owner: "1234"
            ref: {pattern: 'refs/heads/(main|stable)'}
          groups: [releases]
        - name: people
          issuer: [https://a.example, https://b.example]
          token-groups: [eng]
          groups: [builders]
        - name: shells
          issuer: https://ci.example
          claims: {shell: "true"}
          deny: somebody had a shell
      exceptions:
        - group: builders
          rule: email
          action: allow
          until: 2026-12-31T00:00:00Z
          reason: reviewed
      rollout: {mode: canary, percent: 10, groups: [releases]}
      """;

  private static final String POLICY =
      """
      tacenda-policy: 1
      name: NAME
      revision: 1
      rules: {use: [standard]}
      """;
  private static final String MORE =
      """
      tacenda-rules: 1
      rules:
        - id: acme-id
          kind: acme
          type: ACME
          severity: high
          description: Acme
          source: acme.example
          keywords: [acme]
          pattern: 'acme-[0-9]{4}'
      """;

  private static PolicySet compile(String selection) {
    Map<String, byte[]> files = new HashMap<>();
    files.put("selection.yaml", bytes(selection));
    files.put("builds.yaml", bytes(POLICY.replace("NAME", "builds")));
    files.put("strict.yaml", bytes(POLICY.replace("NAME", "strict")));
    files.put("more.yaml", bytes(MORE));
    return PolicySet.compile(files);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static PolicyException refused(String selection) {
    PolicyException refused = catchThrowableOfType(PolicyException.class, () -> compile(selection));
    assertThat(refused).describedAs(selection).isNotNull();
    return refused;
  }

  @Test
  void theFileThatTheTestsChangeIsGood() {
    assertThat(compile(GOOD).policies()).containsOnlyKeys("builds", "strict");
  }

  /** Old piece | new piece, with / for a line end | place | what is wrong | what to do. */
  @ParameterizedTest(name = "{4}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      textBlock =
          """
          tacenda-selection: 1|tacenda-selection: 2|1:20|tacenda-selection is out of range|1..1
          tacenda-selection: 1|tacenda-selectoin: 1|1:1|unknown key 'tacenda-selectoin'|did you mean 'tacenda-selection'?
          match: union|match: first|2:21|unknown when-several-match 'first'|known: union
          unknown: deny|unknown: buids|3:10|unknown policy 'buids'|did you mean 'builds'?
          unknown: deny|unknown: true|3:10|unknown must be text, found true or false|write it in quotes
          anonymous: deny|anonymous: builds|4:12|policy 'builds' does not admit anonymous callers|anonymous: deny
          builds: builds.yaml|builds: build.yaml|6:11|unknown file 'build.yaml'|did you mean 'builds.yaml'?
          builds: builds.yaml|builds: strict.yaml|6:11|policy 'builds' calls itself 'strict'|use one name
          builds: builds.yaml|Builds: builds.yaml|6:3|the name of a policy has 1 to 64|choose another
          base: strict.yaml|bace: strict.yaml|7:12|unknown key 'bace'|did you mean 'base'?
          add: [more.yaml]|add: [more.yaml, more.yaml]|7:48|cannot be added|rename the rule
          add: [more.yaml]|add: [team.toml]|7:37|unknown file 'team.toml'|known:
          builders: [builds]|builders: []|9:13|group 'builders' has no policy|name one
          builders: [builds]|builders: [builds, builds]|9:22|policy 'builds' is there twice|remove one
          builders: [builds]|builders: [build]|9:14|unknown policy 'build'|did you mean 'builds'?
          releases: [builds|other: [builds]~  releases: [builds|10:3|no rule gives group 'other'|write a rule
          name: main|name: all|16:11|second rule 'all'|line 12
          name: main|name: Main|16:11|the name of a rule has|choose another
          - name: main~|-~|17:5|key 'name' is missing|add 'name
          issuer: [https://a.example, https://b.example]|issuer: []|23:13|no value for issuer|list one
          issuer: [https://a.example, https://b.example]|issuer: [https://a.example, https://a.example]|23:33|an issuer is there twice|remove one
          issuer: [https://a.example, https://b.example]|issuer: "https://a b"|23:13|no caller has such a issuer|what the token says
          claims: {owner: "1234"}|claims: {owner: 1234}|14:21|claim 'owner' must be text, found a number|in quotes
          claims: {owner: "1234"}|claims: {owner: ""}|14:21|has 1 to 2048 characters|what the token says
          claims: {owner: "1234"}|claims: {owner: ["1", "1"]}|14:27|is there twice|remove one
          claims: {owner: "1234"}|claims: {owner: {regex: a}}|14:22|unknown key 'regex'|known: pattern
          claims: {owner: "1234"}|claims: {}|12:5|a rule needs 'claims', 'subject' or 'token-groups'|every-caller
          claims: {owner: "1234"}|claims: {owner: "1234"}~    every-caller: true|15:5|'every-caller' beside conditions|remove it
          (main|(?=main|20:22|not an RE2 expression|re2
          (main|((((((a{1000}){1000}|20:22|not an RE2 expression|re2
          (main|x{1000}y{1000}(main|20:22|pattern is too large|re2
          token-groups: [eng]|subject: {pattern: 'x.*'}|24:14|a subject is not matched by a pattern|claims that have one meaning
          token-groups: [eng]|token-groups: [e n g]|24:20|no caller has such a token-groups|what the token says
          groups: [releases]~  - name: people|groups: [release]~  - name: people|21:14|unknown group 'release'|did you mean 'releases'?
          groups: [releases]~  - name: people|groups: []~  - name: people|21:13|a rule that gives no group|write 'deny'
          groups: [releases]~  - name: people|groups: [releases, releases]~  - name: people|21:24|group 'releases' is there twice|remove one
          deny: somebody had a shell|groups: [builders]~    deny: x|26:5|a rule needs one of 'groups' and 'deny'|what callers get
          deny: somebody had a shell|deny: " "|29:11|'deny' must be one line|say it shortly
          group: builders~|group: bilders~|31:12|unknown group 'bilders'|did you mean 'builders'?
          rule: email|rule: emial|32:11|unknown rule 'emial'|did you mean 'email'?
          rule: email|risk: ci-fiel|32:11|unknown risk 'ci-fiel'|did you mean 'ci-file'?
          rule: email|rule: email~    risk: ci-file|31:5|an exception needs one of 'rule' and 'risk'|name one
          rule: email|risk: ci-file|31:5|the exception eases nothing|remove it
          action: allow|action: block|33:13|unknown action of an exception 'block'|known: allow, ask, mask
          action: allow|action: ask|31:5|the exception eases nothing|remove it
              until: 2026-12-31T00:00:00Z~||31:5|key 'until' is missing|add 'until
          until: 2026-12-31T00:00:00Z|until: 2026-12-31|34:12|'until' is not an instant in UTC|2026-12-31T18:00:00Z
          until: 2026-12-31T00:00:00Z|until: never|34:12|'until' is not an instant in UTC|2026-12-31T18:00:00Z
              reason: reviewed~||31:5|key 'reason' is missing|add 'reason
          reason: reviewed|raeson: reviewed|35:5|unknown key 'raeson'|did you mean 'reason'?
          mode: canary, percent: 10, groups: [releases]|mode: canary|36:10|a canary needs a percentage or groups|percent
          mode: canary, percent: 10|mode: shadow, percent: 10|36:10|a shadow has none|percent
          percent: 10|percent: 101|36:34|percent is out of range|1..100
          groups: [releases]}|groups: [releasers]}|36:47|unknown group 'releasers'|did you mean 'releases'?
          - name: shells|- name: all-again~    issuer: https://ci.example~    claims: {owner: "1234", ref: x}~    groups: [builders]~  - name: shells|26:5|rule 'all-again' adds nothing to rule 'all' in line 12|remove it
          exceptions:|  - name: late~    issuer: https://ci.example~    claims: {shell: ["true"]}~    groups: [builders]~exceptions:|30:5|rule 'late' never counts|narrow that rule
          - name: all~|- name: wee~    issuer: https://ci.example~    claims: {owner: "1234", x: y}~    groups: [builders]~  - name: all~|12:5|rule 'wee' adds nothing to rule 'all' in line 16|remove it
          unknown: deny|unknown: deny~unknown: builds|4:1|duplicate key 'unknown'|line 3
          unknown: deny|unknown: &a deny|3:10|YAML anchor|remove
          """)
  void aMistakeIsRefusedWithItsPlace(
      String old, String changed, String place, String problem, String remedy) {
    String from = old.replace("~", "\n");
    String to = changed == null ? "" : changed.replace("~", "\n");
    String file = changedOnce(from, to);

    PolicyException refused = refused(file);

    assertThat(refused.sourceName() + ":" + refused.line() + ":" + refused.column())
        .describedAs(refused.getMessage() + "\n" + numbered(file))
        .isEqualTo("selection.yaml:" + place);
    assertThat(refused.problem()).contains(problem);
    assertThat(refused.remedy()).contains(remedy);
  }

  private static String changedOnce(String from, String to) {
    int at = GOOD.indexOf(from);
    assertThat(at).describedAs(from).isNotNegative();
    return GOOD.substring(0, at) + to + GOOD.substring(at + from.length());
  }

  private static String numbered(String file) {
    String[] lines = file.split("\n", -1);
    return IntStream.range(0, lines.length)
        .mapToObj(i -> (i + 1) + " " + lines[i])
        .collect(Collectors.joining("\n"));
  }

  @Test
  void aMistakeInAPolicyFileHasThePlaceThere() {
    Map<String, byte[]> files = new HashMap<>();
    files.put("selection.yaml", bytes(GOOD));
    files.put("builds.yaml", bytes(POLICY.replace("NAME", "builds").replace("rules", "ruels")));

    PolicyException refused =
        catchThrowableOfType(PolicyException.class, () -> PolicySet.compile(files));

    assertThat(refused).hasMessageStartingWith("builds.yaml:4:1: unknown key 'ruels'");
  }

  @Test
  void withoutASelectionFileThereIsNoSet() {
    PolicyException refused =
        catchThrowableOfType(
            PolicyException.class, () -> PolicySet.compile(Map.of("builds.yaml", bytes(POLICY))));

    assertThat(refused).hasMessageStartingWith("selection.yaml:1:1: the file is missing");
  }

  @Test
  void moreThanTheLimitsIsRefused() {
    assertThat(refused(GOOD.replace("owner: \"1234\"}", "owner: [" + many(257) + "]}")))
        .hasMessageContaining("257 values, at most 256 are read");
    assertThat(refused(GOOD.replace("owner: \"1234\"}", claims(33))))
        .hasMessageContaining("33 claims, at most 32 are read");
    assertThat(refused(GOOD.replace("(main|stable)", "a".repeat(513))))
        .hasMessageContaining("a pattern has 1 to 512 characters, not 524");
    assertThat(refused(GOOD.replace("exceptions:\n", "exceptions:\n" + exceptions(256))))
        .hasMessageContaining("257 exceptions, at most 256 are read");
    assertThat(refused(GOOD.replace("rules:\n  - name: all", rules(1_000) + "  - name: all")))
        .hasMessageContaining("1004 rules, at most 1000 are read");
    assertThat(refused(GOOD.replace("groups:\n  builders", groups(255) + "  builders")))
        .hasMessageContaining("257 groups, at most 256 are read");
  }

  @Test
  void moreOrLargerFilesThanTheLimitsAreRefused() {
    Map<String, byte[]> many = new HashMap<>();
    for (int i = 0; i < 257; i++) {
      many.put("f" + i + ".yaml", new byte[0]);
    }
    assertThat(catchThrowableOfType(PolicyException.class, () -> PolicySet.compile(many)))
        .hasMessageContaining("257 files, at most 256 are read");
    Map<String, byte[]> large = Map.of("large.toml", new byte[(1 << 20) + 1]);
    assertThat(catchThrowableOfType(PolicyException.class, () -> PolicySet.compile(large)))
        .hasMessageStartingWith("large.toml:1:1: file is longer than 1048576 bytes");
    Map<String, byte[]> together = new HashMap<>();
    byte[] half = new byte[1 << 20];
    for (int i = 0; i < 17; i++) {
      together.put("f" + i + ".toml", half);
    }
    assertThat(catchThrowableOfType(PolicyException.class, () -> PolicySet.compile(together)))
        .hasMessageContaining("at most 16777216 are read");
  }

  private static String many(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"v" + i + "\"")
        .collect(Collectors.joining(", "));
  }

  private static String claims(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "c" + i + ": x")
        .collect(Collectors.joining(", ", "", "}"));
  }

  private static String exceptions(int count) {
    return "  - {group: builders, rule: email, action: allow, until: x, reason: x}\n".repeat(count);
  }

  private static String rules(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "  - {name: r" + i + ", issuer: x, claims: {a: x}, groups: [builders]}\n")
        .collect(Collectors.joining("", "rules:\n", ""));
  }

  private static String groups(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "  g" + i + ": [builds]\n")
        .collect(Collectors.joining("", "groups:\n", ""));
  }
}
