package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands encoded in a text is masked like what stands in clear. */
class EncodedMaskTest {
  private static final String KEY = "AK" + "IA" + "QWERTYFAKEKEY234";
  private static final String SETTINGS = "region: north\nkey: " + KEY + "\n";
  private final Masker masker = Masker.of(MaskingPolicy.standard(), TestRules.KEY);

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String percent(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String unicode(String text) {
    return text.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining());
  }

  static Stream<UnaryOperator<String>> encodings() {
    return Stream.of(
        EncodedMaskTest::base64,
        EncodedMaskTest::hex,
        EncodedMaskTest::unicode,
        text -> base64(hex(text)),
        text -> hex(base64(text)),
        text -> percent(base64(text)),
        text -> base64(unicode(text)));
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void masksASecretInEachEncodingAndInTwo(UnaryOperator<String> encoding) {
    String encoded = encoding.apply(SETTINGS);
    MaskResult result = masker.maskText("blob = " + encoded + " # end");
    assertThat(result.findings()).hasSize(1);
    assertThat(result.findings().get(0).ruleId()).isEqualTo("aws-access-key-id");
    assertThat(result.text()).startsWith("blob = ").endsWith(" # end").doesNotContain(encoded);
    assertThat(masker.maskText(result.bytes()).changed()).isFalse();
  }

  @Test
  void ofEscapedTextOnlyTheValueIsReplaced() {
    MaskResult result = masker.maskText("url?next=%2Fa%3Fkey%3D" + KEY + "%26b%3D1");
    assertThat(result.text())
        .startsWith("url?next=%2Fa%3Fkey%3DTCN_")
        .endsWith("%26b%3D1")
        .doesNotContain(KEY);
  }

  /** A text in one encoding, and what of it is masked. */
  record Case(String text, String value) {}

  static Stream<Case> cases() {
    String jwt =
        String.join(
            ".", base64("{\"alg\":\"HS256\"}"), base64("{\"sub\":\"fake\"}"), "fakefake4fake");
    String key = "-----BEGIN PRIVATE" + " KEY-----\n" + "fAke1h".repeat(8) + "\n";
    return Stream.of(
        new Case(base64(jwt), base64(jwt)),
        new Case(base64("app:\n" + key), base64("app:\n" + key)),
        new Case("u=https://h/x?u=a%26token%3DfAke14h1d3Me4ch%26v%3D3", "fAke14h1d3Me4ch"),
        new Case("/x?a=1\\u0026access_token=fA4ke0fA4ke1fA4", "fA4ke0fA4ke1fA4"),
        new Case("next=postgres%3A%2F%2Fapp%3AfAke0pw%40db%2Fx", "fAke0pw"),
        new Case("h=Basic%20" + base64("ada:fAke0pw"), base64("ada:fAke0pw")),
        new Case("to=ada%40acme-fake.test", "ada%40acme-fake.test"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void masksWhatTheRulesFindInTheDecodedText(Case at) {
    assertThat(masker.maskText(at.text()).text())
        .matches(Pattern.quote(at.text()).replace(at.value(), "\\ETCN_\\w+\\Q"));
  }

  @Test
  void anEscapeWithinTheValueHidesNothing() {
    MaskResult result = masker.maskText("k " + KEY.substring(0, 7) + "\\u0051" + KEY.substring(8));
    assertThat(result.text()).startsWith("k TCN_AWS");
    assertThat(result.findings()).hasSize(1);
  }

  @Test
  void whatIsEncodedMoreOftenThanTwiceIsNotFound() {
    String thrice = base64(base64(base64(SETTINGS)));
    assertThat(masker.maskText(thrice).changed()).isFalse();
  }

  @Test
  void whatHoldsNoSecretKeepsItsBytes() {
    byte[] text = base64("region: north\nowner: nobody\n").getBytes(StandardCharsets.UTF_8);
    assertThat(masker.maskText(text).bytes()).isSameAs(text);
  }

  @Test
  void aPlaceholderInEncodedTextIsNoFinding() {
    String masked = masker.maskText("password=" + "Hunter-22-fake" + "\n").text();
    assertThat(masked).contains("TCN_");
    assertThat(masker.maskText(base64(masked)).changed()).isFalse();
  }

  @Test
  void streamsFindItHoweverTheyAreCut() {
    String text = "blob " + base64(SETTINGS) + " and more words";
    for (int piece = 1; piece < 20; piece++) {
      assertThat(TestRules.streamed(masker, text, piece)).isEqualTo(masker.maskText(text).text());
    }
  }

  @Test
  void jsonFindsIt() {
    String json = "{\"a\":\"" + base64(SETTINGS) + "\"}";
    MaskResult result =
        masker.maskJson(json.getBytes(StandardCharsets.UTF_8), ScanScope.everything());
    assertThat(result.findings()).hasSize(1);
    assertThat(result.text()).startsWith("{\"a\":\"TCN_AWS");
  }
}
