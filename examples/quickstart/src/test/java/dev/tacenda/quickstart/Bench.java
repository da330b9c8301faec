package dev.tacenda.quickstart;

import dev.tacenda.testkit.FakeClaude;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Runs the quickstart in a folder of its own and keeps what it prints. */
final class Bench {
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  /** What a run left. */
  record Ran(ExitCode exitCode, String out, String err) {
    String lastLine() {
      return out.substring(out.stripTrailing().lastIndexOf('\n') + 1).stripTrailing();
    }
  }

  Bench(Path folder) {
    this.folder = folder;
  }

  /** Makes runs call this stand-in as if it were the real API. */
  Bench calling(FakeClaude claude) {
    environment.put("ANTHROPIC_API_KEY", "sk-" + "ant-api03-FAKEfakeFAKEfakeFAKE");
    environment.put("ANTHROPIC_BASE_URL", claude.baseUrl());
    return this;
  }

  Bench with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Path write(String path, String text) throws IOException {
    return write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  Path write(String path, byte[] content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent(), "parent"));
    return Files.write(file, content);
  }

  Path path(String path) {
    return folder.resolve(path);
  }

  Ran run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Shell shell = new Shell(environment, folder, stream(out), stream(err));
    ExitCode exitCode = Quickstart.run(List.of(arguments), shell);
    return new Ran(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
