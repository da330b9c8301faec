package dev.tacenda.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.AuditSink;
import dev.tacenda.audit.InMemoryAuditSink;
import dev.tacenda.audit.note.NoteSigner;
import dev.tacenda.claude.RequestDeniedException.Reason;
import dev.tacenda.claude.gate.ApprovalAnswer;
import dev.tacenda.claude.gate.ApprovalGate;
import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.approval.ApprovalDirectory;
import dev.tacenda.claude.gate.approval.ApprovalNote;
import dev.tacenda.claude.gate.approval.ApprovalQuestion;
import dev.tacenda.claude.gate.approval.ApprovalRules;
import dev.tacenda.claude.gate.approval.ApprovalScope;
import dev.tacenda.claude.gate.approval.ApproverRule;
import dev.tacenda.claude.gate.approval.FileApprovals;
import dev.tacenda.claude.gate.approval.HumanIds;
import dev.tacenda.claude.gate.approval.StoreException;
import dev.tacenda.mask.Action;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import dev.tacenda.mask.Risk;
import dev.tacenda.mask.RuleSet;
import dev.tacenda.mask.TrafficSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent behind the guard: one approval for its conversation, and a stop outside of it. */
class ApprovedConversationTest {
  private static final NoteSigner ADA = NoteSigner.generate("ada.example", new SecureRandom());
  private static final int STEPS = 12;

  @TempDir Path temp;
  private final InMemoryAuditSink sink = new InMemoryAuditSink();
  private Instant now = Instant.parse("2026-11-30T10:00:00Z");
  private Runnable whileWaiting = () -> {};
  private Path folder = Path.of("");

  @BeforeEach
  void folder() {
    folder = temp.resolve("approvals");
  }

  private final class Ticking extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private TrafficGuard guard(ApprovalScope scope) throws StoreException {
    return guard(scope, sink);
  }

  private TrafficGuard guard(ApprovalScope scope, AuditSink records) throws StoreException {
    HumanIds people =
        HumanIds.builder()
            .human("ada", "key:ada.example")
            .human("eve", "https://ci.example|repo:shop")
            .build();
    ApprovalRules rules =
        ApprovalRules.builder(people)
            .person(ADA.key())
            .rule(new ApproverRule("*", Set.of("*"), Set.of("ada"), 1))
            .build();
    FileApprovals gate =
        FileApprovals.builder(folder, rules)
            .asksFor(scope)
            .waitAtMost(Duration.ofMinutes(1))
            .time(new Ticking(), this::passTime, new Random(1))
            .build();
    MaskingPolicy policy =
        MaskingPolicy.builder(RuleSet.standard())
            .name("agents")
            .traffic(
                TrafficSettings.builder()
                    .actionForRisk(Risk.SHELL_TOOL, Action.ASK)
                    .actionForRisk(Risk.DESTRUCTIVE_COMMAND, Action.ASK)
                    .build())
            .build();
    return TrafficGuard.builder(policy, PlaceholderKey.of(new byte[32]), records)
        .identity(identity -> Caller.verified("https://ci.example", "repo:shop", Set.of()))
        .approvals(gate)
        .runId("run-1")
        .build();
  }

  private void passTime(Duration time) {
    now = now.plus(time);
    whileWaiting.run();
  }

  private void approveAll() {
    try {
      ApprovalDirectory directory = ApprovalDirectory.openToDecide(folder);
      for (String id : directory.ids()) {
        ApprovalQuestion question = directory.question(id).orElseThrow();
        ApprovalNote yes =
            new ApprovalNote(
                ApprovalNote.About.of(question),
                true,
                List.of("key:ada.example"),
                1,
                question.scope(),
                now,
                now,
                now.plus(Duration.ofHours(1)),
                false,
                "",
                "");
        directory.addNote(id, yes.sign(ADA).bytes());
      }
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
  }

  private static ClaudeRequest step(int number, String change, String to) {
    StringBuilder messages = new StringBuilder();
    for (int i = 0; i <= number; i++) {
      messages.append(i == 0 ? "" : ",{'role':'assistant','content':'step'},");
      messages.append("{'role':'user','content':'result " + i + " of " + Planted.AWS_KEY + "'}");
    }
    String json =
        ("{'model':'claude-test','max_tokens':1000,'tools':[{'name':'Bash','input_schema':{}},"
                + "{'name':'Read','input_schema':{}}],'messages':["
                + messages
                + "]}")
            .replace('\'', '"')
            .replace(change, to);
    return ClaudeRequest.builder("POST", "/v1/messages")
        .body("application/json", json.getBytes(StandardCharsets.UTF_8))
        .build();
  }

  private static ClaudeRequest step(int number) {
    return step(number, "claude-test", "claude-test");
  }

  private long count(Kind kind) {
    return sink.records().stream().filter(each -> each.kind() == kind).count();
  }

  private RequestDeniedException denied(TrafficGuard guard, ClaudeRequest request) {
    RequestDeniedException denial =
        catchThrowableOfType(RequestDeniedException.class, () -> guard.admit(request));
    assertThat(denial.reason()).isEqualTo(Reason.APPROVAL_DENIED);
    return denial;
  }

  @Test
  void needsOneApprovalAndIsStoppedAtTheFirstStepOutside() throws Exception {
    TrafficGuard guard = guard(ApprovalScope.envelope(STEPS, 100_000, 30));
    whileWaiting = this::approveAll;
    guard.admit(step(0));
    whileWaiting = () -> {};
    for (int i = 1; i < STEPS - 1; i++) {
      guard.admit(step(i));
    }
    assertThat(count(Kind.APPROVAL_REQUESTED)).isEqualTo(1);
    assertThat(count(Kind.APPROVAL_DECIDED)).isEqualTo(1);
    assertThat(count(Kind.APPROVAL_USED)).isEqualTo(STEPS - 1);
    assertThat(count(Kind.REQUEST_INTENDED)).isEqualTo(STEPS - 1);

    assertThat(denied(guard, step(11, "claude-test", "claude-other")))
        .hasMessageContaining("OUTSIDE_MODEL");
    assertThat(denied(guard, step(11, "'name':'Read'".replace('\'', '"'), "\"name\":\"WebFetch\"")))
        .hasMessageContaining("OUTSIDE_TOOL");
    assertThat(
            denied(
                guard,
                step(
                    11,
                    "{'name':'Read','input_schema':{}".replace('\'', '"'),
                    "{\"name\":\"Read\",\"input_schema\":{\"type\":\"object\"}")))
        .hasMessageContaining("OUTSIDE_TOOL");
    assertThat(denied(guard, step(11, "1000", "90000"))).hasMessageContaining("OUTSIDE_TOKENS");
    assertThat(denied(guard, step(11, "\"max_tokens\":1000,", "")))
        .hasMessageContaining("OUTSIDE_TOKENS");
    guard.admit(step(11));
    assertThat(denied(guard, step(12))).hasMessageContaining("OUTSIDE_REQUESTS");
    assertThat(count(Kind.REQUEST_INTENDED)).isEqualTo(STEPS);
  }

  @Test
  void anApprovalWhoseRecordFailedIsRecordedWithTheNextStep() throws Exception {
    AtomicBoolean fails = new AtomicBoolean(true);
    TrafficGuard guard =
        guard(
            ApprovalScope.envelope(STEPS, 100_000, 30), failingOnce(Kind.APPROVAL_DECIDED, fails));
    whileWaiting = this::approveAll;

    RequestDeniedException denial =
        catchThrowableOfType(RequestDeniedException.class, () -> guard.admit(step(0)));
    assertThat(denial.reason()).isEqualTo(Reason.AUDIT_FAILED);
    assertThat(fails).isFalse();
    guard.admit(step(1));

    assertThat(count(Kind.APPROVAL_DECIDED)).isEqualTo(1);
    assertThat(count(Kind.APPROVAL_USED)).isEqualTo(1);
  }

  private AuditSink failingOnce(Kind kind, AtomicBoolean fails) {
    return new AuditSink() {
      @Override
      public void write(AuditRecord record) {
        if (record.kind() == kind && fails.getAndSet(false)) {
          throw new IllegalStateException("disk full");
        }
        sink.write(record);
      }

      @Override
      public void flush() {
        sink.flush();
      }

      @Override
      public void close() {
        sink.close();
      }
    };
  }

  @Test
  void theDenialNamesTheRiskThatWasAskedAbout() throws Exception {
    assertThat(denied(guard(ApprovalScope.exact()), step(0)).ruleIds())
        .containsExactly("shell-tool");
  }

  @Test
  void isStoppedWhenItsTimeIsOver() throws Exception {
    TrafficGuard guard = guard(ApprovalScope.envelope(STEPS, 100_000, 30));
    whileWaiting = this::approveAll;
    guard.admit(step(0));
    whileWaiting = () -> {};
    now = now.plus(Duration.ofMinutes(30));

    assertThat(denied(guard, step(1))).hasMessageContaining("OUTSIDE_TIME");
  }

  @Test
  void recordsEachStepOfAnApprovalInTime() throws Exception {
    TrafficGuard guard = guard(ApprovalScope.exact());
    whileWaiting = this::approveAll;

    guard.admit(step(0));

    assertThat(sink.records().stream().map(AuditRecord::kind))
        .containsExactly(
            Kind.SESSION_OPENED,
            Kind.APPROVAL_REQUESTED,
            Kind.APPROVAL_DECIDED,
            Kind.APPROVAL_USED,
            Kind.REQUEST_INTENDED);
    AuditRecord decided = sink.records().get(2);
    assertThat(decided.approvers()).containsExactly("ada");
    assertThat(decided.validUntil()).isPresent();
    assertThat(sink.records().subList(1, 4).stream().map(AuditRecord::approvalId).distinct())
        .hasSize(1);
  }

  @Test
  void theDenialSaysWhichApprovalToLookForAndTheRetryFindsIt() throws Exception {
    RequestDeniedException denial = denied(guard(ApprovalScope.exact()), step(0));
    String id = denial.approvalId().orElseThrow();

    assertThat(denial).hasMessageContaining(id).hasMessageContaining("TIMED_OUT");
    approveAll();
    ClaudeRequest sent = guard(ApprovalScope.exact()).admit(step(0)).request();

    assertThat(count(Kind.APPROVAL_REQUESTED)).isEqualTo(1);
    assertThat(ApprovalDirectory.openToDecide(folder).question(id).orElseThrow().masked())
        .isEqualTo(sent.body());
  }

  @Test
  void keepsNothingRawWhereItAsks() throws Exception {
    String token = "FAKE-mcp-token-47";
    String server = "{\"type\":\"url\",\"url\":\"https://mcp.example/\",\"name\":\"m\",";
    String servers = "\"mcp_servers\":[" + server + "\"authorization_token\":\"" + token + "\"}],";
    ClaudeRequest request = step(3, "\"messages\":", servers + "\"messages\":");

    RequestDeniedException denial = denied(guard(ApprovalScope.exact()), request);

    assertThat(denial.getMessage()).doesNotContain(Planted.AWS_KEY).doesNotContain(token);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).doesNotContain(Planted.AWS_KEY).doesNotContain(token);
      }
    }
  }

  @Test
  void aToolCallHasAQuestionOfItsOwn() throws Exception {
    TrafficGuard guard = guard(ApprovalScope.envelope(STEPS, 100_000, 30));
    whileWaiting = this::approveAll;
    GuardedCall call = guard.admit(step(0));
    whileWaiting = () -> {};

    ResponseRefusedException refused =
        catchThrowableOfType(ResponseRefusedException.class, () -> answer(call, "rm -rf build"));

    assertThat(refused).hasMessageContaining("TIMED_OUT").hasMessageNotContaining("rm -rf");
    assertThat(count(Kind.APPROVAL_REQUESTED)).isEqualTo(2);
    approveAll();
    assertThat(answer(guard.admit(step(1)), "rm -rf build")).contains("rm -rf build");
    assertThat(
            catchThrowableOfType(
                ResponseRefusedException.class,
                () -> answer(guard.admit(step(2)), "rm -rf build/x")))
        .hasMessageContaining("TIMED_OUT");
  }

  private static String answer(GuardedCall call, String command) throws IOException {
    String json =
        "{\"type\":\"message\",\"content\":[{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"Bash\","
            + "\"input\":{\"command\":\""
            + command
            + "\"}}]}";
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    return new String(
        call.guard(new ResponseHead(200, "application/json", ""), new ByteArrayInputStream(body))
            .readAllBytes(),
        StandardCharsets.UTF_8);
  }

  private TrafficGuard guardWith(ApprovalGate gate) {
    MaskingPolicy policy =
        MaskingPolicy.builder(RuleSet.standard())
            .name("agents")
            .traffic(TrafficSettings.builder().actionForRisk(Risk.SHELL_TOOL, Action.ASK).build())
            .build();
    return TrafficGuard.builder(policy, PlaceholderKey.of(new byte[32]), sink)
        .identity(identity -> Caller.verified("build", "job", Set.of()))
        .approvals(gate)
        .build();
  }

  @Test
  void aByteThatChangesAfterTheYesIsSeenByTheGuard() {
    TrafficGuard guard =
        guardWith(
            (question, told) -> {
              ApprovalAnswer yes = ApprovalAnswer.approved(question);
              byte[] shown = question.masked().bytes();
              shown[question.masked().text().indexOf("result")] = 'R';
              return yes;
            });

    assertThat(denied(guard, step(0))).hasMessageContaining("CHANGED");
    assertThat(sink.records().stream().map(AuditRecord::kind))
        .containsExactly(
            Kind.SESSION_OPENED, Kind.APPROVAL_DECIDED, Kind.APPROVAL_DECIDED, Kind.REQUEST_DENIED);
    assertThat(sink.records().get(2).reason()).contains("CHANGED");
  }

  @Test
  void anApprovalPastTheRulesIsMarkedInTheRecord() {
    guardWith((question, told) -> ApprovalAnswer.approved(question).pastTheRules()).admit(step(0));

    assertThat(sink.records().get(1).reason()).contains("BREAK_GLASS");
  }

  @Test
  void anApprovalOfOneGuardIsNoneForAnotherUnlessTheyAreOfOneRun() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      guardWith(
              (question, told) -> {
                ids.add(question.approvalId());
                return ApprovalAnswer.approved(question);
              })
          .admit(step(0));
    }
    assertThat(ids).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void nothingIsSentIfTheUseCannotBeRecorded() throws Exception {
    whileWaiting = this::approveAll;
    for (Kind kind : List.of(Kind.APPROVAL_REQUESTED, Kind.APPROVAL_DECIDED, Kind.APPROVAL_USED)) {
      folder = temp.resolve(kind.name());
      InMemoryAuditSink records = new InMemoryAuditSink();
      TrafficGuard guard = failingAt(kind, records);

      RequestDeniedException denial =
          catchThrowableOfType(RequestDeniedException.class, () -> guard.admit(step(0)));

      assertThat(denial.reason()).isEqualTo(Reason.AUDIT_FAILED);
      assertThat(records.records().stream().map(AuditRecord::kind))
          .doesNotContain(Kind.REQUEST_INTENDED);
    }
  }

  private TrafficGuard failingAt(Kind kind, InMemoryAuditSink records) throws StoreException {
    HumanIds people =
        HumanIds.builder().human("ada", "key:ada.example").human("eve", "build|job").build();
    ApprovalRules rules =
        ApprovalRules.builder(people)
            .person(ADA.key())
            .rule(new ApproverRule("*", Set.of("*"), Set.of("ada"), 1))
            .build();
    MaskingPolicy policy =
        MaskingPolicy.builder(RuleSet.standard())
            .name("agents")
            .traffic(TrafficSettings.builder().actionForRisk(Risk.SHELL_TOOL, Action.ASK).build())
            .build();
    AuditSink failing =
        new AuditSink() {
          @Override
          public void write(AuditRecord record) {
            if (record.kind() == kind) {
              throw new IllegalStateException("no space");
            }
            records.write(record);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    return TrafficGuard.builder(policy, PlaceholderKey.of(new byte[32]), failing)
        .identity(identity -> Caller.verified("build", "job", Set.of()))
        .approvals(
            FileApprovals.builder(folder, rules)
                .time(new Ticking(), this::passTime, new Random(1))
                .build())
        .build();
  }
}
