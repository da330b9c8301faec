package dev.tacenda.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A plain client for the tests of this module. */
final class Calls {

  static final String BODY =
      "{\"model\":\"claude-fake-1\",\"max_tokens\":64,"
          + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
  static final String STREAM_BODY =
      BODY.replace("\"max_tokens\"", "\"stream\":true,\"max_tokens\"");

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final FakeClaude claude;

  Calls(FakeClaude claude) {
    this.claude = claude;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(claude.baseUrl() + path))
        .timeout(TIMEOUT)
        .header("x-api-key", "fake-key")
        .header("anthropic-version", "2023-06-01")
        .header("content-type", "application/json");
  }

  HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<byte[]> post(String path, String body) {
    return send(request(path).POST(BodyPublishers.ofString(body)).build());
  }

  HttpResponse<byte[]> messages(String body) {
    return post("/v1/messages", body);
  }

  static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
