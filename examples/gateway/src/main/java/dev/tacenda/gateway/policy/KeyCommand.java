package dev.tacenda.gateway.policy;

import dev.tacenda.audit.note.NoteSigner;
import dev.tacenda.gateway.shell.ExitCode;
import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.gateway.shell.PrivateFile;
import dev.tacenda.gateway.shell.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a key pair that signs bundles. */
@Command(
    name = "key",
    description = {
      "Makes an Ed25519 key pair that signs bundles of policies.",
      "",
      "The private key goes into FILE, which only you can read; the public key into FILE.pub and"
          + " onto standard output. A file that is there is not replaced.",
      ""
    })
final class KeyCommand implements Callable<Integer> {
  private final Shell shell;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      required = true,
      description = "Who signs with it: visible ASCII characters without +.")
  private String name = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "Where the private key is kept.")
  private Path out = Path.of("");

  KeyCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Failure {
    Path secret = shell.directory().resolve(out);
    Path open = secret.resolveSibling(secret.getFileName() + ".pub");
    for (Path file : new Path[] {secret, open}) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new Failure(
            ExitCode.OUTPUT_FAILED, file.getFileName() + " is there; choose another --out");
      }
    }
    try (NoteSigner signer = NoteSigner.generate(name, new SecureRandom())) {
      String key = signer.key() + "\n";
      PrivateFile.write(secret, (signer.secretText() + "\n").getBytes(StandardCharsets.US_ASCII));
      Files.writeString(open, key);
      Output output = new Output(shell);
      output.bytes(key.getBytes(StandardCharsets.US_ASCII));
      output.end();
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, "--name: " + e.getMessage());
    } catch (IOException e) {
      throw new Failure(ExitCode.OUTPUT_FAILED, "cannot write " + out + "; check --out");
    }
    return ExitCode.OK.number();
  }
}
