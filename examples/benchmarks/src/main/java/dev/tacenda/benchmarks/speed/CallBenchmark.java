package dev.tacenda.benchmarks.speed;

import dev.tacenda.audit.AuditSink;
import dev.tacenda.audit.log.JsonlAuditSink;
import dev.tacenda.claude.MaskingOkHttpInterceptor;
import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.claude.gate.IdentityVerifier;
import dev.tacenda.testkit.FakeClaude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Calls of 100 KB over loopback to a stand-in for Claude, whose answer is one line. */
public class CallBenchmark {
  private static final MediaType JSON = MediaType.get("application/json");

  /** The stand-in, and what is sent to it. */
  @State(Scope.Thread)
  public static class Server {
    private Body body;
    private FakeClaude claude;

    @Setup
    public void makeBody() throws IOException {
      body = Bodies.standard().json(Bodies.bytes("100KB"), Content.FINDINGS);
    }

    /** It keeps what it is sent, so it does not live long. */
    @Setup(Level.Iteration)
    public void start() {
      claude = FakeClaude.start();
    }

    @TearDown(Level.Iteration)
    public void stop() {
      claude.close();
    }

    int call(OkHttpClient client) throws IOException {
      Request request =
          new Request.Builder()
              .url(claude.baseUrl() + "/v1/messages")
              .header("x-api-key", "a-key-of-the-benchmark")
              .header("anthropic-version", "2023-06-01")
              .post(RequestBody.create(body.next(), JSON))
              .build();
      try (Response response = client.newCall(request).execute()) {
        if (!response.isSuccessful()) {
          throw new IOException("status " + response.code());
        }
        return response.body().bytes().length;
      }
    }
  }

  /** A client without a guard. */
  @State(Scope.Thread)
  public static class Unguarded {
    private final OkHttpClient client = builder().build();

    @TearDown
    public void close() {
      CallBenchmark.close(client);
    }
  }

  /** A client whose guard keeps its record on the disk. */
  @State(Scope.Thread)
  public static class Guarded {
    private Path folder;
    private AuditSink sink;
    private TrafficGuard guard;
    private OkHttpClient client;

    @Setup
    public void open() throws IOException {
      folder = Files.createTempDirectory("tacenda-speed");
      sink = JsonlAuditSink.open(folder);
      guard = CallBenchmark.guard(sink);
      client = CallBenchmark.client(guard);
    }

    @TearDown
    public void close() throws IOException {
      CallBenchmark.close(client);
      guard.close();
      sink.close();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** A client whose guard keeps no record. */
  @State(Scope.Thread)
  public static class Unrecorded {
    private TrafficGuard guard;
    private OkHttpClient client;

    @Setup
    public void open() {
      guard = CallBenchmark.guard(AuditSink.noop());
      client = CallBenchmark.client(guard);
    }

    @TearDown
    public void close() {
      CallBenchmark.close(client);
      guard.close();
    }
  }

  private static TrafficGuard guard(AuditSink sink) {
    return TrafficGuard.builder(Subject.policy(), Subject.key(), sink)
        .identity(IdentityVerifier.fixed("benchmark"))
        .build();
  }

  private static OkHttpClient client(TrafficGuard guard) {
    return builder().addInterceptor(MaskingOkHttpInterceptor.of(guard)).build();
  }

  private static OkHttpClient.Builder builder() {
    return new OkHttpClient.Builder().followRedirects(false).socketFactory(new NoDelaySockets());
  }

  private static void close(OkHttpClient client) {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  /** The call alone. */
  @Benchmark
  public int unguarded(Server server, Unguarded plain) throws IOException {
    return server.call(plain.client);
  }

  /** Masked both ways, two records forced to the disk. */
  @Benchmark
  public int guarded(Server server, Guarded guarded) throws IOException {
    return server.call(guarded.client);
  }

  /** Masked both ways, no record: the difference is what the record costs. */
  @Benchmark
  public int unrecorded(Server server, Unrecorded unrecorded) throws IOException {
    return server.call(unrecorded.client);
  }
}
