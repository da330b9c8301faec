package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.mask.internal.LineMeasure;
import dev.tacenda.mask.internal.LineNeeds;
import dev.tacenda.mask.internal.LineProfile;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What lines are measured by, and that no rule finds anything where its needs are not met. */
class LineNeedsTest {
  private static final int LINES = 10_000;

  /** How the values of rules are written, near enough for some to pass their checks. */
  private static final List<String> FORMS =
      List.of(
          "[0-9]{3}~[0-9]{2}~[0-9]{4}",
          "4[0-9]{3}~[0-9]{4}~[0-9]{4}~[0-9]{4}",
          "3[47][0-9]{2}~[0-9]{6}~[0-9]{5}",
          "[0-9]{3}\\.[0-9]{3}\\.[0-9]{3}-[0-9]{2}",
          "[0-9A-Z]{2}\\.[0-9]{3}\\.[0-9]{3}/[0-9]{4}-[0-9]{2}",
          "[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|1[0-9])[-/+A]?[0-9]{3}[0-9A-Z]{1,4}",
          "[0-9]{6,19}[ULn]{0,2}",
          "[A-Z]~[0-9]{7}~[A-Z]",
          "[0-9]{8}~[A-Z]",
          "[12]~[0-9]{2}~(0[1-9]|1[0-2])~[0-9]{2}~[0-9]{3}~[0-9]{3}~[0-9]{2}",
          "[0-9]{2}\\.0[1-9]\\.[0-9]{2}-[0-9]{3}\\.[0-9]{2}",
          "756\\.[0-9]{4}\\.[0-9]{4}\\.[0-9]{2}",
          "[A-Z]{6}[0-9]{2}[A-EHLMPRST](0[1-9]|1[0-9])[A-Z][0-9]{3}[A-Z]",
          "\\+[1-9][0-9]{1,2}~\\(?[0-9]{2,3}\\)?~[0-9]{3,4}~[0-9]{3,4}",
          "\\([2-9][0-9]{2}\\) ?[2-9][0-9]{2}-[0-9]{4}",
          "0[1-9][0-9]{1,3}[ /.-][0-9]{3,8}(-[0-9]{2})?",
          "0 ?\\([1-9][0-9]{1,2}\\) ?[0-9]{3}~[0-9]{2}~[0-9]{2}",
          "[2-5][0-9]{2}~[0-9]{3}~[0-9]{2}~[0-9]{2}",
          "0[1-9](\\.[0-9]{2}){4}",
          "[1-9][0-9]{0,2}(\\.[1-9][0-9]{0,2}){3}(/[0-9]{1,2})?",
          "[0-9a-f]{1,4}(:[0-9a-f]{1,4}){5}(:[0-9a-f]{1,4}:[0-9a-f]{1,4}|:[0-9]{2}(\\.[0-9]{2}){3})",
          "(2[0-9a-f]{3})?::([0-9a-f]{1,4}:){0,3}[0-9a-f]{1,4}",
          "[0-9a-f]{2}(:[0-9a-f]{2}){5}",
          "[0-9a-f]{2}(-[0-9a-f]{2}){5}",
          "[0-9a-f]{4}\\.[0-9a-f]{4}\\.[0-9a-f]{4}",
          "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private static final List<String> JOINTS =
      List.of("", " ", "-", "_", ".", "\u00a0", "\u202f", "\u2010", "\u2013");

  private static final List<String> AROUND =
      List.of(
          "", " ", "-", ".", "/", ":", "::", "(", ")", "+", ",", "_", "a", "1", "12", "123.", "12-",
          "\\n", "\\t", "=", "\"", "\u00e9", "x ", "T", "0x", ". ", " - ", "7 ");

  @Test
  void noRuleFindsAnythingWhereItsNeedsAreNotMet() {
    List<Rule> rules =
        RuleSet.standard().rules().stream()
            .filter(rule -> rule.detector() == Rule.Detector.LINE)
            .filter(rule -> !rule.needs().equals(LineNeeds.NONE))
            .toList();
    Map<String, Integer> found = new HashMap<>();
    SplittableRandom random = Seed.random();
    for (int i = 0; i < LINES; i++) {
      Line line = Line.of(line(random).getBytes(StandardCharsets.UTF_8));
      LineProfile profile = LineProfile.of(line.bytes());
      for (Rule rule : rules) {
        rule.find(
            line,
            (start, end) -> {
              assertThat(rule.mayFindIn(profile)).as(rule.id() + " " + Seed.note()).isTrue();
              found.merge(rule.id(), 1, Integer::sum);
            });
      }
    }

    assertThat(found)
        .as(Seed.note())
        .containsKeys("payment-card", "us-ssn", "phone", "phone-national", "phone-bare", "es-dni")
        .containsKeys("ip-address", "local-address", "mac-address", "uuid", "ch-ahv")
        .containsKeys("it-codice-fiscale");
  }

  private static String line(SplittableRandom random) {
    StringBuilder line = new StringBuilder();
    for (int k = random.nextInt(3); k >= 0; k--) {
      line.append(any(AROUND, random));
      String form = any(FORMS, random).replace("~", any(JOINTS, random).replace(".", "\\."));
      line.append(PatternSampler.sample(form, random)).append(any(AROUND, random));
    }
    return line.toString();
  }

  private static String any(List<String> of, SplittableRandom random) {
    return of.get(random.nextInt(of.size()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DIGITS | a1.22-3 | 4",
        "DOTS | 1.2..x. | 4",
        "COLONS | a:b::c | 3",
        "DASHES | a-b--c | 3",
        "NUMBER | 12-34-5 | 5",
        "NUMBER | 12 34-56 78-9 | 6",
        "NUMBER | 2026-03-14T12:34 | 8",
        "NUMBER | 12\u00a034\u202f56 78 | 8",
        "NUMBER | 12--34 56 | 4",
        "NUMBER | 123456789 | 0",
        "CHAIN | 12.A-3/4_5 c6 | 5",
        "CHAIN | 12\u201334\u00e9\u00e956 | 4",
        "RUN | a12b345c6 | 3",
        "PHONE | +49 (30) 555-01 | 9",
        "PHONE | + 49 30 | 4",
        "PHONE | 0 (30) 555 | 6",
        "PHONE | 030 555 | 0",
        "PHONE | (12) -  - 345 | 2",
        "QUAD | 1.22.333.4 | 3",
        "QUAD | 1.2222.3.4 | 1",
        "QUAD | 12\u00e91.2.3.4 | 3",
        "ACCOUNT | DE12 xde12 abcd12 1de12 DE1 De12 | 1",
        "ACCOUNT | \\nde12 | 1",
        "BRANCH | /ABCD-12 /ABCD-123 .ABCD-12 /12-34 | 1",
        "CODE | abA12Bc99 ABCDEF | 4",
        "CODE | A1A1A | 5",
        "QUOTES | \"a\"`'' | 5",
        "WORD | abc_Abc4 | 4",
        "COLON_PAIRS | a::b:::c: d::1234567 | 4",
        "HEX | 12:ab-cd.efg | 11",
      })
  void measures(LineMeasure measure, String line, int expected) {
    LineProfile profile = LineProfile.of(line.getBytes(StandardCharsets.UTF_8));

    assertThat(profile.most(measure)).isEqualTo(expected);
  }

  @Test
  void findsTwoBytesAtEveryPlace() {
    for (int place = 0; place < 30; place++) {
      byte[] line = "a:bcd:efg:hijk:lmnopq:rstuvw:xyz".getBytes(StandardCharsets.UTF_8);
      line[place] = ':';
      line[place + 1] = ':';

      assertThat(LineProfile.of(line).most(LineMeasure.COLON_PAIRS)).isPositive();
    }
  }

  @Test
  void needsRunsOfCertainLengths() {
    LineNeeds needs = LineNeeds.of(LineMeasure.DIGITS, 1).andRun(3).andRun(4);

    assertThat(needs.areMetBy(profile("123 1234"))).isTrue();
    assertThat(needs.areMetBy(profile("a1234b123"))).isTrue();
    assertThat(needs.areMetBy(profile("123 12345"))).isFalse();
    assertThat(needs.areMetBy(profile("1".repeat(Integer.SIZE + 3)))).isFalse();
  }

  @Test
  void needsRunsOfCertainLengthsInARow() {
    LineNeeds needs = LineNeeds.of(LineMeasure.DIGITS, 1).andTriple(3, 2, 4);

    assertThat(needs.areMetBy(profile("7 123-45.6789"))).isTrue();
    assertThat(needs.areMetBy(profile("123\u00a045-6789"))).isTrue();
    assertThat(needs.areMetBy(profile("123-45 - 6789"))).isFalse();
    assertThat(needs.areMetBy(profile("123 4567 89"))).isFalse();
  }

  @Test
  void aLineThatIsTooLongToBeCountedHasEnough() {
    LineNeeds needs = LineNeeds.of(LineMeasure.DIGITS, 1).and(LineMeasure.DASHES, 5);

    assertThat(needs.areMetBy(profile("x".repeat(1 << 15)))).isTrue();
    assertThat(needs.areMetBy(profile("x".repeat((1 << 15) - 1)))).isFalse();
  }

  private static LineProfile profile(String line) {
    return LineProfile.of(line.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"RUNS", "TRIPLES"})
  void needsAreEqualIfTheyNeedAsMuchOfEverything(LineMeasure measure) {
    LineNeeds need = LineNeeds.of(LineMeasure.DOTS, 1).and(measure, 2);

    assertThat(need).isEqualTo(LineNeeds.of(measure, 2).and(LineMeasure.DOTS, 1));
    assertThat(need).hasSameHashCodeAs(LineNeeds.of(measure, 2).and(LineMeasure.DOTS, 1));
    assertThat(need).isNotEqualTo(need.and(measure, 3)).isEqualTo(need.and(measure, 1));
    assertThat(need.least(measure)).isEqualTo(2);
    assertThat(need.toString()).contains(measure + " 2");
  }
}
