package dev.tacenda.testkit.okhttp;

import dev.tacenda.claude.MaskingOkHttpInterceptor;
import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.testkit.AdapterContract.Answer;
import dev.tacenda.testkit.AdapterContract.Client;
import dev.tacenda.testkit.EventData;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Drives a bare OkHttp client. */
final class OkHttpClaude implements Client {
  private static final MediaType JSON = MediaType.get("application/json");

  private final String baseUrl;
  private final OkHttpClient client;
  private final Sending sending;

  /** How a call is made. */
  interface Sending {
    /** On the thread of the caller. */
    Sending EXECUTE = Call::execute;

    /** On a thread of the dispatcher, waited for here. */
    Sending ENQUEUE = OkHttpClaude::enqueue;

    Response send(Call call) throws IOException;
  }

  OkHttpClaude(String baseUrl, TrafficGuard guard, Sending sending) {
    this.baseUrl = baseUrl;
    this.client =
        new OkHttpClient().newBuilder().addInterceptor(MaskingOkHttpInterceptor.of(guard)).build();
    this.sending = sending;
  }

  @Override
  public Answer post(String path, byte[] json) throws IOException {
    Request request =
        new Request.Builder()
            .url(baseUrl + path)
            .header("x-api-key", "a-key-of-the-test")
            .header("anthropic-version", "2023-06-01")
            .post(RequestBody.create(json, JSON))
            .build();
    return new EventAnswer(sending.send(client.newCall(request)));
  }

  private static Response enqueue(Call call) throws IOException {
    CompletableFuture<Response> answer = new CompletableFuture<>();
    call.enqueue(
        new Callback() {
          @Override
          public void onResponse(Call answered, Response response) {
            answer.complete(response);
          }

          @Override
          public void onFailure(Call failed, IOException e) {
            answer.completeExceptionally(e);
          }
        });
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException("the call failed", e);
    }
  }

  @Override
  public void close() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  /** Reads the source line by line if it is a stream of events, else as a whole. */
  private static final class EventAnswer implements Answer {
    private final Response response;
    private final boolean events;

    EventAnswer(Response response) {
      this.response = response;
      this.events = response.header("Content-Type", "").startsWith("text/event-stream");
    }

    @Override
    public Optional<String> next() throws IOException {
      return events ? nextText() : whole();
    }

    private Optional<String> nextText() throws IOException {
      String line = response.body().source().readUtf8Line();
      while (line != null && !line.startsWith("data: ")) {
        line = response.body().source().readUtf8Line();
      }
      return line == null ? Optional.empty() : Optional.of(EventData.said(line.substring(6)));
    }

    private Optional<String> whole() throws IOException {
      String text = response.body().source().readUtf8();
      return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    @Override
    public void close() {
      response.close();
    }
  }
}
