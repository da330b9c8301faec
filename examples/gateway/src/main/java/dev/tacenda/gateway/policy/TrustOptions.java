package dev.tacenda.gateway.policy;

import dev.tacenda.audit.note.NoteKey;
import dev.tacenda.claude.gate.policy.BundleTrust;
import dev.tacenda.gateway.shell.ExitCode;
import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.gateway.shell.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say whose signatures count. Confined to one thread. */
final class TrustOptions {
  private static final int MAX_BYTES = 64 * 1024;

  @Option(
      names = "--trusted",
      paramLabel = "FILE",
      description =
          "File with public keys that readers trust, one a line. Can be repeated. Default: the"
              + " public half of --key.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--quorum",
      paramLabel = "N",
      description = "How many of them must have signed. Default: 1.")
  private int quorum = 1;

  /**
   * Returns whose signatures count.
   *
   * @param own the public half of the key that signs, if one does
   */
  BundleTrust trust(Shell shell, Optional<NoteKey> own) throws Failure {
    List<NoteKey> keys = new ArrayList<>();
    for (Path file : files) {
      keys.addAll(keys(shell, file));
    }
    if (files.isEmpty()) {
      own.ifPresent(keys::add);
    }
    if (keys.isEmpty()) {
      throw new Failure(ExitCode.USAGE, "whose signatures count? Name a file with --trusted");
    }
    try {
      return BundleTrust.atLeast(quorum, keys);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, "--trusted, --quorum: " + e.getMessage());
    }
  }

  private static List<NoteKey> keys(Shell shell, Path file) throws Failure {
    try (InputStream in = Files.newInputStream(shell.directory().resolve(file))) {
      String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
      return text.lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(NoteKey::parse)
          .toList();
    } catch (IOException e) {
      throw new Failure(ExitCode.UNREADABLE, "cannot read " + file + "; check --trusted");
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.MALFORMED, "public keys in " + file + ": " + e.getMessage());
    }
  }
}
