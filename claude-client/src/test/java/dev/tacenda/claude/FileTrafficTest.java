package dev.tacenda.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tacenda.audit.InMemoryAuditSink;
import dev.tacenda.claude.RequestDeniedException.Reason;
import dev.tacenda.claude.gate.IdentityVerifier;
import dev.tacenda.mask.KnownSecrets;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import dev.tacenda.mask.RuleSet;
import dev.tacenda.mask.TrafficSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Files up and down, and answers that are encoded. */
class FileTrafficTest {
  private static final String TYPE = "multipart/form-data; boundary=b";
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2, (byte) 0xff};

  private final InMemoryAuditSink sink = new InMemoryAuditSink();

  private TrafficGuard guard(boolean passBinary) {
    MaskingPolicy.Builder policy = MaskingPolicy.builder(RuleSet.standard()).name("files");
    if (passBinary) {
      policy.traffic(TrafficSettings.builder().passBinary().build());
    }
    return TrafficGuard.builder(policy.build(), PlaceholderKey.of(new byte[32]), sink)
        .identity(IdentityVerifier.fixed("test"))
        .knownSecrets(KnownSecrets.builder().add("kept", "kept-in-the-vault-7").build())
        .build();
  }

  private static byte[] form(String headers, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ascii("--b\r\nContent-Disposition: form-data; name=\"file\"; " + headers));
    out.writeBytes(ascii("\r\n\r\n"));
    out.writeBytes(content);
    out.writeBytes(ascii("\r\n--b--\r\n"));
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private ClaudeRequest upload(boolean passBinary, String path, byte[] form) {
    ClaudeRequest request = ClaudeRequest.builder("POST", path).body(TYPE, form).build();
    return guard(passBinary).admit(request).request();
  }

  private Reason refused(boolean passBinary, String path, byte[] form) {
    RequestDeniedException denial =
        catchThrowableOfType(RequestDeniedException.class, () -> upload(passBinary, path, form));
    assertThat(denial).isNotNull();
    return denial.reason();
  }

  @Test
  void masksTheTextAndTheNameOfAFileAndNothingElse() {
    String name = "filename=\"" + Planted.GITHUB_TOKEN + ".env\"\r\nContent-Type: text/plain";
    byte[] form = form(name, ascii("AWS=" + Planted.AWS_KEY + "\r\nother=1\r\n"));

    String masked = new String(upload(false, "/v1/files", form).body(), StandardCharsets.UTF_8);

    assertThat(masked).doesNotContain(Planted.GITHUB_TOKEN, Planted.AWS_KEY);
    assertThat(masked.replaceAll("TCN_[A-Z0-9]+_[a-z2-7]{24}", "*"))
        .isEqualTo(
            new String(form, StandardCharsets.UTF_8)
                .replace(Planted.GITHUB_TOKEN, "*")
                .replace(Planted.AWS_KEY, "*"));
  }

  @Test
  void aCleanFileStaysAsItIs() {
    byte[] form = form("filename=\"a.txt\"\r\nContent-Length: 2", ascii("hi"));
    assertThat(upload(false, "/v1/files", form).body()).isEqualTo(form);
  }

  @Test
  void dropsALengthThatWouldBeWrong() {
    String secret = "key " + Planted.AWS_KEY;
    byte[] form = form("filename=\"a\"\r\nContent-Length: " + secret.length(), ascii(secret));

    String masked = new String(upload(false, "/v1/files", form).body(), StandardCharsets.UTF_8);

    assertThat(masked).contains("key TCN_").doesNotContain("Content-Length", Planted.AWS_KEY);
  }

  @Test
  void masksEscapesInJsonFilesAndTakesBrokenOnesForText() {
    String escaped = "{\"a\":\"\\u0041KI" + Planted.AWS_KEY.substring(3) + "\"}";
    for (String content : new String[] {escaped, "{\"a\": " + Planted.AWS_KEY}) {
      byte[] form = form("filename=\"x.JSON\"", ascii(content));
      String masked = new String(upload(false, "/v1/files", form).body(), StandardCharsets.UTF_8);
      assertThat(masked).contains("TCN_").doesNotContain(Planted.AWS_KEY.substring(3));
    }
  }

  @Test
  void refusesBinaryUnlessThePolicyLetsItPass() {
    byte[] pdf = ascii("%PDF-1.7 only text so far");
    byte[] utf16 = "secret".getBytes(StandardCharsets.UTF_16LE);
    for (byte[] content : new byte[][] {PNG, pdf, utf16}) {
      byte[] form = form("filename=\"x.txt\"\r\nContent-Type: text/plain", content);
      assertThat(refused(false, "/v1/files", form)).isEqualTo(Reason.BINARY_NOT_ADMITTED);
      assertThat(upload(true, "/v1/files", form).body()).isEqualTo(form);
    }
  }

  @Test
  void refusesASecretThatStandsReadableInBinary() {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(PNG);
    content.writeBytes(ascii("kept-in-the-vault-7"));
    content.writeBytes(PNG);

    assertThat(refused(true, "/v1/files", form("filename=\"x.png\"", content.toByteArray())))
        .isEqualTo(Reason.SECRET_IN_BINARY);
  }

  @Test
  void refusesAnImageInAMessageUnlessThePolicyLetsItPass() {
    byte[] body =
        ascii(
            "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":"
                + "{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"iVBORw0KGgo=\"}}]}]}");
    ClaudeRequest request =
        ClaudeRequest.builder("POST", "/v1/messages").body("application/json", body).build();

    assertThat(guard(true).admit(request).request().body()).isEqualTo(body);
    assertThatThrownBy(() -> guard(false).admit(request))
        .isInstanceOfSatisfying(
            RequestDeniedException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.BINARY_NOT_ADMITTED))
        .hasMessageContaining("binary: pass");
  }

  @Test
  void refusesCodeWithASecretAndLeavesCleanCodeAlone() {
    byte[] clean = form("filename=\"s/run.sh\"", ascii("echo hi\n"));
    byte[] secret = form("filename=\"s/run.sh\"", ascii("export K=" + Planted.AWS_KEY));

    assertThat(upload(false, "/v1/skills", clean).body()).isEqualTo(clean);
    assertThat(refused(false, "/v1/skills", secret)).isEqualTo(Reason.SECRET_IN_CODE);
    assertThat(refused(false, "/v1/skills/skill_1/versions", secret))
        .isEqualTo(Reason.SECRET_IN_CODE);
  }

  @Test
  void refusesFormsThatCannotBeRead() {
    assertThat(refused(false, "/v1/files", ascii("--b--\r\nmore")))
        .isEqualTo(Reason.BODY_MALFORMED);
    ClaudeRequest json =
        ClaudeRequest.builder("POST", "/v1/files").body("application/json", ascii("{}")).build();
    assertThatThrownBy(() -> guard(false).admit(json))
        .isInstanceOfSatisfying(
            RequestDeniedException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.BODY_NOT_INSPECTABLE));
  }

  private byte[] download(byte[] content, String type, String encoding) throws IOException {
    ClaudeRequest request = ClaudeRequest.builder("GET", "/v1/files/file_1/content").build();
    try (InputStream masked =
        guard(false)
            .admit(request)
            .guard(new ResponseHead(200, type, encoding), new ByteArrayInputStream(content))) {
      return masked.readAllBytes();
    }
  }

  @Test
  void masksTextThatIsDownloadedAndPassesTheRest() throws IOException {
    byte[] large = Arrays.copyOf(PNG, 3 * FileBodyMasker.PROBE_BYTES);
    String text = "x ".repeat(FileBodyMasker.PROBE_BYTES) + "é" + Planted.AWS_KEY;
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);

    assertThat(download(PNG, "image/png", "")).isEqualTo(PNG);
    assertThat(download(large, "application/octet-stream", "")).isEqualTo(large);
    assertThat(download(new byte[0], "", "")).isEmpty();
    assertThat(new String(download(utf8, "application/octet-stream", ""), StandardCharsets.UTF_8))
        .contains("éTCN_")
        .doesNotContain(Planted.AWS_KEY);
  }

  @Test
  void decodesAnswersBeforeItMasksThem() throws IOException {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(ascii(Planted.AWS_KEY));
    }
    ByteArrayOutputStream deflate = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(deflate)) {
      out.write(ascii(Planted.AWS_KEY));
    }
    assertThat(new String(download(gzip.toByteArray(), "", "GZIP"), StandardCharsets.UTF_8))
        .startsWith("TCN_");
    assertThat(new String(download(deflate.toByteArray(), "", "deflate"), StandardCharsets.UTF_8))
        .startsWith("TCN_");
    assertThatThrownBy(() -> download(ascii("not gzip"), "", "gzip"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void anErrorInsteadOfAFileIsMaskedAsAnError() throws IOException {
    ClaudeRequest request = ClaudeRequest.builder("GET", "/v1/files/file_1/content").build();
    byte[] error =
        ascii(
            "{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\",\"message\":\""
                + Planted.AWS_KEY
                + "\"}}");
    InputStream masked =
        guard(false)
            .admit(request)
            .guard(new ResponseHead(404, "application/json", ""), new ByteArrayInputStream(error));
    assertThat(new String(masked.readAllBytes(), StandardCharsets.UTF_8))
        .contains("\"not_found_error\"", "TCN_")
        .doesNotContain(Planted.AWS_KEY);
  }
}
