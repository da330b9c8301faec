package dev.tacenda.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class SpeedTest {
  private static final int MISUSED = 2;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine speed = Speed.commandLine(arguments);
    speed.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return speed.execute(arguments);
  }

  @Test
  void unknownSuitesAreRefusedWithThoseThereAre() {
    assertThat(run("--only", "bodies,cpu")).isEqualTo(MISUSED);
    assertThat(err.toString())
        .contains("no suite 'cpu'")
        .contains("bodies, rivals, turn, known, threads, stream, worst, call, cold");
  }

  @Test
  void unknownOptionsAreRefusedWithThoseThereAre() {
    assertThat(run("--fast")).isEqualTo(MISUSED);
    assertThat(err.toString()).contains("'--fast'").contains("--quick").contains("--forks");
  }

  @Test
  void numberOfForksHasARange() {
    assertThat(run("--forks", "0")).isEqualTo(MISUSED);
    assertThat(err.toString()).contains("--forks must be in 1..100, was 0");
  }

  @Test
  void helpListsSuites() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("--only").contains("threads").contains("Exit codes");
  }
}
