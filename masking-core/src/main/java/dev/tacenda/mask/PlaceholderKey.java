package dev.tacenda.mask;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;

/**
 * The secret that turns values into placeholders: the same value gets the same placeholder wherever
 * the same key is used, and nobody without the key can tell which value a placeholder stands for.
 *
 * <p>The life of the key is the scope of the placeholders. A conversation that goes on in another
 * process, such as an agent that is resumed, needs the same key there, or its beginning is masked
 * differently and the server refuses the thinking it signed; keep such a key with {@link
 * #readOrCreate(Path)}. A key per repository or organisation lets reviewers see that two records
 * mean the same value. Immutable and thread-safe.
 */
@TrustedCode("The key never appears in a message, a record or toString.")
public final class PlaceholderKey {
  private static final int KEY_BYTES = 32;
  private static final byte[] END_OF_PURPOSE = {0};
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final HmacSha256 hmac;

  private PlaceholderKey(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("key must have 32 bytes, had " + key.length);
    }
    this.hmac = new HmacSha256(key);
  }

  /** Returns a new random key, for placeholders that no other process needs to reproduce. */
  public static PlaceholderKey random() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return new PlaceholderKey(key);
  }

  /**
   * Returns the key with these bytes, which are copied.
   *
   * @throws IllegalArgumentException if {@code key} does not have 32 bytes
   */
  public static PlaceholderKey of(byte[] key) {
    return new PlaceholderKey(Objects.requireNonNull(key, "key").clone());
  }

  /**
   * Returns the key kept in {@code file} as 64 hexadecimal digits, and makes the file with a random
   * key if there is none. A new file can be read and written by its owner only.
   *
   * @throws IOException if the file cannot be read or made, does not hold a key, is a symbolic
   *     link, or can be read by others than its owner
   */
  public static PlaceholderKey readOrCreate(Path file) throws IOException {
    Objects.requireNonNull(file, "file");
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      create(file);
    }
    return read(file);
  }

  private static void create(Path file) throws IOException {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    // Written aside and linked into place, so that no process ever reads half a key.
    Path fresh =
        file.resolveSibling(file.getFileName() + "." + HexFormat.of().toHexDigits(nonce()));
    try {
      writeNew(fresh, HexFormat.of().formatHex(key).getBytes(StandardCharsets.US_ASCII));
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException e) {
      // Another process was first; its key is the one to use.
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw e;
      }
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static long nonce() {
    return new SecureRandom().nextLong();
  }

  private static void writeNew(Path file, byte[] content) throws IOException {
    Set<StandardOpenOption> options =
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = openNew(file, options)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  private static FileChannel openNew(Path file, Set<StandardOpenOption> options)
      throws IOException {
    return hasPosixPermissions(file)
        ? FileChannel.open(file, options, PosixFilePermissions.asFileAttribute(OWNER_ONLY))
        : FileChannel.open(file, options);
  }

  private static PlaceholderKey read(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      throw new IOException("key file must not be a symbolic link: " + file);
    }
    if (hasPosixPermissions(file)
        && !OWNER_ONLY.containsAll(
            Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS))) {
      throw new IOException("key file must be readable by its owner only (chmod 600): " + file);
    }
    String text = new String(readKeyDigits(file), StandardCharsets.ISO_8859_1).strip();
    if (text.length() != 2 * KEY_BYTES || !text.chars().allMatch(HexFormat::isHexDigit)) {
      throw new IOException("key file must hold 64 hexadecimal digits: " + file);
    }
    return new PlaceholderKey(HexFormat.of().parseHex(text));
  }

  /** Reads little more than a key has, and not through a link that was put there meanwhile. */
  private static byte[] readKeyDigits(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return in.readNBytes(2 * KEY_BYTES + 3);
    }
  }

  private static boolean hasPosixPermissions(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent != null
        && Files.getFileAttributeView(parent, PosixFileAttributeView.class) != null;
  }

  /**
   * Returns 16 hexadecimal digits that tell whether two records were made with the same key,
   * without revealing anything about it.
   */
  public String fingerprint() {
    return HexFormat.of().formatHex(mac("fingerprint", new byte[0]), 0, 8);
  }

  /** Returns HMAC-SHA256 of {@code message} under this key, separated by {@code purpose}. */
  byte[] mac(String purpose, byte[] message) {
    return hmac.of(purpose.getBytes(StandardCharsets.US_ASCII), END_OF_PURPOSE, message);
  }

  /** Returns the fingerprint, never the key. */
  @Override
  public String toString() {
    return "PlaceholderKey[" + fingerprint() + "]";
  }
}
