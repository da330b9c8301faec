package dev.tacenda.audit.note;

import dev.tacenda.mask.TrustedCode;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

/**
 * Signs {@link SignedNote}s with an Ed25519 private key. Thread-safe; {@link #close} wipes the key.
 *
 * <pre>{@code
 * try (NoteSigner signer = NoteSigner.generate("policies.example", new SecureRandom())) {
 *   SignedNote note = SignedNote.sign("revision 7\n", signer);
 *   publish(note.bytes(), signer.key().toString());
 * }
 * }</pre>
 */
@TrustedCode("holds a private key, which only secretText() gives out")
public final class NoteSigner implements AutoCloseable {
  private static final String PREFIX = "PRIVATE+KEY+";

  private final NoteKey key;
  private final byte[] seed;
  private boolean closed;

  private NoteSigner(NoteKey key, byte[] seed) {
    this.key = key;
    this.seed = seed;
  }

  /**
   * Makes a new key.
   *
   * @param name who signs with it: 1 to 128 visible ASCII characters without {@code +}
   */
  public static NoteSigner generate(String name, SecureRandom random) {
    byte[] seed = new byte[Ed25519.KEY_BYTES];
    random.nextBytes(seed);
    return of(Objects.requireNonNull(name, "name"), seed);
  }

  /**
   * Reads what {@link #secretText} wrote, which is the C2SP form {@code
   * PRIVATE+KEY+name+hash+base64}.
   *
   * @throws IllegalArgumentException if it is anything else; the message holds nothing of it
   */
  public static NoteSigner parse(String secretText) {
    String[] parts = secretText.startsWith(PREFIX) ? parts(secretText) : new String[0];
    if (parts.length != 3) {
      throw new IllegalArgumentException("a private key must read PRIVATE+KEY+name+hash+base64");
    }
    NoteSigner signer = of(parts[0], secretBytes(parts[2]));
    if (!signer.key.hash().equals(parts[1])) {
      throw new IllegalArgumentException("the hash does not belong to the private key");
    }
    return signer;
  }

  private static String[] parts(String secretText) {
    return secretText.substring(PREFIX.length()).split("\\+", 3);
  }

  private static byte[] secretBytes(String base64) {
    try {
      return NoteKey.keyBytes(base64);
    } catch (IllegalArgumentException e) {
      // Without its cause, which names a character of the key.
      throw new IllegalArgumentException("a private key must be 01 and 32 bytes in base64");
    }
  }

  private static NoteSigner of(String name, byte[] seed) {
    try {
      return new NoteSigner(NoteKey.of(name, Ed25519.publicBytes(seed)), seed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK from 15 on has Ed25519", e);
    }
  }

  /** Returns the public key. */
  public NoteKey key() {
    return key;
  }

  /**
   * Returns the private key as text, to be kept in a file that only its owner can read.
   *
   * @throws IllegalStateException if the signer is closed
   */
  public synchronized String secretText() {
    requireOpen();
    byte[] typed = new byte[1 + seed.length];
    typed[0] = NoteKey.ED25519_TYPE;
    System.arraycopy(seed, 0, typed, 1, seed.length);
    return PREFIX + key.name() + "+" + key.hash() + "+" + Base64.getEncoder().encodeToString(typed);
  }

  synchronized byte[] sign(byte[] text) {
    requireOpen();
    try {
      return Ed25519.sign(Ed25519.privateKey(seed), text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an Ed25519 key of 32 bytes signs anything", e);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the signer has been closed");
    }
  }

  /** Wipes the private key; nothing can be signed any more. */
  @Override
  public synchronized void close() {
    Arrays.fill(seed, (byte) 0);
    closed = true;
  }

  /** Names the public key. */
  @Override
  public String toString() {
    return "NoteSigner[" + key.name() + "+" + key.hash() + "]";
  }
}
