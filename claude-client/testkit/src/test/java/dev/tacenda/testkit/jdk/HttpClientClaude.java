package dev.tacenda.testkit.jdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tacenda.claude.MaskingHttpClient;
import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.testkit.AdapterContract.Answer;
import dev.tacenda.testkit.AdapterContract.Client;
import dev.tacenda.testkit.EventData;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/** Drives a bare client of {@code java.net.http}. */
final class HttpClientClaude implements Client {
  private final String baseUrl;
  private final HttpClient client;
  private final Sending sending;

  /** How a call is made, and with which handler. */
  interface Sending {
    /** Returns the answer with its body as a stream, whatever way it came. */
    HttpResponse<?> send(HttpClient client, HttpRequest request) throws Exception;
  }

  HttpClientClaude(String baseUrl, TrafficGuard guard, Sending sending) {
    this.baseUrl = baseUrl;
    this.client = MaskingHttpClient.wrap(HttpClient.newHttpClient(), guard);
    this.sending = sending;
  }

  static HttpResponse<?> send(HttpClient client, HttpRequest request) throws Exception {
    return client.send(request, BodyHandlers.ofByteArray());
  }

  static HttpResponse<?> sendAsync(HttpClient client, HttpRequest request) throws Exception {
    return client.sendAsync(request, BodyHandlers.ofString()).get();
  }

  static HttpResponse<?> stream(HttpClient client, HttpRequest request) throws Exception {
    return client.send(request, BodyHandlers.ofInputStream());
  }

  static HttpResponse<?> publish(HttpClient client, HttpRequest request) throws Exception {
    return client
        .sendAsync(
            request,
            info ->
                HttpResponse.BodySubscribers.mapping(
                    HttpResponse.BodySubscribers.ofPublisher(), PublishedBody::of))
        .get();
  }

  @Override
  public Answer post(String path, byte[] json) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(baseUrl + path))
            .header("x-api-key", "a-key-of-the-test")
            .header("anthropic-version", "2023-06-01")
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofByteArray(json))
            .build();
    return new EventAnswer(sending.send(client, request));
  }

  @Override
  public void close() {
    if (client instanceof MaskingHttpClient masking && Runtime.version().feature() >= 21) {
      masking.shutdownNow();
    }
  }

  /** Reads the body line by line if it is a stream of events, else as a whole. */
  private static final class EventAnswer implements Answer {
    private final InputStream body;
    private final BufferedReader lines;
    private final boolean events;

    EventAnswer(HttpResponse<?> response) {
      this.body = stream(response.body());
      this.lines = new BufferedReader(new InputStreamReader(body, UTF_8));
      this.events =
          response.headers().firstValue("content-type").orElse("").startsWith("text/event-stream");
    }

    private static InputStream stream(Object body) {
      if (body instanceof InputStream stream) {
        return stream;
      }
      byte[] bytes = body instanceof byte[] array ? array : body.toString().getBytes(UTF_8);
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public Optional<String> next() throws IOException {
      return events ? nextText() : whole();
    }

    private Optional<String> nextText() throws IOException {
      String line = lines.readLine();
      while (line != null && !line.startsWith("data: ")) {
        line = lines.readLine();
      }
      return line == null ? Optional.empty() : Optional.of(EventData.said(line.substring(6)));
    }

    private Optional<String> whole() throws IOException {
      String text = new String(body.readAllBytes(), UTF_8);
      return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    @Override
    public void close() throws IOException {
      body.close();
    }
  }
}
