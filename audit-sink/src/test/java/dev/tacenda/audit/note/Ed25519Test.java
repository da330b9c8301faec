package dev.tacenda.audit.note;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.PublicKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Signatures have one form. */
class Ed25519Test {
  private static final byte[] SEED = new byte[32];
  private static final byte[] MESSAGE = "message".getBytes(UTF_8);

  /** The platform accepts one with a zero behind it (JDK 17; Wycheproof, Ed25519, test 37). */
  @Test
  void acceptsNoSignatureOfAnotherLength() throws Exception {
    PublicKey key = Ed25519.publicKey(Ed25519.publicBytes(SEED));
    byte[] signed = Ed25519.sign(Ed25519.privateKey(SEED), MESSAGE);

    assertThat(Ed25519.verifies(key, MESSAGE, signed)).isTrue();
    for (int length : new int[] {0, 63, 65, 66, 128}) {
      assertThat(Ed25519.verifies(key, MESSAGE, Arrays.copyOf(signed, length))).isFalse();
    }
  }
}
