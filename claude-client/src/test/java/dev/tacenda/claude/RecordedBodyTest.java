package dev.tacenda.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.InMemoryAuditSink;
import dev.tacenda.audit.MaskedBody;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What the record keeps of requests and answers: what was sent and said, and no value. */
class RecordedBodyTest {
  private static final PlaceholderKey KEY = PlaceholderKey.of(new byte[32]);
  private static final String POLICY =
      """
      tacenda-policy: 1
      name: test
      revision: 1
      anonymous-callers: admit
      binary: pass
      rules: {use: [standard]}
      """;
  private static final String PASSWORD = "Tr0ub4-9FAKE";

  private final InMemoryAuditSink sink = new InMemoryAuditSink();
  private final TrafficGuard guard =
      TrafficGuard.builder(
              MaskingPolicy.parse("policy.yaml", POLICY.getBytes(StandardCharsets.UTF_8)),
              KEY,
              sink)
          .build();

  private GuardedCall admit(String method, String path, String json) {
    return guard.admit(
        ClaudeRequest.builder(method, path)
            .body("application/json", json.getBytes(StandardCharsets.UTF_8))
            .build());
  }

  private String recorded(Kind kind) {
    MaskedBody body =
        sink.records().stream()
            .filter(each -> each.kind() == kind)
            .map(AuditRecord::body)
            .findFirst()
            .orElseThrow()
            .orElseThrow();
    return StandardCharsets.UTF_8.decode(body.content().orElseThrow()).toString();
  }

  @Test
  void aRequestIsKeptAsItWasSent() {
    GuardedCall call = admit("POST", "/v1/messages", messages("\"password=" + PASSWORD + "\"", ""));

    assertThat(recorded(Kind.REQUEST_INTENDED))
        .isEqualTo(new String(call.request().body(), StandardCharsets.UTF_8))
        .contains("TCN_PASSWORD_")
        .doesNotContain(PASSWORD);
  }

  /** The API needs it, so it is sent; nobody else does. */
  @Test
  void theTokenOfAnMcpServerIsSentAndNotKept() {
    String token = "FAKE-mcp-token-47";
    String server =
        ",\"mcp_servers\":[{\"type\":\"url\",\"url\":\"https://mcp.example/\",\"name\":\"m\","
            + "\"authorization_token\":\""
            + token
            + "\"}]";
    GuardedCall call = admit("POST", "/v1/messages", messages("\"hi\"", server));

    assertThat(new String(call.request().body(), StandardCharsets.UTF_8)).contains(token);
    assertThat(recorded(Kind.REQUEST_INTENDED))
        .doesNotContain(token)
        .contains("\"authorization_token\":\"TCN_CREDENTIAL_");
  }

  @Test
  void anImageIsSentAndNotKept() {
    String data = "iVBORw0KGgoFAKEFAKEFAKE=";
    String image =
        "[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\""
            + data
            + "\"}}]";
    GuardedCall call = admit("POST", "/v1/messages", messages(image, ""));

    assertThat(new String(call.request().body(), StandardCharsets.UTF_8)).contains(data);
    assertThat(recorded(Kind.REQUEST_INTENDED)).doesNotContain(data).contains("TCN_BINARY_");
  }

  @Test
  void anAnswerIsKeptAsTheCallerSawIt() throws IOException {
    String answer =
        "{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":"
            + "\"password="
            + PASSWORD
            + "\"}]}";

    String seen = answered(200, "application/json", answer);

    assertThat(recorded(Kind.RESPONSE_COMPLETED))
        .isEqualTo(seen)
        .contains("TCN_PASSWORD_")
        .doesNotContain(PASSWORD);
  }

  @Test
  void aStreamIsKeptAsTheCallerSawIt() throws IOException {
    String stream =
        "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
            + "{\"type\":\"text_delta\",\"text\":\"password="
            + PASSWORD
            + "\"}}\n\nevent: content_block_stop\ndata: {\"type\":\"content_block_stop\","
            + "\"index\":0}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";

    String seen = answered(200, "text/event-stream", stream);

    assertThat(recorded(Kind.RESPONSE_COMPLETED))
        .isEqualTo(seen)
        .contains("TCN_PASSWORD_")
        .doesNotContain(PASSWORD);
  }

  @Test
  void aCutStreamIsKeptAsFarAsItCame() throws IOException {
    String stream = "event: ping\ndata: {\"type\":\"ping\"}\n\nevent: content";

    String seen = answered(200, "text/event-stream", stream);

    assertThat(recorded(Kind.RESPONSE_ABORTED)).isEqualTo(seen).contains("ping");
  }

  @Test
  void aFileThatNobodyCouldLookIntoIsNotKept() throws IOException {
    GuardedCall call =
        guard.admit(ClaudeRequest.builder("GET", "/v1/files/file_011/content").build());

    String seen = read(call, 200, "application/octet-stream", "\u0000\u0001FAKE\u0002");

    assertThat(seen).contains("FAKE");
    assertThat(recorded(Kind.RESPONSE_COMPLETED)).isEmpty();
  }

  private String answered(int status, String type, String body) throws IOException {
    return read(admit("POST", "/v1/messages", messages("\"hi\"", "")), status, type, body);
  }

  private static String read(GuardedCall call, int status, String type, String body)
      throws IOException {
    InputStream raw = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    try (InputStream masked = call.guard(new ResponseHead(status, type, ""), raw)) {
      return new String(masked.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String messages(String content, String more) {
    return "{\"messages\":[{\"role\":\"user\",\"content\":" + content + "}]" + more + "}";
  }
}
