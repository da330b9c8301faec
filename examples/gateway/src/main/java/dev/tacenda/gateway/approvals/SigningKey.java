package dev.tacenda.gateway.approvals;

import dev.tacenda.audit.note.NoteSigner;
import dev.tacenda.gateway.shell.ExitCode;
import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.gateway.shell.Shell;
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

/** Reads the key with which somebody decides. */
@TrustedCode("A key that others could have copied does not sign.")
final class SigningKey {
  private static final int MAX_BYTES = 1_024;
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private SigningKey() {}

  /** Returns the key in {@code file}, to be closed. */
  static NoteSigner read(Shell shell, Path file) throws Failure {
    byte[] content = new byte[0];
    try {
      Path place = shell.directory().resolve(file);
      if (!OWNER.containsAll(Files.getPosixFilePermissions(place))) {
        throw new Failure(
            ExitCode.UNREADABLE,
            "others can read the key " + file + "; make a new one, for you only");
      }
      try (InputStream in = Files.newInputStream(place)) {
        content = in.readNBytes(MAX_BYTES);
      }
      return NoteSigner.parse(new String(content, StandardCharsets.US_ASCII).strip());
    } catch (IOException | UnsupportedOperationException e) {
      throw new Failure(ExitCode.UNREADABLE, "cannot read the key " + file + "; check --key");
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.MALFORMED, "key " + file + ": " + e.getMessage());
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }
}
