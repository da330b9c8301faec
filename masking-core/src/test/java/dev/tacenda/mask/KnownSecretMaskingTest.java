package dev.tacenda.mask;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Known secrets through the whole masker: text, JSON and streams, with the laws they must keep. */
class KnownSecretMaskingTest {
  private static final PlaceholderKey KEY = PlaceholderKey.of(new byte[32]);
  private static final String VALUE = "fake-\"Zq8\\&<" + "\u00e9/pass'word";

  private final Masker masker =
      Masker.builder(MaskingPolicy.standard(), KEY)
          .knownSecrets(KnownSecrets.builder().add("it", VALUE).build())
          .build();

  @Test
  void masksEveryEncodingInText() {
    encodings(VALUE)
        .forEach(
            (name, encoded) -> {
              MaskResult result = masker.maskText("this is " + encoded + " so");

              assertThat(result.text()).as(name).matches("this is TCN_KNOWN_\\w+ so");
              assertThat(result.findings())
                  .as(name)
                  .containsExactly(
                      new Finding(
                          "known-secret",
                          "known-secret",
                          "",
                          8,
                          8 + encoded.getBytes(UTF_8).length,
                          Action.MASK,
                          100));
            });
  }

  @Test
  void masksEveryEncodingInAStringOfJson() {
    encodings(VALUE)
        .forEach(
            (name, encoded) -> {
              String json = "{\"text\":\"this is " + escaped(encoded) + " so\"}";

              byte[] masked = masker.maskJson(json.getBytes(UTF_8), ScanScope.everything()).bytes();

              assertThat(new String(masked, UTF_8))
                  .as(name)
                  .matches("\\{\"text\":\"this is TCN_KNOWN_\\w+ so\"}");
            });
  }

  @Test
  void changesNothingInWhatItMasked() {
    encodings(VALUE)
        .forEach(
            (name, encoded) -> {
              byte[] masked = masker.maskText("this is " + encoded + " so").bytes();

              assertThat(masker.maskText(masked).bytes()).as(name).isSameAs(masked);
            });
  }

  @Test
  void masksAStreamWhereverItIsCut() {
    SplittableRandom random = Seed.random();
    encodings(VALUE)
        .forEach(
            (name, encoded) -> {
              String text = "It is said that this is " + encoded + " and nothing else at all.\n";
              String whole = masker.maskText(text).text();
              for (int cut = 0; cut <= text.length(); cut++) {
                assertThat(streamed(text, cut, random))
                    .as("%s cut at %d", name, cut)
                    .isEqualTo(whole);
              }
            });
  }

  private String streamed(String text, int cut, SplittableRandom random) {
    StreamMasker stream = masker.stream();
    StringBuilder out = new StringBuilder(stream.append(text.substring(0, cut)));
    int at = cut;
    while (at < text.length()) {
      int next = Math.min(text.length(), at + random.nextInt(1, 9));
      out.append(stream.append(text.substring(at, next)));
      at = next;
    }
    return out.append(stream.finish()).toString();
  }

  private static Map<String, String> encodings(String value) {
    byte[] bytes = value.getBytes(UTF_8);
    Map<String, String> all = new LinkedHashMap<>();
    all.put("raw", value);
    all.put("base64", Base64.getEncoder().encodeToString(bytes));
    all.put(
        "base64 of credentials",
        Base64.getEncoder().encodeToString(("ada:" + value).getBytes(UTF_8)));
    all.put("base64url", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    all.put("hex", HexFormat.of().formatHex(bytes));
    all.put("HEX", HexFormat.of().withUpperCase().formatHex(bytes));
    all.put("form", URLEncoder.encode(value, UTF_8));
    all.put("percent", HexFormat.of().withPrefix("%").formatHex(bytes));
    all.put("json", escaped(value));
    all.put("json in json", escaped(escaped(value)));
    all.put(
        "html",
        value
            .replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace("\"", "&quot;")
            .replace("'", "&#39;"));
    all.put("shell", value.replace("'", "'\\''"));
    return all;
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
