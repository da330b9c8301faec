package dev.tacenda.gateway.policy;

import dev.tacenda.audit.note.NoteKey;
import dev.tacenda.claude.gate.policy.BundleArchive;
import dev.tacenda.claude.gate.policy.BundleException;
import dev.tacenda.gateway.shell.ExitCode;
import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.gateway.shell.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where revisions are kept. Confined to one thread. */
final class ArchiveOptions {
  @Option(
      names = "--archive",
      paramLabel = "DIR",
      required = true,
      description = "Folder of all revisions. Readers fetch its file 'current'.")
  private Path folder = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      required = true,
      description = "Name of the bundle, the same for all revisions: a-z, 0-9 and dashes.")
  private String name = "";

  @Mixin private TrustOptions trust = new TrustOptions();

  /** Something that is done with an archive. */
  @FunctionalInterface
  interface Step<R> {
    R with(BundleArchive archive) throws IOException;
  }

  /**
   * Does something with the archive.
   *
   * @param own the public half of the key that signs, if one does
   * @throws Failure if the archive refuses, or the disk fails
   */
  <R> R run(Shell shell, Optional<NoteKey> own, Step<R> step) throws Failure {
    Path place = shell.directory().resolve(folder);
    if (!Files.isDirectory(place)) {
      throw new Failure(ExitCode.UNREADABLE, "no such folder: " + folder + "; make it first");
    }
    try {
      BundleArchive archive =
          BundleArchive.of(place, name, trust.trust(shell, own), Clock.systemUTC())
              .compiledBy(PolicyFolder::compiler);
      return step.with(archive);
    } catch (BundleException e) {
      throw new Failure(ExitCode.REFUSED, "refused: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new Failure(
          ExitCode.OUTPUT_FAILED,
          "cannot write to " + folder + ": " + e.getClass().getSimpleName());
    }
  }
}
