package dev.tacenda.claude.gate.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tacenda.audit.AuditSink;
import dev.tacenda.audit.InMemoryAuditSink;
import dev.tacenda.claude.MaskingOkHttpInterceptor;
import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.claude.gate.CredentialProvider;
import dev.tacenda.claude.gate.IdentityVerifier;
import dev.tacenda.claude.gate.PresentedIdentity;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * The program whose memory {@link HeapSearchTest} searches: it makes a call, keeps guard, provider
 * and client alive, as a long-running job does, writes a heap dump and ends.
 *
 * <p>Arguments: what it is, the folder for its files, the URL it talks to, the file of its secret.
 */
final class HeapJob {
  private static final MediaType JSON = MediaType.get("application/json");

  /** Reachable at the time of the dump. */
  private static final List<Object> ALIVE = new java.util.ArrayList<>();

  private HeapJob() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[1]);
    String url = args[2];
    logEverything(folder.resolve("log.txt"));
    switch (args[0]) {
      case "federated" -> call(client(provider(url, Path.of(args[3])), Protocol.HTTP_1_1), url);
      case "http2" -> call(client(key(args[3]), Protocol.H2_PRIOR_KNOWLEDGE), url);
      case "fixed" ->
          call(client(EnvironmentCredentials.of(System.getenv()), Protocol.HTTP_1_1), url);
      case "job" -> call(kept(new OkHttpClient()), url);
      case "gateway" -> serve(folder, url, args[3]);
      default -> throw new IllegalArgumentException("what am I?");
    }
    System.gc();
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(folder.resolve("heap.hprof").toString(), true);
    System.out.println("dumped " + ALIVE.size());
    System.exit(0);
  }

  private static CredentialProvider provider(String url, Path identityFile) {
    FederatedCredentials provider =
        FederatedCredentials.builder("fdrl_FAKE", "org_FAKE", "https://api.anthropic.test")
            .baseUrl(URI.create(url))
            .dangerouslyAllowPlainHttpToLoopback()
            .identity(() -> read(identityFile))
            .build();
    return kept(provider);
  }

  private static CredentialProvider key(String file) {
    return kept(FileCredentials.builder(Path.of(file), CredentialKind.API_KEY).build());
  }

  private static PresentedIdentity read(Path file) {
    try {
      return PresentedIdentity.token(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OkHttpClient client(CredentialProvider provider, Protocol protocol) {
    AuditSink sink = kept(new InMemoryAuditSink());
    TrafficGuard guard =
        TrafficGuard.builder(MaskingPolicy.standard(), PlaceholderKey.random(), sink)
            .identity(IdentityVerifier.fixed("heap-job"))
            .credentials(provider)
            .build();
    kept(guard);
    return kept(
        new OkHttpClient.Builder()
            .protocols(List.of(protocol))
            .addInterceptor(MaskingOkHttpInterceptor.of(guard))
            .build());
  }

  private static void call(OkHttpClient client, String url) throws IOException {
    Request request =
        new Request.Builder()
            .url(url + "/v1/messages")
            .header("x-api-key", "placeholder")
            .post(RequestBody.create("{\"messages\":[]}".getBytes(UTF_8), JSON))
            .build();
    try (Response response = client.newCall(request).execute()) {
      kept(response); // a caller that keeps the answer must not keep the key with it
      if (response.code() != 200 || response.body().bytes().length == 0) {
        throw new IOException("status " + response.code());
      }
    }
  }

  /** One request of a job, sent on with the key that only this process has. */
  private static void serve(Path folder, String url, String keyFile) throws Exception {
    OkHttpClient client = client(key(keyFile), Protocol.HTTP_1_1);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newSingleThreadExecutor());
    server.createContext("/v1/messages", exchange -> forward(exchange, client, url));
    server.start();
    System.out.println("port " + server.getAddress().getPort());
    System.out.flush();
    if (System.in.read() < 0) { // until the job has had its answer
      throw new IOException("nobody wants the dump of " + folder.getFileName());
    }
  }

  private static void forward(HttpExchange exchange, OkHttpClient client, String url)
      throws IOException {
    Request.Builder request = new Request.Builder().url(url + "/v1/messages");
    for (Map.Entry<String, List<String>> each : exchange.getRequestHeaders().entrySet()) {
      if (each.getKey().equalsIgnoreCase("x-api-key")) {
        each.getValue().forEach(value -> request.addHeader("x-api-key", value));
      }
    }
    byte[] body = exchange.getRequestBody().readAllBytes();
    try (Response response =
        client.newCall(request.post(RequestBody.create(body, JSON)).build()).execute()) {
      byte[] answer = response.body().bytes();
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(response.code(), answer.length);
      exchange.getResponseBody().write(answer);
    } finally {
      exchange.close();
    }
  }

  private static <T> T kept(T object) {
    ALIVE.add(object);
    return object;
  }

  private static void logEverything(Path file) throws IOException {
    var out = Files.newBufferedWriter(file);
    Handler handler =
        new Handler() {
          private final SimpleFormatter formatter = new SimpleFormatter();

          @Override
          public synchronized void publish(LogRecord line) {
            try {
              out.write(formatter.format(line));
              out.flush();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    LogManager.getLogManager().reset();
    handler.setLevel(Level.ALL);
    Logger root = Logger.getLogger("");
    root.setLevel(Level.ALL);
    root.addHandler(handler);
    ALIVE.add(root);
    for (String name : List.of("okhttp3.OkHttpClient", "okhttp3.internal.http2.Http2", "dev")) {
      Logger logger = Logger.getLogger(name);
      logger.setLevel(Level.ALL);
      ALIVE.add(logger);
    }
    Logger.getLogger("dev").finest("the log is at its most talkative");
  }
}
