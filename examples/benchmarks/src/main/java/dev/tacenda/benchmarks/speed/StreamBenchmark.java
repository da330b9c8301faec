package dev.tacenda.benchmarks.speed;

import dev.tacenda.mask.Masker;
import dev.tacenda.mask.StreamMasker;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One delta of about 20 characters of a streamed answer. */
@State(Scope.Thread)
public class StreamBenchmark {
  private static final int DELTA_BYTES = 1 << 20;

  @Param private Content content = Content.CLEAN;

  /** What the stream has seen before the measurement begins. */
  @Param({"0KB", "4MB"})
  private String before = "";

  private Masker masker;
  private StreamMasker stream;
  private List<String> deltas;
  private int next;

  @Setup
  public void makeDeltas() throws IOException {
    masker = Subject.masker();
    deltas = Bodies.standard().deltas(DELTA_BYTES, content);
  }

  /** Begins a stream and lets it see what stands before. */
  @Setup(Level.Iteration)
  public void begin() {
    stream = masker.stream();
    next = 0;
    int seen = Bodies.bytes(before);
    for (int length = 0; length < seen; ) {
      length += append().length();
    }
  }

  @Benchmark
  public String append() {
    String masked = stream.append(deltas.get(next));
    next = next + 1 == deltas.size() ? 0 : next + 1;
    return masked;
  }
}
