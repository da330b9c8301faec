package dev.tacenda.claude.anthropic;

import com.anthropic.core.RequestOptions;
import com.anthropic.core.http.Headers;
import com.anthropic.core.http.HttpClient;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Stands where the SDK would send, keeps what it was given and answers as scripted. */
final class FakeTransport implements HttpClient {
  private final List<HttpRequest> requests = Collections.synchronizedList(new ArrayList<>());
  private final Queue<Supplier<CompletableFuture<HttpResponse>>> script = new ArrayDeque<>();

  /** An answer that counts how often it was closed. */
  static final class Answer implements HttpResponse {
    private final int status;
    private final Headers headers;
    private final @Nullable InputStream body;
    private final AtomicInteger closed = new AtomicInteger();

    Answer(int status, String contentType, @Nullable InputStream body) {
      this.status = status;
      this.body = body;
      Headers.Builder builder =
          Headers.builder().put("request-id", "req_fake_1").put("Content-Length", "17");
      if (!contentType.isEmpty()) {
        builder.put("content-type", contentType);
      }
      this.headers = builder.build();
    }

    static Answer json(int status, String json) {
      return new Answer(
          status,
          "application/json",
          new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    int closed() {
      return closed.get();
    }

    @Override
    public int statusCode() {
      return status;
    }

    @Override
    public Headers headers() {
      return headers;
    }

    @Override
    public InputStream body() {
      return Objects.requireNonNull(body, "the answer has no body");
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  FakeTransport answer(HttpResponse answer) {
    script.add(() -> CompletableFuture.completedFuture(answer));
    return this;
  }

  FakeTransport fail(RuntimeException failure) {
    script.add(() -> CompletableFuture.failedFuture(failure));
    return this;
  }

  FakeTransport throwing(RuntimeException failure) {
    script.add(
        () -> {
          throw failure;
        });
    return this;
  }

  FakeTransport later(CompletableFuture<HttpResponse> answer) {
    script.add(() -> answer);
    return this;
  }

  List<HttpRequest> requests() {
    return requests;
  }

  @Override
  public HttpResponse execute(HttpRequest request, RequestOptions options) {
    return executeAsync(request, options).join();
  }

  @Override
  public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
    requests.add(request);
    return script.remove().get();
  }

  @Override
  public void close() {}
}
