package dev.tacenda.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every claimed encoding is found at its place. The encoders here are those of the JDK or written
 * once more, so that the search is not tested against itself.
 */
class LeakEncodingsTest {

  private static final int ROUNDS = 300;

  /** A way to write a value; its label begins with the report's name for it, or is a view. */
  record Encoder(String label, UnaryOperator<byte[]> encode) {
    @Override
    public String toString() {
      return label;
    }
  }

  static List<Encoder> encoders() {
    return List.of(
        new Encoder("raw", b -> b),
        new Encoder("base64 at offset 0", b -> Base64.getEncoder().encode(b)),
        new Encoder("base64url at offset 0", b -> Base64.getUrlEncoder().encode(b)),
        new Encoder("hex lower case", b -> ascii(HexFormat.of().formatHex(b))),
        new Encoder("hex upper case", b -> ascii(HexFormat.of().withUpperCase().formatHex(b))),
        new Encoder("percent, reserved only, upper case", b -> ascii(rfc3986(text(b)))),
        new Encoder(
            "percent, reserved only, lower case", b -> ascii(lowerEscapes(rfc3986(text(b))))),
        new Encoder("percent, every byte, lower case", b -> each(b, "%%%02x")),
        new Encoder("percent, every byte, upper case", b -> each(b, "%%%02X")),
        new Encoder("JSON escapes", b -> utf8(JsonEscapes.MINIMAL.quote(text(b)), 1)),
        new Encoder(
            "JSON escapes, slash too",
            b -> utf8(JsonEscapes.MINIMAL.quote(text(b)).replace("/", "\\/"), 1)),
        new Encoder("JSON, every character escaped, lower case", b -> units(b, "\\u%04x")),
        new Encoder("JSON, every character escaped, upper case", b -> units(b, "\\u%04X")),
        new Encoder("XML entities", b -> utf8(xml(text(b)), 0)),
        new Encoder("UTF-16, little endian", b -> text(b).getBytes(StandardCharsets.UTF_16LE)),
        new Encoder("UTF-16, big endian", b -> text(b).getBytes(StandardCharsets.UTF_16BE)));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] utf8(String text, int quotes) {
    return text.substring(quotes, text.length() - quotes).getBytes(StandardCharsets.UTF_8);
  }

  private static String rfc3986(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static String lowerEscapes(String text) {
    StringBuilder out = new StringBuilder(text);
    for (int i = 0; i < out.length(); i++) {
      if (out.charAt(i) == '%') {
        out.replace(i, i + 3, out.substring(i, i + 3).toLowerCase(Locale.ROOT));
      }
    }
    return out.toString();
  }

  private static byte[] each(byte[] bytes, String format) {
    StringBuilder out = new StringBuilder();
    for (byte b : bytes) {
      out.append(String.format(Locale.ROOT, format, b & 0xff));
    }
    return ascii(out.toString());
  }

  private static byte[] units(byte[] bytes, String format) {
    return ascii(
        text(bytes)
            .chars()
            .mapToObj(c -> String.format(Locale.ROOT, format, c))
            .collect(Collectors.joining()));
  }

  private static String xml(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&apos;");
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] random(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @MethodSource("encoders")
  void findsEveryEncodingAtItsPlaceInAnyContext(Encoder encoder) {
    Random random = new Random(Seeds.seed());
    for (int round = 0; round < ROUNDS; round++) {
      String value = Seeds.value(random, 4 + random.nextInt(40));
      byte[] before = random(random, random.nextInt(200));
      byte[] after = random(random, random.nextInt(200));
      byte[] form = encoder.encode().apply(value.getBytes(StandardCharsets.UTF_8));
      List<Leak> leaks = search(value, join(before, form, after)).leaks();
      assertThat(leaks)
          .as("seed %d, round %d", Seeds.seed(), round)
          .anyMatch(leak -> leak.offset() == before.length && leak.name().equals("planted"));
    }
  }

  @Test
  void findsBase64AtEveryAlignmentInsideALongerText() {
    Random random = new Random(Seeds.seed());
    for (int round = 0; round < ROUNDS; round++) {
      String value = Seeds.value(random, 4 + random.nextInt(40));
      int before = random.nextInt(50);
      byte[] whole =
          join(
              random(random, before),
              value.getBytes(StandardCharsets.UTF_8),
              random(random, random.nextInt(50)));
      // The first character that depends on the value alone.
      int offset = (before * 8 + 5) / 6;
      for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
        LeakReport report = search(value, encoder.encode(whole));
        assertThat(report.leaks())
            .as("seed %d, round %d", Seeds.seed(), round)
            .anyMatch(leak -> leak.offset() == offset && leak.encoding().startsWith("base64"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("encoders")
  void findsEveryEncodingAlsoInsideJsonPercentAndXml(Encoder encoder) {
    Random random = new Random(Seeds.seed());
    for (int round = 0; round < 50; round++) {
      String value = Seeds.value(random, 4 + random.nextInt(40));
      byte[] form = encoder.encode().apply(value.getBytes(StandardCharsets.UTF_8));
      if (!Arrays.equals(text(form).getBytes(StandardCharsets.UTF_8), form)) {
        continue;
      }
      for (String outer :
          List.of(
              JsonEscapes.MINIMAL.quote(text(form)),
              JsonEscapes.EVERY_CHARACTER.quote(text(form)),
              JsonEscapes.MINIMAL.quote(JsonEscapes.MINIMAL.quote(text(form))),
              rfc3986(text(form)),
              xml(text(form)))) {
        assertThat(search(value, ("{" + outer).getBytes(StandardCharsets.UTF_8)).found())
            .as("seed %d, round %d", Seeds.seed(), round)
            .isEqualTo(1);
      }
    }
  }

  @Test
  void findsNothingInRandomTextWithoutTheValues() {
    Random random = new Random(Seeds.seed());
    for (int round = 0; round < ROUNDS; round++) {
      String value = Seeds.value(random, 8 + random.nextInt(30));
      byte[] evidence = Seeds.text(random, 2000).getBytes(StandardCharsets.UTF_8);
      LeakReport report = search(value, evidence);
      boolean there = text(evidence).contains(value);
      assertThat(report.isClean()).as("seed %d, round %d", Seeds.seed(), round).isEqualTo(!there);
    }
  }

  @Test
  void findsMixedEscapesThatNoFixedFormHas() {
    String value = "p/w+\"FAKE\"&é";
    assertThat(search(value, ascii("p%2Fw%2b%22F%41KE\"%26%c3%A9")).found()).isEqualTo(1);
    assertThat(search(value, ascii("p\\u002Fw+\\\"F\\u0041KE\\u0022&\\u00e9")).found())
        .isEqualTo(1);
    assertThat(search(value, ascii("p/w&#43;&quot;F&#x41;KE&#34;&amp;&#xE9;")).found())
        .isEqualTo(1);
  }

  @Test
  void findsAValueInsideGzip() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(ascii("xxx the-FAKE-value"));
    }
    assertThat(search("the-FAKE-value", packed.toByteArray()).leaks())
        .containsExactly(new Leak("planted", "evidence", 4, "gzip, raw"));
  }

  @Test
  void testsEveryEncodingItClaims() {
    List<String> tested = encoders().stream().map(Encoder::label).toList();
    assertThat(LeakCheck.encodings())
        .allMatch(label -> tested.contains(label.replaceAll("offset [12]", "offset 0")));
  }

  private static LeakReport search(String value, byte[] evidence) {
    return LeakCheck.of(Map.of("planted", value)).search("evidence", evidence).report();
  }
}
