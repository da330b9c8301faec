package dev.tacenda.gateway.policy;

import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.gateway.shell.Shell;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the JSON Schema of a file, for editors. */
@Command(
    name = "schema",
    description = {
      "Prints the JSON Schema of policy files, selection.yaml or tests.yaml, for editors.",
      "",
      "Editors with a YAML language server take it from a first line such as",
      "# yaml-language-server: $schema=policy.schema.json",
      ""
    })
final class SchemaCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(
      paramLabel = "FORMAT",
      arity = "0..1",
      description = "policy (default), selection or tests.")
  private Format format = Format.POLICY;

  /** What files are there. */
  enum Format {
    POLICY,
    SELECTION,
    TESTS;

    String resource() {
      return this + ".schema.json";
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  SchemaCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Failure {
    Output output = new Output(shell);
    output.bytes(schema(format));
    output.end();
    return 0;
  }

  static byte[] schema(Format format) {
    try (@Nullable InputStream in = SchemaCommand.class.getResourceAsStream(format.resource())) {
      if (in == null) {
        throw new FileNotFoundException(format.resource());
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
