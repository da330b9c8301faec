package dev.tacenda.mask;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Every claimed encoding of every kind of value, made by encoders that share no code with ours, is
 * found in random surroundings, and the hit covers it.
 */
class SecretFormsTest {
  private static final int ROUNDS = 60;
  private static final String SURROUNDINGS = "abcXYZ019 .,:;=/+-_\"'<>&%\\\n\t{}[]()";

  @Test
  void findsEveryEncodingOfTextValues() {
    forEachValue(
        textKinds(),
        (value, random) ->
            textEncodings()
                .forEach(
                    (name, encoder) -> value.find(name, encoder.apply(text(value.bytes)), random)));
  }

  @Test
  void findsEveryEncodingOfBytesThatAreNotText() {
    forEachValue(
        Map.of("binary", SecretFormsTest::binary),
        (value, random) ->
            byteEncodings()
                .forEach((name, encoder) -> value.find(name, encoder.apply(value.bytes), random)));
  }

  @Test
  void findsEveryByteEncodingOfTextValues() {
    forEachValue(
        textKinds(),
        (value, random) ->
            byteEncodings()
                .forEach((name, encoder) -> value.find(name, encoder.apply(value.bytes), random)));
  }

  @Test
  void findsBase64AtEveryAlignmentInsideALongerText() {
    forEachValue(
        allKinds(),
        (value, random) -> {
          for (int before = 0; before < 7; before++) {
            byte[] first = randomBytes(random, before);
            byte[] longer = concat(first, value.bytes, randomBytes(random, random.nextInt(5)));
            Base64.Encoder url = Base64.getUrlEncoder();
            value.find("base64+" + before, base64(longer), random);
            value.find("base64url+" + before, url.encodeToString(longer), random);
            value.find("unpadded+" + before, url.withoutPadding().encodeToString(longer), random);
          }
        });
  }

  @Test
  void findsEveryLineOfAValueWithSeveralLines() {
    SplittableRandom random = Seed.random();
    for (int round = 0; round < 20; round++) {
      String pem = pem(random);
      KnownSecrets secrets = KnownSecrets.builder().add("pem", pem).build();
      for (String line : pem.lines().toList()) {
        if (line.startsWith("-----")) {
          continue;
        }
        for (String prefix : List.of("    ", "  12\t", "src/key.pem:3:", "+", "> ")) {
          String text = "before\n" + prefix + line + "\nafter";
          assertThat(masked(secrets, text)).as(Seed.note()).doesNotContain(line);
        }
      }
    }
  }

  @Test
  void leavesTheBoundariesOfAPemBlockAlone() {
    String pem = pem(Seed.random());
    KnownSecrets secrets = KnownSecrets.builder().add("pem", pem).build();
    String begin = pem.substring(0, pem.indexOf('\n'));

    assertThat(masked(secrets, "a " + begin + " b")).isEqualTo("a " + begin + " b");
  }

  @Test
  void findsValuesThatAreLongerThanOnePiece() {
    SplittableRandom random = Seed.random();
    for (int length : List.of(511, 512, 513, 1023, 1024, 1025, 5_000, 65_536)) {
      for (Function<SplittableRandom, String> kind :
          List.<Function<SplittableRandom, String>>of(
              r -> letters(r, length - 4, "abcXYZ0129"),
              r -> letters(r, (length - 4) / 3, "\u20ac"))) {
        String fit = kind.apply(random) + "-end";
        KnownSecrets secrets = KnownSecrets.builder().add("long", fit).build();
        for (String form :
            List.of(fit, base64(fit), HexFormat.of().formatHex(fit.getBytes(UTF_8)))) {
          assertThat(masked(secrets, "a " + form + " b"))
              .as("length %d", length)
              .isEqualTo("a " + stars(form) + " b");
        }
      }
    }
  }

  @Test
  void findsNothingInTextThatHoldsNoForm() {
    SplittableRandom random = Seed.random();
    KnownSecrets.Builder builder = KnownSecrets.builder();
    for (int i = 0; i < 200; i++) {
      int number = i;
      textKinds().forEach((kind, make) -> builder.addBytes(kind + number, make.make(random)));
    }
    KnownSecrets secrets = builder.build();
    for (int round = 0; round < 200; round++) {
      String text =
          letters(random, 5_000, round % 2 == 0 ? SURROUNDINGS : "0123456789abcdefABCDEF+/-_%");

      assertThat(masked(secrets, text)).as("round %d, %s", round, Seed.note()).isEqualTo(text);
    }
  }

  @Test
  void listsNoFormThatIsTooShort() {
    SplittableRandom random = Seed.random();
    for (int round = 0; round < 300; round++) {
      for (ValueMaker make : allKinds().values()) {
        assertThat(SecretForms.of(make.make(random)))
            .as(Seed.note())
            .isNotEmpty()
            .allSatisfy(form -> assertThat(form.length()).isGreaterThanOrEqualTo(6));
      }
    }
  }

  @Test
  void listsNothingForAValueThatIsTooShort() {
    assertThat(SecretForms.of("  zqxjw \n".getBytes(UTF_8))).isEmpty();
  }

  @Test
  void printsNoForm() {
    assertThat(SecretForms.of("fake-canary".getBytes(UTF_8)).toString()).doesNotContain("canary");
  }

  // ---- kinds of values

  private interface ValueMaker {
    byte[] make(SplittableRandom random);
  }

  private interface ValueTest {
    void test(Planted value, SplittableRandom random);
  }

  private static Map<String, ValueMaker> textKinds() {
    Map<String, ValueMaker> kinds = new LinkedHashMap<>();
    kinds.put("letters", r -> bytes(fenced(r, "abcdefXYZ0123456789_-.")));
    kinds.put("base64 token", r -> bytes(fenced(r, "abcXYZ0189+/=")));
    kinds.put("punctuation", r -> bytes(fenced(r, "aZ9\"'\\&<>/!@#$%^*()=+[]{}|;:,?`~ ")));
    kinds.put("quotes", r -> bytes(fenced(r, "ab\"'\\&<>")));
    kinds.put("text", r -> bytes(fenced(r, "aZ9 \u00e9\u00df\u4e2d\u20ac\u044f\"\\")));
    kinds.put("emoji", r -> bytes(fenced(r, "a9") + "\uD83D\uDD11" + fenced(r, "a9'")));
    kinds.put("control characters", r -> bytes(fenced(r, "a9\u0001\u001f\t\b\f\u007f")));
    kinds.put("lines", SecretFormsTest::lines);
    return kinds;
  }

  private static Map<String, ValueMaker> allKinds() {
    Map<String, ValueMaker> kinds = textKinds();
    kinds.put("binary", SecretFormsTest::binary);
    return kinds;
  }

  /** 6 to 200 characters; the ends are letters, because white space at the ends does not count. */
  private static String fenced(SplittableRandom random, String alphabet) {
    int length = random.nextInt(4) == 0 ? random.nextInt(4, 199) : random.nextInt(4, 30);
    return "q" + letters(random, length, alphabet) + "Z";
  }

  private static byte[] binary(SplittableRandom random) {
    byte[] value = randomBytes(random, random.nextInt(6, 200));
    value[0] = (byte) 0xFF; // Never valid in UTF-8, and no white space.
    value[value.length - 1] = (byte) 0xFE;
    return value;
  }

  private static byte[] lines(SplittableRandom random) {
    StringBuilder value = new StringBuilder(fenced(random, "aZ9\"\\/ "));
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      value.append('\n').append(fenced(random, "aZ9\"\\/ "));
    }
    return bytes(value.toString());
  }

  private static String pem(SplittableRandom random) {
    StringBuilder pem = new StringBuilder("-----BEGIN FAKE PRIVATE " + "KEY-----\n");
    for (int i = 0; i < 8; i++) {
      pem.append(letters(random, i == 7 ? 20 : 64, "ABCxyz0189+/")).append('\n');
    }
    return pem.append("-----END FAKE PRIVATE " + "KEY-----\n").toString();
  }

  private static void forEachValue(Map<String, ValueMaker> kinds, ValueTest test) {
    SplittableRandom random = Seed.random();
    for (int round = 0; round < ROUNDS; round++) {
      kinds.forEach((kind, make) -> test.test(new Planted(kind, make.make(random)), random));
    }
  }

  // ---- encodings, written without our code

  private static Map<String, Function<byte[], String>> byteEncodings() {
    Map<String, Function<byte[], String>> all = new LinkedHashMap<>();
    all.put("base64", value -> Base64.getEncoder().encodeToString(value));
    all.put("base64url", value -> Base64.getUrlEncoder().encodeToString(value));
    all.put(
        "base64url without padding",
        value -> Base64.getUrlEncoder().withoutPadding().encodeToString(value));
    all.put("hex", value -> HexFormat.of().formatHex(value));
    all.put("HEX", value -> HexFormat.of().withUpperCase().formatHex(value));
    all.put("every byte percent", value -> HexFormat.of().withPrefix("%").formatHex(value));
    all.put(
        "every byte PERCENT",
        value -> HexFormat.of().withPrefix("%").withUpperCase().formatHex(value));
    all.put("reserved percent", value -> percent(value, "-._~", false));
    all.put("reserved PERCENT", value -> percent(value, "-._~", true));
    all.put("encodeURIComponent", value -> percent(value, "-._~!'()*", true));
    return all;
  }

  private static Map<String, Function<String, String>> textEncodings() {
    Map<String, Function<String, String>> all = new LinkedHashMap<>();
    all.put("raw", value -> value);
    all.put("URLEncoder", value -> URLEncoder.encode(value, UTF_8));
    all.put("URLEncoder lower", value -> lowerEscapes(URLEncoder.encode(value, UTF_8)));
    all.put("json", value -> json(value, false, false, false));
    all.put("json slash", value -> json(value, true, false, false));
    all.put("json ascii", value -> json(value, false, true, false));
    all.put("json ASCII", value -> json(value, false, true, true));
    all.put("json ascii slash", value -> json(value, true, true, false));
    all.put("json in json", value -> json(json(value, false, false, false), false, false, false));
    all.put(
        "json ascii in json", value -> json(json(value, false, true, false), false, false, false));
    all.put("json go html", value -> goHtml(json(value, false, false, false)));
    all.put("json gson html", value -> gsonHtml(json(value, false, false, false)));
    all.put("every \\u", value -> everyUnit(value, "\\u%04x"));
    all.put("every \\U", value -> everyUnit(value, "\\u%04X"));
    all.put(
        "xml text", value -> value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    all.put("xml attribute", value -> xml(value, "&apos;", "&quot;"));
    all.put("html python", value -> xml(value, "&#x27;", "&quot;"));
    all.put("html go", value -> xml(value, "&#39;", "&#34;"));
    all.put("xml decimal", value -> five(value, "&#%d;"));
    all.put("xml hex", value -> five(value, "&#x%x;"));
    all.put("xml HEX", value -> five(value, "&#x%X;"));
    all.put("shell single", value -> value.replace("'", "'\\''"));
    all.put("shlex", value -> value.replace("'", "'\"'\"'"));
    all.put("shell double", value -> value.replaceAll("([\"\\\\$`])", "\\\\$1"));
    all.put(
        "shell bare",
        value -> value.replaceAll("([ \\t!\"#$&'()*,;<>?\\[\\\\\\]^`{|}])", "\\\\$1"));
    all.put("single quotes", value -> value.replaceAll("(['\\\\])", "\\\\$1"));
    all.put("sql", value -> value.replace("'", "''"));
    all.put("csv", value -> value.replace("\"", "\"\""));
    all.put("crlf", value -> value.replace("\n", "\r\n"));
    all.put("newlines as \\n", value -> value.replace("\n", "\\n"));
    all.put("newlines as \\\\n", value -> value.replace("\n", "\\\\n"));
    all.put("newlines as \\r\\n", value -> value.replace("\n", "\\r\\n"));
    all.put("base64 of crlf", value -> base64(value.replace("\n", "\r\n")));
    return all;
  }

  private static String percent(byte[] value, String kept, boolean upper) {
    StringBuilder out = new StringBuilder();
    for (byte b : value) {
      boolean letter = b >= 0 && (Character.isLetterOrDigit(b) || kept.indexOf(b) >= 0);
      out.append(letter ? String.valueOf((char) b) : String.format(upper ? "%%%02X" : "%%%02x", b));
    }
    return out.toString();
  }

  private static String lowerEscapes(String encoded) {
    StringBuilder out = new StringBuilder(encoded);
    for (int i = encoded.indexOf('%'); i >= 0; i = encoded.indexOf('%', i + 1)) {
      out.replace(i, i + 3, encoded.substring(i, i + 3).toLowerCase(Locale.ROOT));
    }
    return out.toString();
  }

  private static String json(String value, boolean slash, boolean ascii, boolean upper) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '/' -> out.append(slash ? "\\/" : "/");
        default ->
            out.append(
                c < ' ' || (ascii && c > 126)
                    ? String.format(upper ? "\\u%04X" : "\\u%04x", (int) c)
                    : String.valueOf(c));
      }
    }
    return out.toString();
  }

  private static String goHtml(String json) {
    return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
  }

  private static String gsonHtml(String json) {
    return goHtml(json).replace("=", "\\u003d").replace("'", "\\u0027");
  }

  private static String everyUnit(String value, String format) {
    StringBuilder out = new StringBuilder();
    value.chars().forEach(c -> out.append(String.format(format, c)));
    return out.toString();
  }

  private static String xml(String value, String apostrophe, String quote) {
    return value
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", quote)
        .replace("'", apostrophe);
  }

  private static String five(String value, String format) {
    StringBuilder out = new StringBuilder();
    value
        .chars()
        .forEach(
            c -> out.append("&<>\"'".indexOf(c) >= 0 ? String.format(format, c) : (char) c + ""));
    return out.toString();
  }

  // ---- the search

  /** A value, the secrets that hold only it, and the search for its encodings. */
  private static final class Planted {
    private final String kind;
    private final byte[] bytes;
    private final KnownSecrets secrets;

    Planted(String kind, byte[] bytes) {
      this.kind = kind;
      this.bytes = bytes;
      this.secrets = KnownSecrets.builder().addBytes("it", bytes).build();
    }

    /** Asserts that every byte of {@code encoded}, somewhere in a text, is covered by hits. */
    void find(String encoding, String encoded, SplittableRandom random) {
      byte[] form = encoded.getBytes(UTF_8);
      byte[] before = letters(random, random.nextInt(30), SURROUNDINGS).getBytes(UTF_8);
      byte[] after = letters(random, random.nextInt(30), SURROUNDINGS).getBytes(UTF_8);
      byte[] text = concat(before, form, after);
      BitSet covered = new BitSet();
      secrets.find(text, 0, text.length, (entry, start, end) -> covered.set(start, end));

      int firstOpen = covered.nextClearBit(before.length) - before.length;
      assertThat(firstOpen)
          .as("%s of %d bytes as %s, %s", kind, bytes.length, encoding, Seed.note())
          .isGreaterThanOrEqualTo(form.length);
    }
  }

  private static String masked(KnownSecrets secrets, String text) {
    byte[] bytes = bytes(text);
    byte[] masked = bytes.clone();
    secrets.find(
        bytes, 0, bytes.length, (entry, start, end) -> Arrays.fill(masked, start, end, (byte) '*'));
    return text(masked);
  }

  private static String stars(String text) {
    return "*".repeat(text.getBytes(UTF_8).length);
  }

  private static String base64(String text) {
    return base64(bytes(text));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String letters(SplittableRandom random, int length, String alphabet) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < length; i++) {
      out.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return out.toString();
  }

  private static byte[] randomBytes(SplittableRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] concat(byte[]... parts) {
    byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String text(byte[] utf8) {
    return new String(utf8, UTF_8);
  }
}
