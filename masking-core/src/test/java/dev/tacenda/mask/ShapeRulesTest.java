package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.mask.internal.shape.TokenShape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shipped shape rule against tokens that are drawn from its own shape at random. */
class ShapeRulesTest {
  private static final int SAMPLES = 40;
  private static final Placeholders PLACEHOLDERS =
      new Placeholders(PlaceholderKey.of(new byte[32]));

  static Stream<Rule> shapeRules() {
    return RuleSet.standard().rules().stream()
        .filter(rule -> rule.detector() == Rule.Detector.SHAPE);
  }

  @ParameterizedTest
  @MethodSource("shapeRules")
  void theEngineFindsInALineWhatTheOracleFinds(Rule rule) {
    TextScanner scanner = scanner(rule);
    SplittableRandom random = Seed.random();
    int found = 0;
    for (TokenShape shape : rule.shape().alternatives()) {
      for (int i = 0; i < SAMPLES; i++) {
        byte[] line = line(rule, shape, random).getBytes(StandardCharsets.US_ASCII);
        List<String> expected = new ArrayList<>();
        ShapeOracle.find(rule, line, List.of(), PLACEHOLDERS, (s, e) -> expected.add(s + " " + e));

        List<String> actual = new ArrayList<>();
        ScanState unused =
            scanner.scan(
                ScanState.START, line, 0, line.length, s -> actual.add(s.start() + " " + s.end()));

        assertThat(actual).as(Seed.note()).isEqualTo(expected);
        found += expected.size();
      }
    }
    assertThat(found).as(Seed.note()).isGreaterThan(SAMPLES / 4);
  }

  private static String line(Rule rule, TokenShape shape, SplittableRandom random) {
    String token = PatternSampler.sample(shape.text(), random);
    List<String> near = rule.shape().near();
    String name = near.isEmpty() ? "" : near.get(random.nextInt(near.size())) + "_key: ";
    String[] before = {"", " ", "\"", "\\n", "%3D", "x"};
    String[] after = {"", " ", "\"", "\\n", ",", "0"};
    return name
        + before[random.nextInt(before.length)]
        + token
        + after[random.nextInt(after.length)];
  }

  private static TextScanner scanner(Rule rule) {
    Label label = new Label(rule.id(), rule.kind(), rule.type(), rule.specificity(), Action.MASK);
    return TextScanner.of(
        List.of(),
        List.of(),
        new StatefulDetectors(
            List.of(),
            List.of(),
            List.of(),
            new ShapeTable(List.of(rule), List.of(label)),
            WholeTextRules.NONE),
        PLACEHOLDERS,
        new KnownSecretDetector(KnownSecrets.none(), Action.MASK));
  }
}
