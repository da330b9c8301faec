package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Matcher;
import dev.tacenda.mask.internal.LineProfile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The prefilter may only say "maybe" wrongly: whatever a rule's pattern can match holds a keyword
 * of the rule, and whatever passes its checks is in a line worth trying.
 */
class KeywordContractTest {
  private static final int SAMPLES = 150;
  private static final int ENOUGH_MATCHES = 10;

  static Stream<Rule> patternRules() {
    return RuleSet.standard().rules().stream()
        .filter(rule -> rule.detector() == Rule.Detector.PATTERN);
  }

  /** Where a keyword must stand before the value, the pattern need not hold one. */
  static Stream<Rule> rulesWhosePatternsHoldKeywords() {
    return patternRules().filter(rule -> !rule.needsNearKeyword());
  }

  @ParameterizedTest
  @MethodSource("rulesWhosePatternsHoldKeywords")
  void everyMatchOfAPatternHoldsAKeyword(Rule rule) {
    List<String> matches = new ArrayList<>();
    SplittableRandom random = Seed.random();
    for (int i = 0; i < SAMPLES; i++) {
      Matcher matcher =
          rule.pattern().matcher(PatternSampler.sample(rule.pattern().pattern(), random));
      while (matcher.find()) {
        matches.add(matcher.group());
      }
    }

    assertThat(matches).as(Seed.note()).hasSizeGreaterThan(ENOUGH_MATCHES);
    assertThat(matches).as(Seed.note()).allMatch(match -> holdsKeyword(rule, match));
  }

  @ParameterizedTest
  @MethodSource("patternRules")
  void everyAcceptedValueIsInALineThatMeetsTheNeeds(Rule rule) {
    SplittableRandom random = Seed.random();
    for (int i = 0; i < SAMPLES; i++) {
      byte[] line =
          PatternSampler.sample(rule.pattern().pattern(), random).getBytes(StandardCharsets.UTF_8);
      Matcher matcher = Line.of(line).search(rule.pattern());
      boolean accepted = false;
      while (matcher.find()) {
        int start = matcher.start(rule.group());
        accepted |= start >= 0 && rule.accepts(line, start, matcher.end(rule.group()));
      }

      assertThat(!accepted || rule.mayFindIn(LineProfile.of(line))).as(Seed.note()).isTrue();
    }
  }

  private static boolean holdsKeyword(Rule rule, String match) {
    String lower = match.toLowerCase(Locale.ROOT);
    return rule.keywords().isEmpty() || rule.keywords().stream().anyMatch(lower::contains);
  }
}
