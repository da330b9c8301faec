package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tacenda.mask.BodyPart.Format;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MaskPartsTest {
  private static final PlaceholderKey KEY = PlaceholderKey.of(new byte[32]);
  private static final String AWS = "AKI" + "AFAKE" + "FAKEFAKE2345";

  private final Masker masker = Masker.of(MaskingPolicy.standard(), KEY);

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void masksThePartsAndKeepsWhatIsBetween() {
    String body = AWS + "|" + AWS + "|{\"a\":\"\\u0041" + AWS.substring(1) + "\"}|";
    int second = AWS.length() + 1;
    int third = second + AWS.length() + 1;
    MaskResult result =
        masker.maskParts(
            bytes(body),
            List.of(
                new BodyPart(second, third - 1, Format.TEXT),
                new BodyPart(third, body.length() - 1, Format.JSON)));

    assertThat(result.text()).matches(AWS + "\\|TCN_\\w+\\|\\{\"a\":\"TCN_\\w+\"}\\|");
    assertThat(result.findings()).extracting(Finding::start).containsExactly(second, third + 6);
    assertThat(result.findings().get(1).path()).isEqualTo("*");
    assertThat(result.coverage().scannedBytes()).isEqualTo(AWS.length() + 1 + AWS.length() + 5);
  }

  @Test
  void returnsTheCallersArrayIfNothingIsFound() {
    byte[] body = bytes(AWS + " nothing else");
    MaskResult result =
        masker.maskParts(body, List.of(new BodyPart(AWS.length(), body.length, Format.TEXT)));
    assertThat(result.bytes()).isSameAs(body);
    assertThat(masker.maskParts(body, List.of()).bytes()).isSameAs(body);
  }

  @Test
  void refusesPartsThatOverlapOrReachBeyondTheBody() {
    byte[] body = bytes("0123456789");
    BodyPart first = new BodyPart(0, 5, Format.TEXT);
    for (BodyPart second :
        List.of(new BodyPart(4, 6, Format.TEXT), new BodyPart(6, 11, Format.TEXT))) {
      assertThatThrownBy(() -> masker.maskParts(body, List.of(first, second)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new BodyPart(3, 2, Format.TEXT))
        .hasMessage("a part must be 0 <= start <= end, was [3,2)");
  }

  @Test
  void theLimitsAreThoseOfTheBody() {
    MaskingPolicy policy =
        MaskingPolicy.builder(RuleSet.standard()).limits(new Limits(100, 8, 2)).build();
    Masker limited = Masker.of(policy, KEY);
    byte[] body = bytes((AWS + " ").repeat(3));
    int length = AWS.length() + 1;
    List<BodyPart> parts =
        List.of(
            new BodyPart(0, length, Format.TEXT),
            new BodyPart(length, 2 * length, Format.TEXT),
            new BodyPart(2 * length, 3 * length, Format.TEXT));

    assertThat(limited.maskParts(body, parts.subList(0, 2)).findings()).hasSize(2);
    assertThatThrownBy(() -> limited.maskParts(body, parts))
        .isInstanceOf(MaskingException.class)
        .hasMessageContaining("maxFindings=2");
    assertThatThrownBy(() -> limited.maskParts(new byte[101], List.of()))
        .hasMessageContaining("maxBodyBytes=100");
  }

  @Test
  void saysWhereTheStringsOfAClassStand() {
    ScanScope scope =
        location ->
            !location.isKey() && location.blockType(0).equals("x")
                ? FieldClass.BINARY
                : FieldClass.TEXT;
    String json =
        "[{\"data\":\"1\\u0032\",\"type\":\"x\"},{\"data\":\"3\"},{\"type\":\"x\",\"d\":\"\"}]";

    assertThat(masker.stringsOf(FieldClass.BINARY, bytes(json), scope))
        .extracting(range -> json.substring(range.start(), range.end()))
        .containsExactly("1\\u0032", "x", "x", "");
    assertThatThrownBy(() -> masker.stringsOf(FieldClass.BINARY, bytes("[1"), scope))
        .isInstanceOf(MaskingException.class);
  }

  @Test
  void countsHowMuchOfADocumentWasSeenAsWhat() {
    ScanScope scope =
        location ->
            location.isKey()
                ? FieldClass.PROTOCOL
                : location.key(0).equals("data") ? FieldClass.BINARY : FieldClass.TEXT;
    Coverage coverage =
        masker
            .maskJson(bytes("{\"data\":\"12345\",\"t\":\"\\u0041b\",\"n\":17}"), scope)
            .coverage();

    assertThat(coverage.bytesByClass())
        .isEqualTo(Map.of(FieldClass.BINARY, 5L, FieldClass.TEXT, 7L, FieldClass.PROTOCOL, 6L));
    assertThat(coverage.scannedBytes()).isEqualTo(7);
    assertThat(coverage.skippedBytes()).isEqualTo(11);
    assertThat(coverage.plus(coverage).bytes(FieldClass.BINARY)).isEqualTo(10);
    assertThat(coverage.plus(Coverage.none())).isEqualTo(coverage).hasSameHashCodeAs(coverage);
    assertThat(masker.maskText("").coverage()).isEqualTo(Coverage.none());
    assertThat(coverage).hasToString("Coverage{TEXT=7, PROTOCOL=6, BINARY=5}");
  }
}
