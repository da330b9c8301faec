package dev.tacenda.benchmarks.speed.rival;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RivalsTest {
  private static final String TOKEN = "gh" + "p_" + "Fake0".repeat(8);
  private static final byte[] TEXT = ("a line\ntoken = " + TOKEN + "\n").getBytes(UTF_8);

  private static ShippedRules githubRules() throws IOException {
    ShippedRules all = ShippedRules.read();
    return new ShippedRules(
        all.rules().stream().filter(rule -> rule.id().startsWith("github-")).toList(), 0);
  }

  @Test
  void shippedRulesAreRead() throws IOException {
    ShippedRules rules = ShippedRules.read();
    assertThat(rules.rules())
        .hasSizeGreaterThan(200)
        .extracting(PatternRule::id)
        .doesNotHaveDuplicates();
    assertThat(rules.leftOut()).isPositive();
  }

  @Test
  void mostRulesAreAnnouncedByWords() throws IOException {
    assertThat(ShippedRules.read().rules())
        .filteredOn(rule -> rule.keywords().isEmpty())
        .hasSizeLessThan(20);
  }

  @Test
  void shapesBeginWithWords() {
    assertThat(ShapeWords.of("(?:ab|c)_[A-Za-z0-9]{36,}")).isEmpty();
    assertThat(ShapeWords.of("(?:abc|de)_[A-Za-z0-9]{36,}")).containsExactly("abc_", "de_");
    assertThat(ShapeWords.of("(?i)Key\\.x?[0-9]+")).containsExactly("key.");
    assertThat(ShapeWords.of("x[op]_[0-9]{8}")).containsExactly("xo_", "xp_");
    assertThat(ShapeWords.of("[a-z0-9]{32}")).isEmpty();
  }

  @Test
  void rivalsOnRe2jFindTheToken() throws IOException {
    ShippedRules rules = githubRules();
    assertThat(new NaiveRegex(rules).count(TEXT)).isPositive();
    assertThat(new KeywordRegex(rules).count(TEXT)).isPositive();
    assertThat(new KeywordRegex(rules).triggeredRules("nothing".getBytes(UTF_8))).isZero();
  }

  @Test
  void loadsWhereItIsShipped() {
    boolean shipped =
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64");
    assertThat(HyperscanRival.isAvailable()).isEqualTo(shipped);
  }

  @Test
  void hyperscanFindsTheToken() throws Exception {
    if (!HyperscanRival.isAvailable()) {
      return; // where it must be, loadsWhereItIsShipped() says so
    }
    try (HyperscanRival patterns = HyperscanRival.patterns(githubRules());
        HyperscanRival filter = HyperscanRival.filter(githubRules())) {
      assertThat(patterns.count(TEXT)).isPositive();
      assertThat(filter.count(TEXT)).isPositive();
    }
  }

  @Test
  void hyperscanTakesMostPatterns() throws Exception {
    if (!HyperscanRival.isAvailable()) {
      return;
    }
    List<PatternRule> rules = ShippedRules.read().rules().subList(0, 100);
    try (HyperscanRival patterns = HyperscanRival.patterns(new ShippedRules(rules, 0))) {
      assertThat(patterns.patterns()).isGreaterThan(90);
    }
  }

  @Test
  void jacksonWritesWhatItReads() throws IOException {
    byte[] json = "{\"a\":[1,\"x\\n\",null]}".getBytes(UTF_8);
    assertThat(new JacksonCopy().copy(json)).isEqualTo(json);
  }
}
