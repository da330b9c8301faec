package dev.tacenda.benchmarks.speed;

import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Requests and plain text by size. */
@State(Scope.Thread)
public class BodyBenchmark {
  @Param({"10KB", "100KB", "1MB", "4MB", "16MB"})
  private String size = "";

  @Param private Content content = Content.CLEAN;

  private Masker masker;
  private Body json;
  private Body text;

  /** Makes the bodies; that they are clean, or not, is checked here and not while measuring. */
  @Setup
  public void makeBodies() throws IOException {
    Bodies bodies = Bodies.standard();
    masker = Subject.masker();
    json = bodies.json(Bodies.bytes(size), content);
    text = bodies.text(Bodies.bytes(size), content);
  }

  /** A request of the Messages API. */
  @Benchmark
  public MaskResult json() {
    return masker.maskJson(json.next(), Subject.SCOPE);
  }

  /** The same as plain text. */
  @Benchmark
  public MaskResult text() {
    return masker.maskText(text.next());
  }
}
