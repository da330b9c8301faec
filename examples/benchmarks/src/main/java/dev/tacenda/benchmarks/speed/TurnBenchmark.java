package dev.tacenda.benchmarks.speed;

import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The turns of a conversation of 1 MB that grows by 5 KB, with a cache marker that moves. */
@State(Scope.Thread)
public class TurnBenchmark {
  @Param private Content content = Content.CLEAN;

  private Masker masker;
  private Conversation conversation;
  private int number;

  @Setup
  public void makeConversation() throws IOException {
    masker = Subject.masker();
    conversation = Bodies.standard().conversation(Bodies.bytes("1MB"), 5 << 10, content);
  }

  /** A conversation that the masker has not seen. */
  @Benchmark
  public MaskResult first() {
    return masker.maskJson(conversation.first().marked(++number), Subject.SCOPE);
  }

  /** Masks the first turn; not part of what is measured. */
  @State(Scope.Thread)
  public static class AfterFirst {
    private byte[] second = {};

    /** That of the state which JMH hands over, which is not the one that runs the benchmark. */
    private Masker masker;

    @Setup(Level.Invocation)
    public void maskFirst(TurnBenchmark turns) {
      masker = turns.masker;
      turns.first();
      second = turns.conversation.second().marked(turns.number);
    }
  }

  /** The second turn, right after the first. */
  @Benchmark
  public MaskResult second(AfterFirst turn) {
    return turn.masker.maskJson(turn.second, Subject.SCOPE);
  }
}
