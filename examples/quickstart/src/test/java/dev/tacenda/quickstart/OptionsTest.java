package dev.tacenda.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {

  private static Options parse(String... arguments) throws QuickstartException {
    return Options.parse(List.of(arguments));
  }

  @Test
  void takesValuesAfterASpaceOrAnEqualsSign() throws QuickstartException {
    Options options = parse("--policy", "p.yaml", "--audit=a=b", "--model", "m", "src");
    assertThat(options.policy()).contains(Path.of("p.yaml"));
    assertThat(options.audit()).isEqualTo(Path.of("a=b"));
    assertThat(options.model()).isEqualTo("m");
    assertThat(options.tree()).contains(Path.of("src"));
  }

  @Test
  void takesEverythingAfterTwoDashesAsPath() throws QuickstartException {
    assertThat(parse("--", "--policy").tree()).contains(Path.of("--policy"));
  }

  @Test
  void stopsAtWhatCannotBeReviewedUnlessTold() throws QuickstartException {
    assertThat(parse().unreviewable()).isEqualTo(Unreviewable.STOP);
    assertThat(parse("--skip-unreviewable").unreviewable()).isEqualTo(Unreviewable.LEAVE_OUT);
  }

  @Test
  void refusesAMissingValueASecondPathAndAValueTooMany() {
    assertThatThrownBy(() -> parse("--policy")).hasMessage("--policy needs a value; see --help");
    assertThatThrownBy(() -> parse("--model=")).hasMessage("--model needs a value; see --help");
    assertThatThrownBy(() -> parse("a", "b"))
        .hasMessage("one PATH at most, was also given b; see --help");
    assertThatThrownBy(() -> parse("--help=yes")).hasMessage("--help takes no value; see --help");
  }

  @Test
  void helpNamesEveryOptionAndExitCode(@TempDir Path folder) {
    Bench.Ran ran = new Bench(folder).run("--help");
    assertThat(ran.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(ran.out())
        .contains("--policy", "--audit", "--model", "--skip-unreviewable", "--help");
    for (ExitCode code : ExitCode.values()) {
      assertThat(ran.out()).containsPattern("\n  " + code.number() + " +" + code.meaning());
    }
  }

  @Test
  void exitCodesAreDistinct() {
    assertThat(ExitCode.values()).extracting(ExitCode::number).doesNotHaveDuplicates();
  }

  @Test
  void readmeListsEveryOptionAndExitCode() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    assertThat(readme).contains("--policy", "--audit", "--model", "--skip-unreviewable", "--help");
    for (ExitCode code : ExitCode.values()) {
      assertThat(readme).contains("\n| " + code.number() + " | " + code.meaning());
    }
  }
}
