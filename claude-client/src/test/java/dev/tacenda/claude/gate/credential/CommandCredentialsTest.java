package dev.tacenda.claude.gate.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.InMemoryAuditSink;
import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.Credential;
import dev.tacenda.claude.gate.CredentialException;
import dev.tacenda.claude.gate.CredentialException.Reason;
import dev.tacenda.claude.gate.SettableClock;
import dev.tacenda.claude.gate.credential.CommandCredentials.Format;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A key that a command prints. The command is this JVM again, so that it is there everywhere. */
class CommandCredentialsTest {
  private static final Caller CALLER = Caller.anonymous();

  @TempDir Path folder;

  private final SettableClock clock = new SettableClock(Instant.parse("2026-12-01T08:00:00Z"));

  /** What the command does. */
  static final class Command {
    private Command() {}

    public static void main(String[] args) throws Exception {
      PrintStream out = System.out;
      switch (args[0]) {
        case "print" -> out.println(args[1]);
        case "fail" -> {
          out.println("FAKE-key-1");
          System.err.println("FAKE-secret on stderr");
          System.exit(3);
        }
        case "hang" -> new java.util.concurrent.CountDownLatch(1).await();
        case "flood" -> {
          while (!out.checkError()) {
            out.println("x".repeat(1000));
          }
        }
        case "environment" ->
            out.println("v-" + String.join("/", new java.util.TreeSet<>(System.getenv().keySet())));
        case "folder" -> out.println("FAKE-in-" + Path.of("").toAbsolutePath());
        case "input" -> out.println("FAKE-read-" + System.in.read());
        case "count" -> {
          Path file = Path.of(args[1]);
          Files.writeString(file, Files.exists(file) ? Files.readString(file) + "x" : "x");
          out.println("FAKE-key-" + Files.readString(file).length());
        }
        case "child" -> {
          List<String> child = new ArrayList<>(command("hang"));
          Process process = new ProcessBuilder(child).inheritIO().start();
          Files.writeString(Path.of(args[1]), String.valueOf(process.pid()));
          out.println("FAKE-key-1");
        }
        default -> throw new IllegalArgumentException();
      }
    }
  }

  private static List<String> command(String... args) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Command.class.getName()));
    command.addAll(List.of(args));
    return command;
  }

  @Test
  void takesTheLineThatIsPrinted() {
    assertThat(key(builder("print", "FAKE-key-1"))).isEqualTo("FAKE-key-1");
    assertThat(
            CommandCredentials.builder(command("print", "FAKE-key-1"), CredentialKind.BEARER)
                .timeout(Duration.ofMinutes(1))
                .build()
                .credentialFor(CALLER)
                .headerValue())
        .isEqualTo("Bearer FAKE-key-1");
  }

  @Test
  void noShellReadsTheWords() {
    for (String word :
        List.of(
            "FAKE;touch${IFS}" + folder.resolve("made"),
            "FAKE$(touch${IFS}" + folder.resolve("made") + ")",
            "FAKE`touch${IFS}" + folder.resolve("made") + "`",
            "FAKE|tee>" + folder.resolve("made"),
            "FAKE-$HOME-%PATH%-*-~")) {
      assertThat(key(builder("print", word))).isEqualTo(word);
    }
    assertThat(folder.resolve("made")).doesNotExist();
  }

  @Test
  void theCommandGetsNoInputNoFolderAndNoVariablesButThoseListed() {
    assertThat(key(builder("input"))).isEqualTo("FAKE-read--1");
    assertThat(key(builder("folder"))).isEqualTo("FAKE-in-/");
    List<String> names =
        List.of(key(builder("environment").variable("FAKE_VAR", "x")).substring(2).split("/"));
    assertThat(names).contains("FAKE_VAR").isSubsetOf("FAKE_VAR", "HOME", "PATH");
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(List.of("fail"), Reason.COMMAND_FAILED),
        Arguments.of(List.of("flood"), Reason.TOO_LARGE),
        Arguments.of(List.of("print", ""), Reason.MALFORMED),
        Arguments.of(List.of("print", "FAKE"), Reason.MALFORMED),
        Arguments.of(List.of("print", "FAKE key of a test"), Reason.MALFORMED),
        Arguments.of(List.of("print", "FAKE-key-1\nFAKE-key-2"), Reason.MALFORMED));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failures")
  void refuses(List<String> args, Reason reason) {
    assertThat(failure(builder(args.toArray(String[]::new)))).isEqualTo(reason);
  }

  @Test
  void killsACommandThatHangs() {
    CommandCredentials.Builder hanging = builder("hang").timeout(Duration.ofMillis(200));

    assertThat(failure(hanging)).isEqualTo(Reason.COMMAND_TIMED_OUT);
  }

  @Test
  void isNotHeldByAChildThatKeepsThePipe() throws Exception {
    Path pid = folder.resolve("pid");
    long before = System.nanoTime();

    assertThat(key(builder("child", pid.toString()))).isEqualTo("FAKE-key-1");

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(50));
    ProcessHandle.of(Long.parseLong(Files.readString(pid)))
        .ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void saysThatACommandIsNotThereWithoutNamingIt() {
    CommandCredentials.Builder missing =
        CommandCredentials.builder(
            List.of(folder.resolve("FAKE-no-such-program").toString(), "FAKE-argument"),
            CredentialKind.API_KEY);

    assertThat(failure(missing)).isEqualTo(Reason.COMMAND_NOT_STARTED);
  }

  @Test
  void whatTheCommandPrintsAsAnErrorGoesNowhere() {
    PrintStream real = System.err;
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    System.setErr(new PrintStream(heard, true, StandardCharsets.UTF_8));
    try {
      assertThat(failure(builder("fail"))).isEqualTo(Reason.COMMAND_FAILED);
    } finally {
      System.setErr(real);
    }
    assertThat(heard.toString(StandardCharsets.UTF_8)).doesNotContain("FAKE");
  }

  @Test
  void keepsWhatWasPrintedForItsLife() {
    CommandCredentials provider =
        builder("count", folder.resolve("runs").toString()).life(Duration.ofMinutes(10)).build();

    assertThat(key(provider)).isEqualTo("FAKE-key-1");
    clock.pass(Duration.ofMinutes(7));
    assertThat(key(provider)).isEqualTo("FAKE-key-1");
    clock.pass(Duration.ofMinutes(1));
    assertThat(key(provider)).isEqualTo("FAKE-key-2");
    assertThat(provider.held()).hasSize(2);
  }

  @Test
  void runsAgainAfterARejection() {
    CommandCredentials provider = builder("count", folder.resolve("runs").toString()).build();

    provider.rejected(provider.credentialFor(CALLER));

    assertThat(key(provider)).isEqualTo("FAKE-key-2");
  }

  @Test
  void readsJsonWithAnEnd() {
    String json =
        "{\"credential\":\"FAKE-key-1\",\"expires_at\":\"2026-12-01T08:02:00Z\",\"x\":[1]}";
    InMemoryAuditSink sink = new InMemoryAuditSink();

    assertThat(key(builder("print", json).format(Format.JSON).audit(sink))).isEqualTo("FAKE-key-1");

    AuditRecord issued = sink.records().get(0);
    assertThat(issued.validUntil()).contains(Instant.parse("2026-12-01T08:02:00Z"));
    assertThat(issued.reason()).contains("COMMAND");
  }

  @Test
  void anEndThatIsFartherAwayThanTheLifeDoesNotCount() {
    String json = "{\"credential\":\"FAKE-key-1\",\"expires_at\":\"2036-12-01T08:00:00Z\"}";
    InMemoryAuditSink sink = new InMemoryAuditSink();

    assertThat(key(builder("print", json).format(Format.JSON).audit(sink))).isEqualTo("FAKE-key-1");

    assertThat(sink.records().get(0).validUntil()).contains(Instant.parse("2026-12-01T08:05:00Z"));
  }

  @Test
  void refusesJsonThatSaysNoCredential() {
    List<String> malformed =
        List.of(
            "{}",
            "FAKE-key-1",
            "{\"credential\":1}",
            "{\"credential\":\"FAKE-key-1\",\"expires_at\":\"tomorrow\"}",
            "{\"credential\":\"FAKE-key-1\",\"credential\":\"FAKE-key-2\"}");
    for (String json : malformed) {
      assertThat(failure(builder("print", json).format(Format.JSON))).isEqualTo(Reason.MALFORMED);
    }
    String expired = "{\"credential\":\"FAKE-key-1\",\"expires_at\":\"2026-12-01T08:00:00Z\"}";
    assertThat(failure(builder("print", expired).format(Format.JSON))).isEqualTo(Reason.EXPIRED);
  }

  @Test
  void refusesOptionsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CommandCredentials.builder(List.of(), CredentialKind.API_KEY));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CommandCredentials.builder(List.of("a\0b"), CredentialKind.API_KEY));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder("hang").timeout(Duration.ofMinutes(6)).build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder("hang").life(Duration.ZERO).build());
  }

  private CommandCredentials.Builder builder(String... args) {
    return CommandCredentials.builder(command(args), CredentialKind.API_KEY)
        .timeout(Duration.ofMinutes(1))
        .clock(clock);
  }

  private static String key(CommandCredentials.Builder builder) {
    return key(builder.build());
  }

  private static String key(CommandCredentials provider) {
    Credential credential = provider.credentialFor(CALLER);
    assertThat(provider + " " + credential).doesNotContain("FAKE");
    return credential.headerValue();
  }

  private static Reason failure(CommandCredentials.Builder builder) {
    CredentialException failure =
        catchThrowableOfType(
            CredentialException.class, () -> builder.build().credentialFor(CALLER));
    assertThat(failure).hasNoCause().hasMessageNotContaining("FAKE");
    return failure.reason();
  }
}
