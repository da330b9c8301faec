package dev.tacenda.gateway.ignore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sentences of gitignore(5), each with what it says yes and no to. */
class IgnoreRulesTest {
  private static IgnoreRules rules(String file) {
    return IgnoreRules.NONE.with(file.getBytes(StandardCharsets.UTF_8));
  }

  /** Asks about a path, as a walk does: a folder that is ignored is not entered. */
  private static boolean ignores(IgnoreRules rules, String path) {
    boolean folder = path.endsWith("/");
    List<String> names = List.of(path.split("/"));
    IgnoreRules here = rules;
    for (String name : names.subList(0, names.size() - 1)) {
      if (here.ignores(name, true)) {
        return true;
      }
      here = here.in(name);
    }
    return here.ignores(names.get(names.size() - 1), folder);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        // a name, at any depth
        "a.txt, a.txt, true",
        "a.txt, x/y/a.txt, true",
        "a.txt, a.txt/inside, true",
        "a.txt, ba.txt, false",
        "a.txt, A.txt, false",
        // a slash at the beginning or in the middle: from this folder on
        "/a, a, true",
        "/a, x/a, false",
        "doc/a, doc/a, true",
        "doc/a, x/doc/a, false",
        "doc/*.txt, doc/a.txt, true",
        "doc/*.txt, doc/x/a.txt, false",
        // a slash at the end: folders only
        "build/, build/, true",
        "build/, x/build/, true",
        "build/, build, false",
        "build/, build/x, true",
        "x/build/, y/x/build/, false",
        // wildcards
        "*.log, a.log, true",
        "*.log, x/.log, true",
        "a*b*c, axxbyyc, true",
        "a*b*c, axxbyy, false",
        "a?c, abc, true",
        "a?c, ac, false",
        "fo[ou], foo, true",
        "fo[ou], fox, false",
        "x[a-c]y, xby, true",
        "x[a-c]y, xdy, false",
        "x[!a-c]y, xdy, true",
        "x[^a-c]y, xay, false",
        "x[]-]y, x]y, true",
        "x[]-]y, x-y, true",
        "x[[:digit:]_]y, x7y, true",
        "x[[:digit:]_]y, xay, false",
        "x[a-]y, x-y, true",
        "x[\\]]y, x]y, true",
        // two stars
        "**/a, a, true",
        "**/a, x/y/a, true",
        "**/x/a, y/x/a, true",
        "x/**, x/a, true",
        "x/**, x/a/b, true",
        "x/**, x/, false",
        "x/**, y/x/a, false",
        "x/**/b, x/b, true",
        "x/**/b, x/1/2/b, true",
        "x/**/b, x/1/2/c, false",
        "x/**/y/**/b, x/1/y/2/3/b, true",
        "a**b, axxb, true",
        "a**b, a/b, false",
        "/**, x, true",
        "**, x/y, true",
        // taken back
        "\"*.log\n!keep.log\", keep.log, false",
        "\"*.log\n!keep.log\", other.log, true",
        "\"!keep.log\n*.log\", keep.log, true",
        "\"x/\n!x/keep\", x/keep, true",
        "\"x/*\n!x/keep\", x/keep, false",
        "\"/*\n!/x\n/x/*\n!/x/y\", x/y/z, false",
        "\"/*\n!/x\n/x/*\n!/x/y\", x/w, true",
        // comments, blanks, escapes
        "\"#a\", #a, false",
        "\"\\#a\", #a, true",
        "\"\\!a\", !a, true",
        "\"a  \", a, true",
        "\"a\\ \", \"a \", true",
        "\"a\\ \", a, false",
        "\" a\", \" a\", true",
        "\"\n\n\", a, false",
        "\"a\r\nb\r\n\", b, true",
        "\"\uFEFFa\", a, true",
        // bytes
        "gr\u00f6\u00dfe, gr\u00f6\u00dfe, true",
        "gr?\u00dfe, gr\u00f6\u00dfe, false",
        "gr??\u00dfe, gr\u00f6\u00dfe, true",
        "\\*, *, true",
        "\\*, a, false",
        // no patterns
        "a\\, a, false",
        "[a, [a, false",
        "[[:nonsense:]], a, false",
        "/, a, false",
        "!, a, false"
      })
  void saysWhatGitSays(String file, String path, boolean expected) {
    assertThat(ignores(rules(file), path)).isEqualTo(expected);
  }

  @Test
  void letsTheNearestFileDecide() {
    IgnoreRules root = rules("*.env\n/top\n");
    IgnoreRules sub = root.in("sub").with("!kept.env\n/top\n".getBytes(StandardCharsets.UTF_8));

    assertThat(sub.ignores("kept.env", false)).isFalse();
    assertThat(sub.ignores("other.env", false)).isTrue();
    assertThat(sub.in("deep").ignores("kept.env", false)).isFalse();
    assertThat(root.in("other").ignores("kept.env", false)).isTrue();
    assertThat(sub.ignores("top", false)).isTrue();
    assertThat(sub.in("deep").ignores("top", false)).isFalse();
  }

  @Test
  void isNotSlowOnHostilePatterns() {
    String pattern = "*a".repeat(200) + "b\n" + "**/a/".repeat(200) + "b\n";
    String path = "a/".repeat(500) + "a".repeat(5_000);

    Assertions.assertTimeout(
        Duration.ofSeconds(20), () -> assertThat(ignores(rules(pattern), path)).isFalse());
  }
}
