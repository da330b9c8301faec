package dev.tacenda.claude.gate.identity;

import dev.tacenda.claude.gate.IdentityException;
import dev.tacenda.claude.gate.IdentityException.Reason;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an issuer that cannot be reached, in a file that its operator keeps. The file is read
 * at every token, so a new key counts at once. While it cannot be read, perhaps because it is just
 * being written, the keys that were read last count for {@link #GRACE}. Thread-safe.
 */
@TrustedCode("Keys that were taken out of the file do not count any more.")
final class PinnedKeys implements KeySource {
  static final Duration GRACE = Duration.ofSeconds(10);

  private final String issuer;
  private final Path file;
  private final Clock clock;
  private final IdentityLog log;
  private byte[] content = {};
  private @Nullable KeySet keys;
  private Instant readAt = Instant.MIN;

  PinnedKeys(String issuer, Path file, Clock clock, IdentityLog log) {
    this.issuer = issuer;
    this.file = file;
    this.clock = clock;
    this.log = log;
  }

  @Override
  public VerificationKey key(String keyId, TokenAlgorithm algorithm) throws IdentityException {
    return current().key(keyId, algorithm);
  }

  private synchronized KeySet current() throws IdentityException {
    try {
      byte[] now = read();
      if (keys == null || !Arrays.equals(now, content)) {
        keys = KeySet.read(now);
        content = now;
      }
      readAt = clock.instant();
    } catch (IOException e) {
      log.keyFileUnreadable(issuer, e.getClass().getSimpleName());
    }
    if (keys == null || clock.instant().isAfter(readAt.plus(GRACE))) {
      throw new IdentityException(Reason.KEYS_UNAVAILABLE);
    }
    return keys;
  }

  private byte[] read() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new UnusableKeysException("no regular file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(Fetch.MAX_BYTES + 1);
      if (bytes.length > Fetch.MAX_BYTES) {
        throw new UnusableKeysException("more than " + Fetch.MAX_BYTES + " bytes");
      }
      return bytes;
    }
  }

  @Override
  public String toString() {
    return "PinnedKeys[" + issuer + "]";
  }
}
