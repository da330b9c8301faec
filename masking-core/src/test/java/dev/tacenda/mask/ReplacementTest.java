package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each style makes of a text, through the whole masker. */
class ReplacementTest {
  private static final String TOKEN = "fk" + "t_" + "Fake0123Fake4567Zz19";

  /** A style, a text, and the pattern of what becomes of it. */
  record Case(Replacement replacement, String text, String masked) {
    @Override
    public String toString() {
      return replacement + " " + masked;
    }
  }

  static Stream<Case> cases() {
    String tag = "_[a-z2-7]{24}";
    return Stream.of(
        new Case(Replacement.placeholder(), "secret=hunter2fake;", "secret=TCN_PASSWORD" + tag),
        new Case(Replacement.asterisks(), "secret=hunter2fake", "secret=\\*{8}"),
        new Case(Replacement.hash(), "secret=hunter2fake", "secret=[0-9a-f]{32}"),
        new Case(Replacement.fixed("REDACTED"), "secret=hunter2fake", "secret=REDACTED"),
        new Case(Replacement.partial(4), "secret=hunter2fake1234x", ".*PASSWORD" + tag + "_234x"),
        new Case(Replacement.partial(4), "secret=hunter2fake", "secret=TCN_PASSWORD" + tag + "_ke"),
        new Case(Replacement.partial(4), "secret=hunter2fakef-k", ".*PASSWORD" + tag + "_k"),
        new Case(Replacement.partial(4), "secret=hunter2fake!!", "secret=TCN_PASSWORD" + tag),
        new Case(Replacement.partial(16), "secret=abc", "secret=TCN_PASSWORD" + tag),
        new Case(Replacement.shape(), "secret=hunter2fake", "secret=[a-z]{6}[0-9][a-z]{4}"),
        new Case(Replacement.shape(), "secret=hunter2", "secret=TCN_PASSWORD" + tag),
        new Case(Replacement.shape(), "secret=ada@fake.test", "secret=[a-z2-7]{16}@.{6}\\.invalid"),
        new Case(Replacement.shape(), "secret=\"a$b'c\"", "secret=\"TCN_PASSWORD" + tag + "'c\""),
        new Case(Replacement.shape(), "x " + TOKEN + ".", "x [a-z]{3}_[A-Za-z0-9]{20}\\."));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void replacesAValueInItsStyle(Case c) {
    Masker masker = masker(c.replacement);

    String masked = masker.maskText(c.text).text();

    assertThat(masked).matches(c.masked + ";?");
    assertThat(masker.maskText(masked).findings()).isEmpty();
    assertThat(masked).isNotEqualTo(c.text);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void leavesWhatItWroteAloneWhereverItIsCopied(Case c) {
    Masker masker = masker(c.replacement);
    String value = replaced(masker, TOKEN);

    for (String context :
        List.of("secret=%s", "secret: '%s'", "u://u:%s@host", "(%s), %s.", "\"secret\": \"%s\"")) {
      String text = context.replace("%s", value);
      assertThat(masker.maskText(text).text()).isEqualTo(text);
    }
  }

  private static String replaced(Masker masker, String value) {
    return masker.maskText(value).text();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void needsNoEscapingWhateverTheValue(Case c) {
    Styles styles = new Styles(TestRules.KEY, List.of(c.replacement));
    Label label = new Label("rule", "kind", "TYPE", 50, Action.MASK, c.replacement);
    Random random = new Random(1);
    for (int i = 0; i < 3_000; i++) {
      byte[] value = new byte[1 + random.nextInt(60)];
      random.nextBytes(value);
      for (int k = 0; k < value.length; k++) {
        value[k] = random.nextInt(4) == 0 ? value[k] : (byte) (' ' + random.nextInt(95));
      }

      assertThat(new String(styles.of(label, value), StandardCharsets.ISO_8859_1))
          .describedAs("round " + i)
          .matches("\\*{8}|[A-Za-z0-9](?:[A-Za-z0-9@:._-]*[A-Za-z0-9])?");
    }
  }

  @Test
  void masksALearntValueInTheSameStyleWithoutItsName() {
    Masker masker = masker(Replacement.shape());
    String masked = masker.maskText("secret=hunter2fake\nagain: hunter2fake\n").text();

    String shape = masked.substring(7, 18);
    assertThat(masked).isEqualTo("secret=" + shape + "\nagain: " + shape + "\n");
  }

  @Test
  void fallsBackToThePlaceholderForEveryPlaceOfAValueWhoseShapeARuleFinds() {
    // Glued to a word a shape is not recognised, and any 6 digits of it are a finding.
    String rules =
        """
        tacenda-rules: 1
        rules:
          - { id: digits, kind: token, type: DIGITS, severity: high, source: test, always: true,
              description: six digits, pattern: '[0-9]{6}' }
          - { id: twelve, kind: token, type: TWELVE, severity: high, source: test, always: true,
              description: twelve digits, specificity: 90, pattern: '[0-9]{12}x' }
        """;
    Masker masker =
        Masker.of(
            MaskingPolicy.builder(RuleSet.parse("test", TestRules.bytes(rules)))
                .replacementForRule("digits", Replacement.partial(1))
                .replacementForRule("twelve", Replacement.shape())
                .build(),
            TestRules.KEY);

    String masked = masker.maskText("zz123456789012x zz123456789012x").text();

    assertThat(masker.maskText(masked).findings()).isEmpty();
    assertThat(masked).matches("(zzTCN_TWELVE_[a-z2-7]{24}) \\1");
  }

  @Test
  void keepsTheLinesOfAKeyUnderEveryStyle() {
    Random random = new Random(4);
    String alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/";
    for (int last = 4; last <= 64; last += 4) {
      String pem =
          "-----BEGIN PRIVATE"
              + " KEY-----\n"
              + (TestRules.run(random, alphabet, 64) + "\n").repeat(2)
              + TestRules.run(random, alphabet, last - 2)
              + "==\n-----END PRIVATE"
              + " KEY-----\n";
      cases().forEach(c -> assertLinesKept(masker(c.replacement), pem));
      String shape = masker(Replacement.shape()).maskText(pem).text();
      assertThat(shape.lines().map(String::length).toList())
          .isEqualTo(pem.lines().map(String::length).toList());
      assertThat(shape.lines().skip(1).limit(3)).allMatch(line -> line.matches("[A-Za-z0-9]+"));
    }
  }

  private static void assertLinesKept(Masker masker, String pem) {
    String masked = masker.maskText(pem).text();
    assertThat(masked.lines()).hasSameSizeAs(pem.lines().toList());
    assertThat(masked).startsWith(pem.substring(0, 27)).endsWith(pem.substring(pem.length() - 26));
    assertThat(masker.maskText(masked).findings()).isEmpty();
    pem.lines().skip(1).limit(3).forEach(line -> assertThat(masked).doesNotContain(line));
  }

  @Test
  void aPartOfAPartialReplacementIsNoPlaceholder() {
    Styles styles = new Styles(TestRules.KEY, List.of(Replacement.partial(4)));
    byte[] partial =
        styles.placeholders().partial("CARD", TestRules.bytes("4111111111111111"), 4).orElseThrow();
    Placeholders placeholders = new Placeholders(TestRules.KEY);

    assertThat(placeholders.endOfGenuine(partial, 0, partial.length)).isEqualTo(partial.length);
    assertThat(placeholders.endOfGenuine(partial, 0, partial.length - 1)).isEqualTo(-1);
    assertThat(placeholders.endOfGenuine(partial, 0, partial.length - 5)).isEqualTo(-1);
    partial[partial.length - 1]++;
    assertThat(placeholders.endOfGenuine(partial, 0, partial.length)).isEqualTo(-1);
  }

  @Test
  void refusesParametersOutOfRange() {
    for (int keepLast : new int[] {0, -1, 17}) {
      assertThatThrownBy(() -> Replacement.partial(keepLast))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("keepLast must be in 1..16, was " + keepLast);
    }
    for (String text :
        List.of(
            "short",
            "123456",
            "has blank",
            "[REDACTED]",
            "-REDACTED",
            "REDACTED.",
            "x".repeat(65))) {
      assertThatThrownBy(() -> Replacement.fixed(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("text must be 6 to 64 of ");
    }
  }

  @Test
  void saysWhatItIs() {
    assertThat(Replacement.shape()).hasToString("shape").isEqualTo(Replacement.shape());
    assertThat(Replacement.partial(4)).hasToString("partial keep-last: 4");
    assertThat(Replacement.fixed("REDACTED"))
        .hasToString("fixed text: REDACTED")
        .isEqualTo(Replacement.fixed("REDACTED"))
        .hasSameHashCodeAs(Replacement.fixed("REDACTED"))
        .isNotEqualTo(Replacement.fixed("REMOVED"));
    assertThat(Replacement.partial(4)).isNotEqualTo(Replacement.partial(5));
  }

  private static Masker masker(Replacement replacement) {
    return Masker.of(
        MaskingPolicy.builder(TestRules.rules()).defaultReplacement(replacement).build(),
        TestRules.KEY);
  }
}
