package dev.tacenda.gateway.policy;

import dev.tacenda.audit.note.NoteSigner;
import dev.tacenda.claude.gate.policy.BundleException;
import dev.tacenda.claude.gate.policy.BundleTrust;
import dev.tacenda.claude.gate.policy.BundleWriter;
import dev.tacenda.claude.gate.policy.PolicyBundle;
import dev.tacenda.gateway.shell.ExitCode;
import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.gateway.shell.Shell;
import dev.tacenda.gateway.shell.SigningKeyOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a signed bundle, or adds a signature to one. */
@Command(
    name = "sign",
    description = {
      "Makes a signed bundle of a folder of policies; or adds a signature to a bundle.",
      "",
      "For keys that are kept apart from the archive: 'publish' takes what this writes. A folder is"
          + " signed only if it is understood and its tests pass; a bundle only if those that sign"
          + " before have signed it (--trusted, --quorum).",
      ""
    })
final class SignCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(paramLabel = "DIR|BUNDLE", description = "What to sign.")
  private String path = "";

  @Mixin private SigningKeyOption key = new SigningKeyOption();

  @Option(
      names = "--out",
      paramLabel = "BUNDLE",
      required = true,
      description = "File for the signed bundle.")
  private Path out = Path.of("");

  @Option(names = "--name", paramLabel = "NAME", description = "For DIR: name of the bundle.")
  private @Nullable String name;

  @Option(
      names = "--revision",
      paramLabel = "N",
      description = "For DIR: its revision, higher than all before.")
  private long revision;

  @Option(
      names = "--valid-days",
      paramLabel = "N",
      description = "For DIR: how many days from now it counts.")
  private int days;

  @Option(
      names = "--note",
      paramLabel = "LINE",
      description = "For DIR: what people read about the change.")
  private String note = "";

  @Mixin private TrustOptions trust = new TrustOptions();

  SignCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Failure {
    try (NoteSigner signer = key.read(shell)) {
      boolean isFolder = Files.isDirectory(shell.directory().resolve(path));
      PolicyBundle signed = isFolder ? ofFolder(signer) : countersigned(signer);
      Files.write(shell.directory().resolve(out), signed.packed());
    } catch (BundleException e) {
      throw new Failure(ExitCode.REFUSED, "refused: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new Failure(ExitCode.OUTPUT_FAILED, "cannot write " + out + "; check --out");
    }
    return ExitCode.OK.number();
  }

  private PolicyBundle ofFolder(NoteSigner signer) throws Failure {
    if (name == null || revision < 1 || days < 1) {
      throw new Failure(ExitCode.USAGE, "a folder needs --name, --revision and --valid-days");
    }
    FolderOptions folders = new FolderOptions();
    // Read once: what is signed is what was looked at.
    Map<String, byte[]> files = folders.files(shell, path);
    PolicyCheck.requireGood(
        shell, folders.read(shell, path, files, Clock.systemUTC()).require(shell));
    return BundleWriter.of(name, revision)
        .published(Clock.systemUTC().instant())
        .validFor(Duration.ofDays(days))
        .note(note)
        .write(files, signer);
  }

  private PolicyBundle countersigned(NoteSigner signer) throws Failure {
    BundleTrust others = trust.trust(shell, Optional.empty());
    return BundleWriter.countersign(read(shell, path), others, signer);
  }

  /** Reads a bundle in one file; nothing in it is verified. */
  static PolicyBundle read(Shell shell, String path) throws Failure {
    try {
      return PolicyBundle.parse(FolderOptions.content(shell.directory().resolve(path)));
    } catch (BundleException e) {
      throw new Failure(ExitCode.REFUSED, "refused: " + e.getMessage());
    } catch (IOException e) {
      throw new Failure(ExitCode.UNREADABLE, "cannot read " + path);
    }
  }
}
