package dev.tacenda.gateway.policy;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tacenda.gateway.report.JsonOutput;
import dev.tacenda.gateway.shell.ExitCode;
import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.gateway.shell.Shell;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Standard output of a command: lines for people, or one JSON object a line. */
final class Output {
  private final OutputStream out;

  /** Writes the fields of an object. */
  @FunctionalInterface
  interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  Output(Shell shell) {
    this.out = new BufferedOutputStream(shell.out());
  }

  void line(String line) throws Failure {
    attempt(() -> out.write((line + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  void object(Fields fields) throws Failure {
    attempt(
        () -> {
          JsonGenerator json = JsonOutput.of(out);
          json.writeStartObject();
          fields.write(json);
          json.writeEndObject();
          json.flush();
          out.write('\n');
        });
  }

  void bytes(byte[] bytes) throws Failure {
    attempt(() -> out.write(bytes));
  }

  void end() throws Failure {
    attempt(out::flush);
  }

  /** Something that writes. */
  private interface Step {
    void run() throws IOException;
  }

  private static void attempt(Step step) throws Failure {
    try {
      step.run();
    } catch (IOException e) {
      throw new Failure(ExitCode.OUTPUT_FAILED, "cannot write to standard output");
    }
  }
}
