package dev.tacenda.mask.internal.personal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tacenda.mask.internal.LineDetector;
import dev.tacenda.mask.internal.LineNeeds;
import dev.tacenda.mask.internal.LineProfile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalDetectorsTest {
  private static final Map<String, LineDetector> DETECTORS =
      PersonalDetectors.names().stream()
          .collect(
              Collectors.toMap(
                  name -> name, name -> requireNonNull(PersonalDetectors.named(name))));

  @Test
  void keccakHasTheValuesOfItsAuthors() {
    assertThat(HexFormat.of().formatHex(Keccak256.hash(new byte[0])))
        .isEqualTo("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
    assertThat(HexFormat.of().formatHex(Keccak256.hash(bytes("abc"))))
        .isEqualTo("4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
  }

  /** The addresses of the text of EIP-55 itself, and one with a letter in the other case. */
  @ParameterizedTest
  @CsvSource({
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed, true",
    "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359, true",
    "0x52908400098527886E0F7030069857D2E4169EE7, true",
    "0xde709f2102306220921060314715629080e2fb77, true",
    "0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed, false",
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe, false",
    "0x5555555555555555555555555555555555555555, false"
  })
  void anEthereumAddressHasTheCaseOfItsHash(String text, boolean found) {
    assertThat(find("crypto-address", text)).isEqualTo(found ? List.of(text) : List.of());
  }

  /** Valid and invalid ones of the texts of BIP 173 and BIP 350. */
  @ParameterizedTest
  @CsvSource({
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4, true",
    "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4, true",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0, true",
    "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7, true",
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5, false",
    "bc1Qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4, false",
    "xx1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4, false"
  })
  void aBech32AddressHasItsChecksum(String text, boolean found) {
    assertThat(find("crypto-address", text)).isEqualTo(found ? List.of(text) : List.of());
  }

  /** Each of them is a zero byte; the line ends with the last. */
  @Test
  void onesAloneAreNoAddress() {
    for (int length = 20; length < 40; length++) {
      assertThat(find("crypto-address", "1".repeat(length))).isEmpty();
    }
  }

  /** The example of the literature: 236 has the check digit 3. */
  @Test
  void verhoeffAcceptsOneCheckDigitOfTen() {
    for (int digit = 0; digit < 10; digit++) {
      assertThat(CheckDigits.verhoeff(bytes("236" + digit))).isEqualTo(digit == 3);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@example.com",
        "a.b-c_d+e@sub.example.co.uk",
        "A1@EXAMPLE.ORG",
        "x@1.example.com",
        "user@163.com",
        "a@xn--mller-kva.example",
        "j\u00f6rg@b\u00fccher.example",
        "\u7528\u6237@\u4f8b\u5b50.\u516c\u53f8",
        "o'neill@example.com",
        "_x@example.com"
      })
  void findsAddresses(String address) {
    for (String around :
        List.of(
            "@@",
            "<@@>",
            "mailto:@@?subject=x",
            "(@@)",
            "\"@@\",",
            "@@.",
            "a=@@&b",
            "at @@, and",
            "\\n@@\\n",
            "to%3A@@")) {
      assertThat(find("email", around.replace("@@", address)))
          .describedAs(around)
          .containsExactly(address);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@Override", "a@b", "a@localhost", "a @example.com", "lodash@4.17.21", "x@v1.2.3-rc.one",
        "m@self.weight.t()", "a.@example.com", "@example.com", "a@.com", "a@-b.com", "a@b.c",
        "x@foo.bar_baz", "user@[127.0.0.1]", "a@b.1", "a@b..com"
      })
  void leavesWhatIsNoAddress(String text) {
    assertThat(find("email", text)).isEmpty();
  }

  @Test
  void aLocalPartHasAtMost64Bytes() {
    assertThat(find("email", "a".repeat(64) + "@example.com")).hasSize(1);
    assertThat(find("email", "a".repeat(65) + "@example.com")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+49 30 5550123", "+1 202 555 0143", "+12025550143", "+44 (0)20 7946 0123",
        "+44 (20) 7946 0123", "+55 11 95550 1234", "+39 06 555 0123", "+33.1.55.55.01.23",
        "+41-44-555-01-23", "+ 49 30 5550123", "+886 2 5550 1234", "(202) 555-0143",
        "(202)555-0143", "(202) 555 0143"
      })
  void findsNumbersInInternationalForm(String number) {
    for (String around : List.of("@", "tel:@", "(@)", "\"@\"", "Tel. @.", "@, or", "<b>@</b>")) {
      assertThat(find("phone", around.replace("@", number)))
          .describedAs(around)
          .containsExactly(number);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+1 102 555 0143",
        "+1 202 055 0143",
        "+1 911 555 0143",
        "+1 202 555 014",
        "+0 555014300",
        "+999 5550143",
        "x+4930555012",
        "1+493055501234",
        "+49",
        "+49 30",
        "++493055501234",
        "(102) 555-0143",
        "(202) 555-01431",
        "(2020) 555-0143",
        "f(202) 555-0143"
      })
  void leavesNumbersThatNobodyHas(String text) {
    assertThat(find("phone", text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "202-555-0143",
        "202.555.0143",
        "1-202-555-0143",
        "030 5550123",
        "0171 5550123",
        "07555 555012",
        "09-5550123",
        "01 55 55 01 23",
        "01.55.55.01.23",
        "0470 55 50 12",
        "0412 555 014",
        "030/5550123",
        "0 (917) 555 0123",
        "(030) 555 0123",
        "030 55501-23",
        "074105 55012",
        "(11) 95550-0143",
        "(11) 5550-0143",
        "138 5550 0143",
        "532 555 01 23",
        "09175550123",
        "05325550123",
        "07555550123",
        "01025550123",
        "08015550123",
        "015155501234"
      })
  void findsNumbersInTheFormOfTheirCountry(String number) {
    for (String around : List.of("@", "is @.", "(@)", "\"@\"", "n=@", "@, or", "<b>@</b>")) {
      assertThat(find("phone-national", around.replace("@", number)))
          .describedAs(around)
          .containsExactly(number);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "102-555-0143",
        "202-155-0143",
        "292-555-0143",
        "202 555 0143",
        "2025550143",
        "0170555012",
        "0655501234",
        "02110-1301",
        "078-05-1120",
        "0-555-01430-7",
        "01/02/2003 04:05",
        "2003-04-05 06:07",
        "16:08 2017-05-16 00",
        "0203/040506",
        "0110 1100 0110",
        "316.586 66.14",
        "0.6.20240107",
        "081109 203615",
        "12 030 5550123",
        "030 5550123 123456789",
        "x030 5550123",
        "AB12 CDEF 0961 0000 0001",
        "203-132-40-29.example"
      })
  void leavesNumbersThatMayBeAnything(String text) {
    assertThat(find("phone-national", text)).isEmpty();
  }

  @Test
  void theGroupsOfAWrongAccountNumberAreNoCard() {
    assertThat(find("payment-card", "XX00 4000 0012 3456 7899")).isEmpty();
    assertThat(find("payment-card", "XX00 ABCD 4000 0012 3456 7899")).isEmpty();
    assertThat(find("payment-card", "no 00 4000 0012 3456 7899")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"L", "l", "UL", "ull", "LL", "n", ""})
  void findsNumbersOfProgramsWithoutTheirType(String type) {
    for (String card : List.of("4000001234567899", "4000_0012_3456_7899")) {
      assertThat(find("payment-card", "long n = " + card + type + ";")).containsExactly(card);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Lx", "F", "d", "_", "ulll", "L_", "x"})
  void leavesWhatGoesOnBehindANumber(String more) {
    assertThat(find("payment-card", "4000001234567899" + more)).isEmpty();
  }

  @Test
  void everyCountryOfTheRegistryHasAStructureOfItsLength() {
    Map<String, Integer> lengths =
        Map.of("NO", 15, "BE", 16, "DE", 22, "GB", 22, "FR", 27, "MT", 31, "LC", 32, "RU", 33);

    lengths.forEach(
        (country, length) -> assertThat(IbanStructures.of(bytes(country), 0)).hasSize(length - 4));
  }

  @Test
  void noDetectorFindsWhatItsProfileExcludes() {
    Random random = new Random(1);
    for (int i = 0; i < 3000; i++) {
      byte[] line = bytes(line(random));
      DETECTORS.forEach(
          (name, detector) -> {
            if (!LineNeeds.isOneMet(detector.needs(), LineProfile.of(line))) {
              detector.find(
                  line,
                  (start, end) -> {
                    throw new AssertionError(name + " finds what it says cannot be there");
                  });
            }
          });
    }
  }

  private static String line(Random random) {
    List<String> pieces =
        List.of(
            "123-45-6780",
            "+49 30 5550123",
            "0",
            "7",
            "12",
            "4000",
            " ",
            "-",
            ".",
            ":",
            "@",
            "example.com",
            "DE",
            "GB13",
            "FAKE",
            "x",
            "(202)",
            "555",
            "030",
            "_",
            "L",
            "0x",
            "ab",
            "%40",
            "/",
            "A");
    StringBuilder line = new StringBuilder();
    for (int k = random.nextInt(20); k >= 0; k--) {
      line.append(pieces.get(random.nextInt(pieces.size())));
    }
    return line.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "1 ",
        "1-",
        "12 ",
        "1234 ",
        "a@",
        "a.b@c.",
        "@",
        "%40",
        "+1",
        "+49 (",
        "(1)",
        "(202) ",
        "0x",
        "bc1",
        "1A",
        "DE00",
        "DE00 ",
        "AA",
        "AA99",
        "12.",
        "123.456.",
        "\u00e9",
        "\u00a0",
        "f0f0f0f0-",
        "4_",
        "4000_",
        "4L",
        "01 ",
        "012.",
        "(11) ",
        "(0",
        "AB12 0000 ",
        "0000 ",
        "0100 ",
        "999-99-",
        "0-0-0-0"
      })
  void takesTimeLinearInTheLine(String piece) {
    byte[] line = bytes(piece.repeat(400_000 / piece.length()));

    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> DETECTORS.values().forEach(detector -> detector.find(line, (start, end) -> {})));
  }

  private static List<String> find(String name, String text) {
    List<String> found = new ArrayList<>();
    byte[] line = bytes(text);
    requireNonNull(DETECTORS.get(name), name)
        .find(
            line,
            (start, end) ->
                found.add(new String(line, start, end - start, StandardCharsets.UTF_8)));
    return found;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
