package dev.tacenda.quickstart;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.RequestOptions;
import com.anthropic.core.http.Headers;
import com.anthropic.core.http.HttpClient;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpResponse;
import dev.tacenda.testkit.LeakCheck;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Keeps what is handed to the transport, to prove afterwards what was in it. An application does
 * not need this. Thread-safe.
 */
final class Wire {
  /** What authenticates us at the API has to leave as it is. */
  private static final Set<String> CREDENTIALS = Set.of("authorization", "x-api-key");

  private final List<Sent> sent = new CopyOnWriteArrayList<>();

  private record Sent(String head, ByteArrayOutputStream body) {
    /** The size, never the content. */
    @Override
    public String toString() {
      return "Sent[" + body.size() + " bytes]";
    }
  }

  /** Returns a client whose requests are kept as they are after all its interceptors so far. */
  AnthropicClient tap(AnthropicClient client) {
    return client.withOptions(options -> options.addInterceptor(Tap::new));
  }

  /** The body of the newest request. */
  byte[] lastBody() {
    return sent.get(sent.size() - 1).body().toByteArray();
  }

  /** Searches all that was sent. */
  void search(LeakCheck check) {
    for (int i = 0; i < sent.size(); i++) {
      check.searchText("head of request " + (i + 1), sent.get(i).head());
      check.search("body of request " + (i + 1), sent.get(i).body().toByteArray());
    }
  }

  private static Sent read(HttpRequest request) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    request.body().ifPresent(content -> content.writeTo(body));
    return new Sent(request.url() + "\n" + text(request.headers()), body);
  }

  private static String text(Headers headers) {
    StringBuilder text = new StringBuilder();
    for (String name : headers.names()) {
      if (!CREDENTIALS.contains(name.toLowerCase(Locale.ROOT))) {
        text.append(name).append(": ").append(headers.values(name)).append('\n');
      }
    }
    return text.toString();
  }

  /** Keeps a request and passes it on. */
  private final class Tap implements HttpClient {
    private final HttpClient next;

    Tap(HttpClient next) {
      this.next = next;
    }

    @Override
    public HttpResponse execute(HttpRequest request, RequestOptions options) {
      sent.add(read(request));
      return next.execute(request, options);
    }

    @Override
    public CompletableFuture<HttpResponse> executeAsync(
        HttpRequest request, RequestOptions options) {
      sent.add(read(request));
      return next.executeAsync(request, options);
    }

    @Override
    public void close() {
      next.close();
    }
  }
}
