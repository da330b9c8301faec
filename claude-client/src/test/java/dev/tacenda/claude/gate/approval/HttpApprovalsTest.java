package dev.tacenda.claude.gate.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tacenda.claude.gate.ApprovalAnswer;
import dev.tacenda.claude.gate.ApprovalDenial;
import dev.tacenda.claude.gate.ApprovalRequest;
import dev.tacenda.claude.gate.internal.ConfinedOkHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions and decisions on a server that may be slow, wrong or against us. */
class HttpApprovalsTest {
  private static final String TOKEN = "FAKE-token-of-the-job";

  @TempDir Path temp;
  private final MockWebServer server = new MockWebServer();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private volatile UnaryOperator<MockResponse> twist = reply -> reply;
  private volatile String twisted = "";
  private Office office;

  @BeforeEach
  void start() throws IOException, StoreException {
    office = new Office(temp.resolve("approvals"));
    ApprovalHttp http =
        ApprovalHttp.of(
            ApprovalDirectory.open(
                office.folder, office.time, ApprovalDirectory.RateLimit.standard()));
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer(http, request);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.shutdown();
  }

  private MockResponse answer(ApprovalHttp http, RecordedRequest request) {
    String path = Objects.requireNonNull(request.getPath()).substring(1);
    ApprovalHttp.Reply reply =
        http.answer(
            Objects.requireNonNull(request.getMethod()),
            path,
            Objects.requireNonNullElse(request.getHeader("If-None-Match"), ""),
            request.getBody().readByteArray());
    seen.add(request.getMethod() + " " + path + " " + reply.status());
    assertThat(request.getHeader("Authorization")).isEqualTo("Bearer " + TOKEN);
    MockResponse response =
        new MockResponse()
            .setResponseCode(reply.status())
            .setHeader("Content-Type", "application/json")
            .setBody(new Buffer().write(reply.json()));
    if (!reply.etag().isEmpty()) {
      response.setHeader("ETag", reply.etag());
      response.setHeader("Retry-After", "7");
    }
    boolean twists = !twisted.isEmpty() && path.contains(twisted);
    return twists ? twist.apply(response) : response;
  }

  private void twist(String pathPart, UnaryOperator<MockResponse> how) {
    twist = how;
    twisted = pathPart;
  }

  private HttpApprovals.Builder builder(ApprovalRules rules) {
    return HttpApprovals.builder(server.url("/").toString(), () -> TOKEN, rules)
        .dangerouslyAllowPlainHttpToLoopback()
        .waitAtMost(Duration.ofMinutes(1))
        .callTimeout(Duration.ofSeconds(5))
        .time(office.time, office.time, new Random(1));
  }

  private HttpApprovals gate() {
    return builder(Office.rules()).build();
  }

  @Test
  void asksAServerAndWaitsAsItSays() {
    office.time.atNextWait(() -> office.whenAsked(yes -> yes.by(Office.ADA)));

    assertThat(office.ask(gate(), Office.asking().request())).isEmpty();

    assertThat(office.time.slept()).isEqualTo(2);
    assertThat(office.time.instant()).isAfter("2026-11-30T10:00:14Z");
    assertThat(seen).anyMatch(each -> each.endsWith("/state 304"));
    assertThat(seen.get(seen.size() - 1)).startsWith("POST").endsWith("/uses 201");
  }

  @Test
  void aRetriedJobFindsItsApproval() throws Exception {
    assertThat(office.ask(gate(), Office.asking().request())).contains(ApprovalDenial.TIMED_OUT);
    office.decide(yes -> yes.by(Office.ADA));

    assertThat(office.ask(gate(), Office.asking().request())).isEmpty();
    assertThat(office.asked).hasSize(1);
    assertThat(office.directory().ids()).hasSize(1);
  }

  @Test
  void twoJobsDoNotBothGetTheUse() {
    ApprovalRequest request = Office.asking().request();
    office.whenAsked(yes -> yes.by(Office.ADA));
    ApprovalAnswer one = gate().decide(request, office.asked::add);
    ApprovalAnswer two = gate().decide(request, office.asked::add);

    assertThat(one.spend(request)).isEmpty();
    assertThat(two.spend(request)).contains(ApprovalDenial.USED_UP);
  }

  @Test
  void aConversationNeedsOneApproval() {
    HttpApprovals gate =
        builder(Office.rules()).asksFor(ApprovalScope.envelope(10, 100_000, 30)).build();
    office.whenAsked(yes -> yes.by(Office.ADA));
    for (int i = 0; i < 10; i++) {
      String text = "step " + i;
      assertThat(office.ask(gate, Office.asking().with(a -> a.text = text).request())).isEmpty();
    }
    assertThat(office.asked).hasSize(1);
    assertThat(office.ask(gate, Office.asking().with(a -> a.text = "more").request()))
        .contains(ApprovalDenial.OUTSIDE_REQUESTS);
  }

  @Test
  void aServerThatForgetsUsesDoesNotGetOneMoreOutOfThisProcess() {
    HttpApprovals gate = gate();
    ApprovalRequest request = Office.asking().request();
    office.whenAsked(yes -> yes.by(Office.ADA));
    assertThat(office.ask(gate, request)).isEmpty();
    twist("/state", reply -> reply.setBody(text(reply).replace("\"uses\":1", "\"uses\":0")));

    assertThat(office.ask(gate, request)).contains(ApprovalDenial.USED_UP);
  }

  /** A process that lives long must not forget in favour of such a server. */
  @Test
  void rememberingManyUsesDoesNotMeanForgettingTheFirst() throws Exception {
    twist("/uses", reply -> reply.setResponseCode(201));
    ConfinedOkHttp http =
        ConfinedOkHttp.builder(Duration.ofSeconds(5)).dangerouslyAllowPlainHttpToLoopback().build();
    HttpCalls calls = new HttpCalls(server.url("/").uri(), () -> TOKEN, http);
    HttpStore store = new HttpStore(calls, new PushedNotes(Office.rules()));
    for (int i = 0; i < 1_100; i++) {
      assertThat(store.spend(String.format("%064x", i), ApprovalScope.exact(), 0)).isEmpty();
    }

    assertThat(store.spend("0".repeat(64), ApprovalScope.exact(), 0))
        .contains(ApprovalDenial.USED_UP);
  }

  @Test
  void aServerCannotLetTheApprovalOfAnotherRunCount() {
    HttpApprovals gate =
        builder(Office.rules()).asksFor(ApprovalScope.envelope(10, 100_000, 30)).build();
    office.whenAsked(yes -> yes.by(Office.ADA));
    assertThat(office.ask(gate, Office.asking().request())).isEmpty();
    String approved = office.asked.get(0);
    twist("/conversations/", reply -> reply.setBody("[\"" + approved + "\"]"));

    assertThat(office.ask(gate, Office.asking().with(a -> a.text = "step 1").request())).isEmpty();
    assertThat(office.ask(gate, Office.asking().with(a -> a.run = "run-2").request()))
        .contains(ApprovalDenial.TIMED_OUT);
    assertThat(
            office.ask(gate, Office.asking().with(a -> a.policyDigest = "b".repeat(64)).request()))
        .contains(ApprovalDenial.TIMED_OUT);
    assertThat(office.ask(gate, Office.asking().with(a -> a.caller = Office.caller("2")).request()))
        .contains(ApprovalDenial.TIMED_OUT);
  }

  private static String text(MockResponse reply) {
    Buffer body = Objects.requireNonNullElse(reply.getBody(), new Buffer());
    return body.clone().readUtf8();
  }

  @Test
  void deniesWhatAServerSaysThatLies() {
    lies("/state", reply -> reply.setBody("garbage"), ApprovalDenial.SERVER_ANSWER_WRONG);
    lies("/state", reply -> reply.setBody("{}"), ApprovalDenial.SERVER_ANSWER_WRONG);
    lies(
        "/state",
        reply -> reply.setBody("{\"uses\":0,\"output-tokens\":0,\"rejected\":false,\"notes\":[1]}"),
        ApprovalDenial.SERVER_ANSWER_WRONG);
    lies(
        "/state",
        reply -> reply.setHeader("Content-Type", "text/html"),
        ApprovalDenial.SERVER_ANSWER_WRONG);
    lies("/state", reply -> reply.setResponseCode(304), ApprovalDenial.SERVER_ANSWER_WRONG);
    lies("/state", reply -> reply.setResponseCode(401), ApprovalDenial.SERVER_ANSWER_WRONG);
    lies("/state", reply -> reply.setResponseCode(500), ApprovalDenial.UNAVAILABLE);
    lies(
        "/state",
        reply -> reply.setResponseCode(302).setHeader("Location", "https://evil.test/"),
        ApprovalDenial.SERVER_REDIRECTS);
    lies(
        "/state",
        reply -> reply.setBody(" ".repeat(ApprovalState.MAX_BYTES + 1)),
        ApprovalDenial.SERVER_ANSWER_TOO_LARGE);
    lies("v1/questions", reply -> reply.setResponseCode(429), ApprovalDenial.RATE_LIMITED);
    lies("v1/questions", reply -> reply.setResponseCode(413), ApprovalDenial.QUESTION_TOO_LARGE);
    lies("/uses", reply -> reply.setResponseCode(200), ApprovalDenial.SERVER_ANSWER_WRONG);
    lies("/uses", reply -> reply.setResponseCode(409), ApprovalDenial.SERVER_ANSWER_WRONG);
    lies(
        "/uses",
        reply -> reply.setResponseCode(409).setBody("\"REJECTED\""),
        ApprovalDenial.SERVER_ANSWER_WRONG);
  }

  private int lies;

  private void lies(String where, UnaryOperator<MockResponse> how, ApprovalDenial denial) {
    lies++;
    String run = "run-" + lies;
    if (where.equals("v1/questions")) {
      // Only the creation: a state has a longer path.
      twist = reply -> reply.getStatus().contains("201") ? how.apply(reply) : reply;
      twisted = where;
    } else {
      twist(
          where,
          reply ->
              where.equals("/state") && reply.getStatus().contains("404")
                  ? reply
                  : how.apply(reply));
    }
    office.whenAsked(yes -> yes.by(Office.ADA));
    assertThat(office.ask(gate(), Office.asking().with(a -> a.run = run).request()))
        .as(where + " " + lies)
        .contains(denial);
    twisted = "";
    office.time.clear();
  }

  @Test
  void aServerThatIsSlowIsANo() {
    twist("v1/", reply -> reply.setBodyDelay(1, TimeUnit.SECONDS).setBody("[]"));
    HttpApprovals gate = builder(Office.rules()).callTimeout(Duration.ofMillis(200)).build();

    assertThat(office.ask(gate, Office.asking().request())).contains(ApprovalDenial.UNAVAILABLE);
  }

  @Test
  void aServerThatIsGoneIsANo() throws IOException {
    HttpApprovals gate = gate();
    server.shutdown();

    assertThat(office.ask(gate, Office.asking().request())).contains(ApprovalDenial.UNAVAILABLE);
  }

  @Test
  void aFailureInBetweenDoesNotEndTheWait() {
    twist(
        "/state", reply -> reply.getStatus().contains("200") ? reply.setResponseCode(503) : reply);
    office.time.atNextWait(
        () -> {
          twisted = "";
          office.decide(yes -> yes.by(Office.ADA));
        });

    assertThat(office.ask(gate(), Office.asking().request())).isEmpty();
  }

  @Test
  void aDecisionOfTheServerIsNotBelievedWithoutASignature() {
    office.whenAsked(yes -> yes.by(Office.STRANGER));

    assertThat(office.ask(gate(), Office.asking().request())).contains(ApprovalDenial.KEY_UNKNOWN);
  }

  @Test
  void aPushedDecisionCountsIfItIsSignedAndWaitedFor() {
    HttpApprovals gate = gate();
    office.time.atNextWait(
        () -> {
          try {
            ApprovalQuestion question = office.question(office.asked.get(0));
            assertThat(gate.receive(office.yes(question).by(Office.STRANGER))).isFalse();
            assertThat(gate.receive("garbage".getBytes(StandardCharsets.UTF_8))).isFalse();
            assertThat(gate.receive(new byte[ApprovalNote.MAX_BYTES + 1])).isFalse();
            assertThat(gate.receive(office.yes(question).by(Office.ADA))).isTrue();
          } catch (StoreException e) {
            throw new AssertionError(e);
          }
        });

    assertThat(office.ask(gate, Office.asking().request())).isEmpty();
    assertThat(office.asked).hasSize(1);
  }

  @Test
  void aPushedDecisionThatNobodyWaitsForIsNotKept() throws Exception {
    HttpApprovals gate = gate();
    assertThat(office.ask(gate, Office.asking().request())).contains(ApprovalDenial.TIMED_OUT);
    byte[] note = office.yes(office.question()).by(Office.ADA);

    assertThat(gate().receive(note)).isFalse();
    assertThat(gate.receive(note)).isTrue();
  }

  @Test
  void goesToHttpsOnly() {
    for (String url :
        List.of(
            "http://approvals.example/",
            "https://user@approvals.example/",
            "https://approvals.example/?q=1",
            "https://approvals.example/#a",
            "ftp://approvals.example/",
            "approvals.example")) {
      assertThatThrownBy(
              () ->
                  HttpApprovals.builder(url, () -> TOKEN, Office.rules())
                      .dangerouslyAllowPlainHttpToLoopback()
                      .build())
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(
            () -> HttpApprovals.builder("http://127.0.0.1:1/", () -> TOKEN, Office.rules()).build())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void answersNothingElse() throws Exception {
    ApprovalHttp http = ApprovalHttp.of(office.directory());
    byte[] none = new byte[0];
    for (String path :
        List.of("", "v1", "v2/questions", "v1/questions/../x", "v1/questions/" + "a".repeat(64))) {
      assertThat(http.answer("GET", path, "", none).status()).as(path).isEqualTo(404);
    }
    assertThat(http.answer("POST", "v1/questions", "", none).status()).isEqualTo(400);
    assertThat(http.answer("DELETE", "v1/questions", "", none).status()).isEqualTo(404);
    assertThat(http.answer("GET", "v1/conversations/..", "", none).status()).isEqualTo(404);
  }
}
