package dev.tacenda.gateway.approvals;

import dev.tacenda.gateway.shell.ExitCode;
import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.gateway.shell.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Standard output of a command. */
final class Print {
  private Print() {}

  static void out(Shell shell, String text) throws Failure {
    try {
      shell.out().write(text.getBytes(StandardCharsets.UTF_8));
      shell.out().flush();
    } catch (IOException e) {
      throw new Failure(ExitCode.OUTPUT_FAILED, "cannot write to standard output");
    }
  }
}
