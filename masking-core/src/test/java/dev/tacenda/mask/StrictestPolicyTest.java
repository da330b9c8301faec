package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A union of policies is at least as strict as each of them, and does not depend on how it came
 * about. A failure names its seed; run it again with {@code -Dtacenda.seed=N}.
 */
class StrictestPolicyTest {
  private static final int ROUNDS = Integer.getInteger("tacenda.rounds", 120);
  private static final PlaceholderKey KEY = PlaceholderKey.of(new byte[32]);
  private static final int TEXTS = 10;

  /** Two policies may have different rules under one id; these are the ids they share. */
  private static final List<String> SHARED = List.of("acme-id", "acme-code");

  private final long seed = Samples.seed();
  private final Samples samples = new Samples(seed);

  /**
   * What the rules of a part find in the text as it stands. A masked text can look as if there were
   * more, and then more is masked in it; that depends on all that is masked.
   */
  @Test
  void whateverTheRulesOfAPartFindIsMaskedAndStoppedAtLeastAsStrictly() {
    int masked = 0;
    for (int i = 0; i < ROUNDS / TEXTS; i++) {
      List<MaskingPolicy> parts = parts();
      Masker union = Masker.of(MaskingPolicy.strictest(parts), KEY);
      for (int k = 0; k < TEXTS; k++) {
        String label = "seed " + seed + " round " + i + "." + k + "\n";
        byte[] text = bytes(samples.text() + " acme-" + samples.below(9999) + " x");
        MaskResult result = union.maskText(text);
        for (MaskingPolicy part : parts) {
          List<Span> found = found(part, text);
          BitSet left = new BitSet();
          found.forEach(span -> left.set(span.start(), span.end()));
          masked += left.cardinality();
          left.andNot(masked(result));
          assertThat(left.isEmpty()).describedAs(label + found + "\n" + result.findings()).isTrue();
          Action action =
              found.stream().map(s -> s.label().action()).reduce(Action.ALLOW, Action::strictest);
          assertThat(result.verdict()).describedAs(label).isGreaterThanOrEqualTo(action);
        }
      }
    }
    assertThat(masked).describedAs("bytes that rules of a part found").isGreaterThan(1_000);
  }

  /** Returns what a policy acts on in the text as it stands. */
  private static List<Span> found(MaskingPolicy policy, byte[] text) {
    Styles styles = new Styles(KEY, policy.treatment().replacements());
    List<Span> found = new ArrayList<>();
    ScanState unused =
        DetectorTable.of(policy, styles.placeholders(), KnownSecrets.none(), new SeenSecrets())
            .scan(ScanState.START, text, 0, text.length, found::add);
    found.removeIf(s -> !s.masks() || s.label().confidence() < policy.minConfidence());
    return new OwnMarks(styles, text, 0, text.length).without(found);
  }

  @Test
  void wherePartsMaskADocumentTheUnionDoes() {
    for (int i = 0; i < ROUNDS / TEXTS; i++) {
      List<MaskingPolicy> parts = parts();
      Masker union = Masker.of(MaskingPolicy.strictest(parts), KEY);
      for (int k = 0; k < TEXTS; k++) {
        byte[] json = bytes(samples.json(4));
        BitSet masked = masked(union.maskJson(json, ScanScope.everything()));
        for (MaskingPolicy part : parts) {
          assertThat(Masker.of(part, KEY).maskJson(json, ScanScope.everything()).findings())
              .describedAs("seed " + seed + " round " + i + "." + k)
              .filteredOn(finding -> finding.action().masks())
              .allMatch(each -> !masked.get(each.start(), each.end()).isEmpty());
        }
      }
    }
  }

  private static BitSet masked(MaskResult result) {
    BitSet bytes = new BitSet();
    result.findings().stream()
        .filter(finding -> finding.action().masks())
        .forEach(finding -> bytes.set(finding.start(), finding.end()));
    return bytes;
  }

  @Test
  void neitherOrderNorGroupingNorRepetitionMatters() {
    for (int i = 0; i < ROUNDS / TEXTS / 2; i++) {
      MaskingPolicy a = policy();
      MaskingPolicy b = policy();
      MaskingPolicy c = policy();
      String label = "seed " + seed + " round " + i;
      String all = union(a, b, c).digest();
      assertThat(union(c, a, b).digest()).describedAs(label).isEqualTo(all);
      assertThat(union(c, a, b).name()).describedAs(label).isEqualTo(union(a, b, c).name());
      assertThat(union(union(a, b), c).digest()).describedAs(label).isEqualTo(all);
      assertThat(union(a, union(c, b)).digest()).describedAs(label).isEqualTo(all);
      assertThat(union(a, a).digest()).describedAs(label).isEqualTo(a.digest());
      assertThat(PolicyDifference.between(a, union(b, a)).changes())
          .describedAs(label)
          .noneMatch(PolicyDifference.Change::mayEase);
      assertThat(union(union(a, b), union(a, b), a).digest())
          .describedAs(label)
          .isEqualTo(union(a, b).digest());
    }
  }

  @Test
  void settingsAreAsStrictAsTheStrictest() {
    for (int i = 0; i < ROUNDS; i++) {
      TrafficSettings a = traffic();
      TrafficSettings b = traffic();
      TrafficSettings both = a.strictest(b);
      assertThat(both.admitsAnonymousCallers())
          .isEqualTo(a.admitsAnonymousCallers() && b.admitsAnonymousCallers());
      assertThat(both.refusesUnknown()).isEqualTo(a.refusesUnknown() || b.refusesUnknown());
      assertThat(both.passesWriteBack()).isEqualTo(a.passesWriteBack() && b.passesWriteBack());
      assertThat(both.binary()).isGreaterThanOrEqualTo(a.binary());
      assertThat(both.binary()).isGreaterThanOrEqualTo(b.binary());
      for (Risk risk : Risk.values()) {
        assertThat(both.actionFor(risk)).isEqualTo(a.actionFor(risk).strictest(b.actionFor(risk)));
      }
    }
  }

  @Test
  void limitsAreTheSmallestAndTheLeastConfidenceCounts() {
    MaskingPolicy a =
        MaskingPolicy.builder(TestRules.rules())
            .limits(new Limits(1000, 7, 50))
            .minConfidence(80)
            .revision(3)
            .name("a")
            .build();
    MaskingPolicy b =
        MaskingPolicy.builder(TestRules.rules())
            .limits(new Limits(2000, 5, 40))
            .minConfidence(20)
            .revision(9)
            .name("b")
            .build();

    MaskingPolicy union = union(b, a);

    assertThat(union.limits()).isEqualTo(new Limits(1000, 5, 40));
    assertThat(union.minConfidence()).isEqualTo(20);
    assertThat(union.revision()).isEqualTo(9);
    assertThat(union.name()).isEqualTo("a-and-b");
  }

  @Test
  void rulesOfOneIdThatDifferBothApply() {
    MaskingPolicy letters = custom("letters", "acme-[a-z]{4}", Action.MASK);
    MaskingPolicy digits = custom("digits", "acme-[0-9]{4}", Action.BLOCK);

    MaskResult result = Masker.of(union(letters, digits), KEY).maskText("acme-abcd acme-1234");

    assertThat(result.findings()).hasSize(2);
    assertThat(result.findings().stream().map(Finding::action))
        .containsExactly(Action.MASK, Action.BLOCK);
    assertThat(result.findings().stream().map(Finding::ruleId))
        .allMatch(id -> id.startsWith("acme-id"))
        .doesNotHaveDuplicates();
  }

  @Test
  void aReplacementThatTellsLessIsTaken() {
    MaskingPolicy partial = replaced(Replacement.partial(8));
    MaskingPolicy shape = replaced(Replacement.shape());
    MaskingPolicy asterisks = replaced(Replacement.asterisks());

    assertThat(replacementOf(union(partial, replaced(Replacement.partial(4)))))
        .isEqualTo(Replacement.partial(4));
    assertThat(replacementOf(union(partial, shape))).isEqualTo(Replacement.shape());
    assertThat(replacementOf(union(shape, replaced(Replacement.placeholder()), partial)))
        .isEqualTo(Replacement.placeholder());
    assertThat(replacementOf(union(shape, asterisks))).isEqualTo(Replacement.asterisks());
  }

  @Test
  void aMoreSpecificRuleTellsNoMoreThanAnotherPolicyThatMasksTheValue() {
    Rule wide = acme("acme-any", "acme-[a-z0-9-]{20}");
    Rule narrow =
        new RuleBuilder("acme-key", "acme", "ACME", Severity.HIGH)
            .keyword("acme")
            .specificity(90)
            .pattern("acme-key-[a-z0-9]{16}")
            .build();
    MaskingPolicy silent =
        MaskingPolicy.builder(RuleSet.of(List.of(wide)))
            .defaultReplacement(Replacement.asterisks())
            .build();
    MaskingPolicy telling =
        MaskingPolicy.builder(RuleSet.of(List.of(narrow)))
            .defaultReplacement(Replacement.partial(4))
            .build();
    String text = "acme-key-fakefake12345678 ";

    assertThat(Masker.of(telling, KEY).maskText(text).text()).contains("5678");
    assertThat(Masker.of(union(silent, telling), KEY).maskText(text).text()).doesNotContain("5678");
  }

  @Test
  void aSureRuleStaysWhereTwoUseOneDetector() {
    MaskingPolicy sure = pem("sure-keys", 90, 80);
    MaskingPolicy unsure = pem("unsure-keys", 10, 60);

    MaskingPolicy union = union(sure, unsure);

    assertThat(union.rules().rules()).hasSize(1);
    assertThat(union.rules().rules().get(0).id()).isEqualTo("sure-keys");
    assertThat(union.actionFor(union.rules().rules().get(0))).isEqualTo(Action.MASK);
  }

  @Test
  void longNamesBecomeAHashOfThem() {
    List<MaskingPolicy> many =
        List.of("a".repeat(40), "b".repeat(40), "c").stream()
            .map(name -> MaskingPolicy.builder(TestRules.rules()).name(name).build())
            .toList();

    assertThat(MaskingPolicy.strictest(many).name()).matches("union-of-3-[0-9a-f]{12}");
  }

  @Test
  void oneAloneIsItselfAndNoneIsRefused() {
    MaskingPolicy one = policy();
    assertThat(MaskingPolicy.strictest(List.of(one))).isSameAs(one);
    assertThatThrownBy(() -> MaskingPolicy.strictest(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a union needs a policy");
  }

  private static MaskingPolicy pem(String id, int specificity, int minConfidence) {
    Rule rule =
        new RuleBuilder(id, "private-key", "KEY", Severity.CRITICAL)
            .specificity(specificity)
            .detector(Rule.Detector.PEM)
            .build();
    return MaskingPolicy.builder(RuleSet.of(List.of(rule))).minConfidence(minConfidence).build();
  }

  private static MaskingPolicy replaced(Replacement replacement) {
    return MaskingPolicy.builder(RuleSet.standard())
        .replacementForRule("email", replacement)
        .build();
  }

  private static Replacement replacementOf(MaskingPolicy policy) {
    return policy.replacementFor(policy.rules().rule("email").orElseThrow());
  }

  private static MaskingPolicy union(MaskingPolicy... parts) {
    return MaskingPolicy.strictest(List.of(parts));
  }

  private static MaskingPolicy custom(String name, String pattern, Action action) {
    return MaskingPolicy.builder(RuleSet.of(List.of(acme("acme-id", pattern))))
        .name(name)
        .actionForRule("acme-id", action)
        .build();
  }

  private static Rule acme(String id, String pattern) {
    return new RuleBuilder(id, "acme", "ACME", Severity.HIGH)
        .keyword("acme")
        .pattern(pattern)
        .build();
  }

  private <T> T oneOf(List<T> all) {
    return all.get(samples.below(all.size()));
  }

  private List<MaskingPolicy> parts() {
    List<MaskingPolicy> two = List.of(rules().build(), rules().build());
    return samples.below(2) == 0 ? two : List.of(two.get(0), two.get(1), rules().build());
  }

  /** A policy with replacements of all styles. */
  private MaskingPolicy policy() {
    MaskingPolicy plain = rules().build();
    MaskingPolicy.Builder mixed = plain.toBuilder().defaultReplacement(replacement());
    for (Rule rule : plain.rules().rules()) {
      if (samples.below(6) == 0) {
        mixed.replacementForRule(
            rule.id(), rule.findsLinesOfKeys() ? Replacement.shape() : replacement());
      }
    }
    return mixed.build();
  }

  private MaskingPolicy.Builder rules() {
    RuleSet rules = samples.below(2) == 0 ? RuleSet.standard() : TestRules.rules();
    MaskingPolicy.Builder policy =
        MaskingPolicy.builder(rules)
            .name(samples.pick("builds", "strict", "agents"))
            .profile(oneOf(List.of(Profile.values())))
            .minConfidence(1 + samples.below(60))
            .traffic(traffic());
    for (String id : SHARED) {
      if (samples.below(2) == 0) {
        policy.addRules(
            RuleSet.of(List.of(acme(id, "acme-[0-9]{" + (1 + samples.below(3)) + "}"))));
      }
    }
    MaskingPolicy.Builder mixed = policy.build().toBuilder();
    for (Rule rule : policy.build().rules().rules()) {
      if (samples.below(4) == 0) {
        mixed.actionForRule(rule.id(), oneOf(List.of(Action.values())));
      }
    }
    return mixed;
  }

  private TrafficSettings traffic() {
    TrafficSettings.Builder traffic = TrafficSettings.builder();
    if (samples.below(2) == 0) {
      traffic.admitAnonymousCallers();
    }
    if (samples.below(2) == 0) {
      traffic.refuseUnknown();
    }
    if (samples.below(2) == 0) {
      traffic.passWriteBack();
    }
    switch (samples.below(3)) {
      case 0 -> traffic.passBinary();
      case 1 -> traffic.inspectBinary();
      default -> {}
    }
    for (Risk risk : Risk.values()) {
      if (samples.below(3) == 0) {
        traffic.actionForRisk(risk, samples.below(2) == 0 ? Action.ASK : Action.BLOCK);
      }
    }
    for (int i = samples.below(4); i > 0; i--) {
      traffic.restore(restore());
    }
    return traffic.build();
  }

  private RestoreRule restore() {
    return new RestoreRule(
        List.of(samples.pick("Edit", "Write", "E*", "Ed*", "mcp_*")),
        samples.below(2) == 0 ? List.of() : List.of(samples.pick("a", "a.b", "*.b", "edits.*.b")),
        samples.below(2) == 0 ? Set.of() : Set.of("known-secret"));
  }

  private Replacement replacement() {
    return switch (samples.below(6)) {
      case 0 -> Replacement.asterisks();
      case 1 -> Replacement.hash();
      case 2 -> Replacement.fixed(samples.pick("REDACTED", "removed.by-policy"));
      case 3 -> Replacement.partial(1 + samples.below(Replacement.MAX_KEEP_LAST));
      case 4 -> Replacement.shape();
      default -> Replacement.placeholder();
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
