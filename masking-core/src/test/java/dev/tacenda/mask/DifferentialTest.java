package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The engine against {@link ReferenceMasker} on generated input: same bytes, same findings. A
 * failure names its seed; run it again with {@code -Dtacenda.seed=N}.
 */
class DifferentialTest {
  private static final int ROUNDS = Integer.getInteger("tacenda.rounds", 400);

  private static final List<Replacement> STYLES =
      List.of(
          Replacement.asterisks(),
          Replacement.hash(),
          Replacement.fixed("REDACTED"),
          Replacement.partial(5),
          Replacement.shape());

  private final long seed = Samples.seed();

  @Test
  void masksTextAsTheReferenceDoes() {
    compareTexts(TestRules.policy(), 2 * ROUNDS);
  }

  @Test
  void masksJsonAsTheReferenceDoes() {
    compareDocuments(TestRules.policy(), ROUNDS);
  }

  @Test
  void masksTextAsTheReferenceDoesUnderTheStandardPolicy() {
    compareTexts(MaskingPolicy.standard(), ROUNDS / 8);
  }

  @Test
  void masksJsonAsTheReferenceDoesUnderTheStandardPolicy() {
    compareDocuments(MaskingPolicy.standard(), ROUNDS / 16);
  }

  @Test
  void masksTextInEachStyleAsTheReferenceDoes() {
    for (Replacement replacement : STYLES) {
      compareTexts(styled(TestRules.rules(), replacement), ROUNDS / 2);
      compareTexts(styled(RuleSet.standard(), replacement), ROUNDS / 50);
    }
  }

  @Test
  void masksJsonInEachStyleAsTheReferenceDoes() {
    for (Replacement replacement : STYLES) {
      compareDocuments(styled(TestRules.rules(), replacement), ROUNDS / 4);
    }
  }

  @Test
  void masksTextAboveAConfidenceAsTheReferenceDoes() {
    for (int percent : new int[] {31, 65, 80}) {
      compareTexts(
          MaskingPolicy.builder(TestRules.rules()).minConfidence(percent).build(), ROUNDS / 2);
      compareTexts(
          MaskingPolicy.builder(RuleSet.standard()).minConfidence(percent).build(), ROUNDS / 40);
    }
  }

  private static MaskingPolicy styled(RuleSet rules, Replacement replacement) {
    return MaskingPolicy.builder(rules).defaultReplacement(replacement).build();
  }

  @Test
  void masksArbitraryBytesAsTheReferenceDoes() {
    Masker masker = TestRules.masker();
    ReferenceMasker reference = new ReferenceMasker(TestRules.policy(), TestRules.KEY);
    Samples samples = new Samples(seed);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] text = samples.text().getBytes(StandardCharsets.ISO_8859_1);
      compare(masker.maskText(text), reference.maskText(text), "seed " + seed + " round " + i);
    }
  }

  private void compareTexts(MaskingPolicy policy, int rounds) {
    Masker masker = Masker.of(policy, TestRules.KEY);
    ReferenceMasker reference = new ReferenceMasker(policy, TestRules.KEY);
    Samples samples = new Samples(seed);
    for (int i = 0; i < rounds; i++) {
      byte[] text = TestRules.bytes(samples.text());
      compare(masker.maskText(text), reference.maskText(text), "seed " + seed + " round " + i);
    }
  }

  private void compareDocuments(MaskingPolicy policy, int rounds) {
    Masker masker = Masker.of(policy, TestRules.KEY);
    ReferenceMasker reference = new ReferenceMasker(policy, TestRules.KEY);
    Samples samples = new Samples(seed);
    for (int i = 0; i < rounds; i++) {
      byte[] json = TestRules.bytes(samples.json(4));
      compare(
          masker.maskJson(json, ScanScope.everything()),
          reference.maskJson(json),
          "seed " + seed + " round " + i);
    }
  }

  private static void compare(MaskResult actual, ReferenceMasker.Result expected, String label) {
    assertThat(new String(actual.bytes(), StandardCharsets.ISO_8859_1))
        .describedAs(label)
        .isEqualTo(expected.bytes());
    assertThat(actual.findings()).describedAs(label).isEqualTo(expected.findings());
  }
}
