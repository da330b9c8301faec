package dev.tacenda.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.audit.note.NoteSigner;
import dev.tacenda.claude.gate.ApprovalDenial;
import dev.tacenda.claude.gate.approval.ApprovalDirectory;
import dev.tacenda.claude.gate.approval.ApprovalScope;
import dev.tacenda.gateway.approvals.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about approvals. */
class ApprovalsTest {
  private static final String HOSTILE =
      "{\"x\": \"\u202edrawkcab\u202c \u001b[2J\u0007 <script>alert(1)</script>\"}\n"
          + Fake.passwordLine();

  @TempDir Path folder;
  private Path approvals = Path.of("");

  @BeforeEach
  void writeKey() throws IOException {
    approvals = folder.resolve(".tacenda/approvals");
    keyFile("ada.key", Asked.ADA);
  }

  private void keyFile(String name, NoteSigner signer) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, signer.secretText() + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private CommandRun run(String... arguments) {
    return CommandRun.in(folder).run(arguments);
  }

  private String id() throws Exception {
    return ApprovalDirectory.openToDecide(approvals).ids().get(0);
  }

  @Test
  void listsWhatWaits() throws Exception {
    Asked.about(approvals, ApprovalScope.exact(), "one");
    Asked.about(approvals, ApprovalScope.exact(), "two");

    CommandRun list = run("approvals", "list");

    assertThat(list.exitCode()).isZero();
    assertThat(list.out().lines())
        .hasSize(2)
        .allMatch(line -> line.contains("open  eve  agents  POST /v1/messages  shell-tool"));
    assertThat(list.out()).contains("\n  alike: ");
  }

  @Test
  void showsHostileContentHarmlessly() throws Exception {
    Asked.about(approvals, ApprovalScope.exact(), HOSTILE);

    CommandRun show = run("approvals", "show", id());

    assertThat(show.exitCode()).isZero();
    assertThat(show.out())
        .contains(
            "\u27e8U+202E\u27e9drawkcab\u27e8U+202C\u27e9 \u27e8U+001B\u27e9[2J\u27e8U+0007\u27e9")
        .contains("<script>alert(1)</script>")
        .contains("because of: shell-tool", "requester: eve", "digest: ")
        .contains("TCN_")
        .doesNotContain("\u202e", "\u001b", "\u0007", Fake.PASSWORD);
  }

  @Test
  void approvesWithAKey() throws Exception {
    assertThat(Asked.about(approvals, ApprovalScope.exact(), "one"))
        .contains(ApprovalDenial.TIMED_OUT);

    CommandRun approve =
        run(
            "approvals",
            "approve",
            id().substring(0, 16),
            "--key",
            "ada.key",
            "--reason",
            "looked");

    assertThat(approve.err()).isEmpty();
    assertThat(approve.exitCode()).isZero();
    assertThat(approve.out()).startsWith(id() + ": key:ada.example approves this request, until ");
    assertThat(run("approvals", "list").out()).isEmpty();
    assertThat(run("approvals", "list", "--all").out()).contains("1 of 1 approved");
    assertThat(Asked.about(approvals, ApprovalScope.exact(), "one")).isEmpty();
    assertThat(run("approvals", "list", "--all").out()).contains("used 1 time");
  }

  @Test
  void approvesLessOfAConversationThanItAsksFor() throws Exception {
    ApprovalScope asked = ApprovalScope.envelope(10, 100_000, 30);
    Asked.about(approvals, asked, "one");

    CommandRun approve =
        run("approvals", "approve", id(), "--key=ada.key", "--reason=ok", "--requests=2");

    assertThat(approve.out())
        .contains("this conversation: up to 2 requests, 100000 output tokens by max_tokens");
    assertThat(Asked.about(approvals, asked, "one")).isEmpty();
    assertThat(Asked.about(approvals, asked, "two")).isEmpty();
    assertThat(Asked.about(approvals, asked, "three")).contains(ApprovalDenial.OUTSIDE_REQUESTS);
  }

  @Test
  void denies() throws Exception {
    Asked.about(approvals, ApprovalScope.exact(), "one");
    run("approvals", "approve", id(), "--key", "ada.key", "--reason", "looked");

    CommandRun deny = run("approvals", "deny", id(), "--key", "ada.key", "--reason", "no");

    assertThat(deny.out()).isEqualTo(id() + ": key:ada.example rejects: no\n");
    assertThat(Asked.about(approvals, ApprovalScope.exact(), "one"))
        .contains(ApprovalDenial.REJECTED);
  }

  @Test
  void listsWhatWasApprovedPastTheRules() throws Exception {
    Asked.about(approvals, ApprovalScope.exact(), "one");
    run(
        "approvals",
        "approve",
        id(),
        "--key=ada.key",
        "--reason=x",
        "--break-glass",
        "--ticket=T1");

    assertThat(run("approvals", "list", "--break-glass").out()).contains("past the rules");
    assertThat(Asked.about(approvals, ApprovalScope.exact(), "one"))
        .contains(ApprovalDenial.BREAK_GLASS_KEY);
  }

  @Test
  void refusesWhatItCannotSign() throws Exception {
    Asked.about(approvals, ApprovalScope.exact(), "one");
    keyFile("open.key", Asked.ADA);
    Files.setPosixFilePermissions(
        folder.resolve("open.key"), PosixFilePermissions.fromString("rw-r--r--"));
    Files.writeString(folder.resolve("bad.key"), "PRIVATE+KEY+FAKE");
    Files.setPosixFilePermissions(
        folder.resolve("bad.key"), PosixFilePermissions.fromString("rw-------"));

    assertThat(run("approvals", "approve", id(), "--key=open.key", "--reason=x").exitCode())
        .isEqualTo(4);
    assertThat(run("approvals", "approve", id(), "--key=none.key", "--reason=x").exitCode())
        .isEqualTo(4);
    CommandRun bad = run("approvals", "approve", id(), "--key=bad.key", "--reason=x");
    assertThat(bad.exitCode()).isEqualTo(5);
    assertThat(bad.err()).doesNotContain("FAKE");
    assertThat(run("approvals", "approve", id(), "--key=ada.key").exitCode()).isEqualTo(2);
    assertThat(run("approvals", "approve", id(), "--key=ada.key", "--reason=a\nb").exitCode())
        .isEqualTo(2);
    assertThat(run("approvals", "approve", "ab", "--key=ada.key", "--reason=x").exitCode())
        .isEqualTo(2);
    assertThat(run("approvals", "show", "0".repeat(64)).exitCode()).isEqualTo(2);
    assertThat(run("approvals", "list", "--dir", "nowhere").exitCode()).isEqualTo(4);
    assertThat(Asked.about(approvals, ApprovalScope.exact(), "one"))
        .contains(ApprovalDenial.TIMED_OUT);
  }

  @Test
  void saysWhenAQuestionWasAltered() throws Exception {
    Asked.about(approvals, ApprovalScope.exact(), "one");
    Path file = approvals.resolve("questions/" + id() + ".json");
    Files.writeString(file, Files.readString(file).replace("\"one\"", "\"two\""));

    CommandRun show = run("approvals", "show", id());

    assertThat(show.exitCode()).isEqualTo(4);
    assertThat(show.err()).contains("somebody altered it");
    assertThat(run("approvals", "list").out()).isEmpty();
  }

  @Test
  void marksWhatIsNotShown() throws Exception {
    Asked.about(approvals, ApprovalScope.exact(), "x".repeat(70_000));

    assertThat(run("approvals", "show", id()).out())
        .contains("content: 70000 bytes", "[4464 more bytes are not shown here");
    assertThat(run("approvals", "show", "--whole", id()).out()).contains("x".repeat(70_000));
  }
}
