package dev.tacenda.gateway.shell;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * What surrounds a command: passed in, so that tests can see and set all of it.
 *
 * @param environment the environment variables
 * @param directory the folder that relative paths start from
 * @param in standard input
 * @param out standard output, not buffered: a write that fails throws
 * @param err for progress and errors
 * @param terminals which of the two outputs a person looks at
 */
public record Shell(
    Map<String, String> environment,
    Path directory,
    InputStream in,
    OutputStream out,
    PrintStream err,
    Terminals terminals) {

  public Shell {
    environment = Map.copyOf(environment);
  }

  /** The surroundings of this process. */
  public static Shell ofProcess() {
    // Paths and messages are UTF-8, whatever the locale of a CI job says.
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    return new Shell(
        System.getenv(),
        Path.of(""),
        // Buffered: the file stream of JDK 17 seeks in readNBytes, which fails on a pipe.
        new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
        new FileOutputStream(FileDescriptor.out),
        err,
        Terminals.ofProcess());
  }

  /** Prints one line of {@code tacenda: ...} to standard error. */
  public void complain(String line) {
    err.println("tacenda: " + Printable.line(line));
  }

  /** Names the folder only: the environment holds secrets. */
  @Override
  public String toString() {
    return "Shell[" + directory + "]";
  }
}
