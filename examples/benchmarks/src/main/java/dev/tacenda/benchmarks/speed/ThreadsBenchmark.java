package dev.tacenda.benchmarks.speed;

import dev.tacenda.benchmarks.speed.rival.ByteSum;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/** Clean requests of 100 KB, masked by one masker on one and on two threads at a time. */
@State(Scope.Benchmark)
public class ThreadsBenchmark {
  private Masker masker;

  @Setup
  public void makeMasker() {
    masker = Subject.masker();
  }

  /** The body of one thread. */
  @State(Scope.Thread)
  public static class ThreadBody {
    private Body body;

    @Setup
    public void makeBody() throws IOException {
      body = Bodies.standard().json(Bodies.bytes("100KB"), Content.CLEAN);
    }
  }

  @Benchmark
  @Threads(1)
  public MaskResult one(ThreadBody own) {
    return masker.maskJson(own.body.next(), Subject.SCOPE);
  }

  @Benchmark
  @Threads(2)
  public MaskResult two(ThreadBody own) {
    return masker.maskJson(own.body.next(), Subject.SCOPE);
  }

  /** The floor on one thread. */
  @Benchmark
  @Threads(1)
  public int sumOne(ThreadBody own) {
    return ByteSum.of(own.body.next());
  }

  /** The floor on two threads: what the machine gives. */
  @Benchmark
  @Threads(2)
  public int sumTwo(ThreadBody own) {
    return ByteSum.of(own.body.next());
  }
}
