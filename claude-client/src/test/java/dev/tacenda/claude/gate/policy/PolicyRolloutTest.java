package dev.tacenda.claude.gate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.Claims;
import dev.tacenda.claude.gate.PolicyChoice;
import dev.tacenda.mask.Action;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A new set of policies comes into force by degrees, and never less strict by accident. */
class PolicyRolloutTest {
  private static final String CI = "https://ci.example";
  private static final PolicySet ENFORCED = set(7, "mask", "");
  private static final PolicySet STRICTER = set(8, "block", "");
  private static final PolicySet MILDER = set(8, "allow", "");

  private static PolicySet set(long revision, String actionForEmail, String more) {
    String selection =
        """
        tacenda-selection: 1
        unknown: deny
        anonymous: deny
        policies: {builds: builds.yaml}
        groups:
          builders: [builds]
          pioneers: [builds]
        rules:
          - {name: all, issuer: https://ci.example, claims: {owner: "1"}, groups: [builders]}
          - {name: first, issuer: https://ci.example, claims: {team: core}, groups: [pioneers]}
        """
            + more;
    String policy =
        """
        tacenda-policy: 1
        name: builds
        revision: 1
        rules: {use: [standard]}
        actions:
          - {rule: email, action: ACTION}
        """;
    return PolicySet.compiler()
        .revision(revision)
        .compile(
            PolicySetTest.files(
                "selection.yaml",
                selection,
                "builds.yaml",
                policy.replace("ACTION", actionForEmail)));
  }

  private static Caller caller(int number) {
    return Caller.verified(CI, "job-" + number, Set.of(), Claims.of(Map.of("owner", List.of("1"))));
  }

  private static Action forEmail(PolicyChoice choice) {
    return choice.policy().actionFor(choice.policy().rules().rule("email").orElseThrow());
  }

  @Test
  void aShadowIsEnforcedForNobodyAndTriedOutForAll() {
    PolicyRollout rollout = PolicyRollout.shadow(ENFORCED, MILDER);

    for (int i = 0; i < 20; i++) {
      PolicyChoice choice = rollout.select(caller(i)).orElseThrow();
      assertThat(forEmail(choice)).isEqualTo(Action.MASK);
      assertThat(choice.revision()).isEqualTo(7);
      assertThat(choice.shadow().orElseThrow().digest())
          .isEqualTo(PolicySetTest.policy(MILDER, "builds").digest());
      assertThat(choice.shadowRevision()).isEqualTo(8);
    }
  }

  @Test
  void aShadowSaysThatACallerWouldBeDenied() {
    PolicySet denying =
        set(8, "mask", "  - {name: no, issuer: https://ci.example, subject: job-1, deny: gone}\n");

    PolicyChoice choice = PolicyRollout.shadow(ENFORCED, denying).select(caller(1)).orElseThrow();

    assertThat(choice.shadow()).isEmpty();
    assertThat(choice.shadowDenies()).isTrue();
    assertThat(forEmail(choice)).isEqualTo(Action.MASK);
  }

  @Test
  void aShadowGivesNobodyAPolicyWhoHasNone() {
    Caller stranger = Caller.verified("https://other.example", "x", Set.of());
    PolicySet open = unknown("builds");

    assertThat(open.select(stranger)).isPresent();
    assertThat(PolicyRollout.shadow(ENFORCED, open).select(stranger)).isEmpty();
    assertThat(PolicyRollout.canary(ENFORCED, open, Rollout.canary(100)).select(stranger))
        .isEmpty();
    assertThat(
            PolicyRollout.canary(ENFORCED, open, Rollout.canary(100).allowedToEase())
                .select(stranger))
        .isPresent();
  }

  private static PolicySet unknown(String policy) {
    return PolicySet.compile(
        PolicySetTest.files(
            "selection.yaml",
            "tacenda-selection: 1\nunknown: "
                + policy
                + "\npolicies: {builds: {base: standard}}\n"
                + "groups: {}\nrules: []\n"));
  }

  @Test
  void aCanaryIsEnforcedForAboutItsPercentageAndAlwaysForTheSameCallers() {
    PolicyRollout ten = PolicyRollout.canary(ENFORCED, STRICTER, Rollout.canary(10));
    PolicyRollout again =
        PolicyRollout.canary(set(7, "mask", ""), set(8, "block", ""), Rollout.canary(10));
    PolicyRollout thirty = PolicyRollout.canary(ENFORCED, STRICTER, Rollout.canary(30));

    List<Integer> first = first(ten);

    assertThat(first).hasSizeBetween(60, 140).isEqualTo(first(again));
    assertThat(first(thirty)).hasSizeBetween(240, 360).containsAll(first);
    assertThat(first(PolicyRollout.canary(ENFORCED, STRICTER, Rollout.canary(100)))).hasSize(1_000);
  }

  private static List<Integer> first(PolicyRollout rollout) {
    return IntStream.range(0, 1_000)
        .filter(i -> rollout.select(caller(i)).orElseThrow().revision() == 8)
        .boxed()
        .toList();
  }

  @Test
  void whereACallerStandsIsFixedForEver() {
    assertThat(PolicyRollout.bucket(caller(1))).isEqualTo(PolicyRollout.bucket(caller(1)));
    assertThat(IntStream.range(0, 6).map(i -> PolicyRollout.bucket(caller(i))).boxed())
        .containsExactly(BUCKETS);
  }

  /** Changing these moves every caller of every canary. */
  private static final Integer[] BUCKETS = {44, 75, 8, 15, 11, 86};

  @Test
  void aCanaryForAGroupIsForItsMembersOnly() {
    PolicyRollout rollout =
        PolicyRollout.canary(ENFORCED, STRICTER, Rollout.canaryFor(Set.of("pioneers")));
    Caller member =
        Caller.verified(
            CI,
            "job-1",
            Set.of(),
            Claims.of(Map.of("owner", List.of("1"), "team", List.of("core"))));

    assertThat(rollout.select(member).orElseThrow().revision()).isEqualTo(8);
    assertThat(rollout.select(caller(1)).orElseThrow().revision()).isEqualTo(7);
  }

  @Test
  void aCanaryThatEasesIsNotEnforcedUnlessItMay() {
    PolicyChoice kept =
        PolicyRollout.canary(ENFORCED, MILDER, Rollout.canary(100)).select(caller(1)).orElseThrow();
    PolicyChoice eased =
        PolicyRollout.canary(ENFORCED, MILDER, Rollout.canary(100).allowedToEase())
            .select(caller(1))
            .orElseThrow();

    assertThat(forEmail(kept)).isEqualTo(Action.MASK);
    assertThat(kept.reasons()).last().asString().contains("because it eases rule 'email'");
    assertThat(forEmail(eased)).isEqualTo(Action.ALLOW);
  }

  @Test
  void aCanaryMayDenyWhatWasServed() {
    PolicySet denying =
        set(8, "mask", "  - {name: no, issuer: https://ci.example, subject: job-1, deny: gone}\n");

    assertThat(PolicyRollout.canary(ENFORCED, denying, Rollout.canary(100)).select(caller(1)))
        .isEmpty();
  }

  @Test
  void anAnonymousCallerIsNeverAmongTheFirst() {
    assertThat(
            PolicyRollout.canary(ENFORCED, STRICTER, Rollout.canary(100))
                .select(Caller.anonymous()))
        .isEmpty();
  }

  @Test
  void theCandidateSaysItselfHowItIsRolledOut() {
    PolicySet signed = set(8, "block", "rollout: {mode: canary, groups: [builders]}\n");

    assertThat(PolicyRollout.of(ENFORCED, signed).select(caller(1)).orElseThrow().revision())
        .isEqualTo(8);
    assertThat(signed.digest()).isNotEqualTo(STRICTER.digest());
    assertThatThrownBy(() -> PolicyRollout.of(ENFORCED, STRICTER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("says nothing under 'rollout'");
  }

  @Test
  void aRolloutThatIsForNobodyOrForTooManyIsRefused() {
    assertThatThrownBy(() -> Rollout.canary(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Rollout.canary(101)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Rollout.canaryFor(Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Rollout.shadow().allowedToEase())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PolicyRollout.canary(ENFORCED, STRICTER, Rollout.shadow()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
