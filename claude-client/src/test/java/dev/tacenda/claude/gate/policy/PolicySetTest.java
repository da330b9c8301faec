package dev.tacenda.claude.gate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.Claims;
import dev.tacenda.claude.gate.policy.Explanation.Outcome;
import dev.tacenda.mask.Action;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
}
