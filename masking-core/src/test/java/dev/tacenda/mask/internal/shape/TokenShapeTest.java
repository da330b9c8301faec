package dev.tacenda.mask.internal.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenShapeTest {
  private static final int ROUNDS = 4_000;
  private static final String ALPHABET = "abAB01_-.=";

  private final long seed = Long.getLong("tacenda.seed", System.nanoTime());

  @Test
  void matchesWhatRe2jMatches() {
    Random random = new Random(seed);
    int matches = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String shape = (random.nextInt(4) == 0 ? "(?i)" : "") + alternatives(random, 3);
      TokenShape tested = shapeOrNull(shape);
      for (int i = 0; tested != null && i < 8; i++) {
        byte[] text = bytes(run(random, random.nextInt(24)));
        int from = random.nextInt(text.length + 1);
        int expected = re2j(shape, text, from);

        assertThat(tested.longestEnd(text, from, text.length))
            .describedAs("seed %d: %s at %d of %s", seed, shape, from, ascii(text))
            .isEqualTo(expected);
        matches += expected >= 0 ? 1 : 0;
      }
    }
    assertThat(matches).isGreaterThan(ROUNDS / 10);
  }

  private static @Nullable TokenShape shapeOrNull(String shape) {
    try {
      return TokenShape.of(shape);
    } catch (ShapeSyntaxException emptyOrNotLinear) {
      return null;
    }
  }

  private static int re2j(String shape, byte[] text, int from) {
    Pattern pattern = Pattern.compile(shape, Pattern.LONGEST_MATCH);
    Matcher matcher = pattern.matcher(Arrays.copyOfRange(text, from, text.length));
    return matcher.lookingAt() ? from + matcher.end() : -1;
  }

  private static String alternatives(Random random, int depth) {
    StringBuilder out = new StringBuilder(sequence(random, depth));
    while (depth < 3 && random.nextInt(2) == 0) {
      out.append('|').append(sequence(random, depth));
    }
    return out.toString();
  }

  private static String sequence(Random random, int depth) {
    StringBuilder out = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      out.append(part(random, depth)).append(count(random));
    }
    return out.toString();
  }

  private static String part(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> pick(random, "[a-b]", "[A-Za-z0-9_-]", "[\\d.]", "[ab\\-=]", "[-0]", "[\\]a]");
      case 1 -> pick(random, "\\d", "\\w", "\\.", "\\-");
      case 2, 3, 4 -> pick(random, "a", "b", "A", "0", "_", "-", "=");
      default -> "(?:" + alternatives(random, depth - 1) + ")";
    };
  }

  private static String count(Random random) {
    return switch (random.nextInt(9)) {
      case 0 -> "?";
      case 1 -> "+";
      case 2 -> "{2}";
      case 3 -> "{1,3}";
      case 4 -> "{2,}";
      case 5 -> "{0,2}";
      default -> "";
    };
  }

  private static String pick(Random random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static String run(Random random, int length) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < length; i++) {
      out.append(ALPHABET.charAt(random.nextInt(random.nextInt(3) == 0 ? ALPHABET.length() : 3)));
    }
    return out.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '`',
      value = {
        "a* `shape at character 2: '*' is not known`",
        "a.b `shape at character 2: '.' is not known`",
        "^ab `shape at character 1: '^' is not known`",
        "ab$ `shape at character 3: '$' is not known`",
        "(ab) `shape at character 1: only groups of the form (?:a|b) are known`",
        "(?P<x>ab) `shape at character 1: only groups of the form (?:a|b) are known`",
        "(?:ab `shape at character 1: the group has no end`",
        "ab) `shape at character 3: ')' closes nothing`",
        "ab] `shape at character 3: ']' closes nothing`",
        "?a `shape at character 1: '?' follows nothing`",
        "a?? `shape at character 3: a count follows a count`",
        "a{2}{3} `shape at character 5: a count follows a count`",
        "a{} `shape at character 2: not a count`",
        "a{3,2} `shape at character 2: not a count`",
        "a{0} `shape at character 2: not a count`",
        "a{1001} `shape at character 2: not a count`",
        "a{99999999999} `shape at character 2: not a count`",
        "a{2 `shape at character 2: not a count`",
        "[^a] `shape at character 2: a class of what is not meant is not known`",
        "[] `shape at character 1: the class is empty or has no end`",
        "[ab `shape at character 1: the class is empty or has no end`",
        "[b-a] `shape at character 2: not a range`",
        "[\\d-z] `shape at character 2: not a range`",
        "\\b `shape at character 2: '\\b' is not known`",
        "a\\ `shape at character 3: the text ends in a backslash`",
        "a\u00e9 `shape at character 2: a token holds printable ASCII without blanks`",
        "a? `shape matches the empty text`",
        "[a-z]{2,}x `a run without an upper bound stands before a part that a match needs`",
        "(?:a+){2} `a run without an upper bound stands before a part that a match needs`",
        "[ab]{1000}[cd]{30} `the bounded part of the shape is longer than 1024 bytes`",
        "(?:a{90}|b{90}){1,200} `the bounded part of the shape is longer than 1024 bytes`",
        "(?:a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q){1000} `shape is too large`",
        "[ab]{0,20}a[ab]{20} `shape is too large`",
      })
  void saysWhatItDoesNotUnderstandAndWhatToDo(String shape, String problem) {
    assertThatThrownBy(() -> TokenShape.of(shape))
        .isInstanceOfSatisfying(
            ShapeSyntaxException.class, e -> assertThat(e.remedy()).isNotBlank())
        .hasMessage(problem);
  }

  @Test
  void refusesALongTextDeepNestingAndABlank() {
    assertThatThrownBy(() -> TokenShape.of("a".repeat(1001))).hasMessageContaining("1001");
    assertThatThrownBy(() -> TokenShape.of("(?:".repeat(9) + "a" + ")".repeat(9)))
        .hasMessageContaining("nested");
    assertThatThrownBy(() -> TokenShape.of("a b")).hasMessageContaining("character 2");
  }

  @Test
  void anOpenRunMayStandBeforeWhatAMatchDoesNotNeed() {
    TokenShape shape = TokenShape.of("ab_[a-z]{3,}={0,2}(?:\\.[0-9]+)?");

    assertThat(end(shape, "ab_xyzzy==.12!")).isEqualTo(13);
    assertThat(end(shape, "ab_xyz.")).isEqualTo(6);
    assertThat(end(shape, "ab_xy")).isEqualTo(-1);
  }

  @Test
  void noByteOutsideAsciiMatches() {
    TokenShape shape = TokenShape.of("ab[\\w]{2,}");
    byte[] text = {'a', 'b', 'c', 'd', (byte) 0xe9, 'e'};

    assertThat(shape.longestEnd(text, 0, text.length)).isEqualTo(4);
  }

  @Test
  void aTokenGoesOnOverTheAlphabetOfItsLastRun() {
    assertThat(token("ab_[a-f]{4}", "ab_abcdzz9-x")).isEqualTo("ab_abcdzz9");
    assertThat(token("ab_[a-f-]{4}", "ab_abcdzz9-x.")).isEqualTo("ab_abcdzz9-x");
    assertThat(token("ab_[a-f]{4}={0,2}", "ab_abcdee==x")).isEqualTo("ab_abcdee==x");
    assertThat(token("ab_[a-f]{4}(?:\\.[+]{2})?", "ab_abcd+e.")).isEqualTo("ab_abcd+e");
  }

  private static String token(String shape, String text) {
    TokenShape tested = TokenShape.of(shape);
    byte[] bytes = bytes(text);
    int end = tested.longestEnd(bytes, 0, bytes.length);
    return text.substring(0, tested.tokenEnd(bytes, end, bytes.length));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "abc_[x-z]{3} abc_",
        "AB[CD][0-9]{9} abc,abd",
        "(?i)AbC[0-9]{9} abc",
        "(?:gh|GL)_[a-z]+ gh_,gl_",
        "(?:a_)?bcd[0-9] a_bcd,bcd",
        "(?:abc){1,2}d[0-9] abc",
        "[ab]{3}[0-9] aaa,aab,aba,abb,baa,bab,bba,bbb",
      })
  void findsTheLiteralsThatMatchesBeginWith(String shape, String literals) {
    assertThat(TokenShape.of(shape).prefixes().stream().map(Anchor::literal))
        .containsExactlyInAnyOrder(literals.split(","));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a[0-9a-z]{3,}", "[a-z]{9}", "(?:abc|x)[0-9]{5}", "(?:abc)?[0-9]{9}"})
  void findsNoLiteralsWhereThereAreNone(String shape) {
    assertThat(TokenShape.of(shape).prefixes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc_[x-z]{3}",
        "(?i)a[bc]{2,4}(?:d|ee)?",
        "[ab]{3,}",
        "(?:ab|c){2}=?",
        "ab{1,3}c?d+"
      })
  void aShapeMadeOfItsOutlineMatchesAlike(String text) {
    TokenShape shape = TokenShape.of(text);
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 2_000; round++) {
      byte[] line = bytes(run(random, "abcdexyzABC_=", random.nextInt(12)));
      TokenShape checked = TokenShape.checked(shape.outline());
      for (int i = 0; i <= line.length; i++) {
        assertThat(checked.longestEnd(line, i, line.length))
            .isEqualTo(shape.longestEnd(line, i, line.length));
      }
    }
    assertThat(TokenShape.checked(shape.outline()).outline()).isEqualTo(shape.outline());
  }

  private static String run(SplittableRandom random, String alphabet, int length) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < length; i++) {
      out.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return out.toString();
  }

  @Test
  void knowsHowFarFromTheBeginningAnAnchorStands() {
    TokenShape shape = TokenShape.of("[a-z]{2,5}(?:x|yz)?:AA[0-9]{4}");

    assertThat(shape.anchor(":AA")).isEqualTo(new Anchor(":aa", 2, 7));
    assertThatThrownBy(() -> shape.anchor("yz")).hasMessageContaining("anchor is no literal");
    assertThatThrownBy(() -> TokenShape.of("[a-z]{200}:AA").anchor(":AA"))
        .hasMessageContaining("anchor is no literal");
  }

  @Test
  void aHostileTextCostsABoundedNumberOfStepsForEachByte() {
    TokenShape shape = TokenShape.of("abab[ab]{1,900}!");
    byte[] text = bytes("ab".repeat(200_000));

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          for (int i = 0; i < text.length; i += 2) {
            assertThat(shape.longestEnd(text, i, text.length)).isNegative();
          }
        });
  }

  private static int end(TokenShape shape, String text) {
    return shape.longestEnd(bytes(text), 0, text.length());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String ascii(byte[] text) {
    return new String(text, StandardCharsets.ISO_8859_1);
  }
}
