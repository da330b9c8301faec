package dev.tacenda.mask.internal.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.mask.internal.shape.TokenChecksum.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class TokenChecksumTest {
  private static final String BODY = "FakeFakeFakeFakeFakeFakeFake12";

  @Test
  void knowsTheBase62ChecksumOfThirtyCharacters() {
    // CRC-32 of BODY, worked out digit by digit.
    long crc = crc(BODY);
    StringBuilder digits = new StringBuilder();
    String alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    for (int i = 0; i < 6; i++) {
      digits.insert(0, alphabet.charAt((int) (crc % 62)));
      crc /= 62;
    }
    String token = "pre_" + BODY + digits;

    assertThat(verdict(TokenChecksum.CRC32_BASE62, token)).isEqualTo(Verdict.RIGHT);
    assertThat(verdict(TokenChecksum.CRC32_BASE62, token.replace("12", "21")))
        .isEqualTo(Verdict.WRONG);
    assertThat(verdict(TokenChecksum.CRC32_BASE62, token + "x")).isEqualTo(Verdict.UNKNOWN);
    assertThat(verdict(TokenChecksum.CRC32_BASE62, "x")).isEqualTo(Verdict.UNKNOWN);
    assertThat(verdict(TokenChecksum.CRC32_BASE62, "")).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void knowsTheHexadecimalChecksumBehindTheLastUnderscore() {
    String start = "pre_" + BODY;
    String check = String.format("%08x", Integer.reverseBytes((int) crc(start)));

    assertThat(verdict(TokenChecksum.CRC32_HEX, start + "_" + check)).isEqualTo(Verdict.RIGHT);
    assertThat(verdict(TokenChecksum.CRC32_HEX, start + "_00000000")).isEqualTo(Verdict.WRONG);
    assertThat(verdict(TokenChecksum.CRC32_HEX, start)).isEqualTo(Verdict.UNKNOWN);
    assertThat(verdict(TokenChecksum.CRC32_HEX, "_" + check)).isEqualTo(Verdict.UNKNOWN);
  }

  private static Verdict verdict(TokenChecksum checksum, String token) {
    byte[] text = (" " + token + " ").getBytes(StandardCharsets.US_ASCII);
    return checksum.of(text, 1, text.length - 1);
  }

  private static long crc(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.US_ASCII));
    return crc.getValue();
  }
}
