package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingPolicyTest {
  private static final String POLICY =
      """
      tacenda-policy: 1
      name: builds
      revision: 3
      rules:
        use: [standard]
      """;

  @Test
  void standardMasksEveryRuleAndDeniesAnonymousCallers() {
    MaskingPolicy policy = MaskingPolicy.standard();

    assertThat(policy.name()).isEqualTo("standard");
    assertThat(policy.revision()).isEqualTo(1);
    assertThat(policy.traffic().admitsAnonymousCallers()).isFalse();
    assertThat(policy.limits()).isEqualTo(Limits.standard());
    assertThat(policy.rules().rules())
        .isNotEmpty()
        .allMatch(rule -> policy.actionFor(rule) == Action.MASK);
  }

  @Test
  void theActionOfARuleCountsMoreThanThatOfItsKind() {
    MaskingPolicy policy =
        parse(
            POLICY
                + """
                actions:
                  - kind: vcs-token
                    action: block
                  - rule: github-token
                    action: ask
                """);

    assertThat(policy.actionFor(rule("github-token"))).isEqualTo(Action.ASK);
    assertThat(policy.actionFor(rule("gitlab-token"))).isEqualTo(Action.BLOCK);
    assertThat(policy.actionFor(rule("jwt"))).isEqualTo(Action.MASK);
  }

  @Test
  void theReplacementOfARuleCountsMoreThanThatOfItsKindAndThatMoreThanTheDefault() {
    MaskingPolicy policy =
        parse(
            POLICY
                + """
                replacements:
                  - default: asterisks
                  - kind: personal
                    style: shape
                  - rule: payment-card
                    style: partial
                    keep-last: 4
                  - kind: known-secret
                    style: fixed
                    text: REMOVED
                """);

    assertThat(policy.replacementFor(rule("payment-card"))).isEqualTo(Replacement.partial(4));
    assertThat(policy.replacementFor(rule("email"))).isEqualTo(Replacement.shape());
    assertThat(policy.replacementFor(rule("jwt"))).isEqualTo(Replacement.asterisks());
    assertThat(policy.treatment().replacementForKnownSecrets())
        .isEqualTo(Replacement.fixed("REMOVED"));
    assertThat(policy.replacementFor(rule("pem-private-key"))).isEqualTo(Replacement.placeholder());
    assertThat(MaskingPolicy.standard().treatment().replacements())
        .containsExactly(Replacement.placeholder());
  }

  @Test
  void readsEveryStyle() {
    assertThat(parse(POLICY + "replacements: [{default: hash}]\n").treatment().replacements())
        .contains(Replacement.hash());
    assertThat(parse(POLICY + "replacements: [{default: placeholder}]\n").digest())
        .isEqualTo(parse(POLICY).digest());
  }

  @Test
  void refusesAReplacementForWhatTheRulesDoNotHaveOrCannotTake() {
    MaskingPolicy.Builder builder = MaskingPolicy.builder(RuleSet.standard());

    assertThatThrownBy(() -> builder.replacementForKind("nope", Replacement.hash()).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("replacement for 'nope', which is no kind of the set");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pem-private-key", "putty-private-key"})
  void refusesAStyleThatCannotStandForLinesOfKeys(String rule) {
    MaskingPolicy.Builder builder =
        MaskingPolicy.builder(RuleSet.standard()).replacementForRule(rule, Replacement.hash());

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("only placeholder and shape can replace");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pem-private-key", "putty-private-key"})
  void aStyleForAllLeavesLinesOfKeysToThePlaceholder(String rule) {
    MaskingPolicy policy =
        MaskingPolicy.builder(RuleSet.standard()).defaultReplacement(Replacement.hash()).build();

    assertThat(policy.replacementFor(policy.rules().rule(rule).orElseThrow()))
        .isEqualTo(Replacement.placeholder());
  }

  @Test
  void aProfileChoosesAmongTheShippedRulesAndNotAmongAddedOnes() {
    String added =
        """
          add:
            - id: acme-name
              description: Acme
              kind: acme
              type: ACME
              severity: low
              source: acme.example
              specificity: 10
              keywords: [acme]
              pattern: 'acme[0-9]+'
        """;
    RuleSet minimal = parse(POLICY + added + "profile: minimal\n").rules();

    assertThat(minimal.rule("acme-name")).isPresent();
    assertThat(minimal.rule("pem-private-key")).isPresent();
    assertThat(minimal.rule("github-token")).isPresent();
    assertThat(minimal.rule("email")).isEmpty();
    assertThat(minimal.rules())
        .filteredOn(rule -> !rule.id().equals("acme-name"))
        .allMatch(rule -> rule.specificity() >= 85)
        .noneMatch(rule -> rule.kind().equals("password"));
    assertThat(parse(POLICY + "profile: standard\n").digest()).isEqualTo(parse(POLICY).digest());
    assertThat(parse(POLICY + "profile: strict\n").rules().rules())
        .hasSameSizeAs(RuleSet.standard().rules())
        .hasSizeGreaterThan(parse(POLICY).rules().rules().size());
    assertThat(parse(POLICY + "  enable: [email]\nprofile: minimal\n").rules().rule("email"))
        .isPresent();
    String names = "internal-names: { suffixes: [corp.example] }\nprofile: minimal\n";
    assertThat(parse(POLICY + names).rules().rules()).anyMatch(r -> r.specificity() < 85);
    assertThat(parse(POLICY + "profile: minimal\n").digest()).isNotEqualTo(parse(POLICY).digest());
  }

  @Test
  void aCopyOfAPolicyDoesTheSame() {
    String parts =
        """
        profile: minimal
        min-confidence: 40
        replacements: [{default: hash}]
        """;
    MaskingPolicy policy = parse(POLICY + "  enable: [email]\n" + parts);

    assertThat(policy.toBuilder().build().digest()).isEqualTo(policy.digest());
  }

  @Test
  void minConfidenceIsPartOfTheDigest() {
    assertThat(parse(POLICY).minConfidence()).isEqualTo(1);
    assertThat(parse(POLICY + "min-confidence: 50\n").minConfidence()).isEqualTo(50);
    assertThat(parse(POLICY + "min-confidence: 50\n").digest())
        .isNotEqualTo(parse(POLICY).digest());
    for (int percent : new int[] {0, 101}) {
      assertThatThrownBy(
              () -> MaskingPolicy.builder(RuleSet.standard()).minConfidence(percent).build())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("minConfidence must be in 1..100, was " + percent);
    }
  }

  @Test
  void readsLimitsAndAnonymousCallers() {
    MaskingPolicy policy =
        parse(
            POLICY
                + """
                anonymous-callers: admit
                binary: pass
                write-back: pass
                unknown-fields: refuse
                restore:
                  - { tools: [Edit, fs_*], arguments: [a.*.b], kinds: [personal] }
                limits: { max-body-bytes: 1000, max-depth: 8 }
                """);

    assertThat(policy.traffic().admitsAnonymousCallers()).isTrue();
    assertThat(policy.traffic().binary()).isEqualTo(BinaryAction.PASS);
    assertThat(policy.toBuilder().build().traffic().binary()).isEqualTo(BinaryAction.PASS);
    assertThat(policy.traffic().passesWriteBack()).isTrue();
    assertThat(policy.traffic().refusesUnknown()).isTrue();
    assertThat(parse(POLICY).traffic().refusesUnknown()).isFalse();
    assertThat(parse(POLICY + "unknown-fields: refuse\n").digest())
        .isNotEqualTo(parse(POLICY).digest());
    assertThat(policy.traffic().restoreRules())
        .containsExactly(
            new RestoreRule(List.of("Edit", "fs_*"), List.of("a.*.b"), Set.of("personal")));
    assertThat(policy.toBuilder().build().digest()).isEqualTo(policy.digest());
    assertThat(parse(POLICY).traffic().passesWriteBack()).isFalse();
    assertThat(parse(POLICY).traffic().restoreRules()).isEmpty();
    assertThat(parse(POLICY).traffic().binary()).isEqualTo(BinaryAction.REFUSE);
    assertThat(policy.limits()).isEqualTo(new Limits(1000, 8, Limits.standard().maxFindings()));
  }

  @Test
  void readsTheThreeWordsForBinary() {
    assertThat(parse(POLICY + "binary: refuse\n").traffic().binary())
        .isEqualTo(BinaryAction.REFUSE);
    assertThat(parse(POLICY + "binary: pass\n").traffic().binary()).isEqualTo(BinaryAction.PASS);
    MaskingPolicy inspecting = parse(POLICY + "binary: inspect\n");
    assertThat(inspecting.traffic().binary()).isEqualTo(BinaryAction.INSPECT);
    assertThat(inspecting.toBuilder().build().traffic().binary()).isEqualTo(BinaryAction.INSPECT);
    assertThatThrownBy(() -> parse(POLICY + "binary: inspekt\n"))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("inspect");
  }

  @Test
  void disablesAndAddsRules() {
    MaskingPolicy policy =
        parse(
            POLICY
                + """
                  disable: [jwt]
                  add:
                    - id: jwt
                      description: Ours
                      kind: acme
                      type: ACME
                      severity: low
                      source: acme.example
                      keywords: [acme]
                      pattern: 'acme[0-9]+'
                """);

    assertThat(policy.rules().rule("jwt").orElseThrow().kind()).isEqualTo("acme");
  }

  @Test
  void theDigestChangesWithEachThingThatChangesBehaviour() {
    String digest = parse(POLICY).digest();

    assertThat(digest).matches("[0-9a-f]{64}");
    assertThat(parse(POLICY + "anonymous-callers: admit\n").digest()).isNotEqualTo(digest);
    assertThat(parse(POLICY + "binary: refuse\n").digest()).isEqualTo(digest);
    assertThat(parse(POLICY + "binary: pass\n").digest()).isNotEqualTo(digest);
    assertThat(parse(POLICY + "binary: inspect\n").digest())
        .isNotEqualTo(digest)
        .isNotEqualTo(parse(POLICY + "binary: pass\n").digest());
    assertThat(parse(POLICY + "write-back: pass\n").digest()).isNotEqualTo(digest);
    assertThat(parse(POLICY + "restore: [{tools: [Edit]}]\n").digest())
        .isNotEqualTo(digest)
        .isNotEqualTo(parse(POLICY + "restore: [{tools: [Write]}]\n").digest());
    assertThat(parse(POLICY + "  disable: [jwt]\n").digest()).isNotEqualTo(digest);
    assertThat(parse(POLICY + "limits: {max-depth: 9}\n").digest()).isNotEqualTo(digest);
    assertThat(parse(POLICY + "actions: [{kind: known-secret, action: block}]\n").digest())
        .isNotEqualTo(digest);
    assertThat(parse(POLICY + "actions: [{rule: jwt, action: block}]\n").digest())
        .isNotEqualTo(digest);
    assertThat(parse(POLICY + "replacements: [{rule: jwt, style: hash}]\n").digest())
        .isNotEqualTo(digest);
    assertThat(parse(POLICY + "replacements: [{kind: known-secret, style: hash}]\n").digest())
        .isNotEqualTo(digest);
  }

  @Test
  void theDigestIsTheSameForPoliciesThatDoTheSame() {
    String digest = parse(POLICY).digest();

    assertThat(parse(POLICY.replace("builds", "other").replace(": 3", ": 4")).digest())
        .isEqualTo(digest);
    assertThat(parse(POLICY + "anonymous-callers: deny\n").digest()).isEqualTo(digest);
    assertThat(parse(POLICY + "actions: [{rule: jwt, action: mask}]\n").digest()).isEqualTo(digest);
    assertThat(MaskingPolicy.builder(RuleSet.standard()).build().digest()).isEqualTo(digest);
    assertThat(MaskingPolicy.standard().digest()).isEqualTo(digest);
  }

  @Test
  void refusesAnActionForWhatTheRulesDoNotHave() {
    MaskingPolicy.Builder builder = MaskingPolicy.builder(RuleSet.standard());

    assertThatThrownBy(() -> builder.actionForRule("nope", Action.MASK).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("action for 'nope', which is no rule of the set");
  }

  @Test
  void refusesNamesAndRevisionsOutOfRange() {
    assertThatThrownBy(() -> MaskingPolicy.builder(RuleSet.standard()).name("Über").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("name must be 1 to 64 of a-z, 0-9 and dashes, was 'Über'");
    assertThatThrownBy(() -> MaskingPolicy.builder(RuleSet.standard()).revision(0).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("revision must be 1 or more, was 0");
  }

  @Test
  void aCopyIsAsComplete() {
    MaskingPolicy policy =
        MaskingPolicy.builder(RuleSet.standard())
            .name("builds")
            .revision(7)
            .enable("uuid")
            .internalSuffix("corp.example")
            .actionForRule("email", Action.ALLOW)
            .actionForKind("private-key", Action.BLOCK)
            .replacementForRule("email", Replacement.asterisks())
            .replacementForKind(Treatment.KNOWN_SECRET_KIND, Replacement.hash())
            .defaultReplacement(Replacement.partial(2))
            .limits(new Limits(1000, 10, 100))
            .traffic(TrafficSettings.builder().admitAnonymousCallers().build())
            .build();

    MaskingPolicy copy = policy.toBuilder().build();

    assertThat(copy.digest()).isEqualTo(policy.digest());
    assertThat(copy).hasToString(policy.toString());
  }

  @Test
  void aCopyWithMoreRulesFindsMore() {
    Rule rule = new TextRuleBuilder("acme", "imported", "ACME", "acme_[a-z]+").build();
    MaskingPolicy policy =
        MaskingPolicy.standard().toBuilder().addRules(RuleSet.of(List.of(rule))).build();

    assertThat(policy.digest()).isNotEqualTo(MaskingPolicy.standard().digest());
    assertThat(policy.rules().rule("acme")).contains(rule);
    assertThatThrownBy(() -> policy.toBuilder().addRules(RuleSet.of(List.of(rule))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rule id 'acme' is there twice");
  }

  @Test
  void loadsAFileAndNamesItInErrors(@TempDir Path dir) throws IOException {
    Path good = Files.writeString(dir.resolve("good.yaml"), POLICY);
    Path bad = Files.writeString(dir.resolve("bad.yaml"), POLICY + "acton: []\n");

    assertThat(MaskingPolicy.load(good).name()).isEqualTo("builds");
    assertThatThrownBy(() -> MaskingPolicy.load(bad))
        .hasMessage(bad + ":6:1: unknown key 'acton'; did you mean 'actions'?");
    assertThatThrownBy(() -> MaskingPolicy.load(dir.resolve("none.yaml")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aRuleThatIsOffByDefaultIsInNoPolicyThatDoesNotEnableIt() {
    assertThat(rule("uuid").onByDefault()).isFalse();
    assertThat(parse(POLICY).rules().rule("uuid")).isEmpty();
    assertThat(parse(POLICY + "  enable: [uuid]\n").rules().rule("uuid")).isPresent();
  }

  @Test
  void enablesAllRulesOfAKindButThoseThatAreDisabled() {
    RuleSet rules = parse(POLICY + "  enable: [network]\n  disable: [mac-address]\n").rules();

    assertThat(rules.rule("ip-address")).isPresent();
    assertThat(rules.rule("reserved-address")).isPresent();
    assertThat(rules.rule("mac-address")).isEmpty();
  }

  @Test
  void whatIsEnabledMayHaveAnAction() {
    MaskingPolicy policy =
        parse(POLICY + "  enable: [uuid]\nactions: [{rule: uuid, action: ask}]\n");

    assertThat(policy.actionFor(rule("uuid"))).isEqualTo(Action.ASK);
  }

  @Test
  void theDigestChangesWithWhatIsEnabledAndWithEachInternalName() {
    assertThat(
            Stream.of(
                    POLICY,
                    POLICY + "  enable: [uuid]\n",
                    POLICY + "internal-names: {suffixes: [a.example]}\n",
                    POLICY + "internal-names: {suffixes: [b.example]}\n",
                    POLICY + "internal-names: {networks: [203.0.113.0/24]}\n")
                .map(yaml -> parse(yaml).digest()))
        .doesNotHaveDuplicates();
  }

  @Test
  void findsTheInternalNamesThatItLists() {
    MaskingPolicy policy =
        parse(
            POLICY + "internal-names: {suffixes: [.Corp.example, acme], networks: [8.8.4.0/24]}\n");
    Masker masker = Masker.of(policy, PlaceholderKey.of(new byte[32]));

    String masked =
        masker
            .maskText("db.corp.example http://build.acme/x job.acme 8.8.4.4 10.1.2.3 8.8.8.8")
            .text();

    assertThat(masked)
        .matches(
            "TCN_HOST_\\w+ http://TCN_HOST_\\w+/x job.acme TCN_ADDRESS_\\w+"
                + " TCN_ADDRESS_\\w+ 8.8.8.8");
  }

  @Test
  void aCopyKeepsWhatIsEnabledListedAndReplaced() {
    MaskingPolicy policy =
        parse(
            POLICY
                + """
                  enable: [uuid]
                internal-names: { suffixes: [a.example] }
                replacements: [{ kind: personal, style: hash }]
                """);

    assertThat(policy.toBuilder().build().digest()).isEqualTo(policy.digest());
    assertThat(policy.toBuilder().enable("url").build().rules().rule("url")).isPresent();
  }

  @Test
  void theBuilderRefusesWhatItCannotSwitchOn() {
    MaskingPolicy.Builder builder = MaskingPolicy.builder(RuleSet.standard());
    RuleSet none = RuleSet.standard().without("internal-host");

    assertThatThrownBy(() -> builder.internalSuffix("*.corp"))
        .hasMessageContaining("a suffix must be the end of a host name");
    assertThatThrownBy(() -> builder.internalNetwork("10.0.0.0/33"))
        .hasMessageContaining("a network must be an address");
    assertThatThrownBy(() -> builder.enable("nope").build())
        .hasMessage("'nope' is no rule and no kind of the set");
    assertThatThrownBy(() -> MaskingPolicy.builder(none).internalSuffix("a.example").build())
        .hasMessage("internal names need a rule with detector 'internal-host'");
    assertThatThrownBy(
            () ->
                MaskingPolicy.builder(RuleSet.standard())
                    .actionForRule("uuid", Action.BLOCK)
                    .build())
        .hasMessage("action for 'uuid', which is off: enable it");
  }

  private static MaskingPolicy parse(String yaml) {
    return MaskingPolicy.parse("policy.yaml", yaml.getBytes(StandardCharsets.UTF_8));
  }

  private static Rule rule(String id) {
    return RuleSet.standard().rule(id).orElseThrow();
  }

  @Test
  void saysWhatIsDoneAboutRisks() {
    String risks = "risks: [{risk: ci-file, action: ask}, {risk: mcp-server, action: allow}]\n";
    MaskingPolicy policy = parse(POLICY + risks);

    assertThat(policy.traffic().actionFor(Risk.CI_FILE)).isEqualTo(Action.ASK);
    assertThat(policy.traffic().actionFor(Risk.MCP_SERVER)).isEqualTo(Action.ALLOW);
    assertThat(policy.traffic().heedsRisks(false)).isTrue();
    assertThat(policy.traffic().heedsRisks(true)).isFalse();
    assertThat(policy.digest()).isNotEqualTo(parse(POLICY).digest());
    assertThat(policy.toBuilder().build().digest()).isEqualTo(policy.digest());
    assertThat(Risk.of("ci-file")).contains(Risk.CI_FILE);
    assertThat(Risk.of("CI_FILE")).isEmpty();
    assertThatThrownBy(() -> policy.traffic().toBuilder().actionForRisk(Risk.CI_FILE, Action.MASK))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> parse(POLICY + "risks: [{risk: ci-files, action: ask}]\n"))
        .hasMessageContaining("did you mean 'ci-file'?");
    assertThatThrownBy(() -> parse(POLICY + "risks: [{risk: ci-file, action: mask}]\n"))
        .hasMessageContaining("action for a risk");
    assertThatThrownBy(() -> parse(POLICY + risks.replace("mcp-server", "ci-file")))
        .hasMessageContaining("second action for risk 'ci-file'");
  }
}
