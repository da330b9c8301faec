package dev.tacenda.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tacenda.audit.InMemoryAuditSink;
import dev.tacenda.claude.RequestDeniedException.Reason;
import dev.tacenda.claude.gate.IdentityVerifier;
import dev.tacenda.mask.Action;
import dev.tacenda.mask.KnownSecrets;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import dev.tacenda.mask.RuleSet;
import dev.tacenda.mask.TrafficSettings;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to binary content where the policy says {@code binary: inspect}. */
class BinaryInspectionTest {
  private static final String CLEAN = "%PDF- all is well";
  private static final String SECRET = "%PDF- the key is " + Planted.AWS_KEY;
  private static final String MAIL = "ada" + "@acme.example";

  /** Reads what is hidden from the rules, for these tests, by turning each bit. */
  private static final BinaryInspector READER =
      (mediaType, content) ->
          mediaType.equals("application/pdf")
              ? Optional.of(InspectedText.of(text(turned(content))))
              : Optional.empty();

  private static byte[] turned(byte[] content) {
    byte[] turned = content.clone();
    for (int i = 5; i < turned.length; i++) {
      turned[i] = (byte) ~turned[i];
    }
    return turned;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] pdf(String text) {
    return turned(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(pdf(text));
  }

  private final InMemoryAuditSink sink = new InMemoryAuditSink();

  private static MaskingPolicy.Builder policy() {
    return MaskingPolicy.builder(RuleSet.standard())
        .name("inspecting")
        .traffic(TrafficSettings.builder().inspectBinary().build());
  }

  private TrafficGuard guard(MaskingPolicy.Builder policy, BinaryInspector... inspectors) {
    TrafficGuard.Builder guard =
        TrafficGuard.builder(policy.build(), PlaceholderKey.of(new byte[32]), sink)
            .knownSecrets(KnownSecrets.builder().add("kept", "kept-in-the-vault-7").build())
            .identity(IdentityVerifier.fixed("test"));
    for (BinaryInspector each : inspectors) {
      guard.inspector(each);
    }
    return guard.build();
  }

  private static ClaudeRequest messages(String content) {
    String body = "{\"messages\":[{\"role\":\"user\",\"content\":[" + content + "]}]}";
    return json("/v1/messages", body);
  }

  private static ClaudeRequest json(String path, String body) {
    return ClaudeRequest.builder("POST", path)
        .body("application/json", body.getBytes(StandardCharsets.UTF_8))
        .build();
  }

  private static String block(String type, String mediaType, String data) {
    return "{\"source\":{\"data\":\""
        + data
        + "\",\"media_type\":\""
        + mediaType
        + "\",\"type\":\"base64\"},\"type\":\""
        + type
        + "\"}";
  }

  private static String document(String text) {
    return block("document", "application/pdf", base64(text));
  }

  private static RequestDeniedException denied(TrafficGuard guard, ClaudeRequest request) {
    RequestDeniedException denial =
        catchThrowableOfType(RequestDeniedException.class, () -> guard.admit(request));
    assertThat(denial).isNotNull();
    return denial;
  }

  private RequestDeniedException denied(ClaudeRequest request) {
    return denied(guard(policy(), READER), request);
  }

  private static List<ClaudeRequest> places(String text) {
    String result = "{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":[";
    String params = "{\"messages\":[{\"role\":\"user\",\"content\":[" + document(text) + "]}]}";
    return List.of(
        messages(document(text)),
        messages(block("image", "image/png", base64(text))),
        messages(document(CLEAN) + "," + document(text)),
        messages(result + document(text) + "]}"),
        messages(
            "{\"type\":\"document\",\"source\":{\"type\":\"content\",\"content\":["
                + block("image", "image/jpeg", base64(text))
                + "]}}"),
        json(
            "/v1/messages/batches",
            "{\"requests\":[{\"custom_id\":\"a\",\"params\":" + params + "}]}"));
  }

  @Test
  void passesWhatHoldsNothingByteForByteWhereverItStands() {
    TrafficGuard guard = guard(policy(), READER);
    for (ClaudeRequest request : places(CLEAN)) {
      assertThat(guard.admit(request).request().body()).isEqualTo(request.body());
    }
  }

  @Test
  void refusesWhatHoldsASecretWhereverItStandsAndNamesTheRuleOnly() {
    for (ClaudeRequest request : places(SECRET)) {
      RequestDeniedException denial = denied(request);
      assertThat(denial.reason()).isEqualTo(Reason.SECRET_IN_BINARY);
      assertThat(denial.ruleIds()).containsExactly("aws-access-key-id");
      assertThat(denial).hasMessageNotContaining(Planted.AWS_KEY);
    }
    assertThat(sink.records()).noneMatch(each -> each.toString().contains(Planted.AWS_KEY));
  }

  @Test
  void masksTheTextAroundContentThatPasses() {
    String text = "{\"type\":\"text\",\"text\":\"" + Planted.AWS_KEY + "\"}";
    ClaudeRequest request = messages(text + "," + document(CLEAN));

    String body = text(guard(policy(), READER).admit(request).request().body());

    assertThat(body).contains("TCN_", base64(CLEAN)).doesNotContain(Planted.AWS_KEY);
  }

  @Test
  void findsInContentWhatTheConversationGaveAwayBefore() {
    String text = "{\"type\":\"text\",\"text\":\"" + Planted.URL + "\"}";
    String bare = document("%PDF- see " + Planted.PASSWORD + " there");

    assertThat(denied(messages(text + "," + bare)).reason()).isEqualTo(Reason.SECRET_IN_BINARY);
    assertThat(guard(policy(), READER).admit(messages(bare)).request().body())
        .isEqualTo(messages(bare).body());
  }

  @Test
  void findsInContentOfAThreadWhatWasSentBefore() {
    TrafficGuard guard = guard(policy(), READER);
    guard.admit(messages("{\"type\":\"text\",\"text\":\"" + Planted.URL + "\"}"));
    String bare = document("%PDF- see " + Planted.PASSWORD + " there");
    String thread = "{\"thread\":{\"type\":\"continue\",\"previous_message_id\":\"msg_1\"},";
    String body = new String(messages(bare).body(), StandardCharsets.UTF_8).substring(1);

    assertThat(denied(guard, json("/v1/messages", thread + body)).reason())
        .isEqualTo(Reason.SECRET_IN_BINARY);
  }

  @Test
  void aRuleThatIsAllowedDoesNotRefuse() {
    ClaudeRequest mail = messages(document("%PDF- " + MAIL));
    MaskingPolicy.Builder allowing = policy().actionForRule("email", Action.ALLOW);

    assertThat(denied(mail).ruleIds()).containsExactly("email");
    assertThat(guard(allowing, READER).admit(mail).request().body()).isEqualTo(mail.body());
    MaskingPolicy.Builder asking = policy().actionForRule("email", Action.ASK);
    assertThat(denied(guard(asking, READER), mail).reason()).isEqualTo(Reason.SECRET_IN_BINARY);
  }

  @Test
  void refusesWhatNobodyReads() {
    String png = Base64.getEncoder().encodeToString(new byte[] {(byte) 0x89, 'P', 'N', 'G', 1});
    ClaudeRequest image = messages(block("document", "application/pdf", png));

    assertThat(denied(image).reason()).isEqualTo(Reason.BINARY_NOT_INSPECTABLE);
    assertThat(denied(guard(policy()), messages(document(CLEAN))).reason())
        .isEqualTo(Reason.BINARY_NOT_INSPECTABLE);
  }

  @Test
  void asksInspectorsInTheirOrderAndSaysWhatTheBytesAre() {
    List<String> asked = new ArrayList<>();
    BinaryInspector other =
        (mediaType, content) -> {
          asked.add(mediaType);
          content[0] = 0;
          return Optional.empty();
        };
    ClaudeRequest request = messages(block("image", "image/png", base64(CLEAN)));

    assertThat(guard(policy(), other, READER).admit(request).request().body())
        .isEqualTo(request.body());
    assertThat(asked).containsExactly("application/pdf");
  }

  @Test
  void anInspectorThatFailsReadsNothing() {
    BinaryInspector failing =
        (mediaType, content) -> {
          throw new IllegalStateException(text(turned(content)));
        };
    BinaryInspector endless =
        (mediaType, content) ->
            Optional.of(InspectedText.of(" ".repeat(BinaryCheck.MAX_CHARACTERS + 1)));
    for (BinaryInspector each : List.of(failing, endless)) {
      RequestDeniedException denial =
          denied(guard(policy(), each, READER), messages(document(SECRET)));
      assertThat(denial.reason()).isEqualTo(Reason.BINARY_NOT_INSPECTABLE);
      assertThat(denial).hasMessageNotContaining(Planted.AWS_KEY).hasNoCause();
    }
  }

  @Test
  void textThatUtf8CannotExpressIsScannedAllTheSame() {
    for (String rest : List.of("", " " + Planted.AWS_KEY)) {
      InspectedText read = InspectedText.of("half \ud800 of a \"pair\"\n\u0000" + rest);
      TrafficGuard guard = guard(policy(), (mediaType, content) -> Optional.of(read));
      ClaudeRequest request = messages(document(CLEAN));
      if (rest.isEmpty()) {
        assertThat(guard.admit(request).request().body()).isEqualTo(request.body());
      } else {
        assertThat(denied(guard, request).reason()).isEqualTo(Reason.SECRET_IN_BINARY);
      }
    }
  }

  @Test
  void inDataOnlyWhatIsNoAccidentCounts() {
    for (String data : new String[] {Planted.AWS_KEY, "kept-in-the-vault-7", MAIL}) {
      InspectedText read = InspectedText.of("fine").withData(data.getBytes(StandardCharsets.UTF_8));
      TrafficGuard guard = guard(policy(), (mediaType, content) -> Optional.of(read));
      ClaudeRequest request = messages(document(CLEAN));
      if (data.equals(MAIL)) {
        assertThat(guard.admit(request).request().body()).isEqualTo(request.body());
      } else {
        assertThat(denied(guard, request).reason()).isEqualTo(Reason.SECRET_IN_BINARY);
      }
      assertThat(read).hasToString("InspectedText[4 characters, " + data.length() + " bytes]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"JVBE\\nRi0=", "JVBERi0", "JVBE_-0=", " JVBERi0=", "", "JVBERi0=JVBE"})
  void refusesWhatIsNotStrictBase64(String data) {
    // One of them is empty: nothing is binary there, and nothing is refused for it.
    ClaudeRequest request = messages(block("document", "application/pdf", data));
    TrafficGuard guard = guard(policy(), (mediaType, content) -> Optional.of(InspectedText.of("")));
    if (data.isEmpty()) {
      assertThat(guard.admit(request).request().body()).isEqualTo(request.body());
    } else {
      assertThat(denied(guard, request).reason()).isEqualTo(Reason.BINARY_NOT_INSPECTABLE);
    }
  }

  @Test
  void readsBase64BehindEscapes() {
    StringBuilder escaped = new StringBuilder();
    base64(SECRET)
        .chars()
        .forEach(each -> escaped.append("\\u00").append(Integer.toHexString(each)));
    String slashes = base64(SECRET + "??>>").replace("/", "\\/");

    for (String data : List.of(escaped.toString(), slashes)) {
      assertThat(denied(messages(block("document", "application/pdf", data))).reason())
          .isEqualTo(Reason.SECRET_IN_BINARY);
    }
  }

  private static ClaudeRequest upload(byte[] content) {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    form.writeBytes(
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n"
            .getBytes(StandardCharsets.UTF_8));
    form.writeBytes(content);
    form.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
    return ClaudeRequest.builder("POST", "/v1/files")
        .body("multipart/form-data; boundary=b", form.toByteArray())
        .build();
  }

  @Test
  void inspectsFilesOfUploads() {
    ClaudeRequest clean = upload(pdf(CLEAN));
    assertThat(guard(policy(), READER).admit(clean).request().body()).isEqualTo(clean.body());
    assertThat(denied(upload(pdf(SECRET))).reason()).isEqualTo(Reason.SECRET_IN_BINARY);
    assertThat(denied(upload(pdf(SECRET))).ruleIds()).containsExactly("aws-access-key-id");
    assertThat(denied(upload(new byte[] {'P', 'K', 3, 4, 0})).reason())
        .isEqualTo(Reason.BINARY_NOT_INSPECTABLE);
    byte[] readable = SECRET.getBytes(StandardCharsets.UTF_8);
    assertThat(denied(upload(readable)).reason()).isEqualTo(Reason.SECRET_IN_BINARY);
  }

  @Test
  void whitespaceBeforeAPdfMakesItNoText() {
    ClaudeRequest request = upload(("\n " + CLEAN).getBytes(StandardCharsets.UTF_8));
    assertThat(denied(request).reason()).isEqualTo(Reason.BINARY_NOT_INSPECTABLE);
  }

  @Test
  void saysWhatTheFirstBytesAre() {
    assertThat(FileContent.mediaType(latin1("%PDF-1.7"))).isEqualTo("application/pdf");
    assertThat(FileContent.mediaType(latin1("\u0089PNG\r\n\u001a\n"))).isEqualTo("image/png");
    assertThat(FileContent.mediaType(latin1("\u00ff\u00d8\u00ff\u00e0"))).isEqualTo("image/jpeg");
    assertThat(FileContent.mediaType(latin1("GIF89a"))).isEqualTo("image/gif");
    assertThat(FileContent.mediaType(latin1("RIFF....WEBP"))).isEqualTo("image/webp");
    assertThat(FileContent.mediaType(latin1("RIFF....WAVE"))).isEqualTo("application/octet-stream");
    assertThat(FileContent.mediaType(new byte[0])).isEqualTo("application/octet-stream");
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
