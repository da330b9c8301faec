package dev.tacenda.claude.gate;

import dev.tacenda.mask.TrustedCode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A secret that does not stand in memory as it is. It lies under a random pad of its own length,
 * and is put together for the time of one {@link #use}.
 *
 * <p>This is against what comes upon memory by accident: a heap dump that is searched or shared, a
 * page in the swap file, a core file, a debugger's string list. It is not against code in this
 * process or a debugger, which find the pad as easily as the secret.
 *
 * <pre>{@code
 * try (SealedSecret secret = SealedSecret.take(System.console().readPassword())) {
 *   secret.read(connection::write);
 * }
 * }</pre>
 *
 * <p>{@link #equals} takes the same time wherever two secrets differ, and {@link #hashCode} says
 * nothing about them. Thread-safe.
 */
@TrustedCode("Holds a credential; prints nothing, and leaves no copy behind that it can wipe.")
public final class SealedSecret implements AutoCloseable {
  /** The longest secret, in bytes: {@value}. */
  public static final int MAX_BYTES = 64 * 1024;

  private final Object lock = new Object();
  private final byte[] pad;
  private final byte[] padded;
  private boolean wiped;

  private SealedSecret(byte[] secret, SecureRandom random) {
    if (secret.length == 0 || secret.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "a secret must have 1.." + MAX_BYTES + " bytes, had " + secret.length);
    }
    this.pad = new byte[secret.length];
    random.nextBytes(pad);
    this.padded = new byte[secret.length];
    for (int i = 0; i < secret.length; i++) {
      padded[i] = (byte) (secret[i] ^ pad[i]);
    }
  }

  /**
   * Takes over a secret: {@code secret} is overwritten with zeros, whether it is accepted or not.
   *
   * @throws IllegalArgumentException if it is empty or longer than {@link #MAX_BYTES}
   */
  public static SealedSecret take(byte[] secret) {
    try {
      return new SealedSecret(secret, new SecureRandom());
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /**
   * Takes over a secret as {@link #take(byte[])} does; it is kept in UTF-8.
   *
   * @throws IllegalArgumentException if it is empty, longer than {@link #MAX_BYTES}, or not valid
   *     Unicode
   */
  public static SealedSecret take(char[] secret) {
    try {
      return take(encoded(secret));
    } finally {
      Arrays.fill(secret, '\0');
    }
  }

  private static byte[] encoded(char[] secret) {
    byte[] room = new byte[secret.length * 3];
    try {
      ByteBuffer out = ByteBuffer.wrap(room);
      CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
      if (encoder.encode(CharBuffer.wrap(secret), out, true).isError()) {
        throw new IllegalArgumentException("a secret must be valid Unicode");
      }
      return Arrays.copyOf(room, out.position());
    } finally {
      Arrays.fill(room, (byte) 0);
    }
  }

  /**
   * Returns what {@code reader} makes of the secret. It is given a copy that is overwritten
   * afterwards, so it must not keep it.
   *
   * @throws IllegalStateException if the secret was wiped
   */
  public <T> T use(Function<byte[], T> reader) {
    Objects.requireNonNull(reader, "reader");
    byte[] copy = open();
    try {
      return reader.apply(copy);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  /** Shows the secret to {@code reader}, as {@link #use} does. */
  public void read(Consumer<byte[]> reader) {
    Objects.requireNonNull(reader, "reader");
    byte[] copy = open();
    try {
      reader.accept(copy);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  private byte[] open() {
    synchronized (lock) {
      if (wiped) {
        throw new IllegalStateException("the secret was wiped");
      }
      byte[] copy = new byte[pad.length];
      for (int i = 0; i < copy.length; i++) {
        copy[i] = (byte) (padded[i] ^ pad[i]);
      }
      return copy;
    }
  }

  /** Returns the number of bytes. */
  public int length() {
    return pad.length;
  }

  /** Overwrites the secret, which can no longer be used. */
  @Override
  public void close() {
    synchronized (lock) {
      Arrays.fill(padded, (byte) 0);
      Arrays.fill(pad, (byte) 0);
      wiped = true;
    }
  }

  /**
   * Returns true if both hold the same secret. The time it takes depends on the lengths only. What
   * was wiped equals nothing but itself.
   */
  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof SealedSecret secret && holdsWhat(secret);
  }

  /** Each is read under its own lock, one after the other, so that two threads cannot block. */
  private boolean holdsWhat(SealedSecret other) {
    byte[] theirs = other.openOrEmpty();
    byte[] ours = openOrEmpty();
    try {
      return ours.length > 0 && MessageDigest.isEqual(ours, theirs);
    } finally {
      Arrays.fill(theirs, (byte) 0);
      Arrays.fill(ours, (byte) 0);
    }
  }

  private byte[] openOrEmpty() {
    synchronized (lock) {
      return wiped ? new byte[0] : open();
    }
  }

  /** The same for all secrets: a hash of it would be something to guess against. */
  @Override
  public int hashCode() {
    return SealedSecret.class.hashCode();
  }

  /** Says nothing, not even the length. */
  @Override
  public String toString() {
    return "SealedSecret";
  }
}
