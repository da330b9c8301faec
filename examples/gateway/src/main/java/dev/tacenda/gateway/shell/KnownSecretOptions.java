package dev.tacenda.gateway.shell;

import dev.tacenda.mask.KnownSecrets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options that say which exact values to look for. Confined to one thread. */
public final class KnownSecretOptions {
  @Option(
      names = "--known-env",
      description =
          "Also look for the values of environment variables whose name says secret, and for"
              + " passwords in URLs and connection strings of any variable.")
  private boolean environment;

  @Option(
      names = "--env-file",
      paramLabel = "FILE",
      description = "Also look for the values of a .env file, chosen likewise. Can be repeated.")
  private List<Path> envFiles = new ArrayList<>();

  @Option(
      names = "--known-mount",
      paramLabel = "DIR",
      description =
          "Also look for the content of each file in a folder of mounted secrets, such as"
              + " /run/secrets. Can be repeated.")
  private List<Path> mounts = new ArrayList<>();

  @Option(
      names = "--known-git",
      paramLabel = "FILE",
      description =
          "Also look for the credentials in a git configuration or a git-credentials file. Can be"
              + " repeated.")
  private List<Path> gitFiles = new ArrayList<>();

  /** Adds the values of a file or folder. */
  private interface Source {
    void add(Path path) throws IOException;
  }

  /**
   * Reads the values, and reports those that are left out.
   *
   * @throws Failure if a source cannot be read, or a limit is exceeded
   */
  KnownSecrets read(Shell shell) throws Failure {
    KnownSecrets.Builder builder = KnownSecrets.builder();
    if (environment) {
      guarded("--known-env", path -> builder.addEnvironment(shell.environment()), Path.of(""));
    }
    all("--env-file", envFiles, builder::addDotEnv, shell);
    all("--known-mount", mounts, builder::addMount, shell);
    all("--known-git", gitFiles, builder::addGitFile, shell);
    KnownSecrets secrets = builder.build();
    reportSkipped(secrets, shell);
    return secrets;
  }

  private static void all(String option, List<Path> paths, Source source, Shell shell)
      throws Failure {
    for (Path path : paths) {
      guarded(option, source, shell.directory().resolve(path));
    }
  }

  private static void guarded(String option, Source source, Path path) throws Failure {
    try {
      source.add(path);
    } catch (IOException e) {
      throw new Failure(ExitCode.UNREADABLE, "cannot read " + path + "; check " + option);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.LIMIT, "cannot take known secrets: " + e.getMessage());
    }
  }

  /** A secret that is not looked for must not go unnoticed. Names are no secrets. */
  private static void reportSkipped(KnownSecrets secrets, Shell shell) {
    if (!secrets.skipped().isEmpty()) {
      shell.complain(
          "not taken as known secrets: "
              + secrets.skipped().stream()
                  .map(skipped -> skipped.name() + " (" + words(skipped.reason()) + ")")
                  .collect(Collectors.joining(", ")));
    }
  }

  private static String words(KnownSecrets.Reason reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
