package dev.tacenda.claude.gate.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.claude.gate.ApprovalAnswer;
import dev.tacenda.claude.gate.ApprovalDenial;
import dev.tacenda.claude.gate.ApprovalRequest;
import dev.tacenda.claude.gate.approval.Office.Asking;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Conversations of agents: one approval, and a stop at the first step outside of it. */
class EnvelopeTest {
  private static final ApprovalScope SCOPE = ApprovalScope.envelope(12, 12_000, 30);

  @TempDir Path temp;
  private Office office;
  private FileApprovals gate;

  @BeforeEach
  void approveTheFirstStep() throws StoreException {
    office = new Office(temp.resolve("approvals"));
    gate = office.gate(Office.rules()).asksFor(SCOPE).build();
    office.whenAsked(yes -> yes.by(Office.ADA));
    assertThat(office.ask(gate, step(0).request())).isEmpty();
  }

  private static Asking step(int number) {
    return Office.asking().with(a -> a.text = "step " + number);
  }

  @Test
  void needsOneApprovalForTheWholeConversation() {
    for (int number = 1; number < 12; number++) {
      assertThat(office.ask(gate, step(number).request())).isEmpty();
    }
    assertThat(office.asked).hasSize(1);
    assertThat(office.ask(gate, step(12).request())).contains(ApprovalDenial.OUTSIDE_REQUESTS);
  }

  /** A step outside of what was approved. */
  private record Step(ApprovalDenial denial, Consumer<Asking> change) {
    @Override
    public String toString() {
      return denial.name();
    }
  }

  static Stream<Step> outside() {
    return Stream.of(
        new Step(ApprovalDenial.OUTSIDE_TOOL, a -> a.tools = Set.of("custom Read", "custom Web")),
        new Step(ApprovalDenial.OUTSIDE_MODEL, a -> a.models = Set.of("other")),
        new Step(ApprovalDenial.OUTSIDE_MCP_SERVER, a -> a.mcpUrls = Set.of("https://evil.test")),
        new Step(ApprovalDenial.OUTSIDE_FEATURE, a -> a.features = Set.of("computer-use")),
        new Step(ApprovalDenial.OUTSIDE_REASON, a -> a.reasons = Set.of("credential-request")),
        new Step(ApprovalDenial.OUTSIDE_ENDPOINT, a -> a.endpoint = "POST /v1/messages/batches"),
        new Step(ApprovalDenial.OUTSIDE_TOKENS, a -> a.maxTokens = 11_001),
        new Step(ApprovalDenial.OUTSIDE_TOKENS, a -> a.maxTokens = Long.MAX_VALUE),
        new Step(ApprovalDenial.OUTSIDE_TOKENS, a -> a.maxTokens = -1),
        new Step(ApprovalDenial.TIMED_OUT, a -> a.run = "run-2"),
        new Step(ApprovalDenial.TIMED_OUT, a -> a.policyDigest = "b".repeat(64)),
        new Step(ApprovalDenial.TIMED_OUT, a -> a.caller = Office.caller("99")),
        new Step(ApprovalDenial.TIMED_OUT, a -> a.tool = "Bash"));
  }

  /** Another run, policy, person or a tool call is another conversation altogether. */
  @ParameterizedTest
  @MethodSource("outside")
  void asksAboutTheFirstStepOutside(Step step) {
    boolean another = step.denial() == ApprovalDenial.TIMED_OUT;
    Asking asking = step(1).with(step.change());

    assertThat(office.ask(gate, asking.request())).contains(step.denial());
    assertThat(office.asked).hasSize(2);
    assertThat(outsideOfLastQuestion()).isEqualTo(another ? "" : step.denial().name());
  }

  private String outsideOfLastQuestion() {
    try {
      return office.question(office.asked.get(1)).asked().outside();
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whoeverApprovedTheConversationMustNotStandBehindALaterStep() {
    Asking byAda = step(1).with(a -> a.caller = Office.caller("1"));

    assertThat(office.ask(gate, byAda.request())).contains(ApprovalDenial.TIMED_OUT);
  }

  @Test
  void halfAnApprovalOfTheFirstStepIsNoneForASimplerOne() throws StoreException {
    FileApprovals strict =
        office
            .gate(
                Office.keys()
                    .rule(new ApproverRule("*", Set.of("mcp-server"), Set.of("bob"), 1))
                    .rule(new ApproverRule("*", Set.of("shell-tool"), Set.of("ada"), 1))
                    .build())
            .asksFor(SCOPE)
            .build();
    Asking first =
        step(0)
            .with(
                a -> {
                  a.run = "run-2";
                  a.reasons = Set.of("mcp-server", "shell-tool");
                });
    office.whenAsked(yes -> yes.by(Office.ADA));

    assertThat(office.ask(strict, first.request())).contains(ApprovalDenial.QUORUM_NOT_REACHED);
    assertThat(office.ask(strict, step(1).with(a -> a.run = "run-2").request()))
        .contains(ApprovalDenial.TIMED_OUT);
  }

  /** Whoever asks writes the entry first, so others may see it before the question, or only it. */
  @Test
  void anEntryWithoutItsQuestionDoesNotEndTheConversation() throws Exception {
    try (Stream<Path> names = Files.list(office.folder.resolve("conversations"))) {
      for (Path name : names.toList()) {
        Files.createFile(name.resolve("0".repeat(64)));
      }
    }

    assertThat(office.ask(gate, step(1).request())).isEmpty();
    assertThat(office.asked).hasSize(1);
  }

  @Test
  void canDenyWhatIsOutsideAtOnce() throws StoreException {
    FileApprovals strict = office.gate(Office.rules()).asksFor(SCOPE).denyOutside().build();
    int slept = office.time.slept();

    assertThat(office.ask(strict, step(1).with(a -> a.models = Set.of("other")).request()))
        .contains(ApprovalDenial.OUTSIDE_MODEL);
    assertThat(office.ask(strict, step(1).request())).isEmpty();
    assertThat(office.time.slept()).isEqualTo(slept);
    assertThat(office.asked).hasSize(1);
  }

  @Test
  void endsWithItsTime() throws StoreException {
    office.time.pass(Duration.ofMinutes(29));
    assertThat(office.ask(gate, step(1).request())).isEmpty();
    ApprovalAnswer last = gate.decide(step(2).request(), office.asked::add);
    office.time.pass(Duration.ofMinutes(1));

    assertThat(last.spend(step(2).request())).contains(ApprovalDenial.EXPIRED);
    assertThat(office.ask(gate, step(3).request())).contains(ApprovalDenial.OUTSIDE_TIME);
  }

  @Test
  void endsWhenSomebodyTakesItBack() throws StoreException {
    assertThat(office.ask(gate, step(1).request())).isEmpty();
    office.decide(
        yes -> {
          yes.approve = false;
          return yes.by(Office.BOB);
        });

    assertThat(office.ask(gate, step(2).request())).contains(ApprovalDenial.TIMED_OUT);
    assertThat(office.ask(gate, step(0).request())).contains(ApprovalDenial.REJECTED);
  }

  @Test
  void goesOnInAnotherProcess() throws StoreException {
    Office later = new Office(office.folder);
    later.time.pass(Duration.ofMinutes(5));
    FileApprovals resumed = later.gate(Office.rules()).asksFor(SCOPE).build();

    assertThat(later.ask(resumed, step(7).request())).isEmpty();
    assertThat(later.asked).isEmpty();
  }

  @Test
  void anApproverCanAllowLessThanWasAskedFor() throws StoreException {
    Asking other = step(0).with(a -> a.run = "run-2");
    office.whenAsked(
        yes -> {
          yes.scope = ApprovalScope.envelope(2, 5_000, 10);
          return yes.by(Office.ADA);
        });
    assertThat(office.ask(gate, other.request())).isEmpty();
    assertThat(office.ask(gate, other.with(a -> a.text = "1").request())).isEmpty();
    assertThat(office.ask(gate, other.with(a -> a.text = "2").request()))
        .contains(ApprovalDenial.OUTSIDE_REQUESTS);

    Asking exact = step(0).with(a -> a.run = "run-3");
    office.whenAsked(
        yes -> {
          yes.scope = ApprovalScope.exact();
          return yes.by(Office.ADA);
        });
    assertThat(office.ask(gate, exact.request())).isEmpty();
    assertThat(office.ask(gate, exact.with(a -> a.text = "1").request()))
        .contains(ApprovalDenial.TIMED_OUT);
  }

  @Test
  void nobodyCanAllowMoreThanWasAskedFor() throws StoreException {
    for (ApprovalScope wide :
        List.of(
            ApprovalScope.envelope(13, 12_000, 30),
            ApprovalScope.envelope(12, 12_001, 30),
            ApprovalScope.envelope(12, 12_000, 31))) {
      Asking other = step(0).with(a -> a.run = "wide-" + wide.text().replace(' ', '-'));
      office.whenAsked(
          yes -> {
            yes.scope = wide;
            return yes.by(Office.ADA);
          });
      assertThat(office.ask(gate, other.request())).contains(ApprovalDenial.SCOPE_TOO_WIDE);
    }
  }

  @Test
  void severalApproversAllowWhatAllOfThemAllow() throws StoreException {
    FileApprovals two = office.gate(Office.quorum(2)).asksFor(SCOPE).build();
    Asking other = step(0).with(a -> a.run = "run-2");
    office.whenAsked(
        yes -> {
          office.whenAsked(
              second -> {
                second.scope = ApprovalScope.envelope(10, 2_000, 30);
                return second.by(Office.BOB);
              });
          yes.scope = ApprovalScope.envelope(3, 9_000, 30);
          return yes.by(Office.ADA);
        });

    assertThat(office.ask(two, other.request())).isEmpty();
    assertThat(office.ask(two, other.with(a -> a.text = "1").request())).isEmpty();
    assertThat(office.ask(two, other.with(a -> a.text = "2").request()))
        .contains(ApprovalDenial.OUTSIDE_TOKENS);
  }

  @Test
  void threadsTogetherStayWithinRequestsAndTokens() throws Exception {
    List<Callable<Boolean>> steps = new ArrayList<>();
    for (int number = 1; number <= 40; number++) {
      ApprovalRequest request = step(number).request();
      ApprovalAnswer answer = gate.decide(request, office.asked::add);
      steps.add(() -> answer.spend(request).isEmpty());
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Collections.shuffle(steps, new Random(7));
      int let = 1; // the first step
      for (Future<Boolean> each : threads.invokeAll(steps)) {
        let += each.get() ? 1 : 0;
      }
      assertThat(let).isEqualTo(12);
      assertThat(office.directory().state(office.asked.get(0)).outputTokens()).isEqualTo(12_000);
    } finally {
      threads.shutdownNow();
    }
  }
}
