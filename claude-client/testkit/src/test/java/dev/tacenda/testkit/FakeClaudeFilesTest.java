package dev.tacenda.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FakeClaudeFilesTest {

  private static final byte[] CONTENT = {0, 13, 10, 45, 45, (byte) 0xff, (byte) 0xc3, 13, 10};

  private final FakeClaude claude = FakeClaude.start();
  private final Calls calls = new Calls(claude);

  @AfterEach
  void stop() {
    claude.close();
  }

  private HttpResponse<byte[]> upload(String contentType, byte[] body) {
    return calls.send(
        calls
            .request("/v1/files")
            .setHeader("content-type", contentType)
            .POST(BodyPublishers.ofByteArray(body))
            .build());
  }

  private static byte[] form(String head) {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    form.writeBytes(
        "--b1\r\nContent-Disposition: form-data; name=\"expires_in_seconds\"\r\n\r\n60\r\n"
            .getBytes(UTF_8));
    form.writeBytes(("--b1\r\n" + head + "\r\n\r\n").getBytes(UTF_8));
    form.writeBytes(CONTENT);
    form.writeBytes("\r\n--b1--\r\n".getBytes(UTF_8));
    return form.toByteArray();
  }

  private String uploaded() {
    byte[] form =
        form(
            "content-disposition: form-data; name=\"file\"; filename=\"gr\u00fcn.bin\"\r\n"
                + "Content-Type: image/png");
    Object file = Json.parse(Calls.text(upload("multipart/form-data; boundary=b1", form)));
    assertThat(Json.text(file, "filename")).isEqualTo("gr\u00fcn.bin");
    assertThat(Json.text(file, "mime_type")).isEqualTo("image/png");
    assertThat(Json.number(file, "size_bytes")).isEqualTo(CONTENT.length);
    return Json.text(file, "id");
  }

  private HttpResponse<byte[]> get(String path) {
    return calls.send(calls.request(path).GET().build());
  }

  @Test
  void givesBackAFileByteForByte() {
    String id = uploaded();
    HttpResponse<byte[]> content = get("/v1/files/" + id + "/content");
    assertThat(content.body()).isEqualTo(CONTENT);
    assertThat(content.headers().firstValue("content-type")).contains("image/png");
    assertThat(Json.text(Json.parse(Calls.text(get("/v1/files/" + id))), "id")).isEqualTo(id);
  }

  @Test
  void listsAndDeletesFiles() {
    String first = uploaded();
    String second = uploaded();
    Object list = Json.parse(Calls.text(get("/v1/files?limit=5")));
    assertThat(Json.text(list, "data", 0, "id")).isEqualTo(first);
    assertThat(Json.text(list, "data", 1, "id")).isEqualTo(second);

    calls.send(calls.request("/v1/files/" + first).DELETE().build());
    assertThat(get("/v1/files/" + first).statusCode()).isEqualTo(404);
    assertThat(get("/v1/files/" + first + "/content").statusCode()).isEqualTo(404);
    assertThat(get("/v1/files/" + second).statusCode()).isEqualTo(200);
  }

  @Test
  void takesAQuotedBoundaryAndAPartWithoutType() {
    byte[] form = form("Content-Disposition: form-data; name=\"file\"; filename=\"a\"");
    Object file = Json.parse(Calls.text(upload("Multipart/Form-Data; boundary=\"b1\"; x=y", form)));
    assertThat(Json.text(file, "mime_type")).isEqualTo("application/octet-stream");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json|content-type",
        "multipart/form-data|content-type",
        "multipart/form-data; boundary=b2|body: not in parts"
      })
  void refusesWhatIsNotAForm(String contentType, String message) {
    byte[] form = form("Content-Disposition: form-data; name=\"file\"; filename=\"a\"");
    HttpResponse<byte[]> refused = upload(contentType, form);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(Calls.text(refused)).contains(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--b1\r\nA: b\r\n\r\nx",
        "--b1\r\nA: b\r\n--b1--",
        "--b1\r\nA: b\r\n\r\nx\r\n--b1 --",
        "--b1\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nx\r\n--b1--",
        "--b1\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nx\r\n--b1--"
      })
  void refusesABrokenForm(String form) {
    HttpResponse<byte[]> refused = upload("multipart/form-data; boundary=b1", form.getBytes(UTF_8));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(claude.refusals()).hasSize(1);
  }

  @Test
  void wantsACredentialForFiles() {
    HttpResponse<byte[]> refused =
        calls.send(calls.request("/v1/files").setHeader("x-api-key", "").GET().build());
    assertThat(refused.statusCode()).isEqualTo(401);
  }
}
