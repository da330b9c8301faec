package dev.tacenda.gateway.shell;

import dev.tacenda.audit.note.NoteSigner;
import picocli.CommandLine.Option;

/** The option of every command that cannot do without a private key. */
public final class SigningKeyOption {
  @Option(
      names = "--key",
      paramLabel = "FILE",
      required = true,
      description = "Your private key, in a file that only you can read; - is standard input.")
  private String file = "";

  /**
   * Reads the key.
   *
   * @return to be closed
   */
  public NoteSigner read(Shell shell) throws Failure {
    return SigningKey.read(shell, file);
  }
}
