package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a record may keep of a body, beside what the body says. */
class RecordableTest {
  private static final PlaceholderKey KEY = PlaceholderKey.of(new byte[32]);
  private static final String PASSWORD = "Tr0ub4-9FAKE";

  private final Masker masker = Masker.of(MaskingPolicy.standard(), KEY);

  /** Members are what their names say. */
  private static final ScanScope SCOPE =
      location ->
          switch (location.isKey() ? "" : location.key(location.depth() - 1)) {
            case "token" -> FieldClass.CREDENTIAL;
            case "image" -> FieldClass.BINARY;
            default -> location.isKey() ? FieldClass.PROTOCOL : FieldClass.TEXT;
          };

  private MaskResult mask(String json) {
    return masker.maskJson(json.getBytes(StandardCharsets.UTF_8), SCOPE);
  }

  private static String recordable(MaskResult result) {
    return new String(result.recordable(), StandardCharsets.UTF_8);
  }

  @Test
  void isTheMaskedBodyIfNothingIsWithheld() {
    MaskResult result = mask("{\"a\":\"password=" + PASSWORD + "\"}");

    assertThat(result.recordable()).isSameAs(result.bytes());
  }

  @Test
  void holdsPlaceholdersForCredentialsAndBinaryContentWhereverTheyStand() {
    String json =
        "{\"token\":\"FAKE-one\",\"a\":\"password=%s\",\"image\":\"RkFLRQ==\",\"b\":\"password=%s\",\"c\":{\"token\":\"FAKE"
            + " \\\"two\\\"\"},\"token\":\"\"}";
    MaskResult result =
        mask(String.format(json.replace(",\"token\":\"\"", ""), PASSWORD, PASSWORD));

    assertThat(result.text())
        .contains("\"FAKE-one\"")
        .contains("RkFLRQ==")
        .doesNotContain(PASSWORD);
    assertThat(recordable(result))
        .matches(
            "\\{\"token\":\"TCN_CREDENTIAL_[a-z2-7]{24}\",\"a\":\"password=TCN_PASSWORD_[a-z2-7]{24}\","
                + "\"image\":\"TCN_BINARY_[a-z2-7]{24}\",\"b\":\"password=TCN_PASSWORD_[a-z2-7]{24}\","
                + "\"c\":\\{\"token\":\"TCN_CREDENTIAL_[a-z2-7]{24}\"}}");
  }

  @Test
  void tellsEqualCredentialsFromOthers() {
    String first = recordable(mask("{\"token\":\"FAKE-one\"}"));

    assertThat(recordable(mask("{\"token\":\"FAKE-one\"}"))).isEqualTo(first);
    assertThat(recordable(mask("{\"token\":\"FAKE-two\"}"))).isNotEqualTo(first);
    assertThat(recordable(mask("{\"token\":\"\"}"))).isEqualTo("{\"token\":\"\"}");
  }

  @Test
  void knowsTheBinaryPartsOfABody() {
    byte[] body =
        ("--\npassword=" + PASSWORD + "\n--\nFAKEPNG\n--\n").getBytes(StandardCharsets.UTF_8);
    int text = 3;
    int image = body.length - 11;
    MaskResult result =
        masker.maskParts(
            body,
            List.of(
                new BodyPart(text, text + 9 + PASSWORD.length(), BodyPart.Format.TEXT),
                new BodyPart(image, image + 7, BodyPart.Format.BINARY)));

    assertThat(result.text()).matches("--\npassword=TCN_PASSWORD_[a-z2-7]{24}\n--\nFAKEPNG\n--\n");
    assertThat(recordable(result))
        .matches("--\npassword=TCN_PASSWORD_[a-z2-7]{24}\n--\nTCN_BINARY_[a-z2-7]{24}\n--\n");
    assertThat(result.coverage().bytes(FieldClass.BINARY)).isEqualTo(7);
  }

  /** The place of a value within a part moves with the part, not with what the part replaced. */
  @Test
  void findsItsPlaceBehindReplacedParts() {
    String form = "password=" + PASSWORD + "|password=" + PASSWORD + "|FAKEPNG";
    int one = 9 + PASSWORD.length();
    MaskResult result =
        masker.maskParts(
            form.getBytes(StandardCharsets.UTF_8),
            List.of(
                new BodyPart(0, one, BodyPart.Format.TEXT),
                new BodyPart(one + 1, 2 * one + 1, BodyPart.Format.TEXT),
                new BodyPart(2 * one + 2, form.length(), BodyPart.Format.BINARY)));

    assertThat(recordable(result))
        .matches("(password=TCN_PASSWORD_[a-z2-7]{24}\\|){2}TCN_BINARY_.*");
  }
}
