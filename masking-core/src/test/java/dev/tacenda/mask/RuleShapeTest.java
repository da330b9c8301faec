package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tacenda.mask.internal.shape.TokenChecksum.Verdict;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rule with a shape takes for a token, and what a file may say about one. */
class RuleShapeTest {
  private static final String RULE =
      """
      tacenda-rules: 1
      rules:
        - id: fake-key
          description: Fake key
          kind: service-key
          type: FAKEKEY
          severity: high
          source: https://fake.example/
      """;

  @Test
  void anAnchoredTokenIsWidenedAndAnExactOneIsNot() {
    String shape = "    shape: 'fk_[a-z]{4}'\n";

    assertThat(masked(shape, "fk_abcdefg9-x")).isEqualTo("[FAKEKEY]-x");
    assertThat(masked(shape + "    exact: true\n", "fk_abcdefg9-x")).isEqualTo("fk_abcdefg9-x");
    assertThat(masked(shape + "    exact: true\n", "fk_abcd-x")).isEqualTo("[FAKEKEY]-x");
    assertThat(masked(shape + "    exact: true\n", "xfk_abcd-x")).isEqualTo("xfk_abcd-x");
    assertThat(masked(shape + "    exact: true\n", "\\nfk_abcd\\n")).isEqualTo("\\n[FAKEKEY]\\n");
  }

  @Test
  void aTokenIsFoundByALiteralInsideIt() {
    String shape = "    shape: '[0-9]{4,6}:fk-[a-z]{4,}'\n    anchor: ':FK-'\n";

    assertThat(masked(shape, "bot/123456:fk-abcd")).isEqualTo("bot/[FAKEKEY]");
    assertThat(masked(shape, "1234567:fk-abcd")).isEqualTo("1234567:fk-abcd");
    assertThat(masked(shape, "1234:FK-abcd")).isEqualTo("1234:FK-abcd");
  }

  @Test
  void whatRepeatsFewCharactersStandsForAToken() {
    String shape = "    shape: 'fk_[A-Za-z0-9]{20}'\n";

    assertThat(masked(shape, "fk_" + "X".repeat(20))).startsWith("fk_");
    assertThat(masked(shape, "fk_" + "xyzzy".repeat(4))).startsWith("fk_");
    assertThat(masked(shape, "fk_" + "Fake0".repeat(4))).isEqualTo("[FAKEKEY]");
  }

  @Test
  void whatLooksLikeATokenInsideBase64IsChance() {
    String shape = "    shape: 'FKE[A-Za-z0-9]{8}'\n";
    String base64 = "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4";

    assertThat(masked(shape, base64 + "/FKEabcd1234")).contains("FKEabcd1234");
    assertThat(masked(shape, "https://fake.example/a/FKEabcd1234")).doesNotContain("FKEabcd1234");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "acme fake0bad1fee|acme [FAKEKEY]",
        "acmeKey=\"fake0bad1fee\"|acmeKey=\"[FAKEKEY]\"",
        "myAcme fake0bad1fee|myAcme [FAKEKEY]",
        "pacme fake0bad1fee|pacme fake0bad1fee",
        "fake0bad1fee acme|fake0bad1fee acme",
        "acme fake0bad1fee0|acme fake0bad1fee0",
        "acme fakebaddfeed|acme fakebaddfeed",
        "acme 012301230123|acme 012301230123",
        "acme sha256:fade0bad1fee|acme sha256:fade0bad1fee",
        "acme fake0bad1fee=|acme fake0bad1fee=",
        "acme\\nfake0bad1fee|acme\\n[FAKEKEY]",
        "acme 45678901234567890 fake0bad1fee|acme 45678901234567890 [FAKEKEY]",
        "acme 456789012345678901 fake0bad1fee|acme 456789012345678901 fake0bad1fee",
      })
  void aTokenNearAWordStandsAloneAndLooksRandom(String text, String expected) {
    String shape = "    shape: '[a-z0-9]{12}'\n    near: [Acme]\n    within: 19\n";

    assertThat(masked(shape, text)).isEqualTo(expected);
  }

  @Test
  void aWordReachesOverThreeLinesThatAreNotEmpty() {
    String shape = "    shape: '[a-z0-9]{12}'\n    near: [acme]\n";

    assertThat(masked(shape, "acme\n\n1\n\n2\nfake0bad1fee")).endsWith("[FAKEKEY]");
    assertThat(masked(shape, "acme\n1\n2\n3\nfake0bad1fee")).endsWith("fake0bad1fee");
  }

  @Test
  void aChecksumIsToldAndDecidesNothing() {
    Rule rule =
        rule("    shape: 'fk_[A-Za-z0-9]{36}'\n    checksum: crc32-base62\n").rules().get(0);
    byte[] token =
        ("fk_" + "Fake0Vector1Only2Fake0Vector1Only2Fa").getBytes(StandardCharsets.UTF_8);

    assertThat(rule.checksum(token, 0, token.length)).isEqualTo(Verdict.WRONG);
    assertThat(
            masked(
                "    shape: 'fk_[A-Za-z0-9]{36}'\n    checksum: crc32-base62\n",
                new String(token, StandardCharsets.UTF_8)))
        .isEqualTo("[FAKEKEY]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shape: 'fk*'|9:12: shape at character 3: '*' is not known; write {0,} or +",
        "shape: 'fk_a'#    pattern: x|3:5: a rule needs one of pattern, shape and detector, and not"
            + " two of them; see 'Fields' in masking-core/RULES.md",
        "shape: '[a-z]{9}'|9:12: shape [a-z]{9} does not begin with a literal of 3 bytes or more,"
            + " and has no anchor and no near; add 'anchor: text' or 'near: [word]'",
        "shape: '[a-z]{9}'#    anchor: abc|10:13: the anchor is no literal of shape [a-z]{9}; name"
            + " one outside of groups with at most 128 bytes before it",
        "shape: 'fk_[a-z]{9}'#    anchor: fk_#    near: [acme]|10:13: a rule has both 'anchor' and"
            + " 'near'; remove one of them",
        "shape: 'fk_[a-z]{9}'#    within: 9|10:13: 'within' needs words; add 'near: [...]'",
        "shape: 'fk_[a-z]{9}'#    near: [ab]|10:12: a word in near must be 3 to 64 printable ASCII"
            + " characters, was 'ab'; use another, longer word",
        "shape: 'fk_[a-z]{9}'#    near: [abc, ABC]|10:17: word 'ABC' is there twice; use another,"
            + " longer word",
        "shape: 'fk_[a-z]{9}'#    near: [abc]#    within: 300|11:13: within is out of range: '300';"
            + " write a whole number in 1..256",
        "shape: 'fk_[a-z]{9}'#    checksum: crc32|10:15: unknown checksum 'crc32'; known:"
            + " crc32-base62, crc32-hex",
        "keywords: [abc]#    pattern: abc#    exact: true|11:12: 'exact' needs a shape; add 'shape:"
            + " ...'",
      })
  void saysWhatIsWrongAndWhatToDo(String fields, String message) {
    assertThatThrownBy(() -> rule("    " + fields.replace('#', '\n') + "\n"))
        .isInstanceOf(PolicyException.class)
        .hasMessage("test:" + message);
  }

  private static RuleSet rule(String fields) {
    return RuleSet.parse("test", (RULE + fields).getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the text with [TYPE] for each placeholder. */
  private static String masked(String fields, String text) {
    MaskingPolicy policy = MaskingPolicy.builder(rule(fields)).name("test").build();
    return Masker.of(policy, TestRules.KEY)
        .maskText(text)
        .text()
        .replaceAll("TCN_([A-Z]+)_[a-z2-7]{24}", "[$1]");
  }
}
