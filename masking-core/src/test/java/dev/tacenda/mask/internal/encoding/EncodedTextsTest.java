package dev.tacenda.mask.internal.encoding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedTextsTest {
  private static final String INNER = "region=north, owner=Zoë";

  private static List<DecodedText> find(String text) {
    List<DecodedText> found = new ArrayList<>();
    byte[] bytes = text.getBytes(UTF_8);
    EncodedTexts.find(bytes, 0, bytes.length, found::add);
    return found;
  }

  private static List<String> decoded(String text) {
    return find(text).stream().map(inner -> new String(inner.bytes(), UTF_8)).toList();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "xy"})
  void findsBase64OfEachLengthWithItsPadding(String more) {
    String encoded = base64(INNER + more);
    DecodedText found = find("blob: " + encoded + ";").get(0);
    assertThat(new String(found.bytes(), UTF_8)).isEqualTo(INNER + more);
    assertThat(found.sourceOfStart(3)).isEqualTo(6);
    assertThat(found.sourceOfEnd(5)).isEqualTo(6 + encoded.length());
    assertThat(decoded(encoded.replace("=", ""))).containsExactly(INNER + more);
  }

  @Test
  void findsBase64url() {
    String text = "a=1&b=???>>>~~~&c=4"; // whose base64 holds both signs
    String encoded = Base64.getUrlEncoder().encodeToString(text.getBytes(UTF_8));
    assertThat(encoded).containsAnyOf("-", "_");
    assertThat(decoded(encoded)).containsExactly(text);
  }

  @Test
  void findsHexadecimalDigitsOfEitherCase() {
    String hex = HexFormat.of().formatHex(INNER.getBytes(UTF_8));
    assertThat(decoded("x " + hex)).containsExactly(INNER);
    assertThat(decoded("0x" + hex.toUpperCase(java.util.Locale.ROOT))).isEmpty();
    assertThat(decoded("(" + hex.toUpperCase(java.util.Locale.ROOT) + ")")).containsExactly(INNER);
  }

  @Test
  void leavesAloneWhatIsNoText() {
    byte[] image = new byte[90];
    for (int i = 0; i < image.length; i++) {
      image[i] = (byte) (i * 37);
    }
    assertThat(decoded(Base64.getEncoder().encodeToString(image))).isEmpty();
    assertThat(decoded("aVeryLongCamelCaseIdentifierOfSomeProgram")).isEmpty();
    assertThat(decoded("src/main/java/some/path/to/a/class/File")).isEmpty();
    assertThat(decoded("d41d8cd98f00b204e9800998ecf8427ed41d8cd9")).isEmpty();
    assertThat(decoded("100% of C:\\new\\table \\n %d %s")).isEmpty();
  }

  @Test
  void undoesTheEscapesOfOneWordAndKnowsWhereEachStood() {
    DecodedText found = find("see a%3Db\\u0040c\\x2e\\/d now").get(0);
    assertThat(new String(found.bytes(), UTF_8)).isEqualTo("a=b@c./d");
    assertThat(found.sourceOfStart(1)).isEqualTo(5);
    assertThat(found.sourceOfEnd(2)).isEqualTo(8);
    assertThat(found.sourceOfStart(3)).isEqualTo(9);
    assertThat(found.sourceOfEnd(4)).isEqualTo(15);
    assertThat(found.sourceOfEnd(8)).isEqualTo(23);
  }

  @Test
  void anEscapeOfSeveralBytesIsReplacedAsAWhole() {
    DecodedText found = find("k=\\u20ac\\u00e9z").get(0);
    assertThat(new String(found.bytes(), UTF_8)).isEqualTo("k=€éz");
    assertThat(found.sourceOfStart(4)).isEqualTo(2);
    assertThat(found.sourceOfEnd(3)).isEqualTo(8);
    assertThat(found.sourceOfEnd(6)).isEqualTo(14);
  }

  @Test
  void anEscapedBackslashBeginsNoEscape() {
    assertThat(decoded("a\\\\u0041%41")).containsExactly("a\\\\u0041A");
  }

  @Test
  void halfAnEscapeIsLeftAlone() {
    assertThat(decoded("a%4")).isEmpty();
    assertThat(decoded("a\\u004")).isEmpty();
    assertThat(decoded("a%zz%41\\xq1\\")).containsExactly("a%zzA\\xq1\\");
  }

  @Test
  void encodedTextsDoNotCrossWhiteSpaceAndQuotes() {
    String encoded = base64(INNER);
    String cut = encoded.substring(0, 10) + " " + encoded.substring(10);
    assertThat(decoded(cut)).doesNotContain(INNER);
    assertThat(decoded("\"a%41\" b%42")).containsExactly("aA", "bB");
  }

  @Test
  void printsNoContent() {
    assertThat(find("see a%3Db").get(0).toString()).isEqualTo("DecodedText[3 bytes of 4..9]");
  }
}
