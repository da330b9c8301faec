package dev.tacenda.gateway.approvals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tacenda.claude.gate.approval.ApprovalDirectory;
import dev.tacenda.claude.gate.approval.ApprovalHttp;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Serves the page to one person, and questions and decisions to jobs, on this machine only.
 *
 * <p>Two secrets keep them apart. The page lies below a path that nobody can guess and that is new
 * with each start: whoever has it decides as the owner of the key. Jobs show a token, with which
 * they can ask and look, and never decide. There are no cookies, so no other site can make a
 * browser decide, and no scripts. Thread-safe.
 */
@TrustedCode("Only who has the address that was printed can decide.")
final class ApprovalServer implements AutoCloseable {
  private static final int SECRET_BYTES = 32;
  private static final int THREADS = 8;
  private static final int BACKLOG = 64;
  private static final int MAX_FORM_BYTES = 16 * 1024;
  private static final String CSP =
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  private final HttpServer server;
  private final ExecutorService threads;
  private final PageAnswers pages;
  private final Optional<ApprovalHttp> jobs;
  private final byte[] jobToken;
  private final String pageRoot;

  private ApprovalServer(
      HttpServer server, ApprovalDirectory directory, Decider decider, String jobToken) {
    this.server = server;
    this.threads = Executors.newFixedThreadPool(THREADS);
    this.pageRoot = "/" + secret() + "/";
    this.pages = new PageAnswers(directory, decider, pageRoot);
    this.jobs = jobToken.isEmpty() ? Optional.empty() : Optional.of(ApprovalHttp.of(directory));
    this.jobToken = jobToken.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns a secret that nobody can guess. */
  static String secret() {
    byte[] random = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /**
   * Starts to serve.
   *
   * @param port 0 for any that is free
   * @param jobToken what jobs must show; empty if none are served
   * @throws IOException if the port is taken
   */
  static ApprovalServer start(
      int port, ApprovalDirectory directory, Decider decider, String jobToken) throws IOException {
    InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    ApprovalServer started =
        new ApprovalServer(HttpServer.create(here, BACKLOG), directory, decider, jobToken);
    started.server.createContext("/", started::handle);
    started.server.setExecutor(started.threads);
    started.server.start();
    return started;
  }

  /** Returns where jobs ask. */
  URI jobAddress() {
    return URI.create("http://" + host() + "/");
  }

  /** Returns where the page is; whoever knows it can decide. */
  URI pageAddress() {
    return URI.create("http://" + host() + pageRoot);
  }

  private String host() {
    InetSocketAddress address = server.getAddress();
    return "127.0.0.1:" + address.getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getRawPath();
      if (!isForUs(exchange)) {
        send(exchange, PageAnswers.Page.of(421, "wrong host\n"));
      } else if (path.startsWith("/v1/")) {
        job(exchange, path.substring(1));
      } else if (isBelow(path, pageRoot)) {
        page(exchange, path.substring(pageRoot.length()));
      } else {
        send(exchange, PageAnswers.Page.of(404, "nothing here\n"));
      }
    }
  }

  /** A name of somebody else that leads here is an attempt to read our pages from theirs. */
  private boolean isForUs(HttpExchange exchange) {
    @Nullable String host = exchange.getRequestHeaders().getFirst("Host");
    int port = server.getAddress().getPort();
    return Objects.equals(host, host()) || Objects.equals(host, "localhost:" + port);
  }

  private static boolean isBelow(String path, String root) {
    if (path.length() < root.length()) {
      return false;
    }
    byte[] begin = path.substring(0, root.length()).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(begin, root.getBytes(StandardCharsets.UTF_8));
  }

  private void page(HttpExchange exchange, String path) throws IOException {
    @Nullable String site = exchange.getRequestHeaders().getFirst("Sec-Fetch-Site");
    boolean post = exchange.getRequestMethod().equals("POST");
    if (post && site != null && !site.equals("same-origin")) {
      send(exchange, PageAnswers.Page.of(403, "from another site\n"));
      return;
    }
    Optional<byte[]> body = body(exchange, MAX_FORM_BYTES);
    if (body.isEmpty()) {
      send(exchange, PageAnswers.Page.of(413, "too long\n"));
      return;
    }
    String query = Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
    send(exchange, pages.answer(exchange.getRequestMethod(), path, query, body.get()));
  }

  private static Optional<byte[]> body(HttpExchange exchange, int max) throws IOException {
    try (InputStream in = exchange.getRequestBody()) {
      byte[] body = in.readNBytes(max + 1);
      return body.length > max ? Optional.empty() : Optional.of(body);
    }
  }

  private static void send(HttpExchange exchange, PageAnswers.Page page) throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", page.type());
    headers.set("Content-Security-Policy", CSP);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
    if (!page.location().isEmpty()) {
      headers.set("Location", page.location());
    }
    write(exchange, page.status(), page.body());
  }

  private static void write(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, empty ? -1 : body.length);
    if (!empty) {
      exchange.getResponseBody().write(body);
    }
  }

  private void job(HttpExchange exchange, String path) throws IOException {
    if (jobs.isEmpty() || !showsToken(exchange)) {
      write(exchange, 401, new byte[0]);
      return;
    }
    Optional<byte[]> body = body(exchange, ApprovalHttp.maxBodyBytes());
    if (body.isEmpty()) {
      write(exchange, 413, new byte[0]);
      return;
    }
    @Nullable String etag = exchange.getRequestHeaders().getFirst("If-None-Match");
    ApprovalHttp.Reply reply =
        jobs.get()
            .answer(
                exchange.getRequestMethod(),
                path,
                Objects.requireNonNullElse(etag, ""),
                body.get());
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    if (!reply.etag().isEmpty()) {
      exchange.getResponseHeaders().set("ETag", reply.etag());
      exchange
          .getResponseHeaders()
          .set("Retry-After", Integer.toString(ApprovalHttp.RETRY_SECONDS));
    }
    write(exchange, reply.status(), reply.json());
  }

  private boolean showsToken(HttpExchange exchange) {
    @Nullable String header = exchange.getRequestHeaders().getFirst("Authorization");
    if (header == null || !header.startsWith("Bearer ")) {
      return false;
    }
    byte[] shown = header.substring("Bearer ".length()).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(shown, jobToken);
  }

  /** Stops at once. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** Names the address without its secret. */
  @Override
  public String toString() {
    return "ApprovalServer[" + host() + "]";
  }
}
