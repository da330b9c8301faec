package dev.tacenda.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.mask.Action;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import dev.tacenda.mask.RuleSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A session that sees many policies keeps few maskers. */
class PolicyMaskersTest {
  private final List<Masker> made = new ArrayList<>();
  private final PolicyMaskers maskers = new PolicyMaskers(this::masker);

  private Masker masker(MaskingPolicy policy) {
    Masker masker = Masker.builder(policy, PlaceholderKey.of(new byte[32])).build();
    made.add(masker);
    return masker;
  }

  private static MaskingPolicy policy(int number) {
    return MaskingPolicy.builder(RuleSet.standard())
        .name("p" + number)
        .minConfidence(1 + number % 100)
        .build();
  }

  @Test
  void makesOneForPoliciesThatMaskAlike() {
    Masker first = maskers.of(policy(1));

    assertThat(maskers.of(policy(101))).isSameAs(first);
    assertThat(made).hasSize(1);
  }

  @Test
  void keepsThoseThatWereUsedLast() {
    Masker used = maskers.of(policy(0));
    Masker unused = maskers.of(policy(1));
    for (int i = 2; i <= PolicyMaskers.MAX_KEPT; i++) {
      maskers.of(policy(i));
      maskers.of(policy(0));
    }

    assertThat(maskers.of(policy(0))).isSameAs(used);
    assertThat(maskers.of(policy(1))).isNotSameAs(unused);
    assertThat(made).hasSize(PolicyMaskers.MAX_KEPT + 2);
  }

  @Test
  void tellsPoliciesApartThatDoOtherwise() {
    MaskingPolicy blocking = policy(1).toBuilder().actionForKind("cloud-key", Action.BLOCK).build();

    assertThat(maskers.of(policy(1))).isNotSameAs(maskers.of(blocking));
  }
}
