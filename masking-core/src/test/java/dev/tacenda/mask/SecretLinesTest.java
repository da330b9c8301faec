package dev.tacenda.mask;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of a value is looked for by itself. */
class SecretLinesTest {

  @Test
  void looksForTheWholeWithEveryLineEnd() {
    assertThat(texts(SecretLines.wholes(" one\r\ntwo\n".getBytes(UTF_8))))
        .contains("one\ntwo", "one\r\ntwo", "one\\ntwo", "one\\\\ntwo", "one\\r\\ntwo");
  }

  @Test
  void looksForOneLineAsItIsOnly() {
    byte[] value = "  one line of fake text\n".getBytes(UTF_8);

    assertThat(texts(SecretLines.wholes(value))).containsExactly("one line of fake text");
    assertThat(SecretLines.lines(value)).isEmpty();
  }

  @Test
  void looksForTheLinesOfAPemBlockButNotForItsBoundaries() {
    String begin = "-----BEGIN FAKE " + "KEY-----";
    String end = "-----END FAKE " + "KEY-----";

    assertThat(lines(begin + "\nfAkEfAkE\n\tfake0123==\nshort\n" + end + "\n"))
        .containsExactly("fAkEfAkE", "fake0123==");
  }

  @Test
  void looksForTheValuesOfFieldsAndNotForStructure() {
    assertThat(
            lines(
                """
                apiVersion: v1
                kind: Config
                users:
                - name: ci
                  token: "fake-Zq8-token"
                  password: hunter2
                ----------------
                """))
        .containsExactly("fake-Zq8-token", "token: \"fake-Zq8-token\"", "password: hunter2");
  }

  @Test
  void looksForTheValuesOfJsonFields() {
    assertThat(lines("{\n  \"private_key_id\":\"fake-Zq8-id\",\n  \"n\": 12345\n}"))
        .containsExactly("fake-Zq8-id", "\"private_key_id\":\"fake-Zq8-id\",");
  }

  @Test
  void coversALongValueWithPiecesCutBetweenCharacters() {
    var random = Seed.random();
    for (int round = 0; round < 500; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(1, 80); i > 0; i--) {
        text.append("ab\u00e9\u4e2d".charAt(random.nextInt(4)));
      }
      byte[] value = text.toString().getBytes(UTF_8);
      List<byte[]> pieces = SecretLines.pieces(value, 16);

      boolean[] covered = new boolean[value.length];
      for (byte[] piece : pieces) {
        assertThat(piece.length).as(Seed.note()).isBetween(1, 19);
        assertThat(StrictUtf8.decode(piece)).as(Seed.note()).isNotNull();
        int at = Bytes.indexOf(value, 0, value.length, piece);
        for (; at >= 0; at = Bytes.indexOf(value, at + 1, value.length, piece)) {
          Arrays.fill(covered, at, at + piece.length, true);
        }
      }
      assertThat(covered).as("%s %s", text, Seed.note()).doesNotContain(false);
    }
  }

  private static List<String> lines(String value) {
    return texts(SecretLines.lines(value.getBytes(UTF_8)));
  }

  private static List<String> texts(List<byte[]> all) {
    return all.stream().map(bytes -> new String(bytes, UTF_8)).toList();
  }
}
