package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.mask.Vectors.Vector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Numbers of persons are found wherever they stand apart, and nowhere else. */
class ValueBoundariesTest {
  private static final RuleSet RULES = RuleSet.standard();

  static Stream<Vector> numbers() {
    return Vectors.all().stream()
        .filter(Vector::positive)
        .filter(v -> isNumber(RULES.rule(v.rule()).orElseThrow()));
  }

  private static boolean isNumber(Rule rule) {
    boolean number =
        rule.kind().equals("national-id")
            || List.of("payment-card", "us-ssn", "us-itin", "iban", "uuid").contains(rule.id());
    return number && !rule.needsNearKeyword();
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void isFoundBetweenPunctuation(Vector vector) {
    for (String value : vector.findings()) {
      for (String around :
          List.of(
              "@",
              "(@)",
              "\"@\"",
              "'@'",
              "<a>@</a>",
              "a=@;",
              "[@]",
              "@.",
              "@,",
              "\\n@\\n",
              "no: @",
              "\u756a\u53f7@\u3067\u3059",
              "\t@\t",
              "$@$",
              "...@...",
              "|@|")) {
        assertThat(found(vector, around.replace("@", value)))
            .describedAs(around)
            .containsExactly(value);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void isNoPartOfAWordOrANumber(Vector vector) {
    for (String value : vector.findings()) {
      for (String around :
          List.of("x@", "@x", "0@", "@0", "_@", "@_", "ab-@", "@-ab", "0.@", "@.5", "n@")) {
        // A UUID is also found as a part of a name that is joined by dashes.
        boolean joined = vector.rule().equals("uuid") && !around.matches("[x0_]@|@[x0_]");
        if (!joined) {
          assertThat(found(vector, around.replace("@", value)))
              .describedAs(around)
              .doesNotContain(value);
        }
      }
    }
  }

  private static List<String> found(Vector vector, String text) {
    Rule rule = RULES.rule(vector.rule()).orElseThrow();
    List<String> found = new ArrayList<>();
    byte[] line = text.getBytes(StandardCharsets.UTF_8);
    rule.find(
        Line.of(line),
        (from, to) -> found.add(new String(line, from, to - from, StandardCharsets.UTF_8)));
    return found;
  }
}
