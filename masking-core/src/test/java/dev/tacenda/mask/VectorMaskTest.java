package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.mask.Vectors.Vector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every vector through every form of the mask: text, JSON, and a stream cut at every place. */
class VectorMaskTest {
  private static final RuleSet RULES = RuleSet.standard();
  private static final Map<String, Masker> MASKERS = new ConcurrentHashMap<>();

  static Stream<Vector> vectors() {
    return Vectors.all().stream();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void textMasksExactlyTheFindings(Vector vector) {
    byte[] text = bytes(vector.input());

    List<String> masked = new ArrayList<>();
    for (Finding finding : masker(vector).maskText(text).findings()) {
      masked.add(
          new String(
              Arrays.copyOfRange(text, finding.start(), finding.end()), StandardCharsets.UTF_8));
    }

    assertThat(masked).isEqualTo(vector.findings());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void jsonMasksWhatTextMasksHoweverItIsEscaped(Vector vector) {
    Masker masker = masker(vector);
    String expected = masker.maskText(vector.input()).text();

    for (long style = 0; style < 6; style++) {
      String json = "[" + new Samples(style).string(vector.input()) + "]";
      byte[] masked = masker.maskJson(bytes(json), ScanScope.everything()).bytes();

      JsonText decoded = JsonText.decode(masked, 2, masked.length - 2);
      assertThat(Utf8.decode(decoded.bytes(), 0, decoded.length())).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void aStreamCutAnywhereMasksWhatTheWholeStreamMasks(Vector vector) {
    String input = vector.input();
    Masker masker = masker(vector);
    String whole = stream(masker, input, input.length());

    for (String finding : vector.findings()) {
      assertThat(whole).doesNotContain(finding);
    }
    for (int cut = 0; cut < input.length(); cut++) {
      assertThat(stream(masker, input, cut)).isEqualTo(whole);
    }
  }

  /** Standard, and the rule of the vector if it is off by default. */
  private static Masker masker(Vector vector) {
    boolean on = RULES.rule(vector.rule()).orElseThrow().onByDefault();
    return MASKERS.computeIfAbsent(
        on ? "" : vector.rule(),
        rule -> {
          MaskingPolicy.Builder policy = MaskingPolicy.builder(RULES);
          return Masker.of(
              (on ? policy : policy.enable(rule)).build(), PlaceholderKey.of(new byte[32]));
        });
  }

  private static String stream(Masker masker, String text, int cut) {
    StreamMasker stream = masker.stream();
    return stream.append(text.substring(0, cut))
        + stream.append(text.substring(cut))
        + stream.finish();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
