package dev.tacenda.gateway.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.claude.gate.ApprovalDenial;
import dev.tacenda.claude.gate.approval.ApprovalDirectory;
import dev.tacenda.claude.gate.approval.ApprovalScope;
import dev.tacenda.claude.gate.approval.HttpApprovals;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page, and jobs that ask by HTTP. */
class ApprovalServerTest {
  private static final String TOKEN = "FAKE-token-of-the-jobs";

  @TempDir Path temp;
  private final HttpClient browser = HttpClient.newHttpClient();
  private Path folder = Path.of("");
  private ApprovalDirectory directory;
  private ApprovalServer server;

  ApprovalServerTest(@TempDir Path work) throws Exception {
    folder = work.resolve("approvals");
    directory =
        ApprovalDirectory.open(folder, Clock.systemUTC(), ApprovalDirectory.RateLimit.standard());
    server =
        ApprovalServer.start(
            0, directory, new Decider(directory, Asked.ADA, Clock.systemUTC()), TOKEN);
  }

  @BeforeEach
  void ask() {
    assertThat(Asked.about(folder, ApprovalScope.exact(), "first")).isPresent();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> get(URI address) throws Exception {
    return browser.send(
        HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(URI address, String form) throws Exception {
    return browser.send(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private URI question() throws Exception {
    return server.pageAddress().resolve("questions/" + directory.ids().get(0));
  }

  private HttpApprovals gate(String token) {
    return HttpApprovals.builder(
            server.jobAddress().toString(), () -> token, Asked.rules(Asked.ADA.key()))
        .dangerouslyAllowPlainHttpToLoopback()
        .waitAtMost(Duration.ZERO)
        .build();
  }

  @Test
  void showsQuestionsAndSignsWhatIsDecided() throws Exception {
    HttpResponse<String> list = get(server.pageAddress());
    assertThat(list.statusCode()).isEqualTo(200);
    assertThat(list.body()).contains("POST /v1/messages", "shell-tool", "key:ada.example");

    assertThat(get(question()).body()).contains("<pre", "first", "Approve");
    HttpResponse<String> decided =
        post(question(), "reason=looked+at+it&ticket=&scope=once&verdict=approve");

    assertThat(decided.statusCode()).isEqualTo(303);
    assertThat(get(question()).body()).contains("looked at it", "1 of 1 approved");
    assertThat(Asked.about(folder, ApprovalScope.exact(), "first")).isEmpty();
  }

  @Test
  void rejects() throws Exception {
    post(question(), "reason=no&ticket=&scope=once&verdict=reject");

    assertThat(Asked.about(folder, ApprovalScope.exact(), "first"))
        .contains(ApprovalDenial.REJECTED);
  }

  @Test
  void tooManyDecisionsAboutOneQuestionDoNotHideTheOthers() throws Exception {
    String flooded = directory.ids().get(0);
    for (int i = 0; i < 65; i++) {
      directory.addNote(flooded, ("no note " + i).getBytes(StandardCharsets.US_ASCII));
    }
    assertThat(Asked.about(folder, ApprovalScope.exact(), "second")).isPresent();
    String other =
        directory.ids().stream().filter(id -> !id.equals(flooded)).findFirst().orElseThrow();

    HttpResponse<String> list = get(server.pageAddress());

    assertThat(list.statusCode()).isEqualTo(200);
    assertThat(list.body()).contains(other).doesNotContain(flooded);
  }

  @Test
  void nothingOfTheContentBecomesMarkup() throws Exception {
    String hostile =
        "</pre><script>alert(1)</script><img src=x onerror=alert(1)>\u202e\u0000&amp;\"'"
            + "\u27e8U+0041\u27e9";
    server.close();
    Path other = temp.resolve("other");
    Asked.about(other, ApprovalScope.exact(), hostile);
    ApprovalDirectory there = ApprovalDirectory.openToDecide(other);
    try (ApprovalServer second =
        ApprovalServer.start(0, there, new Decider(there, Asked.ADA, Clock.systemUTC()), "")) {
      String page = get(second.pageAddress().resolve("questions/" + there.ids().get(0))).body();

      assertThat(page)
          .doesNotContain("<script", "<img", "\u202e", "\u0000")
          .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
          .contains("<mark>U+202E</mark><mark>U+0000</mark>&amp;amp;&quot;&#39;")
          .contains("<mark>U+27E8</mark>U+0041<mark>U+27E9</mark>");
    }
  }

  @Test
  void aHostileNameOfAToolBecomesNoMarkupEither() throws Exception {
    assertThat(Asked.ask(gate(TOKEN), "second", "custom <script>\u202e")).isPresent();
    for (String id : directory.ids()) {
      assertThat(get(server.pageAddress().resolve("questions/" + id)).body())
          .doesNotContain("<script", "\u202e");
    }
  }

  @Test
  void everyAnswerKeepsScriptsAndOtherSitesOut() throws Exception {
    for (URI address :
        List.of(
            server.pageAddress(),
            question(),
            server.pageAddress().resolve("style.css"),
            server.pageAddress().resolve("/"))) {
      HttpResponse<String> answer = get(address);
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
          .startsWith("default-src 'none'")
          .doesNotContain("unsafe", "script");
      assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
      assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
    }
  }

  @Test
  void withoutTheAddressNobodyDecides() throws Exception {
    String id = directory.ids().get(0);
    for (String path : List.of("/questions/" + id, "/" + "A".repeat(43) + "/questions/" + id)) {
      HttpResponse<String> answer =
          post(server.pageAddress().resolve(path), "reason=x&scope=once&verdict=approve");
      assertThat(answer.statusCode()).isEqualTo(404);
    }
    assertThat(directory.notes(id)).isEmpty();
  }

  @Test
  void aJobCanAskAndLookButNotDecide() throws Exception {
    assertThat(Asked.ask(gate(TOKEN), "first", "custom Bash")).contains(ApprovalDenial.TIMED_OUT);
    assertThat(Asked.ask(gate("FAKE-other"), "first", "custom Bash"))
        .contains(ApprovalDenial.SERVER_ANSWER_WRONG);
    post(question(), "reason=ok&ticket=&scope=once&verdict=approve");
    assertThat(Asked.ask(gate(TOKEN), "first", "custom Bash")).isEmpty();
    assertThat(Asked.ask(gate(TOKEN), "first", "custom Bash")).contains(ApprovalDenial.USED_UP);
  }

  @Test
  void aFormThatIsNotUnderstoodDecidesNothing() throws Exception {
    for (String form :
        List.of(
            "",
            "verdict=approve",
            "reason=x&scope=once&verdict=maybe",
            "reason=x&scope=all&verdict=approve",
            "reason=+&scope=once&verdict=approve",
            "reason=x&reason=y&scope=once&verdict=approve",
            "reason=%zz&scope=once&verdict=approve",
            "reason="
                + URLEncoder.encode("a\u202eb", StandardCharsets.UTF_8)
                + "&scope=once&verdict=approve")) {
      assertThat(post(question(), form).statusCode()).as(form).isEqualTo(400);
    }
    assertThat(post(question(), "reason=" + "x".repeat(20_000)).statusCode()).isEqualTo(413);
    assertThat(directory.notes(directory.ids().get(0))).isEmpty();
  }

  @Test
  void refusesOtherHostsAndOtherSites() throws Exception {
    URI page = question();
    assertThat(status(page, "GET", "Host: evil.test", "")).isEqualTo(421);
    assertThat(
            status(
                page,
                "POST",
                "Host: 127.0.0.1:" + page.getPort() + "\r\nSec-Fetch-Site: cross-site",
                "reason=x&scope=once&verdict=approve"))
        .isEqualTo(403);
    assertThat(directory.notes(directory.ids().get(0))).isEmpty();
  }

  /** Speaks to the server by hand: the client of the JDK does not let these headers be set. */
  private static int status(URI page, String method, String headers, String body)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), page.getPort())) {
      OutputStream out = socket.getOutputStream();
      String request =
          method
              + " "
              + page.getPath()
              + " HTTP/1.1\r\n"
              + headers
              + "\r\nConnection: close\r\n"
              + "Content-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      String first = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
      return Integer.parseInt(first.substring(9));
    }
  }

  @Test
  void showsLongContentInParts() throws Exception {
    server.close();
    Path other = temp.resolve("long");
    Asked.about(other, ApprovalScope.exact(), "a".repeat(Pages.PART_BYTES) + "THE END");
    ApprovalDirectory there = ApprovalDirectory.openToDecide(other);
    try (ApprovalServer second =
        ApprovalServer.start(0, there, new Decider(there, Asked.ADA, Clock.systemUTC()), "")) {
      URI page = second.pageAddress().resolve("questions/" + there.ids().get(0));
      String first = get(page).body();
      assertThat(first)
          .contains("Bytes 0 to 65536 of 65543 are shown", "The digest is of all of them")
          .doesNotContain("THE END");
      assertThat(get(URI.create(page + "?from=65536")).body()).contains("THE END");
      for (String odd : List.of("-1", "70000", "x", "99999999999999")) {
        assertThat(get(URI.create(page + "?from=" + odd)).body()).contains("Bytes 0 to 65536");
      }
    }
  }

  @Test
  void saysNothingOfItsSecrets() {
    assertThat(server.toString()).doesNotContain(server.pageAddress().getPath(), TOKEN);
  }
}
