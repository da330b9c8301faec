package dev.tacenda.claude.pdf;

import static dev.tacenda.claude.pdf.Pdfs.AWS_KEY;
import static dev.tacenda.claude.pdf.Pdfs.GITHUB_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tacenda.audit.InMemoryAuditSink;
import dev.tacenda.claude.DeniedCallException;
import dev.tacenda.claude.MaskingOkHttpInterceptor;
import dev.tacenda.claude.RequestDeniedException;
import dev.tacenda.claude.RequestDeniedException.Reason;
import dev.tacenda.claude.TrafficGuard;
import dev.tacenda.claude.gate.IdentityVerifier;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import dev.tacenda.mask.RuleSet;
import dev.tacenda.mask.TrafficSettings;
import dev.tacenda.testkit.FakeClaude;
import dev.tacenda.testkit.LeakCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PDFs on their way through the guard and OkHttp to a server. */
class PdfTrafficTest {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final byte[] CLEAN = Pdfs.of(Pdfs.line("the report of the quarter"));
  private static final byte[] SECRET =
      Pdfs.of(
          Pdfs.line("cover"),
          Pdfs.line("token ", GITHUB_TOKEN.substring(0, 11), GITHUB_TOKEN.substring(11)));

  private final FakeClaude claude = FakeClaude.start();
  private final InMemoryAuditSink sink = new InMemoryAuditSink();
  private final TrafficGuard guard =
      TrafficGuard.builder(
              MaskingPolicy.builder(RuleSet.standard())
                  .name("documents")
                  .traffic(TrafficSettings.builder().inspectBinary().build())
                  .build(),
              PlaceholderKey.of(new byte[32]),
              sink)
          .identity(IdentityVerifier.fixed("test"))
          .inspector(PdfInspector.standard())
          .build();
  private OkHttpClient client = new OkHttpClient();

  @BeforeEach
  void guardTheClient() {
    client =
        client
            .newBuilder()
            .followRedirects(false)
            .addInterceptor(MaskingOkHttpInterceptor.of(guard))
            .build();
  }

  @AfterEach
  void close() {
    claude.close();
  }

  private Response send(String path, RequestBody body) throws IOException {
    return client
        .newCall(
            new Request.Builder()
                .url(claude.baseUrl() + path)
                .header("x-api-key", "a-key-of-the-test")
                .header("anthropic-version", "2023-06-01")
                .header("anthropic-beta", "files-api-2025-04-14")
                .post(body)
                .build())
        .execute();
  }

  private static String body(byte[] pdf) {
    return "{\"model\":\"claude-test\",\"max_tokens\":64,\"messages\":[{\"role\":\"user\","
        + "\"content\":[{\"type\":\"document\",\"source\":{\"type\":\"base64\","
        + "\"media_type\":\"application/pdf\",\"data\":\""
        + Base64.getEncoder().encodeToString(pdf)
        + "\"}},{\"type\":\"text\",\"text\":\"Sum it up.\"}]}]}";
  }

  private Response ask(byte[] pdf) throws IOException {
    return send("/v1/messages", RequestBody.create(body(pdf), JSON));
  }

  private Response upload(byte[] pdf) throws IOException {
    RequestBody file = RequestBody.create(pdf, MediaType.get("application/pdf"));
    return send(
        "/v1/files",
        new MultipartBody.Builder("b")
            .setType(MultipartBody.FORM)
            .addFormDataPart("file", "report.pdf", file)
            .build());
  }

  /** A request that is not sent. */
  @FunctionalInterface
  private interface Sending {
    Response send() throws IOException;
  }

  private RequestDeniedException denied(Sending sending) {
    DeniedCallException thrown =
        catchThrowableOfType(DeniedCallException.class, () -> sending.send().close());
    assertThat(thrown).isNotNull();
    assertThat(claude.requests()).isEmpty();
    LeakCheck check = LeakCheck.of(Map.of("token", GITHUB_TOKEN, "key", AWS_KEY));
    check.searchThrowable("denial", thrown);
    sink.records().forEach(each -> check.searchText("record", each.toString()));
    assertThat(check.report().leaks()).isEmpty();
    return thrown.denial();
  }

  @Test
  void aCleanDocumentArrivesByteForByte() throws IOException {
    try (Response answer = ask(CLEAN)) {
      assertThat(answer.code()).isEqualTo(200);
    }
    assertThat(claude.requests()).hasSize(1);
    assertThat(claude.requests().get(0).bodyText()).isEqualTo(body(CLEAN));
  }

  @Test
  void aCleanFileArrivesByteForByte() throws IOException {
    try (Response answer = upload(CLEAN)) {
      assertThat(answer.code()).isEqualTo(200);
    }
    byte[] arrived = claude.requests().get(0).body();
    assertThat(Collections.indexOfSubList(boxed(arrived), boxed(CLEAN))).isPositive();
  }

  private static List<Byte> boxed(byte[] bytes) {
    Byte[] boxed = new Byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      boxed[i] = bytes[i];
    }
    return Arrays.asList(boxed);
  }

  @Test
  void aDocumentWithASecretIsNotSent() {
    for (Sending sending : List.<Sending>of(() -> ask(SECRET), () -> upload(SECRET))) {
      RequestDeniedException denial = denied(sending);
      assertThat(denial.reason()).isEqualTo(Reason.SECRET_IN_BINARY);
      assertThat(denial.ruleIds()).containsExactly("github-token");
    }
  }

  @Test
  void aSecretThatNoPageShowsIsFoundInTheDataBehindIt() {
    byte[] pdf =
        Pdfs.of(
            Pdfs.page(
                content -> {
                  content.beginText();
                  content.setFont(Pdfs.font(), 10);
                  content.newLineAtOffset(40, 700);
                  content.showText("see: " + AWS_KEY.substring(0, 9));
                  content.newLineAtOffset(0, -20);
                  content.showText(AWS_KEY.substring(9));
                  content.endText();
                }));

    assertThat(denied(() -> ask(pdf)).reason()).isEqualTo(Reason.SECRET_IN_BINARY);
  }

  @Test
  void whatCannotBeReadIsNotSent() {
    byte[] encrypted = Pdfs.of(Pdfs.line(AWS_KEY), Pdfs.encryption("x"));
    byte[] cut = Arrays.copyOf(SECRET, SECRET.length / 2);
    byte[] text = "%PDF-1.7 no more than this".getBytes(StandardCharsets.US_ASCII);
    for (byte[] each : List.of(Pdfs.of(Pdfs.image()), encrypted, cut, text)) {
      assertThat(denied(() -> ask(each)).reason()).isEqualTo(Reason.BINARY_NOT_INSPECTABLE);
      assertThat(denied(() -> upload(each)).reason()).isEqualTo(Reason.BINARY_NOT_INSPECTABLE);
    }
  }
}
