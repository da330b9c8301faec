package dev.tacenda.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlantedSecretsTest {

  static Stream<Long> seeds() {
    return Stream.of(0L, 1L, 42L, -1L, Long.MAX_VALUE, Seeds.seed());
  }

  private static String value(long seed, String name) {
    return PlantedSecrets.of(seed).value(name).orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void givesTheSameValuesForTheSameSeed(long seed) {
    assertThat(PlantedSecrets.of(seed).asMap()).isEqualTo(PlantedSecrets.of(seed).asMap());
    assertThat(PlantedSecrets.of(seed).asMap().values())
        .doesNotContainAnyElementsOf(PlantedSecrets.of(seed + 1).asMap().values());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void givesDistinctValuesThatCanBeSearched(long seed) {
    Map<String, String> values = PlantedSecrets.of(seed).asMap();
    assertThat(values).hasSize(14);
    assertThat(values.values()).doesNotHaveDuplicates();
    assertThat(LeakCheck.of(values).searchText("x", "nothing").report().isClean()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void putsEachValueIntoItsLine(long seed) {
    PlantedSecrets planted = PlantedSecrets.of(seed);
    assertThat(planted.lines().keySet()).containsExactlyElementsOf(planted.asMap().keySet());
    planted.asMap().forEach((name, value) -> assertThat(planted.lines().get(name)).contains(value));
    String text = String.join("\n", planted.lines().values());
    LeakReport report = LeakCheck.of(planted.asMap()).searchText("file", text).report();
    assertThat(report.leakedNames()).isEqualTo(planted.asMap().keySet());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void endsGithubAndNpmTokensInTheirChecksum(long seed) {
    for (String token : new String[] {value(seed, "github-token"), value(seed, "npm-token")}) {
      assertThat(token).hasSize(40).matches("[a-z]{2,3}_?[A-Za-z0-9_]+");
      CRC32 crc = new CRC32();
      crc.update(token.substring(4, 34).getBytes(StandardCharsets.US_ASCII));
      long checksum = 0;
      for (char c : token.substring(34).toCharArray()) {
        int digit = Character.isDigit(c) ? c - '0' : Character.isUpperCase(c) ? c - 55 : c - 61;
        checksum = checksum * 62 + digit;
      }
      assertThat(checksum).isEqualTo(crc.getValue());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void givesACardNumberThatPassesLuhn(long seed) {
    String card = value(seed, "payment-card");
    String doubled = "0246813579";
    int sum = 0;
    for (int i = 0; i < 16; i++) {
      int digit = card.charAt(15 - i) - '0';
      sum += i % 2 == 1 ? doubled.charAt(digit) - '0' : digit;
    }
    assertThat(card).hasSize(16).startsWith("400000");
    assertThat(sum % 10).isZero();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void givesTheShapesOfTheRealThing(long seed) {
    assertThat(value(seed, "aws-access-key-id")).matches("AK" + "IA[A-Z2-7]{16}");
    assertThat(value(seed, "aws-secret-access-key")).hasSize(40).matches("[A-Za-z0-9/+]+");
    assertThat(value(seed, "slack-token")).matches("xo" + "xb-\\d{12}-\\d{12}-[A-Za-z0-9]{24}");
    assertThat(value(seed, "stripe-key")).matches("sk" + "_live_[A-Za-z0-9]{24}");
    assertThat(value(seed, "email")).endsWith(".example");
    String[] jwt = value(seed, "jwt").split("\\.", -1);
    assertThat(new String(Base64.getUrlDecoder().decode(jwt[0]), StandardCharsets.UTF_8))
        .contains("\"alg\"");
    assertThat(jwt).hasSize(3);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void givesAPemBlockOfLinesThatDecode(long seed) {
    String pem = value(seed, "pem-private-key");
    String inside =
        pem.lines().filter(line -> !line.startsWith("-----")).collect(Collectors.joining());
    assertThat(pem.lines()).allMatch(line -> line.length() <= 64).hasSize(27);
    assertThat(Base64.getDecoder().decode(inside)).hasSize(1200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void saysFakeWhereTheShapeHasRoom(long seed) {
    PlantedSecrets.of(seed)
        .asMap()
        .forEach(
            (name, value) -> {
              if (!name.equals("payment-card") && !name.equals("jwt")) {
                assertThat(value).as(name).containsIgnoringCase("fake");
              }
            });
  }

  @Test
  void showsNoValueInToString() {
    assertThat(PlantedSecrets.of(1)).hasToString("PlantedSecrets{14 values}");
  }
}
