package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.mask.PolicyDifference.Change;
import dev.tacenda.mask.PolicyDifference.Direction;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a change of a policy is called, and which changes may ease it. */
class PolicyDifferenceTest {
  private static final MaskingPolicy BEFORE =
      MaskingPolicy.builder(RuleSet.standard())
          .actionForRule("email", Action.ASK)
          .replacementForRule("jwt", Replacement.shape())
          .traffic(
              TrafficSettings.builder()
                  .inspectBinary()
                  .actionForRisk(Risk.CI_FILE, Action.ASK)
                  .restore(new RestoreRule(List.of("Edit*"), List.of(), Set.of()))
                  .build())
          .minConfidence(40)
          .limits(new Limits(1 << 20, 64, 1000))
          .build();

  @Test
  void aPolicyDoesNotDifferFromItself() {
    assertThat(PolicyDifference.between(BEFORE, BEFORE.toBuilder().build()).changes()).isEmpty();
  }

  @Test
  void aStricterActionTightensAndAMilderOneEases() {
    assertOnly(
        with(p -> p.actionForRule("email", Action.BLOCK)),
        new Change(Direction.TIGHTENED, "rule 'email'", "ask", "block"));
    assertOnly(
        with(p -> p.actionForRule("email", Action.MASK)),
        new Change(Direction.EASED, "rule 'email'", "ask", "mask"));
    assertOnly(
        with(p -> p.actionForKind("known-secret", Action.ALLOW)),
        new Change(Direction.EASED, "known secrets", "mask", "allow"));
  }

  @Test
  void aReplacementThatTellsMoreEases() {
    assertOnly(
        with(p -> p.replacementForRule("jwt", Replacement.partial(4))),
        new Change(Direction.EASED, "rule 'jwt'", "shape", "partial keep-last: 4"));
    assertOnly(
        with(p -> p.replacementForRule("jwt", Replacement.asterisks())),
        new Change(Direction.TIGHTENED, "rule 'jwt'", "shape", "asterisks"));
  }

  @Test
  void rulesAreGainedLostRenamedAndAltered() {
    Rule acme = acme("acme-id", "acme-[a-z]{4}");
    MaskingPolicy with = with(p -> p.addRules(RuleSet.of(List.of(acme))));
    Change gained = new Change(Direction.GAINED, "rule 'acme-id'", "none", "mask");
    assertOnly(with, gained);
    assertThat(gained.mayEase()).isFalse();

    assertThat(PolicyDifference.between(with, BEFORE).changes())
        .containsExactly(new Change(Direction.LOST, "rule 'acme-id'", "mask", "none"));
    assertThat(PolicyDifference.between(with, BEFORE).isEasing()).isTrue();

    MaskingPolicy renamed =
        with(p -> p.addRules(RuleSet.of(List.of(acme("acme-name", "acme-[a-z]{4}")))));
    assertThat(PolicyDifference.between(with, renamed).changes())
        .containsExactly(new Change(Direction.RENAMED, "rule 'acme-id'", "acme-id", "acme-name"));
    assertThat(PolicyDifference.between(with, renamed).isEasing()).isFalse();

    MaskingPolicy altered =
        with(p -> p.addRules(RuleSet.of(List.of(acme("acme-id", "acme-[a-z]{5}")))));
    assertThat(PolicyDifference.between(with, altered).changes())
        .containsExactly(new Change(Direction.ALTERED, "rule 'acme-id'", "mask", "mask"));
    assertThat(PolicyDifference.between(with, altered).isEasing()).isTrue();
  }

  @Test
  void aRuleThatOnlyReportsCanBeLostWithoutEasing() {
    MaskingPolicy reporting =
        with(
            p ->
                p.addRules(RuleSet.of(List.of(acme("acme-id", "acme-[a-z]{4}"))))
                    .actionForRule("acme-id", Action.ALLOW));

    PolicyDifference difference = PolicyDifference.between(reporting, BEFORE);

    assertThat(difference.changes(Direction.LOST)).hasSize(1);
    assertThat(difference.isEasing()).isFalse();
  }

  @Test
  void everySettingIsCompared() {
    assertOnly(
        with(p -> p.minConfidence(50)), new Change(Direction.EASED, "min-confidence", "40", "50"));
    assertOnly(
        with(p -> p.limits(new Limits(1 << 19, 64, 1000))),
        new Change(Direction.TIGHTENED, "limit max-body-bytes", "1048576", "524288"));
    assertOnly(
        with(p -> p.limits(new Limits(1 << 20, 65, 1000))),
        new Change(Direction.EASED, "limit max-depth", "64", "65"));
    assertOnly(
        with(p -> p.limits(new Limits(1 << 20, 64, 1001))),
        new Change(Direction.EASED, "limit max-findings", "1000", "1001"));
    assertTraffic(t -> t.passBinary(), Direction.EASED, "binary", "inspect", "pass");
    assertTraffic(
        t -> t.admitAnonymousCallers(), Direction.EASED, "anonymous-callers", "deny", "admit");
    assertTraffic(t -> t.passWriteBack(), Direction.EASED, "write-back", "refuse", "pass");
    assertTraffic(t -> t.refuseUnknown(), Direction.TIGHTENED, "unknown-fields", "mask", "refuse");
    assertTraffic(
        t -> t.actionForRisk(Risk.CI_FILE, Action.ALLOW),
        Direction.EASED,
        "risk 'ci-file'",
        "ask",
        "allow");
    assertTraffic(
        t -> t.restore(new RestoreRule(List.of("Write"), List.of(), Set.of())),
        Direction.EASED,
        "restore",
        "1 rule",
        "2 rules");
  }

  @Test
  void restoringInFewerPlacesTightens() {
    TrafficSettings.Builder narrow = TrafficSettings.builder().inspectBinary();
    narrow.actionForRisk(Risk.CI_FILE, Action.ASK);
    narrow.restore(new RestoreRule(List.of("Edit"), List.of("content"), Set.of()));

    assertOnly(
        with(p -> p.traffic(narrow.build())),
        new Change(Direction.TIGHTENED, "restore", "1 rule", "1 rule"));
  }

  @Test
  void aUnionNeverEasesWhatItIsMadeOf() {
    MaskingPolicy other =
        MaskingPolicy.builder(RuleSet.standard())
            .profile(Profile.STRICT)
            .addRules(RuleSet.of(List.of(acme("acme-id", "acme-[a-z]{4}"))))
            .defaultReplacement(Replacement.partial(3))
            .actionForKind("cloud-key", Action.BLOCK)
            .traffic(TrafficSettings.builder().passBinary().refuseUnknown().build())
            .build();
    MaskingPolicy mine =
        with(p -> p.addRules(RuleSet.of(List.of(acme("acme-id", "acme-[0-9]{4}")))));

    MaskingPolicy union = MaskingPolicy.strictest(List.of(mine, other));

    assertThat(PolicyDifference.between(mine, union).isEasing())
        .describedAs(PolicyDifference.between(mine, union).changes().toString())
        .isFalse();
    assertThat(PolicyDifference.between(other, union).isEasing())
        .describedAs(PolicyDifference.between(other, union).changes().toString())
        .isFalse();
  }

  private static void assertTraffic(
      UnaryOperator<TrafficSettings.Builder> change,
      Direction direction,
      String subject,
      String before,
      String after) {
    TrafficSettings traffic = change.apply(BEFORE.traffic().toBuilder()).build();
    assertOnly(with(p -> p.traffic(traffic)), new Change(direction, subject, before, after));
  }

  private static void assertOnly(MaskingPolicy after, Change change) {
    PolicyDifference difference = PolicyDifference.between(BEFORE, after);
    assertThat(difference.changes()).containsExactly(change);
    assertThat(difference.isEasing()).isEqualTo(change.mayEase());
  }

  private static MaskingPolicy with(UnaryOperator<MaskingPolicy.Builder> change) {
    return change.apply(BEFORE.toBuilder()).build();
  }

  private static Rule acme(String id, String pattern) {
    return new RuleBuilder(id, "acme", "ACME", Severity.HIGH)
        .keyword("acme")
        .pattern(pattern)
        .build();
  }
}
