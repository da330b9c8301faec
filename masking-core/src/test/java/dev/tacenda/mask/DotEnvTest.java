package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How the lines of a .env file are read. */
class DotEnvTest {

  static Stream<Arguments> lines() {
    return Stream.of(
        line("A=value", "value"),
        line("A = value ", "value"),
        line("  A=value", "value"),
        line("export A=value", "value"),
        line("export\tA=value", "value"),
        line("A: value", "value"),
        line("A=", ""),
        line("A=''", ""),
        line("A=\"\"", ""),
        line("A=two words", "two words"),
        line("A=value # comment", "value"),
        line("A=val#ue", "val#ue", "val"),
        line("A=#comment", ""),
        line("A='val # ue'", "val # ue"),
        line("A='val # ue' # comment", "val # ue"),
        line("A=\"val # ue\"", "val # ue"),
        line("A=\"a\\nb\"", "a\nb", "a\\nb"),
        line("A=\"a\\\"b\"", "a\"b", "a\\\"b"),
        line("A=\"a\\\\\"", "a\\", "a\\\\"),
        line("A=\"a\\$b\"", "a$b", "a\\$b"),
        line("A=\"a\\qb\"", "a\\qb"),
        line("A='a\\nb'", "a\\nb", "a\nb"),
        line("A=`a\"'b`", "a\"'b"),
        line("A=a=b=c", "a=b=c"),
        line("A=\"open", "open"),
        line("A='open # comment", "open"),
        line("A=\"first\nsecond\"", "first\nsecond"),
        line("A='first\nsecond'", "first\nsecond"),
        line("A=${B}", "${B}"),
        line("A=\u00e9\u4e2d", "\u00e9\u4e2d"));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void readsALine(String line, List<String> readings) {
    DotEnv file = DotEnv.parse(line);

    assertThat(file.entries()).containsExactly(new DotEnv.Entry("A", readings));
    assertThat(file.unreadableLines()).isEmpty();
  }

  @Test
  void readsAFileWithByteOrderMarkAndWindowsLineEnds() {
    DotEnv file = DotEnv.parse("\uFEFFA=one\r\n\r\n# comment\r\nB=\"two\r\nlines\"\r\nC=three");

    assertThat(file.entries())
        .extracting(DotEnv.Entry::name, DotEnv.Entry::readings)
        .containsExactly(
            tuple("A", List.of("one")),
            tuple("B", List.of("two\nlines")),
            tuple("C", List.of("three")));
  }

  @Test
  void goesOnBehindAnOpenQuote() {
    DotEnv file = DotEnv.parse("A='open\nB=two");

    assertThat(file.entries()).extracting(DotEnv.Entry::name).containsExactly("A", "B");
  }

  @Test
  void tellsTheLinesItCannotRead() {
    DotEnv file = DotEnv.parse("A=\"1\n2\"\nnot a variable\n\n  # fine\n=value\nB=2\n- x");

    assertThat(file.entries()).extracting(DotEnv.Entry::name).containsExactly("A", "B");
    assertThat(file.unreadableLines()).containsExactly(3, 6, 8);
  }

  @Test
  void endsOnAnyText() {
    var random = Seed.random();
    String alphabet = "A=\"'`\\\n\r# \t:export$";
    for (int round = 0; round < 5_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(DotEnv.parse(text.toString()).entries()).as(Seed.note()).isNotNull();
    }
  }

  @Test
  void printsNoValue() {
    DotEnv file = DotEnv.parse("A=fake-canary");

    assertThat(file + " " + file.entries()).doesNotContain("canary");
  }

  private static Arguments line(String line, String... readings) {
    return Arguments.of(line, Arrays.asList(readings));
  }
}
