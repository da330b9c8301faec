package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Private keys in the shapes in which they stand in prompts. Whatever the shape, BEGIN, END and the
 * number of lines stay, and of the body no run of eight characters is left.
 */
class PemDetectorTest {
  private static final String BASE64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final int PIECE = 8;

  private final Masker masker = TestRules.masker();

  /** A made-up key: what stands between its BEGIN and its END is random. */
  private record Key(String label, List<String> body) {
    String begin() {
      return "-----BEGIN " + label + "-----";
    }

    String end() {
      return "-----END " + label + "-----";
    }

    List<String> lines() {
      List<String> lines = new ArrayList<>();
      lines.add(begin());
      lines.addAll(body);
      lines.add(end());
      return lines;
    }

    String each(Function<String, String> shape, String separator) {
      return lines().stream().map(shape).collect(Collectors.joining(separator));
    }

    String numbered(String format) {
      List<String> out = new ArrayList<>();
      for (String line : lines()) {
        out.add(format.formatted(out.size() + 1, line));
      }
      return String.join("\n", out);
    }
  }

  private static Key key(String kind, int seed, int width, int lines, int last) {
    Random random = new Random(seed);
    List<String> body = new ArrayList<>();
    for (int i = 0; i < lines; i++) {
      body.add(TestRules.run(random, BASE64, width));
    }
    if (last > 0) {
      body.add(TestRules.run(random, BASE64, last - 1) + "=");
    }
    return new Key(kind + "PRIVATE" + " KEY", body);
  }

  private static Key rsa() {
    return key("RSA ", 1, 64, 5, 44);
  }

  private static Arguments shape(String name, Key key, String text) {
    return Arguments.of(name, text, key.body());
  }

  private static Arguments shape(String name, Function<Key, String> text) {
    return shape(name, rsa(), text.apply(rsa()));
  }

  static Stream<Arguments> shapes() {
    return Stream.of(lineShapes(), literalShapes(), oddShapes(), kinds()).flatMap(s -> s);
  }

  private static Stream<Arguments> lineShapes() {
    return Stream.of(
        shape("plain", k -> k.each(l -> l, "\n") + "\n"),
        shape("no line end after END", k -> k.each(l -> l, "\n")),
        shape("CRLF", k -> k.each(l -> l + "\r", "\n") + "\n"),
        shape("indented", k -> k.each(l -> "    " + l, "\n")),
        shape("indented by tabs", k -> k.each(l -> "\t\t" + l, "\n")),
        shape("trailing spaces", k -> k.each(l -> l + "  ", "\n")),
        shape(
            "YAML block scalar", k -> "tls:\n  key: |\n    " + k.each(l -> l, "\n    ") + "\nx: 1"),
        shape("cat -n", k -> k.numbered("%6d\t%s")),
        shape("cat -n without padding", k -> k.numbered("%d\t%s")),
        shape("numbers with arrow", k -> k.numbered("%5d\u2192%s")),
        shape("numbers with colon", k -> k.numbered("%d:%s")),
        shape("numbers with bar", k -> k.numbered("%4d | %s")),
        shape("grep -n", k -> k.numbered("src/main/conf.d/server.key:%d:%s")),
        shape("grep -h context", k -> k.numbered("%d-%s")),
        shape("grep with a blank in the path", k -> k.numbered("my keys/server.key:%d:%s")),
        shape("grep without numbers", k -> k.each(l -> "conf/server.key:" + l, "\n")),
        shape("grep context lines", k -> k.each(l -> "conf/server.key-" + l, "\n")),
        shape("diff added", k -> k.each(l -> "+" + l, "\n")),
        shape("diff removed", k -> k.each(l -> "-" + l, "\n")),
        shape("diff unchanged", k -> k.each(l -> " " + l, "\n")),
        shape("diff of an indented key", k -> k.each(l -> "+      " + l, "\n")),
        shape("cat -n of a diff", k -> k.numbered("%6d\t+%s")),
        shape("quoted mail", k -> k.each(l -> "> " + l, "\n")),
        shape("comment in code", k -> k.each(l -> " * " + l, "\n")),
        shape("hash comment", k -> k.each(l -> "# " + l, "\n")),
        shape("slash comment", k -> k.each(l -> "// " + l, "\n")),
        shape("blank lines between", k -> k.each(l -> l, "\n\n")),
        shape("in XML", k -> "<key>" + k.each(l -> l, "\n") + "</key>"),
        shape("in a fence", k -> "```\n" + k.each(l -> l, "\n") + "\n```\n"));
  }

  private static Stream<Arguments> literalShapes() {
    return Stream.of(
        shape("one line with \\n", k -> "key: \"" + k.each(l -> l, "\\n") + "\\n\""),
        shape("one line with \\\\n", k -> "\"" + k.each(l -> l, "\\\\n") + "\\\\n\""),
        shape("one line with \\r\\n", k -> "\"" + k.each(l -> l, "\\r\\n") + "\""),
        shape("one line with blanks", k -> "KEY=\"" + k.each(l -> l, " ") + "\""),
        shape("one line without separators", k -> k.each(l -> l, "")),
        shape("one line in a sentence", k -> "use " + k.each(l -> l, "\\n") + " for the test\n"),
        shape(
            "JSON in JSON", k -> "{\\\"private_key\\\": \\\"" + k.each(l -> l, "\\\\n") + "\\\"}"),
        shape(
            "Java concatenation", k -> "String k =\n" + k.each(l -> "  \"" + l + "\\n\"", " +\n")),
        shape("Java, plus in front", k -> "k = " + k.each(l -> "\"" + l + "\\n\"", "\n    + ")),
        shape("Go concatenation", k -> k.each(l -> "\t\"" + l + "\\n\" +", "\n")),
        shape("Python parentheses", k -> "k = (\n" + k.each(l -> "    '" + l + "\\n'", "\n") + ")"),
        shape("C string", k -> k.each(l -> "\"" + l + "\\n\" \\", "\n")),
        shape("JSON array of lines", k -> "[" + k.each(l -> "\"" + l + "\"", ",\n ") + "]"),
        shape("JavaScript join", k -> "[" + k.each(l -> "'" + l + "'", ",\n ") + "].join('\\n')"),
        shape("backslash at line end", k -> k.each(l -> l + "\\", "\n")),
        shape("\\n and a line end", k -> k.each(l -> l + "\\n\\", "\n")),
        shape("PHP dots", k -> k.each(l -> "'" + l + "' .", "\n")),
        shape("StringBuilder", k -> k.each(l -> "sb.append(\"" + l + "\\n\");", "\n")));
  }

  private static Stream<Arguments> oddShapes() {
    Key other = key("", 7, 64, 3, 12);
    List<String> both = new ArrayList<>(rsa().body());
    both.addAll(other.body());
    return Stream.of(
        shape("no END", k -> k.begin() + "\n" + String.join("\n", k.body()) + "\n"),
        shape("no END, then text", k -> k.begin() + "\n" + String.join("\n", k.body()) + "\nso it"),
        shape("END on the last body line", k -> k.each(l -> l, "\n").replace("\n-----E", "-----E")),
        shape(
            "body starts on the BEGIN line", k -> k.each(l -> l, "\n").replace("-----\n", "-----")),
        shape("BEGIN after text", k -> "key = \"" + k.each(l -> l, "\n") + "\""),
        Arguments.of(
            "two keys in a row", rsa().each(l -> l, "\n") + "\n" + other.each(l -> l, "\n"), both),
        Arguments.of(
            "two keys without a line end",
            rsa().each(l -> l, "\n") + other.each(l -> l, "\n"),
            both),
        Arguments.of(
            "two keys on one line",
            "{\"a\":\""
                + rsa().each(l -> l, "\\n")
                + "\",\"b\":\""
                + other.each(l -> l, "\\n")
                + "\"}",
            both),
        Arguments.of(
            "BEGIN again before END",
            rsa().begin()
                + "\n"
                + String.join("\n", rsa().body())
                + "\n"
                + other.each(l -> l, "\n"),
            both),
        Arguments.of(
            "one line, then another key over lines",
            rsa().each(l -> l, "\\n") + "\n" + other.each(l -> l, "\n"),
            both));
  }

  private static Stream<Arguments> kinds() {
    Key encrypted = key("RSA ", 3, 64, 4, 20);
    String headers = "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00FF00FF00FF00FF\n\n";
    Key pgp = new Key("PGP PRIVATE" + " KEY BLOCK", key("", 4, 64, 4, 20).body());
    Key openssh = key("OPENSSH ", 5, 70, 4, 36);
    Key narrow = key("EC ", 8, 40, 4, 12);
    Key ed25519 = key("", 9, 64, 1, 0);
    Key wide = key("", 10, 76, 4, 4);
    Key unwrapped = key("", 11, 1624, 1, 0);
    Key pkcs8 = key("ENCRYPTED ", 12, 64, 4, 64);
    return Stream.of(
        shape("headers", encrypted, afterBegin(encrypted, headers)),
        shape(
            "indented headers",
            encrypted,
            "  " + afterBegin(encrypted, headers).replace("\n", "\n  ")),
        shape("PGP", pgp, afterBegin(pgp, "Version: GnuPG v2\nComment: fake\n\n")),
        shape("PGP without headers", pgp, afterBegin(pgp, "\n")),
        shape("OPENSSH", openssh, openssh.each(l -> l, "\n")),
        shape("lines of 40", narrow, narrow.each(l -> l, "\n")),
        shape("lines of 40, numbered", narrow, narrow.numbered("%6d\t%s")),
        shape("one line of body", ed25519, ed25519.each(l -> l, "\n")),
        shape("lines of 76 and a short one", wide, wide.each(l -> l, "\n")),
        shape("unwrapped body", unwrapped, unwrapped.each(l -> l, "\n")),
        shape("unwrapped body, one line", unwrapped, unwrapped.each(l -> l, "\\n")),
        shape("last line is full", pkcs8, pkcs8.each(l -> l, "\n")));
  }

  private static String afterBegin(Key key, String headers) {
    return key.each(l -> l, "\n").replace(key.begin() + "\n", key.begin() + "\n" + headers);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void leavesNoRunOfTheBodyAndKeepsBeginEndAndLines(String name, String text, List<String> body) {
    String masked = masker.maskText(text).text();

    assertNothingLeft(masked, body);
    assertThat(markers(masked)).isEqualTo(markers(text));
    assertThat(masked.lines().count()).isEqualTo(text.lines().count());
    assertThat(count(masked, "\n")).isEqualTo(count(text, "\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void leavesWhatItMaskedAsItIs(String name, String text, List<String> body) {
    byte[] masked = masker.maskText(text + "\nThanks\nBob\n").bytes();

    assertThat(masker.maskText(masked).bytes()).isSameAs(masked);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void findsTheSameInAStream(String name, String text, List<String> body) {
    StreamMasker stream = masker.stream();
    StringBuilder masked = new StringBuilder();
    text.codePoints().forEach(c -> masked.append(stream.append(Character.toString(c))));
    masked.append(stream.finish());

    assertNothingLeft(masked.toString(), body);
    assertThat(markers(masked.toString())).isEqualTo(markers(text));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void findsTheSameInAJsonStringWithEscapedSlashes(String name, String text, List<String> body) {
    String json =
        "[\""
            + text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t")
                .replace("/", "\\/")
            + "\"]";

    String masked = masker.maskJson(TestRules.bytes(json), ScanScope.everything()).text();

    assertNothingLeft(masked.replace("\\/", "/"), body);
  }

  @Test
  void findsAKeyWhoseLinesAreTheElementsOfAJsonArray() {
    for (String lineEnd : List.of("", "\\n", "\\r\\n")) {
      String json = "{\"source\":[" + rsa().each(l -> "\"" + l + lineEnd + "\"", ", ") + ",\"x\"]}";

      String masked = masker.maskJson(TestRules.bytes(json), ScanScope.everything()).text();

      assertNothingLeft(masked, rsa().body());
      assertThat(masked).endsWith(",\"x\"]}");
      assertThat(masked.split(",", -1)).hasSize(json.split(",", -1).length);
    }
  }

  @Test
  void endsACutKeyAtALineInWhichAnotherRuleFindsAValue() {
    String cut = rsa().begin() + "\\n" + String.join("\\n", rsa().body());
    String json =
        "[\"" + cut + "\\nsecret:hunter2-xyz;\",\"" + key("", 2, 64, 1, 0).body().get(0) + "\"]";

    byte[] masked = masker.maskJson(TestRules.bytes(json), ScanScope.everything()).bytes();

    assertThat(masker.maskJson(masked, ScanScope.everything()).bytes()).isSameAs(masked);
  }

  @Test
  void doesNotCarryAKeyFromOneArrayToAnother() {
    String line = rsa().body().get(0);
    String json = "[[\"" + rsa().begin() + "\"],[\"" + line + "\"],{\"a\":\"" + line + "\"}]";

    assertThat(masker.maskJson(TestRules.bytes(json), ScanScope.everything()).text())
        .isEqualTo(json);
  }

  private static void assertNothingLeft(String masked, List<String> body) {
    for (String line : body) {
      for (int i = 0; i + PIECE <= line.length(); i++) {
        assertThat(masked).doesNotContain(line.substring(i, i + PIECE));
      }
    }
  }

  private static List<String> markers(String text) {
    List<String> markers = new ArrayList<>();
    for (int i = text.indexOf("-----"); i >= 0; i = text.indexOf("-----", i + 5)) {
      int end = text.indexOf("-----", i + 5);
      if (end > 0 && (text.startsWith("BEGIN ", i + 5) || text.startsWith("END ", i + 5))) {
        markers.add(text.substring(i, end + 5));
      }
    }
    return markers;
  }

  private static int count(String text, String needle) {
    return text.split(java.util.regex.Pattern.quote(needle), -1).length - 1;
  }

  static Stream<Arguments> harmless() {
    String begin = rsa().begin();
    String end = rsa().end();
    String certificate = rsa().each(l -> l, "\n").replace("RSA PRIVATE KEY", "CERTIFICATE");
    String publicKey = rsa().each(l -> l, "\n").replace("RSA PRIVATE", "PUBLIC");
    return Stream.of(
        Arguments.of("certificate", certificate),
        Arguments.of("public key", publicKey),
        Arguments.of(
            "certificate request", certificate.replace("CERTIFICATE", "CERTIFICATE REQUEST")),
        Arguments.of("PGP message", certificate.replace("CERTIFICATE", "PGP MESSAGE")),
        Arguments.of(
            "BEGIN in prose", "A key begins with " + begin + " and then come\nwords\nso\n"),
        Arguments.of(
            "BEGIN in code", "if line == \"" + begin + "\":\n    return True\n\nfoo\nbar\n"),
        Arguments.of(
            "BEGIN as a constant", "PEM = '" + begin + "'\nEND = '" + end + "'\nfoo\nbar\n"),
        Arguments.of("BEGIN in a list", "- " + begin + "\n- " + end + "\n- other\n"),
        Arguments.of("ellipsis", begin + "\n...\n" + end + "\nwords\n"),
        Arguments.of("empty key", begin + "\n" + end + "\nwords\n"),
        Arguments.of("template", begin + "\n<your key here>\n" + end + "\nwords\n"),
        Arguments.of("words one a line", begin + "\nfoo\nbar\nbaz\nReallyShort\n"),
        Arguments.of(
            "long words in a sentence", begin + " (see the internationalization1 notes)\n"),
        Arguments.of("END first", end + "\n" + "A".repeat(3) + "bcdefgh\n"),
        Arguments.of("certificate after BEGIN in prose", "the " + begin + " line\n" + certificate),
        Arguments.of("grep of code", "a.go:1:\t\"" + begin + "\"\na.go:9:func main() {\n"),
        Arguments.of("regex", "'-----BEGIN (RSA |EC )?PRIVATE" + " KEY-----'\nfoo\nbar\n"),
        Arguments.of("cut BEGIN", "-----BEGIN RSA PRIVATE" + " KEY\nfoo\nbar\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("harmless")
  void leavesWhatIsNoPrivateKey(String name, String text) {
    assertThat(masker.maskText(text).text()).isEqualTo(text);
  }

  @Test
  void doesNotRunAwayAfterAKeyWithoutEnd() {
    String key = rsa().begin() + "\n" + String.join("\n", rsa().body()) + "\n";
    String rest = "internationalization1\nThanks\nBob\n\nfoo\nbar\nbaz\nint\nx\ny\nz\n".repeat(20);

    assertThat(masker.maskText(key + rest).text()).endsWith(rest);
  }

  @Test
  void givesUpOnAKeyOfMoreLinesThanAnyKeyHas() {
    Key endless = key("", 6, 64, 2_100, 0);
    String text = endless.begin() + "\n" + String.join("\n", endless.body()) + "\n";
    StreamMasker stream = masker.stream();

    String masked = masker.maskText(text).text();

    assertNothingLeft(masked, endless.body().subList(0, 1_900));
    assertThat(masked).endsWith(endless.body().get(2_099) + "\n");
    assertThat(stream.append(text) + stream.finish()).isEqualTo(masked);
  }

  @Test
  void masksTheLastShortLineTogetherWithFullOnes() {
    for (int last = 4; last <= 64; last += 4) {
      Key key = key("EC ", last, 64, 2, last);
      String masked = masker.maskText(key.each(l -> l, "\n") + "\n").text();

      assertThat(masked).describedAs("last line of " + last).doesNotContain(key.body().get(2));
    }
  }

  @Test
  void masksAKeyOfWhichSomeLinesWereMaskedBefore() {
    Key key = rsa();
    String masked = masker.maskText(key.each(l -> l, "\n")).text();
    List<String> lines = new ArrayList<>(masked.lines().toList());
    lines.set(3, key.body().get(2));
    lines.set(4, key.body().get(3));

    String again = masker.maskText(String.join("\n", lines)).text();

    assertThat(again).isEqualTo(masked);
  }

  @Test
  void givesALineTheSamePlaceholderWhateverStandsBeforeIt() {
    String plain = masker.maskText(rsa().each(l -> l, "\n")).text();

    assertThat(masker.maskText(rsa().each(l -> "+" + l, "\n")).text().replace("\n+", "\n"))
        .isEqualTo("+" + plain);
    assertThat(masker.maskText(rsa().each(l -> "    " + l, "\n")).text().replace("    ", ""))
        .isEqualTo(plain);
  }
}
