package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.mask.Vectors.Vector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every vector through every form of the mask: text, JSON, and a stream cut at every place. */
class VectorMaskTest {
  private static final Masker MASKER =
      Masker.of(MaskingPolicy.standard(), PlaceholderKey.of(new byte[32]));

  static Stream<Vector> vectors() {
    return Vectors.all().stream();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void textMasksExactlyTheFindings(Vector vector) {
    byte[] text = bytes(vector.input());

    List<String> masked = new ArrayList<>();
    for (Finding finding : MASKER.maskText(text).findings()) {
      masked.add(
          new String(
              Arrays.copyOfRange(text, finding.start(), finding.end()), StandardCharsets.UTF_8));
    }

    assertThat(masked).isEqualTo(vector.findings());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void jsonMasksWhatTextMasksHoweverItIsEscaped(Vector vector) {
    String expected = MASKER.maskText(vector.input()).text();

    for (long style = 0; style < 6; style++) {
      String json = "[" + new Samples(style).string(vector.input()) + "]";
      byte[] masked = MASKER.maskJson(bytes(json), ScanScope.everything()).bytes();

      JsonText decoded = JsonText.decode(masked, 2, masked.length - 2);
      assertThat(new String(decoded.bytes(), StandardCharsets.UTF_8)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void aStreamCutAnywhereMasksWhatTheWholeStreamMasks(Vector vector) {
    String input = vector.input();
    String whole = stream(input, input.length());

    for (String finding : vector.findings()) {
      assertThat(whole).doesNotContain(finding);
    }
    for (int cut = 0; cut < input.length(); cut++) {
      assertThat(stream(input, cut)).isEqualTo(whole);
    }
  }

  private static String stream(String text, int cut) {
    StreamMasker stream = MASKER.stream();
    return stream.append(text.substring(0, cut))
        + stream.append(text.substring(cut))
        + stream.finish();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
