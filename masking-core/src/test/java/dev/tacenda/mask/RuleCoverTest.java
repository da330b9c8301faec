package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleCoverTest {
  private static Rule rule(String detection) {
    String yaml =
        "tacenda-rules: 1\nrules: [{id: a-rule, kind: any, type: ANY, severity: low,"
            + " description: d, source: s, "
            + detection
            + "}]";
    return RuleSet.parse("r", yaml.getBytes(StandardCharsets.UTF_8)).rules().get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // narrow | wide | covered
        "keywords: [abc], pattern: 'abc(d)'|keywords: [abc], pattern: 'abc(d)'|true",
        "keywords: [abc], pattern: 'abc(d)', group: 1|keywords: [abc], pattern: 'abc(d)'|true",
        "keywords: [abc], pattern: 'abc(d)'|keywords: [abc], pattern: 'abc(d)', group: 1|false",
        "keywords: [abc], pattern: 'abc[d]'|keywords: [abc], pattern: 'abcd'|false",
        "keywords: [xabcd], pattern: 'abc'|keywords: [abc], pattern: 'abc'|true",
        "keywords: [abc], pattern: 'abc'|keywords: [xabcd], pattern: 'abc'|false",
        "keywords: [abc], pattern: 'abc'|always: true, pattern: 'abc'|true",
        "always: true, pattern: 'abc'|keywords: [abc], pattern: 'abc'|false",
        "near: [abc], within: 9, pattern: 'x+'|near: [abc, def], within: 10, pattern: 'x+'|true",
        "near: [abc], within: 11, pattern: 'x+'|near: [abc], within: 10, pattern: 'x+'|false",
        "near: [abc, def], pattern: 'x+'|near: [abc], pattern: 'x+'|false",
        "near: [abc], pattern: 'x+'|keywords: [abc], pattern: 'x+'|true",
        "keywords: [abc], pattern: 'x+'|near: [abc], pattern: 'x+'|false",
        "keywords: [abc], pattern: 'a+', checks: [luhn]|keywords: [abc], pattern: 'a+'|true",
        "keywords: [abc], pattern: 'a+'|keywords: [abc], pattern: 'a+', checks: [luhn]|false",
        "keywords: [abc], pattern: 'a+', except: [aa]|keywords: [abc], pattern: 'a+'|true",
        "keywords: [abc], pattern: 'a+'|keywords: [abc], pattern: 'a+', except: [aa]|false",
        "shape: 'abc_[0-9]{9,}'|shape: 'abc_[0-9]{9,}'|true",
        "shape: 'abc_[0-9]{9,}'|shape: 'abc_[0-9]{8,}'|false",
        "shape: 'abc_[0-9]{9,}'|keywords: [abc], pattern: 'abc_[0-9]{9,}'|false",
        "detector: field, fields: [one]|detector: field, fields: [one, two]|true",
        "detector: field, fields: [one, two]|detector: field, fields: [one]|false",
      })
  void tellsWhatCanBeTold(String narrow, String wide, boolean covered) {
    assertThat(rule(narrow).isCoveredBy(rule(wide))).isEqualTo(covered);
  }

  @Test
  void knowsWhichRulesReadEverything() {
    assertThat(rule("always: true, pattern: 'abc'").readsEverything()).isTrue();
    assertThat(rule("keywords: [abc], pattern: 'abc'").readsEverything()).isFalse();
    assertThat(rule("shape: 'abc_[0-9]{9,}'").readsEverything()).isFalse();
    assertThat(
            new TextRuleBuilder("a-rule", "any", "ANY", "x+")
                .description("d")
                .source("s")
                .build()
                .readsEverything())
        .isTrue();
  }
}
