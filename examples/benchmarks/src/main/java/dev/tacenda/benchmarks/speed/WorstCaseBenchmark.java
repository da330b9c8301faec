package dev.tacenda.benchmarks.speed;

import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Hostile text of 1 MB. */
@State(Scope.Thread)
public class WorstCaseBenchmark {
  @Param private WorstCase text = WorstCase.LETTER_RUN;

  private Masker masker;
  private Body body;

  @Setup
  public void makeBody() {
    masker = Subject.masker();
    body = text.body();
  }

  @Benchmark
  public MaskResult json() {
    return masker.maskJson(body.next(), Subject.SCOPE);
  }
}
