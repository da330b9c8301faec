package dev.tacenda.mask.gitleaks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each field of a configuration does to a text. */
class SemanticsTest {
  /** Takes a regex, and further lines of the rule. */
  private static String rule(String regex, String... lines) {
    return named("acme", regex, lines);
  }

  private static String named(String id, String regex, String... lines) {
    return "[[rules]]\nid = '" + id + "'\nregex = '''" + regex + "'''\n" + lines(lines);
  }

  private static String lines(String... lines) {
    return String.join("\n", lines) + "\n";
  }

  /** A configuration, a text, and the masked text. */
  record Case(String what, String toml, String text, String masked) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Case> matches() {
    return Stream.of(
        new Case("a match without groups", rule("acme_[a-z]+"), "x acme_abc y", "x <ACME> y"),
        new Case("all matches", rule("acme_[a-z]+"), "acme_ab acme_cd", "<ACME> <ACME>"),
        new Case(
            "a regex in double quotes",
            "[[rules]]\nid='acme'\nregex=\"acme_\\\\d+\"\n",
            "acme_12",
            "<ACME>"),
        new Case("case of letters counts", rule("acme_[a-z]+"), "ACME_abc", "ACME_abc"),
        new Case("(?i)", rule("(?i)acme_[a-z]+"), "ACME_abc", "<ACME>"),
        new Case("named groups of Go", rule("key=(?<v>[a-z]+)"), "key=abc", "key=<ACME>"),
        new Case("named groups of Python", rule("key=(?P<v>[a-z]+)"), "key=abc", "key=<ACME>"),
        new Case(
            "\\z is the end of the text",
            rule("acme_[a-z]+\\z"),
            "acme_ab\nacme_cd",
            "acme_ab\n<ACME>"),
        new Case(
            "^ is the beginning of the text",
            rule("^acme_[a-z]+"),
            "acme_ab\nacme_cd",
            "<ACME>\nacme_cd"),
        new Case(
            "(?m)^ is the beginning of a line",
            rule("(?m)^acme_[a-z]+"),
            "x\nacme_cd",
            "x\n<ACME>"),
        new Case(
            "$ is the end of the text",
            rule("acme_[a-z]+$"),
            "acme_ab\nacme_cd",
            "acme_ab\n<ACME>"),
        new Case("the dot is no line end", rule("acme.x"), "acme\nx acme_x", "acme\nx <ACME>"),
        new Case("(?s) makes it one", rule("(?s)acme.x"), "acme\nx", "<ACME>"),
        new Case(
            "a value on the line after its name",
            rule("acme:\\s+([a-z0-9]{8})"),
            "acme:\n  ab12cd34\nrest",
            "acme:\n  <ACME>\nrest"),
        new Case(
            "a value that spans lines",
            rule("BEGIN ACME[\\s\\S]+?END ACME"),
            "x\nBEGIN ACME\nab\ncd\nEND ACME\ny",
            "x\n<ACME>\ny"),
        new Case(
            "line ends around a match stay",
            rule("\\n[a-z]{8}\\n"),
            "x\nabcdefgh\ny",
            "x\n<ACME>\ny"),
        new Case(
            "text that is not ASCII",
            rule("Schlüssel: (\\S+)"),
            "Schlüssel: größer1 é",
            "Schlüssel: <ACME> é"));
  }

  static Stream<Case> secrets() {
    return Stream.of(
        new Case(
            "the first group that is not empty",
            rule("key=(?:(x*)|())([a-z]+)"),
            "key=abc",
            "key=<ACME>"),
        new Case(
            "an alternative's group",
            rule("a=([0-9]+)|b=([a-z]+)"),
            "a=12 b=cd",
            "a=<ACME> b=<ACME>"),
        new Case(
            "secretGroup",
            rule("(key|token)=([a-z]+)", "secretGroup = 2"),
            "token=abc",
            "token=<ACME>"),
        new Case(
            "secretGroup 0 is none",
            rule("(key|token): ([a-z]+)", "secretGroup = 0"),
            "token: abc",
            "<ACME>: abc"),
        new Case(
            "an empty group is the match",
            rule("key=([0-9]*)[a-z]+", "secretGroup = 1"),
            "key=abc",
            "<ACME>"),
        new Case(
            "no group when the match alone does not match: all of it",
            rule("key=([a-z]+?)\\n"),
            "key=abc\n",
            "<ACME>\n"),
        new Case(
            "the group of the second match, and of the first",
            rule("(?:\\bk|key=)([a-z]+)"),
            "xkey=abc",
            "xk<ACME>"),
        new Case(
            "a token that the regex cuts", rule("acme_[a-z0-9]{4}"), "acme_ab12cd34 x", "<ACME> x"),
        new Case(
            "a token with dashes and dots that it cuts",
            rule("acme_[a-z]{4}"),
            "acme_abcd-12.ef==, x",
            "<ACME>, x"),
        new Case(
            "a full stop is no token", rule("acme_[a-z]{4}"), "It is acme_abcd.", "It is <ACME>."),
        new Case("quotes end a token", rule("acme_[a-z]{4}"), "'acme_abcdef'", "'<ACME>'"));
  }

  static Stream<Case> entropies() {
    return Stream.of(
        new Case(
            "entropy above", rule("key=([a-z]+)", "entropy = 2.9"), "key=abcdefgh", "key=<ACME>"),
        new Case(
            "entropy equal drops",
            rule("key=([a-z]+)", "entropy = 3"),
            "key=abcdefgh",
            "key=abcdefgh"),
        new Case(
            "entropy below drops",
            rule("key=([a-z]+)", "entropy = 3.5"),
            "key=abcdefgh",
            "key=abcdefgh"),
        new Case(
            "entropy is of the secret",
            rule("k123456789=([a-z]+)", "entropy = 1.5"),
            "k123456789=aabb",
            "k123456789=aabb"),
        new Case(
            "entropy 0 drops nothing",
            rule("key=([a-z]+)", "entropy = 0.0"),
            "key=aaaa",
            "key=<ACME>"));
  }

  static Stream<Case> keywords() {
    return Stream.of(
        new Case("none: always", rule("[0-9a-f]{8}"), "x 0123abcd", "x <ACME>"),
        new Case(
            "one is there",
            rule("[0-9a-f]{8}", "keywords = ['acme', 'other']"),
            "acme 0123abcd",
            "acme <ACME>"),
        new Case(
            "none is there",
            rule("[0-9a-f]{8}", "keywords = ['acme', 'other']"),
            "acne 0123abcd",
            "acne 0123abcd"),
        new Case(
            "in another letter case",
            rule("[0-9a-f]{8}", "keywords = ['aCme']"),
            "AcME 0123abcd",
            "AcME <ACME>"),
        new Case(
            "anywhere in the text, before",
            rule("[0-9a-f]{8}", "keywords = ['acme']"),
            "for acme:\n\n0123abcd",
            "for acme:\n\n<ACME>"),
        new Case(
            "anywhere in the text, behind",
            rule("[0-9a-f]{8}", "keywords = ['acme']"),
            "0123abcd\n\nfor acme",
            "<ACME>\n\nfor acme"),
        new Case(
            "of one letter", rule("[0-9a-f]{8}", "keywords = ['q']"), "Q 0123abcd", "Q <ACME>"),
        new Case(
            "in a longer word",
            rule("[0-9a-f]{8}", "keywords = ['acme']"),
            "xacmex 0123abcd",
            "xacmex <ACME>"),
        new Case(
            "not ASCII: always",
            rule("[0-9a-f]{8}", "keywords = ['schlüssel']"),
            "x 0123abcd",
            "x <ACME>"));
  }

  static Stream<Case> allowlists() {
    String list = "[[rules.allowlists]]";
    return Stream.of(
        new Case(
            "regexes are found in the secret",
            rule("key=([a-z]+)", list, "regexes = ['^demo', 'sample']"),
            "key=demox key=xdemo key=xsamplex",
            "key=demox key=<ACME> key=xsamplex"),
        new Case(
            "not in the match",
            rule("key=([a-z]+)", list, "regexes = ['key']"),
            "key=abc",
            "key=<ACME>"),
        new Case(
            "target match",
            rule("key=([a-z]+)", list, "regexTarget = 'match'", "regexes = ['^key=x']"),
            "key=xab key=abx",
            "key=xab key=<ACME>"),
        new Case(
            "target line",
            rule("key=([a-z]+)", list, "regexTarget = 'line'", "regexes = ['# demo$']"),
            "key=ab # demo\nkey=cd # other",
            "key=ab # demo\nkey=<ACME> # other"),
        new Case(
            "the line is not the last one's",
            rule("key=([a-z]+)", list, "regexTarget = 'line'", "regexes = ['demo']"),
            "demo\nkey=ab",
            "demo\nkey=<ACME>"),
        new Case(
            "lines begin with the line end before",
            rule("key=([a-z]+)", list, "regexTarget = 'line'", "regexes = ['^key', '^\\s+key=x']"),
            "key=ab\nkey=cd\nkey=xe",
            "key=ab\nkey=<ACME>\nkey=xe"),
        new Case(
            "a match that spans lines stands on all of them",
            rule("a=[\\s\\S]+?z", list, "regexTarget = 'line'", "regexes = ['demo']"),
            "a=b\nz demo\na=c\nz",
            "a=b\nz demo\n<ACME>"),
        new Case(
            "target secret",
            rule("key=([a-z]+)", list, "regexTarget = 'secret'", "regexes = ['^x']"),
            "key=xab key=abx",
            "key=xab key=<ACME>"),
        new Case(
            "stop words in the secret",
            rule("key=([A-Za-z]+)", list, "stopwords = ['deMo']"),
            "key=xDEmOx key=other",
            "key=xDEmOx key=<ACME>"),
        new Case(
            "stop words not in the match",
            rule("demo=([a-z]+)", list, "stopwords = ['demo']"),
            "demo=abc",
            "demo=<ACME>"),
        new Case(
            "stop words that are not ASCII",
            rule("key=(\\S+)", list, "stopwords = ['prüf']"),
            "key=PRÜFUNG key=other",
            "key=PRÜFUNG key=<ACME>"),
        new Case(
            "OR",
            rule(
                "key=([a-z]+)",
                list,
                "condition = 'OR'",
                "regexes = ['^x']",
                "stopwords = ['demo']"),
            "key=xab key=ademo key=abc",
            "key=xab key=ademo key=<ACME>"),
        new Case(
            "AND",
            rule(
                "key=([a-z]+)",
                list,
                "condition = 'and'",
                "regexes = ['^x']",
                "stopwords = ['demo']"),
            "key=xab key=ademo key=xdemo",
            "key=<ACME> key=<ACME> key=xdemo"),
        new Case(
            "&& is AND, of regexes alone",
            rule("key=([a-z]+)", list, "condition = '&&'", "regexes = ['^x']"),
            "key=xab key=abx",
            "key=xab key=<ACME>"),
        new Case(
            "AND with a path never holds",
            rule("key=([a-z]+)", list, "condition = 'AND'", "regexes = ['^x']", "paths = ['.*']"),
            "key=xab",
            "key=<ACME>"),
        new Case(
            "OR with a path",
            rule("key=([a-z]+)", list, "regexes = ['^x']", "paths = ['.*']"),
            "key=xab key=abc",
            "key=xab key=<ACME>"),
        new Case(
            "AND with a commit never holds",
            rule(
                "key=([a-z]+)",
                list,
                "condition = 'AND'",
                "stopwords = ['x']",
                "commits = ['abcdef0']"),
            "key=xab",
            "key=<ACME>"),
        new Case(
            "several lists",
            rule("key=([a-z]+)", list, "stopwords = ['demo']", list, "stopwords = ['sample']"),
            "key=xdemo key=sample key=other",
            "key=xdemo key=sample key=<ACME>"),
        new Case(
            "the old form",
            rule("key=([a-z]+)", "[rules.allowlist]", "stopwords = ['demo']"),
            "key=demo key=other",
            "key=demo key=<ACME>"),
        new Case(
            "(?i) of one regex is not for the next",
            rule("key=([A-Za-z]+)", list, "regexes = ['(?i)^x', '^y']"),
            "key=Xab key=Yab",
            "key=Xab key=<ACME>"));
  }

  static Stream<Case> globalAllowlists() {
    String two = named("acme", "key=([a-z]+)") + named("other", "token=([a-z]+)");
    return Stream.of(
        new Case(
            "for all rules",
            two + "[[allowlists]]\nstopwords = ['demo']\n",
            "key=demo token=demo key=ab token=cd",
            "key=demo token=demo key=<ACME> token=<OTHER>"),
        new Case(
            "the old form",
            two + "[allowlist]\nregexes = ['^demo']\n",
            "key=demo token=demo key=ab",
            "key=demo token=demo key=<ACME>"),
        new Case(
            "before the rules of the file",
            "[[allowlists]]\nstopwords = ['demo']\n" + two,
            "key=demo key=ab",
            "key=demo key=<ACME>"),
        new Case(
            "for some rules",
            two + "[[allowlists]]\ntargetRules = ['other']\nstopwords = ['demo']\n",
            "key=demo token=demot",
            "key=<ACME> token=demot"),
        new Case(
            "target line",
            two + "[[allowlists]]\nregexTarget='line'\nregexes = ['demo']\n",
            "key=ab demo\ntoken=cd",
            "key=ab demo\ntoken=<OTHER>"));
  }

  static Stream<Case> others() {
    String generic = named("generic-secret", "secret=([a-z_]+)") + named("acme", "acme_[a-z]+");
    return Stream.of(
        new Case(
            "gitleaks:allow switches nothing off",
            rule("key=([a-z]+)"),
            "key=abc # gitleaks:allow",
            "key=<ACME> # gitleaks:allow"),
        new Case(
            "the specific rule names what a generic one finds too",
            generic,
            "secret=acme_abc",
            "secret=<ACME>"),
        new Case(
            "a generic finding that is longer is masked whole",
            generic,
            "secret=x_acme_abc",
            "secret=<ACME>"),
        new Case(
            "a generic finding elsewhere",
            generic,
            "secret=abc acme_abc",
            "secret=<GENERICSECRE> <ACME>"),
        new Case(
            "skipReport masks", rule("key=([a-z]+)", "skipReport = true"), "key=abc", "key=<ACME>"),
        new Case(
            "required rules need not be there",
            named("acme", "key=([a-z]+)")
                + named(
                    "other",
                    "token=([a-z]+)",
                    "[[rules.required]]",
                    "id = 'acme'",
                    "withinLines = 1",
                    "withinColumns = 5"),
            "token=abc",
            "token=<OTHER>"),
        new Case(
            "a rule for some paths is for all texts",
            rule("key=([a-z]+)", "path = '\\.env$'"),
            "key=abc",
            "key=<ACME>"),
        new Case(
            "tags, title and version do nothing",
            "title = 'x'\ndescription = 'y'\nminVersion = 'v8.25.0'\n"
                + rule("key=([a-z]+)", "tags = ['a', 'b']", "description = 'z'"),
            "key=abc",
            "key=<ACME>"),
        new Case(
            "keys in any letter case",
            "[[Rules]]\nID = 'acme'\nRegex = 'key=(x)(y)'\nSecretgroup = 2\n"
                + "[[rules.Allowlists]]\nStopWords = ['demo']\n".replace("rules", "Rules"),
            "key=xy",
            "key=x<ACME>"),
        new Case(
            "a rule as inline table",
            "rules = [{id='acme', regex='key=([a-z]+)'}]\n",
            "key=abc",
            "key=<ACME>"),
        new Case("an empty file", "# nothing\n", "key=abc", "key=abc"));
  }

  static Stream<Case> all() {
    return Stream.of(
            matches(),
            secrets(),
            entropies(),
            keywords(),
            allowlists(),
            globalAllowlists(),
            others())
        .flatMap(cases -> cases);
  }

  @ParameterizedTest
  @MethodSource("all")
  void masks(Case c) {
    assertThat(Masked.text(c.toml(), c.text())).isEqualTo(c.masked());
  }

  /** Whatever is masked is masked in a JSON string too, and masking it again changes nothing. */
  @ParameterizedTest
  @MethodSource("all")
  void masksOnce(Case c) {
    var masker = Masked.masker(Masked.config(c.toml()).ownRules());
    byte[] masked = masker.maskText(c.text()).bytes();
    assertThat(masker.maskText(masked).bytes()).isSameAs(masked);
  }

  @Test
  void thereAreManyCases() {
    assertThat(all()).hasSizeGreaterThan(70);
  }
}
