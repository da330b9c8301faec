package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleSetTest {
  private static final String ACME =
      """
      tacenda-rules: 1
      rules:
        - id: acme-key
          description: Acme key
          kind: service-key
          type: ACME
          severity: low
          source: acme.example
          keywords: [Acme-]
          pattern: 'acme-([0-9]+)'
          group: 1
          except: ['0+']
      """;

  @Test
  void readsEveryFieldOfARule() {
    Rule rule = acme().rules().get(0);

    assertThat(rule.id()).isEqualTo("acme-key");
    assertThat(rule.description()).isEqualTo("Acme key");
    assertThat(rule.kind()).isEqualTo("service-key");
    assertThat(rule.type()).isEqualTo("ACME");
    assertThat(rule.severity()).isEqualTo(Severity.LOW);
    assertThat(rule.source()).isEqualTo("acme.example");
    assertThat(rule.specificity()).isEqualTo(Rule.DEFAULT_SPECIFICITY);
    assertThat(rule.keywords()).containsExactly("acme-");
    assertThat(rule.detector()).isEqualTo(Rule.Detector.PATTERN);
    assertThat(rule.pattern().pattern()).isEqualTo("acme-([0-9]+)");
    assertThat(rule.group()).isEqualTo(1);
  }

  @Test
  void excludesAValueThatAnExceptionMatchesAsAWhole() {
    Rule rule = acme().rules().get(0);

    assertThat(accepts(rule, "000")).isFalse();
    assertThat(accepts(rule, "0001")).isTrue();
  }

  @Test
  void ordersRulesBySpecificityThenId() {
    List<Rule> rules = RuleSet.standard().rules();

    assertThat(rules)
        .isSortedAccordingTo(
            Comparator.comparing(Rule::specificity).reversed().thenComparing(Rule::id));
  }

  @Test
  void joinsTwoSets() {
    RuleSet both = RuleSet.standard().plus(acme());

    assertThat(both.rule("acme-key")).isPresent();
    assertThat(both.rules()).hasSize(RuleSet.standard().rules().size() + 1);
  }

  @Test
  void refusesTheSameIdTwice() {
    assertThatThrownBy(() -> acme().plus(acme()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rule id 'acme-key' is there twice");
  }

  @Test
  void leavesOutOneRule() {
    assertThat(acme().without("acme-key").rules()).isEmpty();
    assertThatThrownBy(() -> acme().without("acme"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'acme'");
  }

  @Test
  void loadsAFile(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("acme.yaml"), ACME);

    assertThat(RuleSet.load(file).rule("acme-key")).isPresent();
  }

  @Test
  void aRuleOfADetectorHasNoPattern() {
    Rule pem = RuleSet.standard().rule("pem-private-key").orElseThrow();

    assertThat(pem.detector()).isEqualTo(Rule.Detector.PEM);
    assertThatThrownBy(pem::pattern).isInstanceOf(IllegalStateException.class);
  }

  private static RuleSet acme() {
    return RuleSet.parse("acme.yaml", ACME.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean accepts(Rule rule, String value) {
    byte[] line = value.getBytes(StandardCharsets.UTF_8);
    return rule.accepts(line, 0, line.length);
  }

  @Test
  void aDetectorThatFindsTheSameForEveryRuleServesOne() {
    Rule pem = detectedBy("first-key", Rule.Detector.PEM);
    Rule other = detectedBy("other-key", Rule.Detector.PEM);

    assertThatThrownBy(() -> RuleSet.of(List.of(pem, other)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rules 'first-key' and 'other-key' use the same detector");
  }

  private static Rule detectedBy(String id, Rule.Detector detector) {
    return new RuleBuilder(id, "private-key", "KEY", Severity.CRITICAL).detector(detector).build();
  }
}
