package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rules that read whole texts keep the laws, beside rules that see one line. */
class WholeTextRulesTest {
  private static final int ROUNDS = 400;

  /** A name with its value on the next line, a token, a block, and one with conditions. */
  private static final List<Rule> RULES =
      List.of(
          rule("next-line", "acme:\\s+([a-z0-9]{6,})").keyword("acme").build(),
          rule("anywhere", "\\bq[0-9a-f]{6}\\b").keyword("quux").build(),
          rule("block", "(?s)BEGIN ACME.+?END ACME").keyword("begin acme").build(),
          rule("always", "zz([0-9]+)zz").build(),
          rule("random", "key=([a-z0-9]+)")
              .keyword("key")
              .entropyAbove(2)
              .allowlist(list(Allowlist.Target.LINE, "demo"))
              .build());

  private static final String[] PIECES = {
    "acme", "acme:", "\n", " ", "\n\n", "ab12cd", "quux", "q0123ab", "BEGIN ACME", "END ACME",
    "zz12zz", "key=", "abcdef", "demo", "secret=", "fkt_", "ab12cd34", "é", "TCN_ACME_", "."
  };

  private final Masker masker =
      Masker.of(
          MaskingPolicy.builder(TestRules.rules().plus(RuleSet.of(RULES))).build(), TestRules.KEY);

  private static TextRuleBuilder rule(String id, String pattern) {
    return new TextRuleBuilder(id, "imported", "IMPORTED", pattern);
  }

  private static Allowlist list(Allowlist.Target target, String regex) {
    return Allowlist.of(Allowlist.Condition.ANY, target, List.of(regex), List.of());
  }

  @Test
  void law2EqualInputsGiveEqualBytes() {
    forEachText(
        text ->
            assertThat(masker.maskText(text).text())
                .as(Seed.note())
                .isEqualTo(masker.maskText(text).text()));
  }

  @Test
  void law3WhatFollowsChangesNothing() {
    SplittableRandom random = Seed.random();
    for (int round = 0; round < ROUNDS / 8; round++) {
      List<String> blocks = new ArrayList<>();
      byte[] before = {'['};
      for (int i = 0; i < 5; i++) {
        blocks.add('"' + text(random).replace("\n", "\\n") + '"');
        byte[] masked = maskJson("[" + String.join(",", blocks) + "]");
        assertThat(Arrays.copyOf(masked, before.length)).as(Seed.note()).isEqualTo(before);
        before = Arrays.copyOf(masked, masked.length - 1);
      }
    }
  }

  @Test
  void law4MaskingTwiceChangesNothing() {
    forEachText(
        text -> {
          byte[] masked = masker.maskText(text).bytes();
          assertThat(masker.maskText(masked).bytes()).as(Seed.note()).isSameAs(masked);
          byte[] json = maskJson("[\"" + text.replace("\n", "\\n") + "\",\"" + "x q0123ab\"]");
          assertThat(masker.maskJson(json, ScanScope.everything()).bytes())
              .as(Seed.note())
              .isSameAs(json);
        });
  }

  @Test
  void law5NothingFoundIsTheSameArray() {
    byte[] text = TestRules.bytes("acme\nnothing here\nquux");

    assertThat(masker.maskText(text).bytes()).isSameAs(text);
  }

  @Test
  void law7AStreamDoesNotDependOnWhereItIsCut() {
    SplittableRandom random = Seed.random();
    for (int round = 0; round < ROUNDS; round++) {
      String text = text(random);
      if (round % 50 == 0) {
        text = text + "abc-X ".repeat(3000) + text;
      }
      String whole = TestRules.streamed(masker, text, text.length() + 1);
      assertThat(TestRules.streamed(masker, text, 1)).as(Seed.note()).isEqualTo(whole);
      assertThat(TestRules.streamed(masker, text, 1 + random.nextInt(30)))
          .as(Seed.note())
          .isEqualTo(whole);
    }
  }

  @Test
  void aStreamRemembersKeywordsOfEarlierLines() {
    assertThat(TestRules.streamed(masker, "for quux\nmore text\nq0123ab q0123ac\n", 3))
        .startsWith("for quux\nmore text\nTCN_IMPORTED_")
        .doesNotContain("q0123a");
  }

  @Test
  void aStreamDoesNotRememberKeywordsThatCome() {
    assertThat(TestRules.streamed(masker, "q0123ab\nfor quux\nq0123ac\n", 3))
        .startsWith("q0123ab\nfor quux\nTCN_");
  }

  @Test
  void aStreamDoesNotCutALineBetweenWords() {
    StreamMasker stream = masker.stream();

    assertThat(stream.append("some words that are long enough for a segment, and then some "))
        .isEmpty();
    assertThat(stream.append("more\n")).endsWith("more\n");
  }

  @Test
  void aKeywordAtTheEdgeOfALongLineIsSeen() {
    for (int length = 7150; length < 7190; length++) {
      String text = "x ".repeat(length / 2) + "quux" + " x".repeat(4000) + " q0123ab";
      assertThat(TestRules.streamed(masker, text, 999)).doesNotContain("q0123ab");
    }
  }

  @Test
  void aMatchThatSpansLinesIsFoundInATextOnly() {
    String text = "BEGIN ACME\nab\nEND ACME\n";

    assertThat(masker.maskText(text).text()).startsWith("TCN_IMPORTED_");
    assertThat(TestRules.streamed(masker, text, 5)).isEqualTo(text);
  }

  @Test
  void theStringsOfAnArrayGoOn() {
    assertThat(new String(maskJson("[\"quux\\n\",\"q0123ab\"]"), StandardCharsets.UTF_8))
        .startsWith("[\"quux\\n\",\"TCN_IMPORTED_");
  }

  @Test
  void theDetectionOfAllowedRulesIsReported() {
    MaskingPolicy policy =
        MaskingPolicy.builder(RuleSet.of(RULES)).actionForKind("imported", Action.ALLOW).build();
    MaskResult result = Masker.of(policy, TestRules.KEY).maskText("acme: ab12cd");

    assertThat(result.text()).isEqualTo("acme: ab12cd");
    assertThat(result.findings()).extracting(Finding::ruleId).containsExactly("next-line");
  }

  @Test
  @Timeout(20)
  void manyMatchesOnALongLineAreLinear() {
    Rule rule =
        rule("many", "a")
            .allowlist(list(Allowlist.Target.LINE, "no such text$"))
            .allowlist(list(Allowlist.Target.MATCH, "^b"))
            .build();
    Masker many =
        Masker.of(MaskingPolicy.builder(RuleSet.of(List.of(rule))).build(), TestRules.KEY);

    String oneToken = "a".repeat(100_000);
    assertThat(many.maskText(oneToken).findings()).hasSize(1);
    String oneRun = "a" + ".".repeat(50_000) + "a".repeat(50_000);
    assertThat(many.maskText(oneRun).findings()).hasSize(1);
    String words = "a ".repeat(10_000);
    assertThat(many.maskText(words).findings()).hasSize(10_000);
  }

  @Test
  void builderSaysWhatIsWrong() {
    assertThatThrownBy(() -> rule("x1", "(?!a)"))
        .hasMessageStartingWith("pattern is not an RE2 expression: ");
    assertThatThrownBy(() -> rule("x1", "a*")).hasMessage("pattern must not match the empty text");
    assertThatThrownBy(() -> rule("x1", "(a{1000}){30}"))
        .hasMessage("pattern is too large: 30062 steps of 20000");
    assertThatThrownBy(() -> rule("X", "a"))
        .hasMessage("id must be 2 to 64 of a-z, 0-9 and dashes, was 'X'");
    assertThatThrownBy(() -> rule("x1", "a").keyword(""))
        .hasMessage("keyword must be 1 to 200 printable ASCII characters, was ''");
    assertThatThrownBy(() -> rule("x1", "a").entropyAbove(9))
        .hasMessage("entropyAbove must be in 0..8, was 9.0");
    assertThatThrownBy(() -> rule("x1", "a").group(1).build())
        .hasMessage("group must be a group of the pattern, was 1");
    assertThatThrownBy(
            () ->
                Allowlist.of(Allowlist.Condition.ANY, Allowlist.Target.LINE, List.of(), List.of()))
        .hasMessage("an allowlist needs regexes or stop words");
    assertThatThrownBy(
            () ->
                Allowlist.of(
                    Allowlist.Condition.ALL, Allowlist.Target.LINE, List.of(), List.of("")))
        .hasMessage("a stop word must not be empty");
  }

  private interface Check {
    void accept(String text);
  }

  private static void forEachText(Check check) {
    SplittableRandom random = Seed.random();
    for (int i = 0; i < ROUNDS; i++) {
      check.accept(text(random));
    }
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(16); i >= 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private byte[] maskJson(String json) {
    return masker.maskJson(TestRules.bytes(json), ScanScope.everything()).bytes();
  }
}
