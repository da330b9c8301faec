package dev.tacenda.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.claude.gate.policy.PolicyTests;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RuleLintTest {
  private static final String POLICY =
      """
      tacenda-policy: 1
      name: acme
      revision: 1
      rules:
        use: []
        add:
          - { id: acme-key, description: d, kind: any, type: ANY, severity: low, source: s,
              keywords: [acme_live_], pattern: 'acme_live_[a-z]+' }
      """;

  private List<Diagnostic> check(long nanosPerReading) {
    AtomicLong clock = new AtomicLong();
    RuleMeasure measure = new RuleMeasure(() -> clock.addAndGet(nanosPerReading));
    PolicyFile file =
        PolicyFileReader.read("p.yaml", POLICY.getBytes(StandardCharsets.UTF_8), new ArrayList<>());
    List<Diagnostic> found = new ArrayList<>();
    new RuleLint(measure, PolicyTests.none(), found::add)
        .check(file.ownRules(), file.asPolicy().orElseThrow());
    return found;
  }

  /** The text that is measured has about 10,000 bytes, and one time unit passes for each run. */
  @Test
  void warnsOfRulesOverTheirBudget() {
    assertThat(check(1_000_000)).extracting(Diagnostic::code).containsExactly("untested-rule");
    assertThat(check(40_000_000))
        .extracting(Diagnostic::code)
        .containsExactlyInAnyOrder("untested-rule", "slow-rule");
  }

  /** Real rules on a real clock, on a busy machine: there is room. */
  @Test
  void leavesRoomForShippedRules() {
    RuleMeasure measure = new RuleMeasure(System::nanoTime);
    MaskingPolicy standard = MaskingPolicy.standard();

    assertThat(standard.rules().rules().stream().limit(25))
        .allMatch(
            rule ->
                measure.measure(rule, "").microsPerKilobyte()
                    < RuleLint.BUDGET_MICROS_PER_KILOBYTE);
  }

  @Test
  void triesRulesOnCodeInWhichTheShippedRulesFindNothing() throws IOException {
    try (InputStream in = RuleMeasure.class.getResourceAsStream("plain-code.txt")) {
      byte[] plain = in.readAllBytes();
      Masker masker = Masker.of(MaskingPolicy.standard(), PlaceholderKey.random());

      assertThat(masker.maskText(plain).findings()).isEmpty();
      assertThat(new String(plain, StandardCharsets.UTF_8).lines().count()).isGreaterThan(150);
    }
  }
}
