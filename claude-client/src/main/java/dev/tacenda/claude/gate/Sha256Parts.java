package dev.tacenda.claude.gate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;

/** Hashes parts, each with its length before it. Confined to one thread. */
final class Sha256Parts {
  private final MessageDigest hash;

  private Sha256Parts(MessageDigest hash) {
    this.hash = hash;
  }

  /** Begins with what the parts are, so that hashes of two kinds never agree. */
  static Sha256Parts begin(String kind) {
    try {
      return new Sha256Parts(MessageDigest.getInstance("SHA-256")).text(kind);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must support SHA-256", e);
    }
  }

  Sha256Parts bytes(byte[] part) {
    hash.update((part.length + ":").getBytes(StandardCharsets.US_ASCII));
    hash.update(part);
    return this;
  }

  Sha256Parts text(String part) {
    return bytes(part.getBytes(StandardCharsets.UTF_8));
  }

  Sha256Parts number(long part) {
    return text(Long.toString(part));
  }

  Sha256Parts texts(Collection<String> parts) {
    number(parts.size());
    parts.forEach(this::text);
    return this;
  }

  /** Returns the hash; nothing can be added after that. */
  String hex() {
    return HexFormat.of().formatHex(hash.digest());
  }
}
