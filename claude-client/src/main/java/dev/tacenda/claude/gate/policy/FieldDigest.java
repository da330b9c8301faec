package dev.tacenda.claude.gate.policy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Collects fields into one SHA-256. Each is preceded by its length, so that no two lists of fields
 * have the same bytes. Used for one digest.
 */
final class FieldDigest {
  private final MessageDigest sha256 = sha256();

  /** Starts a digest of what {@code form} names: fields of another form are never equal. */
  FieldDigest(String form) {
    add(form);
  }

  void add(String field) {
    byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    sha256.update(bytes);
  }

  void addAll(List<String> fields) {
    add(Integer.toString(fields.size()));
    fields.forEach(this::add);
  }

  /** Returns the digest in lower-case hex, and can be used no more. */
  String hex() {
    return HexFormat.of().formatHex(sha256.digest());
  }

  /** Returns a number below {@code bound} that depends on the fields alone. */
  int below(int bound) {
    return (int) Long.remainderUnsigned(ByteBuffer.wrap(sha256.digest()).getLong(), bound);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
