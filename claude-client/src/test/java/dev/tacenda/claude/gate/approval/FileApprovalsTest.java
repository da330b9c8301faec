package dev.tacenda.claude.gate.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tacenda.audit.note.NoteSigner;
import dev.tacenda.audit.note.SignedNote;
import dev.tacenda.claude.gate.ApprovalAnswer;
import dev.tacenda.claude.gate.ApprovalDenial;
import dev.tacenda.claude.gate.ApprovalRequest;
import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.approval.Office.Asking;
import dev.tacenda.claude.gate.approval.Office.Yes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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

/** Questions and decisions in a folder: what counts, and why everything else does not. */
class FileApprovalsTest {
  @TempDir Path temp;
  private Office office;

  @BeforeEach
  void openOffice() {
    office = new Office(temp.resolve("approvals"));
  }

  @Test
  void waitsForAPersonAndLetsTheRequestGoOnce() throws Exception {
    office.whenAsked(yes -> yes.by(Office.ADA));
    ApprovalRequest request = Office.asking().request();

    ApprovalAnswer answer = office.gate().decide(request, office.asked::add);

    assertThat(answer.denial()).isEmpty();
    assertThat(answer.approvers()).containsExactly("ada");
    assertThat(answer.validUntil())
        .contains(office.time.instant().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS));
    assertThat(office.asked).containsExactly(answer.approvalId());
    assertThat(answer.spend(request)).isEmpty();
    assertThat(answer.spend(request)).contains(ApprovalDenial.USED_UP);
  }

  @Test
  void showsExactlyTheMaskedBytes() throws Exception {
    String secret = "gh" + "p_" + "FAKEfake0123456789".repeat(2);
    String text = "token " + secret + " \u202e\u0007 <script>";
    office.ask(office.gate(), Office.asking().with(a -> a.text = text).request());

    ApprovalQuestion kept = office.question();
    assertThat(kept.masked()).isEqualTo(Office.mask(text).bytes());
    try (Stream<Path> files = Files.walk(office.folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] content = Files.readAllBytes(file);
        assertThat(new String(content, StandardCharsets.UTF_8)).doesNotContain(secret);
        for (byte b : content) {
          assertThat(b == '\n' || (b >= ' ' && b < 0x7f)).isTrue();
        }
      }
    }
  }

  @Test
  void aRetriedJobFindsItsApproval() throws Exception {
    ApprovalRequest request = Office.asking().request();
    assertThat(office.ask(office.gate(), request)).contains(ApprovalDenial.TIMED_OUT);

    office.decide(yes -> yes.by(Office.BOB));
    int slept = office.time.slept();
    Office later = new Office(office.folder);
    later.time.pass(Duration.ofMinutes(5));

    assertThat(later.ask(later.gate(), Office.asking().request())).isEmpty();
    assertThat(later.asked).isEmpty();
    assertThat(later.time.slept()).isZero();
    assertThat(slept).isPositive();
    assertThat(office.directory().ids()).hasSize(1);
  }

  @Test
  void whatWasUsedUpIsAskedAgainAsAnotherQuestion() throws Exception {
    ApprovalRequest request = Office.asking().request();
    office.whenAsked(yes -> yes.by(Office.ADA));
    assertThat(office.ask(office.gate(), request)).isEmpty();

    assertThat(office.ask(office.gate(), request)).contains(ApprovalDenial.USED_UP);

    assertThat(office.asked).hasSize(2).doesNotHaveDuplicates();
    office.decide(yes -> yes.by(Office.ADA));
    assertThat(office.ask(office.gate(), request)).isEmpty();
    assertThat(office.asked).hasSize(2);
  }

  @Test
  void aByteThatChangedAfterTheApprovalIsDenied() throws Exception {
    office.whenAsked(yes -> yes.by(Office.ADA));
    ApprovalRequest request = Office.asking().request();
    ApprovalAnswer answer = office.gate().decide(request, office.asked::add);

    request.masked().bytes()[3] ^= 1;
    assertThat(answer.spend(request)).contains(ApprovalDenial.CHANGED);
    request.masked().bytes()[3] ^= 1;
    assertThat(answer.spend(request)).isEmpty();
  }

  @Test
  void anApprovalThatEndsBeforeItIsUsedIsDenied() throws Exception {
    office.whenAsked(yes -> yes.by(Office.ADA));
    ApprovalRequest request = Office.asking().request();
    ApprovalAnswer answer = office.gate().decide(request, office.asked::add);
    office.time.pass(Duration.ofHours(1));

    assertThat(answer.spend(request)).contains(ApprovalDenial.EXPIRED);
  }

  /** A decision that does not count, and what is said of it. */
  private record Bad(ApprovalDenial denial, Office.Decider decider) {
    static Bad changed(ApprovalDenial denial, Consumer<Yes> change, NoteSigner... signers) {
      return new Bad(
          denial,
          yes -> {
            change.accept(yes);
            return yes.by(signers);
          });
    }

    @Override
    public String toString() {
      return denial.name();
    }
  }

  static Stream<Bad> decisionsThatDoNotCount() {
    Duration hour = Duration.ofHours(1);
    return Stream.of(
        Bad.changed(ApprovalDenial.SELF_APPROVAL, yes -> {}, Office.EVE),
        Bad.changed(
            ApprovalDenial.SELF_APPROVAL,
            yes -> yes.approvers = List.of("sso:eve"),
            Office.SERVICE),
        Bad.changed(ApprovalDenial.KEY_UNKNOWN, yes -> {}, Office.STRANGER),
        Bad.changed(
            ApprovalDenial.APPROVER_UNMAPPED,
            yes -> yes.approvers = List.of("sso:nobody"),
            Office.SERVICE),
        Bad.changed(
            ApprovalDenial.NOT_HUMAN, yes -> yes.approvers = List.of("github:99"), Office.SERVICE),
        Bad.changed(
            ApprovalDenial.APPROVER_NOT_SIGNER,
            yes -> yes.approvers = List.of("sso:bob"),
            Office.ADA),
        Bad.changed(
            ApprovalDenial.EXPIRED,
            yes -> {
              yes.notBefore = yes.notBefore.minus(hour);
              yes.notAfter = yes.decided.minusSeconds(1);
            },
            Office.ADA),
        Bad.changed(
            ApprovalDenial.NOT_YET_VALID,
            yes -> yes.notBefore = yes.notBefore.plus(Duration.ofMinutes(30)),
            Office.ADA),
        Bad.changed(
            ApprovalDenial.CLOCK_DOUBT,
            yes -> yes.decided = yes.decided.plus(Duration.ofMinutes(30)),
            Office.ADA),
        Bad.changed(
            ApprovalDenial.VALID_TOO_LONG,
            yes -> yes.notAfter = yes.notBefore.plus(Duration.ofHours(9)),
            Office.ADA),
        Bad.changed(ApprovalDenial.WRONG_QUORUM, yes -> yes.quorum = 2, Office.ADA),
        Bad.changed(
            ApprovalDenial.SCOPE_TOO_WIDE, yes -> yes.scope = ApprovalScope.exact(11), Office.ADA),
        Bad.changed(
            ApprovalDenial.SCOPE_TOO_WIDE,
            yes -> yes.scope = ApprovalScope.envelope(1, 1, 1),
            Office.ADA),
        Bad.changed(
            ApprovalDenial.OTHER_REQUEST, yes -> yes.about = about(yes, "digest"), Office.ADA),
        Bad.changed(ApprovalDenial.OTHER_REQUEST, yes -> yes.about = about(yes, "id"), Office.ADA),
        Bad.changed(
            ApprovalDenial.OTHER_POLICY, yes -> yes.about = about(yes, "policy"), Office.ADA),
        Bad.changed(
            ApprovalDenial.OTHER_CALLER, yes -> yes.about = about(yes, "caller"), Office.ADA),
        Bad.changed(ApprovalDenial.OTHER_RUN, yes -> yes.about = about(yes, "run"), Office.ADA),
        Bad.changed(
            ApprovalDenial.BREAK_GLASS_WITHOUT_TICKET,
            yes -> {
              yes.breakGlass = true;
              yes.reason = "the shop is down";
            },
            Office.PAGER),
        Bad.changed(
            ApprovalDenial.BREAK_GLASS_WITHOUT_TICKET,
            yes -> {
              yes.breakGlass = true;
              yes.ticket = "OPS-1";
            },
            Office.PAGER),
        Bad.changed(
            ApprovalDenial.BREAK_GLASS_TOO_LONG,
            yes -> {
              yes.breakGlass = true;
              yes.reason = "the shop is down";
              yes.ticket = "OPS-1";
              yes.notAfter = yes.notAfter.plusSeconds(1);
            },
            Office.PAGER),
        Bad.changed(ApprovalDenial.BREAK_GLASS_KEY, yes -> {}, Office.PAGER),
        Bad.changed(ApprovalDenial.BREAK_GLASS_KEY, yes -> yes.breakGlass = true, Office.ADA),
        new Bad(ApprovalDenial.SIGNATURE_WRONG, yes -> forged(yes, "approve", "reject")),
        new Bad(
            ApprovalDenial.DECISION_MALFORMED,
            yes -> SignedNote.sign("tacenda-approval: 1\n", Office.ADA).bytes()),
        new Bad(
            ApprovalDenial.DECISION_MALFORMED,
            yes -> SignedNote.sign(yes.note(Office.ADA).text() + "more: 1\n", Office.ADA).bytes()),
        new Bad(
            ApprovalDenial.DECISION_MALFORMED,
            yes ->
                SignedNote.sign(
                        yes.note(Office.ADA).text().replace("quorum: 1", "quorum: +1"), Office.ADA)
                    .bytes()),
        new Bad(
            ApprovalDenial.DECISION_MALFORMED, yes -> "garbage".getBytes(StandardCharsets.UTF_8)));
  }

  private static ApprovalNote.About about(Yes yes, String part) {
    ApprovalNote.About is = yes.about;
    String other = "b".repeat(64);
    return new ApprovalNote.About(
        part.equals("id") ? other : is.id(),
        part.equals("digest") ? other : is.digest(),
        part.equals("policy") ? other : is.policy(),
        part.equals("caller") ? "x y" : is.caller(),
        part.equals("run") ? "run-2" : is.run());
  }

  private static byte[] forged(Yes yes, String to, String from) {
    yes.approve = false;
    String note = new String(yes.by(Office.ADA), StandardCharsets.UTF_8);
    return note.replace("verdict: " + from, "verdict: " + to).getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @MethodSource("decisionsThatDoNotCount")
  void deniesForEachDecisionThatDoesNotCount(Bad bad) throws Exception {
    office.whenAsked(bad.decider());

    assertThat(office.ask(office.gate(), Office.asking().request())).contains(bad.denial());
  }

  @ParameterizedTest
  @MethodSource("decisionsThatDoNotCount")
  void aDecisionThatDoesNotCountDoesNotKeepAGoodOneFromCounting(Bad bad) throws Exception {
    office.whenAsked(
        yes -> {
          office.whenAsked(good -> good.by(Office.ADA));
          return bad.decider().decide(yes);
        });

    assertThat(office.ask(office.gate(), Office.asking().request())).isEmpty();
  }

  @Test
  void needsAQuorumOfDifferentPeople() throws Exception {
    office.whenAsked(yes -> yes.by(Office.ADA));
    assertThat(office.ask(office.gate(Office.quorum(2)).build(), Office.asking().request()))
        .contains(ApprovalDenial.QUORUM_NOT_REACHED);

    office.decide(
        yes -> {
          yes.approvers = List.of("github:1", "sso:ada");
          return yes.by(Office.SERVICE);
        });
    assertThat(office.ask(office.gate(Office.quorum(2)).build(), Office.asking().request()))
        .contains(ApprovalDenial.QUORUM_NOT_REACHED);

    office.decide(yes -> yes.by(Office.BOB));
    ApprovalAnswer answer =
        office.gate(Office.quorum(2)).build().decide(Office.asking().request(), office.asked::add);
    assertThat(answer.denial()).isEmpty();
    assertThat(answer.approvers()).containsExactly("ada", "bob");
  }

  @Test
  void oneNoteCanHaveTheSignaturesOfAll() throws Exception {
    office.whenAsked(yes -> yes.by(Office.ADA, Office.BOB));

    assertThat(office.ask(office.gate(Office.quorum(2)).build(), Office.asking().request()))
        .isEmpty();
  }

  @Test
  void aServiceCanVouchForThePeopleItVerified() throws Exception {
    office.whenAsked(
        yes -> {
          yes.approvers = List.of("sso:ada", "sso:bob");
          return yes.by(Office.SERVICE);
        });

    assertThat(office.ask(office.gate(Office.quorum(2)).build(), Office.asking().request()))
        .isEmpty();
  }

  @Test
  void whoMayApproveDependsOnPolicyAndReason() throws Exception {
    ApprovalRules rules =
        Office.keys()
            .rule(new ApproverRule("test", Set.of("mcp-server"), Set.of("bob"), 1))
            .rule(new ApproverRule("test", Set.of("shell-tool"), Set.of("ada"), 1))
            .build();
    Asking both = Office.asking().with(a -> a.reasons = Set.of("mcp-server", "shell-tool"));
    Asking none = Office.asking().with(a -> a.reasons = Set.of("secret-found"));

    assertThat(office.ask(office.gate(rules).build(), none.request()))
        .contains(ApprovalDenial.NO_RULE);
    office.whenAsked(yes -> yes.by(Office.BOB));
    assertThat(office.ask(office.gate(rules).build(), Office.asking().request()))
        .contains(ApprovalDenial.NOT_AN_APPROVER);
    office.whenAsked(yes -> yes.by(Office.BOB));
    assertThat(office.ask(office.gate(rules).build(), both.request()))
        .contains(ApprovalDenial.QUORUM_NOT_REACHED);
    office.decide(yes -> yes.by(Office.ADA));
    assertThat(office.ask(office.gate(rules).build(), both.request())).isEmpty();
  }

  @Test
  void aRejectionAfterAnApprovalWinsAndStays() throws Exception {
    office.whenAsked(
        yes -> {
          try {
            office.directory().addNote(yes.about.id(), yes.by(Office.ADA));
          } catch (StoreException e) {
            throw new AssertionError(e);
          }
          yes.approve = false;
          return yes.by(Office.BOB);
        });
    assertThat(office.ask(office.gate(), Office.asking().request()))
        .contains(ApprovalDenial.REJECTED);

    try (Stream<Path> notes = Files.walk(office.folder.resolve("decisions"))) {
      for (Path note : notes.filter(Files::isRegularFile).toList()) {
        Files.delete(note);
      }
    }
    office.decide(yes -> yes.by(Office.ADA));
    assertThat(office.ask(office.gate(), Office.asking().request()))
        .contains(ApprovalDenial.REJECTED);

    office.whenAsked(yes -> yes.by(Office.ADA));
    Asking nextRun = Office.asking().with(a -> a.run = "run-2");
    assertThat(office.ask(office.gate(), nextRun.request())).isEmpty();
  }

  @Test
  void aStrangersRejectionIsNone() throws Exception {
    office.whenAsked(
        yes -> {
          office.whenAsked(good -> good.by(Office.ADA));
          yes.approve = false;
          return yes.by(Office.STRANGER);
        });

    assertThat(office.ask(office.gate(), Office.asking().request())).isEmpty();
  }

  @Test
  void whoeverAskedCanTakeItBack() throws Exception {
    office.whenAsked(
        yes -> {
          yes.approve = false;
          return yes.by(Office.EVE);
        });

    assertThat(office.ask(office.gate(), Office.asking().request()))
        .contains(ApprovalDenial.REJECTED);
  }

  @Test
  void nothingCountsForACallerWhomNobodyKnows() throws Exception {
    for (Caller caller :
        List.of(
            Office.caller("4711"),
            Caller.anonymous(),
            Caller.verified(Office.CI, "repo:shop", Set.of()),
            Caller.verified("https://other.example", "x", Set.of()))) {
      assertThat(office.ask(office.gate(), Office.asking().with(a -> a.caller = caller).request()))
          .contains(ApprovalDenial.REQUESTER_UNMAPPED);
    }
    assertThat(office.directory().ids()).isEmpty();
  }

  @Test
  void aKnownRobotMayAsk() throws Exception {
    office.whenAsked(yes -> yes.by(Office.EVE));

    assertThat(
            office.ask(
                office.gate(), Office.asking().with(a -> a.caller = Office.caller("99")).request()))
        .isEmpty();
  }

  @Test
  void anApprovalPastTheRulesNeedsOneKeyAndIsMarked() throws Exception {
    office.whenAsked(
        yes -> {
          yes.breakGlass = true;
          yes.reason = "the shop is down";
          yes.ticket = "OPS-1";
          return yes.by(Office.PAGER);
        });

    ApprovalAnswer answer =
        office.gate(Office.quorum(2)).build().decide(Office.asking().request(), office.asked::add);

    assertThat(answer.denial()).isEmpty();
    assertThat(answer.isPastTheRules()).isTrue();
  }

  @Test
  void deniesWhoAsksTooOften() throws Exception {
    FileApprovals gate =
        office
            .gate(Office.rules())
            .rateLimit(new ApprovalDirectory.RateLimit(2, Duration.ofHours(1)))
            .build();
    for (String text : List.of("one", "two")) {
      assertThat(office.ask(gate, Office.asking().with(a -> a.text = text).request()))
          .contains(ApprovalDenial.TIMED_OUT);
    }
    Asking third = Office.asking().with(a -> a.text = "three");

    assertThat(office.ask(gate, third.request())).contains(ApprovalDenial.RATE_LIMITED);
    assertThat(office.ask(gate, Office.asking().with(a -> a.text = "one").request()))
        .contains(ApprovalDenial.TIMED_OUT);
    office.time.pass(Duration.ofHours(1));
    assertThat(office.ask(gate, third.request())).contains(ApprovalDenial.TIMED_OUT);
  }

  @Test
  void anInterruptIsANoAndKeepsTheFlag() throws Exception {
    FileApprovals gate =
        FileApprovals.builder(office.folder, Office.rules())
            .waitAtMost(Duration.ofMinutes(10))
            .build();

    Thread.currentThread().interrupt();
    assertThat(office.ask(gate, Office.asking().request())).contains(ApprovalDenial.INTERRUPTED);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aClockThatGoesBackIsANo() throws Exception {
    office.time.atNextWait(() -> office.time.pass(Duration.ofMinutes(-30)));

    assertThat(office.ask(office.gate(), Office.asking().request()))
        .contains(ApprovalDenial.CLOCK_DOUBT);
  }

  @Test
  void nobodyIsAskedIfThatCannotBeRecorded() throws Exception {
    FileApprovals gate = office.gate();

    assertThatThrownBy(
            () ->
                gate.decide(
                    Office.asking().request(),
                    id -> {
                      throw new IllegalStateException("no record");
                    }))
        .hasMessage("no record");
    assertThat(office.directory().ids()).isEmpty();
  }

  @Test
  void refusesAFolderThatOthersCouldChange() throws IOException {
    Path open = Files.createDirectory(temp.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path link =
        Files.createSymbolicLink(temp.resolve("link"), Files.createDirectory(temp.resolve("x")));
    Path file = Files.createFile(temp.resolve("file"));

    for (Path each : List.of(open, open.resolve("below"), link, file)) {
      assertThatThrownBy(() -> FileApprovals.builder(each, Office.rules()).build())
          .isInstanceOfSatisfying(
              StoreException.class,
              e ->
                  assertThat(e.denial())
                      .isIn(ApprovalDenial.STORE_INSECURE, ApprovalDenial.UNAVAILABLE));
    }
  }

  @Test
  void deniesWhenTheFolderIsGone() throws Exception {
    FileApprovals gate = office.gate();
    Files.move(office.folder, temp.resolve("gone"));

    assertThat(office.ask(gate, Office.asking().request())).contains(ApprovalDenial.UNAVAILABLE);
  }

  @Test
  void aQuestionThatSomebodyAlteredIsNotShown() throws Exception {
    office.ask(office.gate(), Office.asking().request());
    Path file = office.folder.resolve("questions/" + office.asked.get(0) + ".json");
    String json = Files.readString(file);
    for (Map.Entry<String, String> change :
        new TreeMap<>(
                Map.of(
                    "\\\"m\\\"", "\\\"n\\\"",
                    "custom Bash", "custom Cat",
                    "run-1", "run-2",
                    "\"again\" : 0", "\"again\" : 1"))
            .entrySet()) {
      assertThat(json).contains(change.getKey());
      Files.writeString(file, json.replace(change.getKey(), change.getValue()));

      assertThatThrownBy(() -> office.question())
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.denial()).isEqualTo(ApprovalDenial.QUESTION_ALTERED));
    }
    Files.writeString(file, json);
    assertThat(office.question().id()).isEqualTo(office.asked.get(0));
  }

  @Test
  void oneOfManyThreadsGetsTheUse() throws Exception {
    ApprovalRequest request = Office.asking().request();
    office.whenAsked(yes -> yes.by(Office.ADA));
    ApprovalAnswer first = office.gate().decide(request, office.asked::add);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Boolean>> uses =
          threads.invokeAll(
              Collections.nCopies(32, () -> first.spend(Office.asking().request()).isEmpty()));
      int let = 0;
      for (Future<Boolean> use : uses) {
        let += use.get() ? 1 : 0;
      }
      assertThat(let).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void twoProcessesDoNotBothGetTheUse() throws Exception {
    ApprovalRequest request = Office.asking().request();
    office.whenAsked(yes -> yes.by(Office.ADA));
    ApprovalAnswer here = office.gate().decide(request, office.asked::add);
    Office there = new Office(office.folder);
    ApprovalAnswer elsewhere = there.gate().decide(request, there.asked::add);

    assertThat(elsewhere.denial()).isEmpty();
    assertThat(elsewhere.spend(request)).isEmpty();
    assertThat(here.spend(request)).contains(ApprovalDenial.USED_UP);
  }

  @Test
  void anApproverCanAllowSeveralUses() throws Exception {
    ApprovalRequest request = Office.asking().request();
    office.whenAsked(
        yes -> {
          yes.scope = ApprovalScope.exact(3);
          return yes.by(Office.ADA);
        });
    for (int use = 0; use < 3; use++) {
      assertThat(office.ask(office.gate(), request)).isEmpty();
    }
    assertThat(office.ask(office.gate(), request)).contains(ApprovalDenial.USED_UP);
  }

  @Test
  void moreDecisionsThanAreReadAreANo() throws Exception {
    office.whenAsked(
        yes -> {
          for (int i = 0; i < 64; i++) {
            yes.reason = "no " + i;
            try {
              office.directory().addNote(yes.about.id(), yes.by(Office.STRANGER));
            } catch (StoreException e) {
              throw new AssertionError(e);
            }
          }
          return yes.by(Office.ADA);
        });

    assertThat(office.ask(office.gate(), Office.asking().request()))
        .contains(ApprovalDenial.TOO_MANY_DECISIONS);
  }

  /** Whoever may decide may put things there; to open a pipe would block for ever. */
  @Test
  void aPipeAmongTheDecisionsIsANoAndNoWait() throws Exception {
    assertThat(office.ask(office.gate(), Office.asking().request()))
        .contains(ApprovalDenial.TIMED_OUT);
    Path decisions = office.folder.resolve("decisions").resolve(office.asked.get(0));
    Path pipe = decisions.resolve("a.note");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    Optional<ApprovalDenial> denial =
        assertTimeoutPreemptively(
            Duration.ofSeconds(30), () -> office.ask(office.gate(), Office.asking().request()));

    assertThat(denial).contains(ApprovalDenial.STORE_INSECURE);
  }
}
