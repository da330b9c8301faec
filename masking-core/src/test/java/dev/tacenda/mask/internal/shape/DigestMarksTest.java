package dev.tacenda.mask.internal.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestMarksTest {
  private static final String HEX = "fa4e0fa4e1bad2fa4e0fa4e1bad2fa4e0fa4e1ba";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acme.example/acme-1.0.tgz#",
        "acme.example/acme v1.0 h1:",
        "\"integrity\": \"sha512-",
        "image: acme/server@sha256:",
        "https://vcs.example/acme/tool/commit/",
        "\"gitHead\": \"",
        "\\\"shasum\\\": \\\"",
        "SHA256 = ",
        "checksum='",
        "uses: acme/tool@",
        "acme v1.0 h1:Fake0/Vector+"
      })
  void aValueBehindTheMarkIsADigest(String before) {
    assertThat(standBefore(before, HEX)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "acme_key=",
        "acme key: ",
        "\"acme\": \"",
        "commit",
        "checksum of acme and key ",
        "sha2:"
      })
  void aValueBehindOtherTextIsNone(String before) {
    assertThat(standBefore(before, HEX)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"digest: ", "revision=", "etag \""})
  void aNameCountsOnlyForHexadecimalDigits(String before) {
    assertThat(standBefore(before, "Fake0Vector1Only2Fake0Vector1Only2")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 10})
  void nothingBeforeTheLineCounts(int from) {
    byte[] text = ("a checksum=" + HEX).getBytes(StandardCharsets.US_ASCII);

    assertThat(DigestMarks.standBefore(text, from, 11, text.length)).isEqualTo(from <= 2);
  }

  private static boolean standBefore(String before, String value) {
    byte[] text = (before + value).getBytes(StandardCharsets.US_ASCII);
    return DigestMarks.standBefore(text, 0, before.length(), text.length);
  }
}
