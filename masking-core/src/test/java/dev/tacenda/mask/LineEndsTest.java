package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineEndsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc",
        "a.c",
        "a[b-d]c",
        "[\\w.-]{0,20}",
        "[ \\t]+",
        "\\d+\\S+\\w",
        "^a$",
        "(?m)^a$",
        "(?i)key=(?:a|b)",
        "(?P<v>a)(?<w>b)",
        "(?-s)a.c",
        "(?i-s:a.c)",
        "\\ba\\B\\z",
        "\\Qa.b\\E",
        "[[:alpha:]]",
        "[^\\s]",
        "[^\\n]",
        "[^]\\n]",
        "\\x41\\x{1F600}\\101",
        "\\pL\\p{Greek}\\p{^Cc}",
        "\\\\n",
        "[\\\\n]",
      })
  void staysOnItsLine(String regex) {
    assertThat(LineEnds.canBeIn(regex)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nb",
        "a\\nb",
        "a\\sb",
        "a[\\s|']b",
        "[\\s\\S]",
        "[^\"]",
        "[^]]",
        "\\D",
        "\\W",
        "(?s)a.c",
        "(?is:a.c)",
        "\\x0a",
        "\\x{A}",
        "\\012",
        "\\Qa\nb\\E",
        "[[:space:]]",
        "[[:^alpha:]]",
        "[\\x00-\\x1f]",
        "\\pC",
        "\\PL",
        "\\p{^L}",
        "(?i)(?:a|b[\\x60'\"\\s=]{0,5})",
      })
  void canReachTheNextLine(String regex) {
    assertThat(LineEnds.canBeIn(regex)).isTrue();
  }

  @Test
  void ofAnySampleItIsRight() {
    SplittableRandom random = Seed.random();
    for (Rule rule : RuleSet.standard().rules()) {
      if (rule.detector() == Rule.Detector.PATTERN) {
        Pattern pattern = rule.pattern();
        String sample = PatternSampler.sample(pattern.pattern(), random);
        boolean spans = sample.indexOf('\n') >= 0 && pattern.matches(sample);
        assertThat(spans && !LineEnds.canBeIn(pattern.pattern())).as(Seed.note()).isFalse();
      }
    }
  }
}
