package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.tacenda.mask.internal.shape.PatternParts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pattern matches in the parts of a line is what it matches in the line. */
class PatternPartsTest {
  private static final int LINES = 300;
  private static final String BETWEEN = "ab kK=:\"'\\-_/.Z0\u00e9\u212ac";

  private final SplittableRandom random = Seed.random();

  @Test
  void thePartsHoldTheMatchesOfEachShippedPattern() {
    int patterns = 0;
    for (Rule rule : RuleSet.standard().rules()) {
      if (rule.detector() == Rule.Detector.PATTERN && !rule.readsWholeText()) {
        compare(rule.pattern().pattern());
        patterns++;
      }
    }
    assertThat(patterns).isGreaterThan(10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a*b",
        "(?i)k[ae]y\\b",
        "\\bkey\\b|^ab|b$",
        "a{2,9}?b{2}",
        "(?:ab|a)(?:c|bcd)?",
        "[^a\\s]+b",
        "a.c",
        "(?i:A)b(?-i:C)",
        "a(?i)b|c",
        "a+a+a+",
        "b{0}a",
        "[]a]b",
        "\\Aab|ab\\z",
        "(a|ab)(c|bcd)(d*)"
      })
  void thePartsHoldTheMatchesOfPatternsWithOneDifficulty(String regex) {
    compare(regex);
  }

  @Test
  void aPartEndsWhereNoMatchGoesOn() {
    assertThat(parts("ab+", "xxabbbxabyba")).containsExactly("2-6", "7-9");
    assertThat(parts("ab+c", "abb abbc")).containsExactly("4-8");
  }

  @Test
  void aLineIsOnePartIfThePatternIsNotKnown() {
    assertThat(parts("\\pLb", "xab")).containsExactly("0-3");
    assertThat(parts("[^a]b", "x\u00e9b")).containsExactly("0-4");
    assertThat(parts("a*", "bab")).containsExactly("0-3");
  }

  @Test
  void aLineOfEverNewStatesIsOnePartFromThereOn() {
    String regex = "a[ab]{30}c";
    PatternParts known = PatternParts.of(regex);
    StringBuilder line = new StringBuilder("a".repeat(31) + "c--");
    for (int i = 0; i < 10_000; i++) {
      line.append(random.nextBoolean() ? 'a' : 'b');
    }
    String text = line + "c";
    for (int round = 0; round < 3; round++) {
      assertThat(inParts(regex, known, text)).isEqualTo(inLine(regex, text));
    }
  }

  private void compare(String regex) {
    PatternParts known = PatternParts.of(regex);
    for (int i = 0; i < LINES; i++) {
      String line = line(regex);
      assertThat(inParts(regex, known, line))
          .as(regex + Seed.note())
          .isEqualTo(inLine(regex, line));
    }
  }

  /** Samples of the pattern, whole and cut, between other text. */
  private String line(String regex) {
    StringBuilder line = new StringBuilder();
    for (int i = random.nextInt(8); i >= 0; i--) {
      String sample = sample(regex);
      int from = random.nextInt(4) == 0 ? random.nextInt(sample.length() + 1) : 0;
      int to = random.nextInt(4) == 0 ? random.nextInt(from, sample.length() + 1) : sample.length();
      line.append(sample, from, to);
      for (int k = random.nextInt(5); k > 0; k--) {
        line.append(BETWEEN.charAt(random.nextInt(BETWEEN.length())));
      }
    }
    return line.toString();
  }

  private String sample(String regex) {
    try {
      return PatternSampler.sample(regex, random);
    } catch (IllegalArgumentException | IllegalStateException unknown) {
      return "abcbcd key ab";
    }
  }

  private static List<String> inLine(String regex, String line) {
    List<String> found = new ArrayList<>();
    collect(regex, line.getBytes(StandardCharsets.UTF_8), 0, found);
    return found;
  }

  private static List<String> inParts(String regex, PatternParts parts, String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    List<String> found = new ArrayList<>();
    parts.find(
        bytes,
        Line.of(bytes).isAscii(),
        (from, to) -> {
          int first = Math.max(0, from - 1);
          int last = Math.min(to + 1, bytes.length);
          collect(regex, Arrays.copyOfRange(bytes, first, last), first, found);
        });
    return found;
  }

  private static void collect(String regex, byte[] bytes, int at, List<String> found) {
    Line line = Line.of(bytes);
    Matcher match = line.search(Pattern.compile(regex));
    while (match.find()) {
      found.add(at + line.offset(match.start()) + "-" + (at + line.offset(match.end())));
    }
  }

  private static List<String> parts(String regex, String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    List<String> parts = new ArrayList<>();
    PatternParts.of(regex)
        .find(bytes, Line.of(bytes).isAscii(), (from, to) -> parts.add(from + "-" + to));
    return parts;
  }
}
