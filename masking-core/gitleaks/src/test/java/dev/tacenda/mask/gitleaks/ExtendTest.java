package dev.tacenda.mask.gitleaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tacenda.mask.PolicyException;
import dev.tacenda.mask.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How configurations extend one another. */
class ExtendTest {
  private static final String BASE =
      """
      [[rules]]
      id = "acme"
      description = "base"
      regex = 'key=([a-z]+)'
      keywords = ["key"]
      [[rules.allowlists]]
      stopwords = ["demo"]

      [[rules]]
      id = "other"
      regex = 'token=([a-z]+)'
      """;

  @TempDir Path directory;

  @Test
  void takesTheRulesOfTheOtherFile() throws IOException {
    write("base.toml", BASE);
    write("team.toml", "[extend]\npath = 'base.toml'\n");

    assertThat(masked("key=ab token=cd key=demo")).isEqualTo("key=<ACME> token=<OTHER> key=demo");
  }

  @Test
  void changesARuleOfTheOtherFile() throws IOException {
    write("base.toml", BASE);
    write(
        "team.toml",
        """
        [extend]
        path = "base.toml"
        [[rules]]
        id = "acme"
        regex = 'key: ([a-z]+)'
        keywords = ["acme"]
        [[rules.allowlists]]
        stopwords = ["sample"]
        """);

    assertThat(masked("key=ab key: cd key: demo key: sample"))
        .isEqualTo("key=ab key: <ACME> key: demo key: sample");
    assertThat(masked("no such word; KEY: and key: cd")).contains("<ACME>");
    assertThat(load().imported().get(0).rule().description()).isEqualTo("base");
  }

  @Test
  void entropyAndGroupOfZeroChangeNothing() throws IOException {
    write(
        "base.toml", "[[rules]]\nid='acme'\nregex='(key)=([a-z]+)'\nsecretGroup=2\nentropy=1.5\n");
    write(
        "team.toml",
        "[extend]\npath='base.toml'\n[[rules]]\nid='acme'\nsecretGroup=0\nentropy=0.0\n");

    assertThat(masked("key=abcd key=aabb")).isEqualTo("key=<ACME> key=aabb");
  }

  @Test
  void disablesRulesOfTheFilesBelow() throws IOException {
    write("base.toml", BASE);
    write("middle.toml", "[extend]\npath = 'base.toml'\n");
    write("team.toml", "[extend]\npath = 'middle.toml'\ndisabledRules = ['other', 'another']\n");

    assertThat(masked("key=ab token=cd")).isEqualTo("key=<ACME> token=cd");
    assertThat(load().notes())
        .extracting(ImportNote::message)
        .containsExactly(
            "disabled rule 'another' is in no file that is extended; standard rules are disabled"
                + " in the policy");
  }

  @Test
  void aDisabledRuleThatTheFileHasItselfStays() throws IOException {
    write("base.toml", BASE);
    write(
        "team.toml",
        """
        [extend]
        path = "base.toml"
        disabledRules = ["acme"]
        [[rules]]
        id = "acme"
        regex = 'own=([a-z]+)'
        """);

    assertThat(masked("own=demo key=ab")).isEqualTo("own=<ACME> key=ab");
  }

  @Test
  void joinsTheAllowlistsForAllRules() throws IOException {
    write("base.toml", BASE + "[[allowlists]]\nstopwords = ['sample']\n");
    write(
        "team.toml",
        """
        [extend]
        path = "base.toml"
        [[rules]]
        id = "own"
        regex = 'own=([a-z]+)'
        [allowlist]
        regexes = ['^x']
        """);

    assertThat(masked("own=sample own=xy own=ab token=sample token=xy token=cd"))
        .isEqualTo("own=sample own=xy own=<OWN> token=sample token=xy token=<OTHER>");
  }

  @Test
  void anAllowlistForSomeRulesMayNameThoseOfTheOtherFile() throws IOException {
    write("base.toml", BASE);
    write(
        "team.toml",
        "[extend]\npath='base.toml'\n[[allowlists]]\ntargetRules=['other']\nstopwords=['demo']\n");

    assertThat(masked("token=demo token=cd")).isEqualTo("token=demo token=<OTHER>");
  }

  @Test
  void anAllowlistForSomeRulesInTheOtherFileIsIgnoredAsInGitleaks() throws IOException {
    write("base.toml", BASE + "[[allowlists]]\ntargetRules = ['other']\nstopwords = ['demo']\n");
    write("team.toml", "[extend]\npath = 'base.toml'\n");

    assertThat(masked("token=demo")).isEqualTo("token=<OTHER>");
    assertThat(load().notes().toString())
        .contains("gitleaks ignores an allowlist with targetRules in an extended file");
  }

  @Test
  void pathsStartWhereTheFirstFileIs() throws IOException {
    Files.createDirectories(directory.resolve("sub"));
    write("base.toml", BASE);
    write("sub/middle.toml", "[extend]\npath = 'base.toml'\n");
    write("team.toml", "[extend]\npath = 'sub/middle.toml'\n");

    assertThat(load().imported()).hasSize(2);
  }

  @Test
  void pathsStartInTheDirectoryThatIsGiven() throws IOException {
    Files.createDirectories(directory.resolve("sub"));
    write("base.toml", BASE);
    write("sub/team.toml", "[extend]\npath = 'base.toml'\n");

    Path file = directory.resolve("sub/team.toml");
    assertThat(GitleaksConfig.load(file, directory).imported()).hasSize(2);
    assertThatThrownBy(() -> GitleaksConfig.load(file))
        .isInstanceOf(PolicyException.class)
        .hasMessage(
            file
                + ":2:8: cannot read the file 'base.toml' that is extended; paths start in the"
                + " directory of the first file, or in the one given to load()");
  }

  @Test
  void refusesACycle() throws IOException {
    write("team.toml", "[extend]\npath = 'base.toml'\n");
    write("base.toml", "\n[extend]\npath = './team.toml'\n");

    assertThatThrownBy(this::load)
        .hasMessage("base.toml:3:8: the file './team.toml' extends itself; remove one [extend]");
  }

  @Test
  void refusesAFileThatExtendsItself() throws IOException {
    write("team.toml", "[extend]\npath = 'team.toml'\n");

    assertThatThrownBy(this::load).hasMessageContaining("2:8: the file 'team.toml' extends itself");
  }

  @Test
  void refusesAThirdExtension() throws IOException {
    write("team.toml", "[extend]\npath = 'a.toml'\n");
    write("a.toml", "[extend]\npath = 'b.toml'\n");
    write("b.toml", "[extend]\npath = 'c.toml'\n");
    write("c.toml", BASE);

    assertThatThrownBy(this::load)
        .hasMessage("b.toml:2:8: more than 2 files extend one another; put two of them together");
  }

  @Test
  void theDefaultCountsAsAFile() throws IOException {
    write("team.toml", "[extend]\npath = 'a.toml'\n");
    write("a.toml", "[extend]\npath = 'b.toml'\n");
    write("b.toml", "[extend]\nuseDefault = true\n");

    assertThatThrownBy(this::load).hasMessageStartingWith("b.toml:2:1: more than 2 files");
  }

  @Test
  void anErrorInTheOtherFileNamesIt() throws IOException {
    write("base.toml", BASE.replace("regex", "regexx"));
    write("team.toml", "[extend]\npath = 'base.toml'\n");

    assertThatThrownBy(this::load)
        .hasMessage("base.toml:4:1: unknown key 'regexx'; did you mean 'regex'?");
  }

  @Test
  void aDirectoryIsNoFile() throws IOException {
    write("team.toml", "[extend]\npath = '.'\n");

    assertThatThrownBy(this::load).hasMessageContaining("2:8: cannot read the file '.'");
  }

  @Test
  void aMissingFirstFileIsAnIoError() {
    assertThatThrownBy(this::load).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void theDefaultBecomesTheStandardRules() {
    GitleaksConfig config =
        Masked.config("[extend]\nuseDefault = true\n[[rules]]\nid='acme'\nregex='key=([a-z]+)'\n");

    assertThat(config.usesDefault()).isTrue();
    assertThat(config.ownRules().rules()).hasSize(1);
    assertThat(config.ruleSet().rules()).hasSize(RuleSet.standard().rules().size() + 1);
    assertThat(config.notes().toString())
        .isEqualTo(
            "[team.toml:2:1: gitleaks' default rules are not shipped; the standard rules stand for"
                + " them]");
  }

  @Test
  void withoutTheDefaultThereAreOnlyOwnRules() {
    GitleaksConfig config =
        Masked.config("[extend]\nuseDefault = false\n[[rules]]\nid='acme'\nregex='x'\n");

    assertThat(config.usesDefault()).isFalse();
    assertThat(config.ruleSet().rules()).isEqualTo(config.ownRules().rules());
  }

  @Test
  void whatChangesTheDefaultIsNoted() {
    GitleaksConfig config =
        Masked.config(
            """
            [extend]
            useDefault = true
            disabledRules = ["sumo"]
            [[rules]]
            id = "generic-api-key"
            entropy = 4
            [[allowlists]]
            stopwords = ["demo"]
            [[allowlists]]
            targetRules = ["aws"]
            stopwords = ["x"]
            """);

    assertThat(config.imported()).isEmpty();
    assertThat(config.notes())
        .extracting(ImportNote::line, ImportNote::column, ImportNote::message)
        .containsExactly(
            tuple(
                2, 1, "gitleaks' default rules are not shipped; the standard rules stand for them"),
            tuple(
                3,
                18,
                "disabled rule 'sumo' is in no file that is extended; standard rules are disabled"
                    + " in the policy"),
            tuple(
                5,
                6,
                "rule 'generic-api-key' changes one of gitleaks' default rules, in whose place the"
                    + " standard rules are used"),
            tuple(7, 1, "the allowlist is for the rules of this file, not for standard rules"),
            tuple(
                10, 16, "rule 'aws' is none of this file, and standard rules have no allowlists"));
  }

  private GitleaksConfig load() throws IOException {
    return GitleaksConfig.load(directory.resolve("team.toml"));
  }

  private String masked(String text) throws IOException {
    return Masked.text(load(), text);
  }

  private void write(String name, String toml) throws IOException {
    Files.writeString(directory.resolve(name), toml);
  }
}
