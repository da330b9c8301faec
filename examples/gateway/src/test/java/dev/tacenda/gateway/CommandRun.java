package dev.tacenda.gateway;

import dev.tacenda.gateway.shell.Shell;
import dev.tacenda.gateway.shell.Terminals;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs the command inside this process, in a folder of its own, and keeps what it prints. */
final class CommandRun {
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private byte[] input = new byte[0];
  private Terminals terminals = Terminals.NONE;
  private OutputStream target = out;
  private int exitCode = -1;

  private CommandRun(Path folder) {
    this.folder = folder;
    environment.put("HOME", folder.resolve("home").toString());
  }

  static CommandRun in(Path folder) {
    return new CommandRun(folder.toAbsolutePath());
  }

  CommandRun with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  CommandRun input(String text) {
    return input(text.getBytes(StandardCharsets.UTF_8));
  }

  CommandRun input(byte[] bytes) {
    input = bytes;
    return this;
  }

  CommandRun onTerminals() {
    terminals = new Terminals(true, true);
    return this;
  }

  /** Standard output is a pipe that nobody reads any more. */
  CommandRun toClosedPipe() {
    target =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    return this;
  }

  CommandRun file(String name, String text) throws IOException {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  CommandRun file(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    return this;
  }

  CommandRun run(String... arguments) {
    out.reset();
    err.reset();
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    Shell shell =
        new Shell(environment, folder, new ByteArrayInputStream(input), target, errors, terminals);
    exitCode = Tacenda.run(arguments, shell);
    return this;
  }

  int exitCode() {
    return exitCode;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  byte[] outBytes() {
    return out.toByteArray();
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
