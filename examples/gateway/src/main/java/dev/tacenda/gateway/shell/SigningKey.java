package dev.tacenda.gateway.shell;

import dev.tacenda.audit.note.NoteSigner;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** Reads a private key: from a file of the owner, or standard input, and never an argument. */
@TrustedCode("A key that others can read is refused, and no message holds any of it.")
public final class SigningKey {
  private static final int MAX_BYTES = 1_024;
  private static final String STANDARD_INPUT = "-";
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private SigningKey() {}

  /**
   * Reads the key.
   *
   * @param file its name, or {@code -} for standard input
   * @return to be closed
   */
  public static NoteSigner read(Shell shell, String file) throws Failure {
    if (file.startsWith("PRIVATE+KEY+")) {
      throw new Failure(
          ExitCode.USAGE, "--key takes the name of a file, or - for standard input: not a key");
    }
    byte[] content;
    try {
      content = file.equals(STANDARD_INPUT) ? shell.in().readNBytes(MAX_BYTES) : own(shell, file);
    } catch (IOException e) {
      throw new Failure(ExitCode.UNREADABLE, "cannot read the key " + file + "; check --key");
    }
    try {
      return NoteSigner.parse(new String(content, StandardCharsets.US_ASCII).strip());
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.MALFORMED, "key " + file + ": " + e.getMessage());
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private static byte[] own(Shell shell, String file) throws IOException, Failure {
    Path place = shell.directory().resolve(file);
    if (!OWNER.containsAll(permissions(place))) {
      throw new Failure(
          ExitCode.UNREADABLE,
          "others can read the key " + file + "; say 'chmod 600' and make a new one");
    }
    try (InputStream in = Files.newInputStream(place)) {
      return in.readNBytes(MAX_BYTES);
    }
  }

  private static Set<PosixFilePermission> permissions(Path file) throws IOException, Failure {
    try {
      return Files.getPosixFilePermissions(file);
    } catch (UnsupportedOperationException e) {
      throw new Failure(
          ExitCode.UNREADABLE,
          "nobody can tell who may read the key " + file + " there; give it on standard input");
    }
  }
}
