package dev.tacenda.claude.gate.internal.digest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;

/**
 * Hashes parts, each with its length before it, so that no two lists of parts have the same bytes.
 * Used for one hash; confined to one thread.
 */
public final class Sha256Parts {
  private final MessageDigest hash = Sha256.digest();

  private Sha256Parts() {}

  /** Begins with what the parts are, so that hashes of two kinds never agree. */
  public static Sha256Parts begin(String kind) {
    return new Sha256Parts().text(kind);
  }

  /** Adds bytes. */
  public Sha256Parts bytes(byte[] part) {
    hash.update((part.length + ":").getBytes(StandardCharsets.US_ASCII));
    hash.update(part);
    return this;
  }

  /** Adds a text. */
  public Sha256Parts text(String part) {
    return bytes(part.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a number. */
  public Sha256Parts number(long part) {
    return text(Long.toString(part));
  }

  /** Adds texts, and before them how many they are. */
  public Sha256Parts texts(Collection<String> parts) {
    number(parts.size());
    parts.forEach(this::text);
    return this;
  }

  /** Returns the hash in 64 digits; nothing can be added after that. */
  public String hex() {
    return HexFormat.of().formatHex(hash.digest());
  }

  /** Returns half of the hash in 32 digits: enough that nobody finds two lists that share it. */
  public String halfHex() {
    return hex().substring(0, 32);
  }

  /** Returns a number below {@code bound} that depends on the parts alone. */
  public int below(int bound) {
    return (int) Long.remainderUnsigned(ByteBuffer.wrap(hash.digest()).getLong(), bound);
  }
}
