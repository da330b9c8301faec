package dev.tacenda.gateway.policy;

import dev.tacenda.audit.note.NoteKey;
import dev.tacenda.audit.note.NoteSigner;
import dev.tacenda.claude.gate.policy.ArchivedBundle;
import dev.tacenda.claude.gate.policy.PolicyBundle;
import dev.tacenda.gateway.shell.ExitCode;
import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.gateway.shell.Shell;
import dev.tacenda.gateway.shell.SigningKey;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes a folder of policies, or a signed bundle, as the next revision. */
@Command(
    name = "publish",
    description = {
      "Publishes a folder of policies under the next revision; or a signed bundle under its own.",
      "",
      "Nothing is published that readers would refuse: all of their checks are made before, with"
          + " the keys that they trust, and the tests of the folder.",
      ""
    })
final class PublishCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(paramLabel = "DIR|BUNDLE", description = "What to publish.")
  private String path = "";

  @Mixin private ArchiveOptions archives = new ArchiveOptions();

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "For DIR: private key, in a file that only you can read; - is standard input.")
  private @Nullable String key;

  @Option(
      names = "--valid-days",
      paramLabel = "N",
      description = "For DIR: how many days from now the revision counts.")
  private int days;

  @Option(
      names = "--note",
      paramLabel = "LINE",
      description = "For DIR: what people read about the change.")
  private String note = "";

  PublishCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Failure {
    boolean isFolder = Files.isDirectory(shell.directory().resolve(path));
    ArchivedBundle published = isFolder ? ofFolder() : signed();
    Output output = new Output(shell);
    output.line(published.toString());
    output.end();
    return ExitCode.OK.number();
  }

  private ArchivedBundle ofFolder() throws Failure {
    if (key == null || days < 1) {
      throw new Failure(ExitCode.USAGE, "a folder needs --key and --valid-days");
    }
    Map<String, byte[]> files = new FolderOptions().files(shell, path);
    try (NoteSigner signer = SigningKey.read(shell, key)) {
      Optional<NoteKey> own = Optional.of(signer.key());
      return archives.run(
          shell, own, archive -> archive.publish(files, Duration.ofDays(days), note, signer));
    }
  }

  private ArchivedBundle signed() throws Failure {
    if (key != null) {
      throw new Failure(ExitCode.USAGE, "a bundle is signed already; leave out --key");
    }
    PolicyBundle bundle = SignCommand.read(shell, path);
    return archives.run(shell, Optional.empty(), archive -> archive.publish(bundle));
  }
}
