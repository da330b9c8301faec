package dev.tacenda.gateway.shell;

import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how to mask, shared by all commands that do. Confined to one thread. */
public final class MaskerOptions {
  @Mixin private PolicyOptions policy = new PolicyOptions();

  @Mixin private KnownSecretOptions knownSecrets = new KnownSecretOptions();

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "File of the placeholder key: same key, same placeholders. mask makes it if there is"
              + " none. Default: tacenda/placeholder.key in $XDG_STATE_HOME or ~/.local/state.")
  private @Nullable Path keyFile;

  @Option(
      names = "--random-key",
      description = "Use a key of this run only: no other run gives the same placeholders.")
  private boolean randomKey;

  /** What to do if there is no key yet. */
  public enum MissingKey {
    /** Make one and keep it: the placeholders will be seen by others. */
    CREATE,
    /** Use one for this run only: nobody will see a placeholder. */
    PASS_OVER
  }

  /**
   * Returns the masker that the options describe.
   *
   * @throws Failure if policy, key or a source of known secrets cannot be used
   */
  public Masker masker(Shell shell, MissingKey ifMissing) throws Failure {
    MaskingPolicy chosen = policy.read(shell);
    PlaceholderKey key = key(shell, ifMissing);
    return Masker.builder(chosen, key).knownSecrets(knownSecrets.read(shell)).build();
  }

  private PlaceholderKey key(Shell shell, MissingKey ifMissing) throws Failure {
    if (randomKey) {
      if (keyFile != null) {
        throw new Failure(ExitCode.USAGE, "--key and --random-key exclude each other; give one");
      }
      return PlaceholderKey.random();
    }
    if (keyFile == null) {
      return keyOfUser(shell, ifMissing);
    }
    Path file = shell.directory().resolve(keyFile);
    if (ifMissing == MissingKey.PASS_OVER && !Files.exists(file)) {
      throw new Failure(
          ExitCode.UNREADABLE, "no such key file: " + keyFile + "; 'tacenda mask --key' makes it");
    }
    return read(file);
  }

  private static PlaceholderKey keyOfUser(Shell shell, MissingKey ifMissing) throws Failure {
    Optional<Path> file = KeyFile.ofUser(shell.environment());
    if (file.isPresent() && Files.exists(file.get())) {
      return read(file.get());
    }
    if (ifMissing == MissingKey.PASS_OVER) {
      return PlaceholderKey.random();
    }
    return created(file, shell);
  }

  /**
   * Masking must work where no file can be kept, as in many containers; so it says what is lost.
   */
  private static PlaceholderKey created(Optional<Path> file, Shell shell) {
    try {
      if (file.isPresent()) {
        return PlaceholderKey.readOrCreate(file.get());
      }
    } catch (IOException e) {
      // Said below.
    }
    shell.complain(
        "no place to keep a placeholder key; the next run will give other placeholders. "
            + "Name a file with --key, or say --random-key");
    return PlaceholderKey.random();
  }

  private static PlaceholderKey read(Path file) throws Failure {
    try {
      return PlaceholderKey.readOrCreate(file);
    } catch (IOException e) {
      throw new Failure(ExitCode.UNREADABLE, "cannot use the key file " + file + ": " + reason(e));
    }
  }

  /** The JDK's own messages are bare file names. */
  private static String reason(IOException e) {
    return e.getClass() == IOException.class
        ? String.valueOf(e.getMessage())
        : e.getClass().getSimpleName();
  }
}
