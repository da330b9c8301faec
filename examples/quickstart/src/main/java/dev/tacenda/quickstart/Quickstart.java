package dev.tacenda.quickstart;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reviews a source tree through a guarded Claude client, and proves that no masked value left the
 * process. Run it with {@code --help} for the options and exit codes.
 */
public final class Quickstart {
  private Quickstart() {}

  /** Runs the example and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // Sources and answers are UTF-8, whatever the locale of a CI job says.
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    Shell shell = new Shell(System.getenv(), Path.of(""), out, err);
    ExitCode exitCode = run(List.of(arguments), shell);
    out.flush();
    err.flush();
    System.exit(exitCode.number());
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /** Runs the example; errors become one line and an exit code. */
  static ExitCode run(List<String> arguments, Shell shell) {
    try {
      Options options = Options.parse(arguments);
      if (options.help()) {
        Help.print(shell.out());
        return ExitCode.OK;
      }
      review(options, shell);
      return ExitCode.OK;
    } catch (QuickstartException e) {
      shell.err().println("quickstart: " + e.line());
      return e.exitCode();
    }
  }

  private static void review(Options options, Shell shell) throws QuickstartException {
    Optional<Path> tree = options.tree();
    if (tree.isPresent()) {
      Path root = shell.directory().resolve(tree.get());
      new Run(Inputs.check(root, options, shell), options.model(), shell).reviewTree();
      return;
    }
    try (SampleService sample = SampleService.create()) {
      Inputs inputs = Inputs.check(sample.folder(), options, shell);
      new Run(inputs, options.model(), shell).reviewSample(sample.planted());
    } catch (IOException e) {
      throw new QuickstartException(
          ExitCode.UNREADABLE, "cannot write the sample: " + e.getMessage());
    }
  }
}
