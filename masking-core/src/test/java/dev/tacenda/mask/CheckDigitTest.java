package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.mask.Vectors.Vector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What schemes of check digits promise, on the values of the vectors. */
class CheckDigitTest {
  /** Each of these schemes promises to notice that one digit is another one. */
  private static final Set<String> NOTICE_A_WRONG_DIGIT =
      Set.of(
          "payment-card",
          "payment-card-announced",
          "iban",
          "crypto-address",
          "uk-nhs-number",
          "de-tax-id",
          "es-dni",
          "it-codice-fiscale",
          "fr-nir",
          "pl-pesel",
          "nl-bsn",
          "ch-ahv",
          "no-fodselsnummer",
          "fi-hetu",
          "se-personnummer",
          "cz-rodne-cislo",
          "in-aadhaar",
          "cn-resident-id",
          "sg-nric",
          "za-id",
          "ca-sin",
          "au-tfn");

  /** Of these, those that also notice when two neighbours are swapped, whatever they are. */
  private static final Set<String> NOTICE_A_SWAP =
      Set.of("iban", "fr-nir", "in-aadhaar", "uk-nhs-number", "cn-resident-id", "nl-bsn");

  static Stream<Vector> checked() {
    return positives(NOTICE_A_WRONG_DIGIT);
  }

  static Stream<Vector> swapChecked() {
    return positives(NOTICE_A_SWAP);
  }

  private static Stream<Vector> positives(Set<String> rules) {
    return Vectors.all().stream().filter(v -> v.positive() && rules.contains(v.rule()));
  }

  @ParameterizedTest
  @MethodSource("checked")
  void everyWrongDigitIsNoticed(Vector vector) {
    for (String value : vector.findings()) {
      for (String wrong : withOneDigitChanged(value)) {
        assertThat(found(vector, value, wrong)).doesNotContain(wrong);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("swapChecked")
  void everySwapOfNeighboursIsNoticed(Vector vector) {
    for (String value : vector.findings()) {
      for (String wrong : withTwoDigitsSwapped(value)) {
        assertThat(found(vector, value, wrong)).doesNotContain(wrong);
      }
    }
  }

  private static List<String> withOneDigitChanged(String value) {
    // The digits behind 0x are no number, and have no check in one case.
    List<String> changed = new ArrayList<>();
    for (int i = 0; i < value.length() && !value.startsWith("0x"); i++) {
      for (char digit = '0'; digit <= '9'; digit++) {
        if (Character.isDigit(value.charAt(i)) && digit != value.charAt(i)) {
          changed.add(value.substring(0, i) + digit + value.substring(i + 1));
        }
      }
    }
    return changed;
  }

  private static List<String> withTwoDigitsSwapped(String value) {
    List<String> swapped = new ArrayList<>();
    for (int i = 0; i + 1 < value.length(); i++) {
      char a = value.charAt(i);
      char b = value.charAt(i + 1);
      if (a != b && Character.isDigit(a) && Character.isDigit(b)) {
        swapped.add(value.substring(0, i) + b + a + value.substring(i + 2));
      }
    }
    return swapped;
  }

  private static List<String> found(Vector vector, String value, String instead) {
    Rule rule = RULES.rule(vector.rule()).orElseThrow();
    List<String> found = new ArrayList<>();
    byte[] line = vector.input().replace(value, instead).getBytes(StandardCharsets.UTF_8);
    rule.find(
        Line.of(line),
        (from, to) -> found.add(new String(line, from, to - from, StandardCharsets.UTF_8)));
    return found;
  }

  private static final RuleSet RULES = RuleSet.standard();
}
