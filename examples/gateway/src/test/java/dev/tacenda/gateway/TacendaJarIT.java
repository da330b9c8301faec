package dev.tacenda.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The finished jar as a process of its own. */
class TacendaJarIT {
  private static final String ENVIRONMENT_OF_JVM = "JAVA_TOOL_OPTIONS";

  private static final Path JAR = Path.of("target", "tacenda.jar").toAbsolutePath();

  @TempDir Path folder;

  private record Ended(int exitCode, String out, String err) {}

  private ProcessBuilder builder(Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().remove(ENVIRONMENT_OF_JVM);
    builder.environment().put("HOME", folder.toString());
    builder.environment().putAll(environment);
    return builder;
  }

  private Ended tacenda(Path input, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    Process process =
        builder(environment, arguments)
            .redirectInput(input.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    return ended(process, out, err);
  }

  private Ended ended(Process process, Path out, Path err)
      throws IOException, InterruptedException {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void masks() throws Exception {
    Path input = file("in", "Zoë: " + Fake.passwordLine());

    Ended ended = tacenda(input, Map.of("LC_ALL", "C"), "mask");

    assertThat(ended.err()).isEmpty();
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out()).startsWith("Zoë: password=TCN_");
  }

  /** A pipe cannot be sought in, as a file can. */
  @Test
  void masksAndScansWhatComesThroughAPipe() throws Exception {
    Ended masked = throughPipe(Fake.passwordLine(), "mask");
    Ended scanned = throughPipe(Fake.passwordLine(), "scan", "-");

    assertThat(masked.err()).isEmpty();
    assertThat(masked.exitCode()).isZero();
    assertThat(masked.out()).startsWith("password=TCN_");
    assertThat(scanned.exitCode()).isEqualTo(1);
  }

  private Ended throughPipe(String input, String... arguments) throws Exception {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    Process process =
        builder(Map.of(), arguments)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try (OutputStream pipe = process.getOutputStream()) {
      pipe.write(input.getBytes(StandardCharsets.UTF_8));
    }
    return ended(process, out, err);
  }

  @Test
  void scansNamesBeyondAsciiInAnyLocale() throws Exception {
    file("größe.env", Fake.passwordLine());

    Ended ended =
        tacenda(Path.of("/dev/null"), Map.of("LC_ALL", "C"), "scan", "--format", "jsonl", ".");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.out()).startsWith("{\"path\":\"./größe.env\",\"start\":9,");
  }

  @Test
  void keepsAnErrorOutOfTheOutput() throws Exception {
    Path input = file("in", "{");

    Ended ended = tacenda(input, Map.of(), "mask", "--json");

    assertThat(ended.exitCode()).isEqualTo(5);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines()).hasSize(1);
  }

  /** Without memory for the input there is no output, and no exit code that means: findings. */
  @Test
  void endsWithACodeOfItsOwnIfMemoryIsShort() throws Exception {
    Path input = folder.resolve("large");
    Files.write(input, new byte[24 * 1024 * 1024]);

    Ended ended = tacenda(input, Map.of(ENVIRONMENT_OF_JVM, "-Xmx24m"), "mask");

    assertThat(ended.exitCode()).isEqualTo(70);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("internal error: java.lang.OutOfMemoryError");
  }

  @Test
  void helpsInUtf8() throws Exception {
    Ended ended = tacenda(Path.of("/dev/null"), Map.of(), "--version");

    assertThat(ended.out().getBytes(StandardCharsets.UTF_8)).isNotEmpty();
    assertThat(ended.out()).startsWith("tacenda 0.");
  }

  /** One round of a policy: key, sign, publish, look back, go back, and ask what counts now. */
  @Test
  void publishesPoliciesAndGoesBack() throws Exception {
    PolicyFixture.in(folder);
    Files.createDirectory(folder.resolve("archive"));
    String archive = "policy %s --archive archive --name acme ";
    round("policy key --name one.example --out one.key");
    round("policy sign --key one.key --name acme --revision 1 --valid-days 9 --out b policies");
    round(archive.formatted("publish") + "--trusted one.key.pub b");
    file("policies/strict.yaml", PolicyFixture.STRICT.replace("block", "ask"));
    round("policy test policies", 1);
    file("policies/tests.yaml", PolicyFixture.TESTS.replace("block", "ask"));
    round(archive.formatted("publish") + "--key one.key --valid-days 9 policies");
    round("policy diff archive/1 archive/current", 1);

    Ended back = round(archive.formatted("rollback") + "--to 1 --key one.key --valid-days 9");
    assertThat(back.out()).startsWith("3 current ").contains("rollback of 1");
    Ended history = round(archive.formatted("history") + "--trusted one.key.pub");
    assertThat(history.out().lines()).hasSize(3);
    round("policy diff archive/1 archive/current");
    Ended explained = round("policy explain --identity anonymous archive/current", 8);
    assertThat(explained.out()).contains("revision   3, digest ");
  }

  private Ended round(String words) throws Exception {
    return round(words, 0);
  }

  private Ended round(String words, int exitCode) throws Exception {
    List<String> arguments = new ArrayList<>();
    StringTokenizer tokens = new StringTokenizer(words);
    while (tokens.hasMoreTokens()) {
      arguments.add(tokens.nextToken());
    }
    Ended ended = tacenda(Path.of("/dev/null"), Map.of(), arguments.toArray(String[]::new));
    assertThat(ended.exitCode()).as(words + ": " + ended.out() + ended.err()).isEqualTo(exitCode);
    return ended;
  }
}
