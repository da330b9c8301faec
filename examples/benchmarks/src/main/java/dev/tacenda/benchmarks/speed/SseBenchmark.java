package dev.tacenda.benchmarks.speed;

import dev.tacenda.audit.AuditSink;
import dev.tacenda.claude.ClaudeRequest;
import dev.tacenda.claude.ResponseHead;
import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.claude.gate.IdentityVerifier;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A streamed answer as the guard of a call reads it, events and their JSON included. What is
 * measured is the mean of a thousand events.
 */
@State(Scope.Thread)
public class SseBenchmark {
  private static final int EVENTS = 1000;
  private static final int ENOUGH_BYTES = 40 << 10;
  private static final ResponseHead HEAD = new ResponseHead(200, "text/event-stream", "");
  private static final byte[] REQUEST =
      "{\"model\":\"claude-opus-4-5\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}"
          .getBytes(StandardCharsets.UTF_8);

  @Param private Content content = Content.CLEAN;

  private TrafficGuard guard;
  private byte[] answer;
  private final byte[] buffer = new byte[8192];

  @Setup
  public void makeAnswer() throws IOException {
    List<String> deltas = Bodies.standard().deltas(ENOUGH_BYTES, content);
    answer = EventStream.of(deltas.subList(0, EVENTS));
    guard =
        TrafficGuard.builder(Subject.policy(), Subject.key(), AuditSink.noop())
            .identity(IdentityVerifier.fixed("benchmark"))
            .build();
  }

  @TearDown
  public void close() {
    guard.close();
  }

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public int guarded() throws IOException {
    ClaudeRequest request =
        ClaudeRequest.builder("POST", "/v1/messages").body("application/json", REQUEST).build();
    int length = 0;
    try (InputStream in = guard.admit(request).guard(HEAD, new ByteArrayInputStream(answer))) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        length += read;
      }
    }
    return length;
  }
}
