package dev.tacenda.claude.gate.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.tacenda.claude.gate.HttpRoute;
import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.PresentedIdentity;
import dev.tacenda.claude.gate.identity.Attacks.Attack;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With every logger of the process at its finest, nothing secret is logged. */
class SilentLogTest {
  private static final String SECRET = "FAKE-request-" + "secret-9f2";

  private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
  private final Logger root = Logger.getLogger("");
  private final Level before = root.getLevel();
  private final List<Logger> kept = new ArrayList<>(); // or they are collected, and their level
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          lines.add(
              entry.getLoggerName()
                  + " "
                  + new java.util.logging.SimpleFormatter().formatMessage(entry)
                  + " "
                  + stackTrace(entry.getThrown()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private HttpServer server;

  private static String stackTrace(@org.jspecify.annotations.Nullable Throwable thrown) {
    if (thrown == null) {
      return "";
    }
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @BeforeEach
  void listen() throws IOException {
    handler.setLevel(Level.ALL);
    root.setLevel(Level.ALL);
    root.addHandler(handler);
    for (String name :
        List.of(
            "dev.tacenda.claude.gate.identity",
            OkHttpClient.class.getName(),
            "okhttp3.internal.concurrent.TaskRunner",
            "okhttp3.internal.http2.Http2")) {
      Logger logger = Logger.getLogger(name);
      logger.setLevel(Level.ALL);
      kept.add(logger);
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @AfterEach
  void leave() {
    server.stop(0);
    root.removeHandler(handler);
    root.setLevel(before);
    kept.forEach(logger -> logger.setLevel(null));
  }

  private void serve(String path, String body) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
  }

  @Test
  void nothingSecretIsLogged() throws Exception {
    String issuer = "http://127.0.0.1:" + server.getAddress().getPort();
    String token =
        new TokenDraft()
            .claim("iss", "\"" + issuer + "\"")
            .claim("sub", "\"FAKE-secret-subject\"")
            .claim("groups", "[\"FAKE-secret-group\"]")
            .token();
    serve("/.well-known/openid-configuration", TestIssuer.discovery(issuer, issuer + "/keys"));
    serve("/keys", TestIssuer.keys());
    serve("/token", "{\"value\":\"" + token + "\"}");
    server.start();
    PresentedIdentity identity = acquired(issuer).inSession("FAKE-secret-session");
    TrustedIssuer trusted =
        TrustedIssuer.builder(issuer, "tacenda")
            .dangerouslyAllowPlainHttpToLoopback()
            .groupsFrom("groups")
            .build();
    OidcVerifier verifier =
        OidcVerifier.builder(trusted).clock(TestIssuer.CLOCK).executor(Runnable::run).build();

    assertThat(verifier.verify(identity).groups()).containsExactly("FAKE-secret-group");
    List<String> secrets = refuseAll(verifier);
    secrets.addAll(List.of(token, SECRET, "FAKE-secret", TokenDraft.seconds(300)));

    assertThat(lines).anyMatch(line -> line.contains("keys of " + issuer + " fetched"));
    assertThat(lines).anyMatch(line -> line.contains("token refused: ISSUER_UNKNOWN"));
    assertThat(String.join("\n", lines)).doesNotContain(secrets);
  }

  private PresentedIdentity acquired(String issuer) {
    Map<String, String> environment =
        Map.of(
            "ACTIONS_ID_TOKEN_REQUEST_URL",
            issuer + "/token?x=1",
            "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
            SECRET);
    HttpFetch fetch = new HttpFetch(AddressRule.PUBLIC.andLoopback(), HttpRoute.direct());
    return JobToken.gitHub(environment, "tacenda", fetch, TestIssuer.CLOCK).get();
  }

  /** Returns parts of all refused tokens. */
  private static List<String> refuseAll(OidcVerifier verifier) {
    OidcVerifier other = TestIssuer.verifier();
    List<String> secrets = new ArrayList<>();
    for (Attack attack : Attacks.all()) {
      PresentedIdentity identity = PresentedIdentity.token(attack.token().get()).inSession("one");
      for (OidcVerifier each : List.of(verifier, other)) {
        assertThat(catchThrowableOfType(IdentityException.class, () -> each.verify(identity)))
            .isNotNull();
      }
      for (String part : identity.token().orElseThrow().split("\\.", -1)) {
        if (part.length() > 8) {
          secrets.add(part.substring(0, 8));
        }
      }
    }
    return secrets;
  }
}
