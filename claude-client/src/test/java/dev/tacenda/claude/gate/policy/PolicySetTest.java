package dev.tacenda.claude.gate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.Claims;
import dev.tacenda.claude.gate.SettableClock;
import dev.tacenda.claude.gate.internal.digest.Sha256Parts;
import dev.tacenda.claude.gate.policy.Explanation.Outcome;
import dev.tacenda.mask.Action;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PolicyException;
import dev.tacenda.mask.RuleSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PolicySetTest {
  private static final String CI = "https://ci.example";
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC);

  private static final String BUILDS =
      """
      tacenda-policy: 1
      name: builds
      revision: 3
      rules: {use: [standard]}
      """;
  private static final String STRICT =
      """
      tacenda-policy: 1
      name: strict
      revision: 2
      rules: {use: [standard]}
      actions:
        - {rule: email, action: block}
      """;
  private static final String SELECTION =
      """
      tacenda-selection: 1
      when-several-match: union
      unknown: deny
      anonymous: deny
      policies:
        builds: builds.yaml
        strict: strict.yaml
      groups:
        builders: [builds]
        releases: [strict]
      rules:
        - name: all-repositories
          issuer: https://ci.example
          claims: {repository_owner_id: "1234"}
          groups: [builders]
        - name: main
          issuer: https://ci.example
          claims:
            repository_owner_id: "1234"
            ref: [refs/heads/main, refs/heads/release]
          groups: [releases]
        - name: open-shells
          issuer: https://ci.example
          claims: {ssh-rerun: "true"}
          deny: a person had a shell in the job
      exceptions:
        - group: builders
          rule: email
          action: allow
          until: 2026-12-01T00:00:00Z
          reason: the mail templates are reviewed
      """;

  static Map<String, byte[]> files(String... namesAndTexts) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      files.put(namesAndTexts[i], namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
    }
    return files;
  }

  static MaskingPolicy policy(PolicySet set, String name) {
    return Objects.requireNonNull(set.policies().get(name), name);
  }

  private static PolicySet set() {
    return PolicySet.compiler()
        .revision(7)
        .clock(CLOCK)
        .compile(files("selection.yaml", SELECTION, "builds.yaml", BUILDS, "strict.yaml", STRICT));
  }

  private static Caller caller(Map<String, List<String>> claims) {
    return Caller.verified(CI, "repo:acme@1/shop@2", Set.of(), Claims.of(claims));
  }

  @Test
  void aCallerInOneGroupGetsItsPolicyWithTheExceptionOfTheGroup() {
    Explanation why = set().explain(caller(Map.of("repository_owner_id", List.of("1234"))));

    assertThat(why.outcome()).isEqualTo(Outcome.BY_GROUPS);
    assertThat(why.groups()).containsExactly("builders");
    assertThat(why.policies()).containsExactly("builds");
    assertThat(why.exceptions()).hasSize(1);
    var policy = why.choice().orElseThrow().policy();
    assertThat(policy.actionFor(policy.rules().rule("email").orElseThrow()))
        .isEqualTo(Action.ALLOW);
    assertThat(why.choice().orElseThrow().revision()).isEqualTo(7);
  }

  @Test
  void aCallerInTwoGroupsGetsTheStricterActionInSpiteOfTheException() {
    Explanation why =
        set()
            .explain(
                caller(
                    Map.of(
                        "repository_owner_id",
                        List.of("1234"),
                        "ref",
                        List.of("refs/heads/main"))));

    assertThat(why.groups()).containsExactly("builders", "releases");
    assertThat(why.policies()).containsExactly("builds", "strict");
    var policy = why.choice().orElseThrow().policy();
    assertThat(policy.name()).isEqualTo("builds-and-strict");
    assertThat(policy.actionFor(policy.rules().rule("email").orElseThrow()))
        .isEqualTo(Action.BLOCK);
  }

  @Test
  void aRuleThatRefusesCountsMoreThanGroups() {
    Explanation why =
        set()
            .explain(
                caller(
                    Map.of("repository_owner_id", List.of("1234"), "ssh-rerun", List.of("true"))));

    assertThat(why.outcome()).isEqualTo(Outcome.DENIED_BY_RULE);
    assertThat(why.choice()).isEmpty();
  }

  @Test
  void theBeginningOfAValueGivesNothing() {
    Explanation why = set().explain(caller(Map.of("repository_owner_id", List.of("12345"))));

    assertThat(why.outcome()).isEqualTo(Outcome.DENIED_NO_RULE_APPLIES);
  }

  @Test
  void anExceptionEndsByTheClockWithoutAReload() {
    SettableClock clock = new SettableClock(Instant.parse("2026-11-30T23:59:59.999Z"));
    PolicySet set =
        PolicySet.compiler()
            .clock(clock)
            .compile(
                files("selection.yaml", SELECTION, "builds.yaml", BUILDS, "strict.yaml", STRICT));
    Caller builder = caller(Map.of("repository_owner_id", List.of("1234")));

    assertThat(forEmail(set, builder)).isEqualTo(Action.ALLOW);
    clock.pass(Duration.ofMillis(1));
    assertThat(forEmail(set, builder)).isEqualTo(Action.MASK);
    assertThat(set.explain(builder).exceptions()).isEmpty();
  }

  private static Action forEmail(PolicySet set, Caller caller) {
    MaskingPolicy policy = set.select(caller).orElseThrow().policy();
    return policy.actionFor(policy.rules().rule("email").orElseThrow());
  }

  @Test
  void theDigestIsThatOfTheContentAndNotOfTheRevisionOrTheOrderOfFiles() {
    Map<String, byte[]> files =
        files("selection.yaml", SELECTION, "builds.yaml", BUILDS, "strict.yaml", STRICT);
    Map<String, byte[]> turned =
        files("strict.yaml", STRICT, "builds.yaml", BUILDS, "selection.yaml", SELECTION);
    String digest = PolicySet.compiler().revision(9).compile(files).digest();

    assertThat(PolicySet.compiler().revision(8).compile(turned).digest()).isEqualTo(digest);
    for (String[] change :
        new String[][] {
          {"repository_owner_id: \"1234\"}", "repository_owner_id: \"1235\"}"},
          {"\"1234\"}", "{pattern: \"1234\"}}"},
          {"unknown: deny", "unknown: strict"},
          {"releases: [strict]", "releases: [strict, builds]"},
          {"until: 2026", "until: 2027"},
          {"refs/heads/release", "refs/heads/stable"},
          {"deny: a person", "deny: somebody"}
        }) {
      String changed = SELECTION.replace(change[0], change[1]);
      assertThat(changed).isNotEqualTo(SELECTION);
      assertThat(
              PolicySet.compile(
                      files(
                          "selection.yaml", changed, "builds.yaml", BUILDS, "strict.yaml", STRICT))
                  .digest())
          .describedAs(change[1])
          .isNotEqualTo(digest);
    }
  }

  @Test
  void filesInFormatsOfOthersAreABaseOrAnAddition() {
    RuleFileLoader fake =
        (name, content) ->
            new RuleFileLoader.Loaded(
                RuleSet.parse(name, content), name.startsWith("extends-standard"));
    String rules =
        """
        tacenda-rules: 1
        rules:
          - {id: acme-id, kind: acme, type: ACME, severity: high, description: x, source: x, keywords: [acme], pattern: 'acme-[0-9]{4}'}
        """;
    String selection =
        """
        tacenda-selection: 1
        policies:
          alone: {base: alone.fake}
          extended: {base: extends-standard.fake}
          added: {base: builds.yaml, add: [alone.fake]}
          shipped: {base: standard}
        groups: {all: [alone, extended, added, shipped]}
        rules:
          - {name: all, issuer: x, every-caller: true, groups: [all]}
        """;

    PolicySet set =
        PolicySet.compiler()
            .ruleFiles(".fake", fake)
            .compile(
                files(
                    "selection.yaml",
                    selection,
                    "builds.yaml",
                    BUILDS,
                    "alone.fake",
                    rules,
                    "extends-standard.fake",
                    rules));

    int standard = MaskingPolicy.standard().rules().rules().size();
    assertThat(policy(set, "alone").rules().rules()).hasSize(1);
    assertThat(policy(set, "extended").rules().rules()).hasSize(standard + 1);
    assertThat(policy(set, "added").rules().rules()).hasSize(standard + 1);
    assertThat(policy(set, "added").name()).isEqualTo("added");
    assertThat(policy(set, "shipped").digest()).isEqualTo(MaskingPolicy.standard().digest());
    assertThat(set.warnings()).hasSize(2).allMatch(warning -> warning.contains("is not set"));
  }

  @Test
  void aLoaderThatFailsIsNotQuoted() {
    PolicySet.Compiler compiler =
        PolicySet.compiler()
            .ruleFiles(
                ".fake",
                (name, content) -> {
                  throw new IllegalStateException("read FAKE-SECRET");
                });
    String selection = SELECTION.replace("builds.yaml", "{base: builds.fake}");

    assertThatThrownBy(
            () ->
                compiler.compile(
                    files("selection.yaml", selection, "builds.fake", "", "strict.yaml", STRICT)))
        .isInstanceOf(PolicyException.class)
        .hasMessage(
            "selection.yaml:6:18: file 'builds.fake' cannot be read as rules; check the file")
        .hasNoCause();
  }

  @Test
  void aLoaderIsForOneEndingThatIsNotThatOfYaml() {
    RuleFileLoader loader =
        (name, content) -> new RuleFileLoader.Loaded(RuleSet.of(List.of()), false);
    for (String bad : List.of("toml", ".yaml", ".yml", ".TOML", ".", "")) {
      assertThatThrownBy(() -> PolicySet.compiler().ruleFiles(bad, loader))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(
            () -> PolicySet.compiler().ruleFiles(".toml", loader).ruleFiles(".toml", loader))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PolicySet.compiler().revision(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void unionsAreKeptUpToABound() {
    StringBuilder selection = new StringBuilder("tacenda-selection: 1\npolicies:\n");
    for (int i = 0; i < 10; i++) {
      selection.append("  p" + i + ": {base: p" + i + ".yaml}\n");
    }
    selection.append("groups:\n");
    for (int i = 0; i < 10; i++) {
      selection.append("  g" + i + ": [p" + i + "]\n");
    }
    selection.append("rules:\n");
    for (int i = 0; i < 10; i++) {
      selection.append(
          "  - {name: r" + i + ", issuer: x, token-groups: t" + i + ", groups: [g" + i + "]}\n");
    }
    List<String> namesAndTexts = new ArrayList<>(List.of("selection.yaml", selection.toString()));
    for (int i = 0; i < 10; i++) {
      namesAndTexts.add("p" + i + ".yaml");
      namesAndTexts.add(SMALL.replace("NUMBER", "" + i));
    }
    PolicySet set = PolicySet.compile(files(namesAndTexts.toArray(String[]::new)));

    for (int mask = 1; mask < 1 << 10; mask++) {
      Set<String> groups = new TreeSet<>();
      for (int i = 0; i < 10; i++) {
        if ((mask & 1 << i) != 0) {
          groups.add("t" + i);
        }
      }
      MaskingPolicy policy = set.select(Caller.verified("x", "s", groups)).orElseThrow().policy();
      assertThat(policy.rules().rules()).hasSize(Integer.bitCount(mask));
    }
    assertThat(set.unions().size()).isEqualTo(PolicyUnions.MAX_KEPT);
  }

  private static final String SMALL =
      """
      tacenda-policy: 1
      name: pNUMBER
      revision: 1
      rules:
        use: []
        add:
          - {id: acme-NUMBER, kind: acme, type: ACME, severity: high, description: x, source: x, keywords: [acme], pattern: 'acme-NUMBER'}
      """;

  @Test
  void theSameCallerGetsTheSameFromManyThreads() throws Exception {
    PolicySet set = set();
    Caller caller =
        caller(Map.of("repository_owner_id", List.of("1234"), "ref", List.of("refs/heads/main")));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<String>> digests = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        digests.add(threads.submit(() -> set.select(caller).orElseThrow().policy().digest()));
      }
      Set<String> distinct = new TreeSet<>();
      for (Future<String> digest : digests) {
        distinct.add(digest.get());
      }
      assertThat(distinct).hasSize(1);
      assertThat(set.unions().size()).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void unknownCallersGetTheirPolicyIfTheFileNamesOne() {
    PolicySet set =
        PolicySet.compile(
            files(
                "selection.yaml", SELECTION.replace("unknown: deny", "unknown: strict"),
                "builds.yaml", BUILDS,
                "strict.yaml", STRICT));

    Explanation why = set.explain(Caller.verified("https://other.example", "x", Set.of()));

    assertThat(why.outcome()).isEqualTo(Outcome.UNKNOWN_CALLER);
    assertThat(why.policies()).containsExactly("strict");
    assertThat(why.reasons())
        .containsExactly(
            "no rule is about the issuer of the identity",
            "'unknown' callers get policy 'strict'",
            "policy strict of revision 1");
  }

  @Test
  void theReasonsTellEachStep() {
    Explanation why =
        set()
            .explain(
                caller(
                    Map.of(
                        "repository_owner_id",
                        List.of("1234"),
                        "ref",
                        List.of("refs/heads/main"))));

    assertThat(why.reasons())
        .containsExactly(
            "rule 'all-repositories' (selection.yaml:12) applies: claim 'repository_owner_id';"
                + " group builders",
            "rule 'main' (selection.yaml:16) applies: claim 'ref', claim 'repository_owner_id';"
                + " group releases",
            "group 'builders' (selection.yaml:9) has builds",
            "exception for 'builders' (selection.yaml:27): rule 'email' is only 'allow' until"
                + " 2026-12-01T00:00:00Z: the mail templates are reviewed",
            "group 'releases' (selection.yaml:10) has strict",
            "policy builds-and-strict, the strictest of builds, strict, of revision 7");
    assertThat(why.choice().orElseThrow().reasons()).isEqualTo(why.reasons());
  }

  @Test
  void warningsSayWhatIsProbablyNotMeant() {
    String selection =
        SELECTION
            .replace("unknown: deny\n", "")
            .replace(
                "\"1234\"}\n    groups: [builders]", "{pattern: '.*'}}\n    groups: [builders]")
            .replace("releases: [strict]", "releases: [builds]")
            .replace("2026-12-01", "2027-12-01");

    PolicySet set =
        PolicySet.compiler()
            .clock(CLOCK)
            .compile(
                files(
                    "selection.yaml",
                    selection,
                    "builds.yaml",
                    BUILDS,
                    "strict.yaml",
                    STRICT,
                    "left.yaml",
                    BUILDS));

    assertThat(set.warnings())
        .containsExactly(
            "selection.yaml:1:1: 'unknown' is not set, which denies; write 'unknown: deny'",
            "selection.yaml:6:3: nobody gets policy 'strict'; remove it",
            "selection.yaml:11:5: any text meets the pattern for claim 'repository_owner_id'; say"
                + " which",
            "selection.yaml:26:5: the exception lasts more than 180 days; make it a policy, or"
                + " shorter",
            "left.yaml:1:1: no policy is made of this file; name it under 'policies', or remove"
                + " it");
  }

  /** What selects policies can reach neither files nor the network, whatever a token says. */
  @Test
  void nothingThatSelectsReadsAFileOrASocket() throws IOException {
    Class<?>[] selecting = {
      ClaimCondition.class,
      ClaimRule.class,
      ClaimRuleReader.class,
      Easing.class,
      Explaining.class,
      Explanation.class,
      Sha256Parts.class,
      Names.class,
      PolicyFiles.class,
      PolicyRollout.class,
      PolicySet.class,
      PolicySet.Compiler.class,
      PolicyUnions.class,
      Rollout.class,
      RolloutReader.class,
      Selection.class,
      SelectionCheck.class,
      SelectionReader.class,
      SetCompilation.class
    };
    for (Class<?> each : selecting) {
      String name = each.getName().replace('.', '/') + ".class";
      try (InputStream in = each.getClassLoader().getResourceAsStream(name)) {
        String constants =
            new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(constants)
            .describedAs(each.getName())
            .doesNotContain("java/net/", "java/nio/file", "java/io/File", "okhttp3/")
            .doesNotContain("java/lang/Process", "java/lang/System", "javax/naming");
      }
    }
  }
}
