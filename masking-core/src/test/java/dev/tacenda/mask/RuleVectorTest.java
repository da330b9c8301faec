package dev.tacenda.mask;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.mask.Vectors.Vector;
import dev.tacenda.mask.internal.assignment.AssignmentModel;
import dev.tacenda.mask.internal.structure.Block;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shipped rule against its vectors, line by line, without the engine. */
class RuleVectorTest {
  private static final List<Rule> RULES = RuleSet.standard().rules();
  private static final Placeholders PLACEHOLDERS =
      new Placeholders(PlaceholderKey.of(new byte[32]));
  private static final AssignmentModel MODEL = AssignmentModel.shipped();
  private static final Map<String, Rule> BY_ID =
      RULES.stream().collect(Collectors.toMap(Rule::id, Function.identity()));

  static Stream<Vector> vectors() {
    return Vectors.all().stream().filter(v -> !v.flags().contains(Vectors.DETECTOR));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void theRuleFindsWhatTheVectorSays(Vector vector) {
    Rule rule = requireNonNull(BY_ID.get(vector.rule()), vector.rule());

    assertThat(found(rule, vector.input(), false)).isEqualTo(vector.findings());
    assertThat(found(rule, vector.input(), true)).isEqualTo(vector.findings());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void allRulesTogetherMaskExactlyTheFindings(Vector vector) {
    assertThat(masked(vector.input(), vector.rule())).isEqualTo(vector.findings());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void noRuleFindsMoreThanThePlaceholderThatReplacedAValue(Vector vector) {
    Set<String> placeholders = new HashSet<>();
    String text = vector.input();
    for (String finding : vector.findings()) {
      String placeholder =
          "TCN_TEST_" + "abcdefghijklmnop".substring(placeholders.size()) + "q2r3s4t5";
      placeholder = placeholder + "z".repeat(33 - placeholder.length());
      placeholders.add(placeholder);
      text = text.replace(finding, placeholder);
    }

    assertThat(masked(text, vector.rule())).isSubsetOf(placeholders);
  }

  @Test
  void everyRuleHasAPositiveAndANegativeVector() {
    Map<Boolean, Set<String>> rules =
        Vectors.all().stream()
            .collect(
                Collectors.partitioningBy(
                    Vector::positive, Collectors.mapping(Vector::rule, Collectors.toSet())));

    assertThat(rules.get(true)).isEqualTo(BY_ID.keySet());
    assertThat(rules.get(false)).isEqualTo(BY_ID.keySet());
  }

  @Test
  void vectorsHaveDistinctIdsAndSayWhyTheyExist() {
    List<Vector> all = Vectors.all();

    assertThat(all.stream().map(Vector::id)).doesNotHaveDuplicates();
    assertThat(all).allSatisfy(v -> assertThat(v.comment()).isNotBlank());
    assertThat(all)
        .allSatisfy(v -> assertThat(v.flags()).contains(v.positive() ? "positive" : "negative"));
  }

  @Test
  void everyRuleNamesThePageOrDocumentOfItsFormat() {
    assertThat(RULES).allSatisfy(rule -> assertThat(rule.source()).contains("https://"));
  }

  private static List<String> found(Rule rule, String text, boolean gated) {
    List<String> found = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (!gated || mayMatch(rule, line)) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        find(rule, bytes, (start, end) -> found.add(text(bytes, start, end)));
      }
    }
    return found;
  }

  private static void find(Rule rule, byte[] line, Rule.SpanSink sink) {
    if (rule.detector() == Rule.Detector.SHAPE) {
      ShapeOracle.find(rule, line, List.of(), PLACEHOLDERS, sink);
    } else if (rule.detector() == Rule.Detector.ASSIGNMENT) {
      Label label = new Label(rule.id(), rule.kind(), rule.type(), rule.specificity(), Action.MASK);
      OpenNames unused =
          new AssignmentDetector(MODEL, Map.of(rule.nameWord(), label))
              .line(OpenNames.NONE, line, 0, line.length, s -> sink.accept(s.start(), s.end()));
    } else if (rule.detector() == Rule.Detector.BLOCK) {
      Label label = new Label(rule.id(), rule.kind(), rule.type(), rule.specificity(), Action.MASK);
      Block unused =
          new BlockDetector(Map.of(rule.blockKind(), label))
              .line(Block.NONE, line, 0, line.length, s -> sink.accept(s.start(), s.end()));
    } else {
      rule.find(Line.of(line), sink);
    }
  }

  private static boolean mayMatch(Rule rule, String line) {
    String lower = line.toLowerCase(Locale.ROOT);
    return rule.detector() == Rule.Detector.ASSIGNMENT
        || rule.detector() == Rule.Detector.BLOCK
        || rule.keywords().isEmpty()
        || rule.keywords().stream().anyMatch(lower::contains);
  }

  /**
   * The stretches that some rule finds, neighbours and overlaps joined. Of the rules that are off
   * by default only the one that the vector is for is on.
   */
  private static List<String> masked(String text, String ruleOfVector) {
    List<String> stretches = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      BitSet covered = new BitSet();
      RULES.stream()
          .filter(rule -> rule.onByDefault() || rule.id().equals(ruleOfVector))
          .filter(rule -> rule.detector() != Rule.Detector.PEM && mayMatch(rule, line))
          .forEach(rule -> find(rule, bytes, covered::set));
      for (int start = covered.nextSetBit(0); start >= 0; ) {
        int end = covered.nextClearBit(start);
        stretches.add(text(bytes, start, end));
        start = covered.nextSetBit(end);
      }
    }
    return stretches;
  }

  private static String text(byte[] bytes, int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }
}
