package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How sure a finding is, and what a policy makes of it. */
class ConfidenceTest {
  private final String token = TestRules.token(new Random(1));
  private final String text = "secret=hunter2fake " + token;

  @Test
  void aFindingIsAsSureAsItsRuleIsSpecific() {
    List<Finding> findings = masker(1).maskText(text).findings();

    assertThat(findings)
        .extracting(Finding::ruleId)
        .containsExactly("fake-assignment", "fake-token");
    assertThat(findings).extracting(Finding::confidence).containsExactly(30, 90);
  }

  @Test
  void aKnownSecretIsSure() {
    MaskResult result =
        Masker.builder(policy(100), TestRules.KEY)
            .knownSecrets(KnownSecrets.builder().add("fake", "known-fake-value").build())
            .build()
            .maskText("it is known-fake-value");

    assertThat(result.findings()).extracting(Finding::confidence).containsExactly(100);
    assertThat(result.text()).doesNotContain("known-fake-value");
  }

  @Test
  void allowsAndReportsWhatIsLessSureThanThePolicyWants() {
    MaskResult result = masker(31).maskText(text);

    assertThat(result.text()).startsWith("secret=hunter2fake TCN_FAKETOKEN_");
    assertThat(result.findings())
        .extracting(Finding::action)
        .containsExactly(Action.ALLOW, Action.MASK);
    assertThat(masker(30).maskText(text).text()).doesNotContain("hunter2fake");
    assertThat(masker(91).maskText(text).bytes()).isEqualTo(TestRules.bytes(text));
  }

  @Test
  void blocksNothingThatItIsNotSureOf() {
    MaskingPolicy.Builder policy =
        MaskingPolicy.builder(TestRules.rules()).actionForKind("assignment", Action.BLOCK);
    Masker sure = Masker.of(policy.minConfidence(31).build(), TestRules.KEY);
    Masker unsure = Masker.of(policy.minConfidence(30).build(), TestRules.KEY);

    assertThat(sure.maskText(text).verdict()).isEqualTo(Action.MASK);
    assertThat(unsure.maskText(text).verdict()).isEqualTo(Action.BLOCK);
  }

  @Test
  void aTokenThatASureFindingTaughtIsMaskedEverywhere() {
    String again = token + " and again secret=" + token;

    assertThat(masker(80).maskText(again).text()).doesNotContain(token);
  }

  @Test
  void theStreamAllowsTheSame() {
    StreamMasker stream = masker(31).stream();
    String masked = stream.append(text) + stream.finish();

    assertThat(masked).isEqualTo(masker(31).maskText(text).text());
    assertThat(stream.findings())
        .containsExactlyInAnyOrderElementsOf(masker(31).maskText(text).findings());
  }

  @Test
  void whatWasMaskedIsLeftAloneUnderEveryThreshold() {
    Samples samples = new Samples(Samples.seed());
    for (int i = 0; i < 200; i++) {
      Masker masker = masker(1 + samples.below(100));
      byte[] masked = masker.maskText(TestRules.bytes(samples.text())).bytes();
      assertThat(masker.maskText(masked).bytes()).describedAs("round " + i).isSameAs(masked);
    }
  }

  @Test
  void theUnionOfTwoFindingsIsAsSureAsTheSurer() {
    Label sure = new Label("a", "k", "A", 20, Action.MASK).withConfidence(95);
    Label specific = new Label("b", "k", "B", 60, Action.ALLOW);

    assertThat(sure.mergedWith(specific))
        .isEqualTo(new Label("b", "k", "B", 60, Action.MASK).withConfidence(95));
    assertThat(sure.withConfidence(0).confidence()).isEqualTo(1);
    assertThat(sure.withConfidence(101).confidence()).isEqualTo(100);
  }

  @Test
  void refusesAConfidenceOutOfRange() {
    for (int percent : new int[] {0, 101}) {
      assertThatThrownBy(() -> new Finding("rule", "kind", "", 0, 1, Action.MASK, percent))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("confidence must be in 1..100, was " + percent);
    }
  }

  private static MaskingPolicy policy(int minConfidence) {
    return MaskingPolicy.builder(TestRules.rules()).minConfidence(minConfidence).build();
  }

  private static Masker masker(int minConfidence) {
    return Masker.of(policy(minConfidence), TestRules.KEY);
  }
}
