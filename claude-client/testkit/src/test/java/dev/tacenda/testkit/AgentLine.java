package dev.tacenda.testkit;

import dev.tacenda.claude.MaskingOkHttpInterceptor;
import dev.tacenda.claude.TrafficGuard;
import java.io.IOException;
import java.util.function.Function;
import java.util.function.Supplier;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** The connection of a {@link SimulatedAgent} to Claude: OkHttp, guarded or not. */
final class AgentLine implements AutoCloseable {

  /** Claude refused a request, which ends the agent's work. */
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(int status, String body) {
      super(status + " " + body);
    }
  }

  private static final MediaType JSON = MediaType.get("application/json");

  private final String baseUrl;
  private final OkHttpClient plain = new OkHttpClient.Builder().followRedirects(false).build();
  private final Function<OkHttpClient, OkHttpClient> wrapping;
  private final Runnable closing;

  private AgentLine(
      String baseUrl, Function<OkHttpClient, OkHttpClient> wrapping, Runnable closing) {
    this.baseUrl = baseUrl;
    this.wrapping = wrapping;
    this.closing = closing;
  }

  private static OkHttpClient guard(OkHttpClient plain, TrafficGuard guard) {
    return plain.newBuilder().addInterceptor(MaskingOkHttpInterceptor.of(guard)).build();
  }

  /** A line on which nothing is masked. */
  static AgentLine open(String baseUrl) {
    return new AgentLine(baseUrl, plain -> plain, () -> {});
  }

  /** A line with a guard, which is closed with the line. */
  static AgentLine guarded(String baseUrl, TrafficGuard guard) {
    return new AgentLine(baseUrl, plain -> guard(plain, guard), guard::close);
  }

  /** A line with another guard for every request. */
  static AgentLine guardedAnew(String baseUrl, Supplier<TrafficGuard> guards) {
    return new AgentLine(baseUrl, plain -> guard(plain, guards.get()), () -> {});
  }

  /** Sends a request and reads its stream to the end. */
  AgentAnswer send(String body) throws IOException {
    Request request =
        new Request.Builder()
            .url(baseUrl + "/v1/messages?beta=true")
            .header("x-api-key", "a-key-of-the-test")
            .header("anthropic-version", "2023-06-01")
            .header("anthropic-beta", "interleaved-thinking-2025-05-14")
            .post(RequestBody.create(body, JSON))
            .build();
    try (Response response = wrapping.apply(plain).newCall(request).execute()) {
      if (response.code() != 200) {
        throw new RefusedException(response.code(), response.body().string());
      }
      return AgentAnswer.read(response.body().source());
    }
  }

  @Override
  public void close() {
    plain.dispatcher().executorService().shutdown();
    plain.connectionPool().evictAll();
    closing.run();
  }
}
