package dev.tacenda.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and checks the signatures and encrypted contents of FakeClaude: base64 of a few hundred
 * bytes, like the real ones, that say what was sealed and what stood before it. The same key and
 * the same content give the same seal in every process. Immutable and thread-safe.
 */
final class Seals {

  /** What is sealed; a seal of one kind is worth nothing as another. */
  enum Kind {
    THINKING('T'),
    REDACTED_THINKING('R'),
    COMPACTION('C'),
    ENCRYPTED('E');

    private final char code;

    Kind(char code) {
      this.code = code;
    }

    /** What a seal of this kind is bound to, given what stands before it. */
    Prefix binding(Prefix before) {
      return switch (this) {
        case THINKING, REDACTED_THINKING -> before;
        case COMPACTION, ENCRYPTED -> Prefix.EMPTY;
      };
    }
  }

  /** What a seal that came back is worth. */
  enum Verdict {
    GENUINE,
    /** Not made with this key, or not as it was made. */
    UNKNOWN,
    /** Made for another content. */
    CHANGED,
    /** Made for this content after another conversation. */
    MOVED
  }

  static final int MIN_KEY_BYTES = 16;

  private static final int DIGEST = 32;
  private static final int FILLER = 3 * DIGEST;
  private static final int SIGNED = 1 + 2 * DIGEST + FILLER;

  private final SecretKeySpec key;

  /**
   * @param key {@value #MIN_KEY_BYTES} bytes or more; copied
   */
  Seals(byte[] key) {
    if (key.length < MIN_KEY_BYTES) {
      throw new IllegalArgumentException(
          "signingKey must have " + MIN_KEY_BYTES + " bytes or more, had " + key.length);
    }
    this.key = new SecretKeySpec(key, "HmacSHA256");
  }

  /** Seals a content after what stood before it. */
  String seal(Kind kind, String content, Prefix before) {
    Prefix prefix = kind.binding(before);
    byte[] token = new byte[SIGNED + DIGEST];
    token[0] = (byte) kind.code;
    copy(token, 1, HexFormat.of().parseHex(ContentForm.sha256(content)));
    copy(token, 1 + DIGEST, HexFormat.of().parseHex(prefix.sha256()));
    for (int i = 0; i < FILLER; i += DIGEST) {
      copy(token, 1 + 2 * DIGEST + i, mac(("filler" + i + content).getBytes(US_ASCII), 0));
    }
    copy(token, SIGNED, mac(token, DIGEST));
    return Base64.getEncoder().encodeToString(token);
  }

  /** Judges a seal by the content and the conversation it came back with. */
  Verdict judge(Kind kind, String seal, String content, Prefix before) {
    byte[] token = decode(seal);
    if (token.length != SIGNED + DIGEST || token[0] != kind.code) {
      return Verdict.UNKNOWN;
    }
    byte[] signature = Arrays.copyOfRange(token, SIGNED, token.length);
    if (!MessageDigest.isEqual(signature, mac(token, DIGEST))) {
      return Verdict.UNKNOWN;
    }
    if (!holds(token, 1, ContentForm.sha256(content))) {
      return Verdict.CHANGED;
    }
    return holds(token, 1 + DIGEST, kind.binding(before).sha256())
        ? Verdict.GENUINE
        : Verdict.MOVED;
  }

  private static byte[] decode(String seal) {
    try {
      byte[] token = Base64.getDecoder().decode(seal);
      // The last characters of base64 have spare bits; only one spelling is the original.
      boolean exact = Base64.getEncoder().encodeToString(token).equals(seal);
      return exact ? token : new byte[0];
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static boolean holds(byte[] token, int at, String sha256) {
    return HexFormat.of().formatHex(token, at, at + DIGEST).equals(sha256);
  }

  private static void copy(byte[] token, int at, byte[] part) {
    System.arraycopy(part, 0, token, at, part.length);
  }

  /** The code over all but the last bytes. */
  private byte[] mac(byte[] bytes, int without) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(bytes, 0, bytes.length - without);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  @Override
  public String toString() {
    return "Seals";
  }
}
