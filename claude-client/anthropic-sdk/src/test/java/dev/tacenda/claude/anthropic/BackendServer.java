package dev.tacenda.claude.anthropic;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands for a cloud that Claude is reached through. FakeClaude knows only the API of Claude
 * itself; this answers any request with the same bytes and keeps what it was sent.
 */
final class BackendServer implements AutoCloseable {
  private final HttpServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /** One request as it arrived; header names in any case. */
  record Request(String path, Map<String, List<String>> headers, Body body) {
    String header(String name) {
      return String.join(", ", headers.getOrDefault(name, List.of()));
    }
  }

  /** The bytes of a body. */
  static final class Body {
    private final byte[] bytes;

    Body(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    byte[] bytes() {
      return bytes.clone();
    }
  }

  private BackendServer(HttpServer server, String contentType, byte[] answer) {
    this.server = server;
    server.createContext("/", exchange -> answer(exchange, contentType, answer));
    server.start();
  }

  static BackendServer start(String contentType, byte[] answer) {
    try {
      InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      return new BackendServer(HttpServer.create(any, 0), contentType, answer);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot bind a port on 127.0.0.1", e);
    }
  }

  private void answer(HttpExchange exchange, String contentType, byte[] answer) throws IOException {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(exchange.getRequestHeaders());
    Body body = new Body(exchange.getRequestBody().readAllBytes());
    requests.add(new Request(exchange.getRequestURI().toString(), headers, body));
    exchange.getResponseHeaders().add("Content-Type", contentType);
    // What is in the frames of Bedrock; the others do not mind.
    exchange.getResponseHeaders().add("X-Amzn-Bedrock-Content-Type", "application/json");
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The only request so far. */
  Request onlyRequest() {
    if (requests.size() != 1) {
      throw new AssertionError("requests: expected 1, was " + requests.size());
    }
    return requests.get(0);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
