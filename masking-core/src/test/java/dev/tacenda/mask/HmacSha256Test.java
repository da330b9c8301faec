package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class HmacSha256Test {
  /** RFC 4231, test cases 1 and 2. */
  @Test
  void hasTheValuesOfTheStandard() {
    byte[] key = new byte[20];
    Arrays.fill(key, (byte) 0x0b);

    assertThat(hex(key, "Hi There"))
        .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    assertThat(hex(bytes("Jefe"), "what do ya want ", "for nothing?"))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  @Test
  void isWhatThePlatformComputes() throws Exception {
    SplittableRandom random = Seed.random();
    for (int round = 0; round < 500; round++) {
      byte[] key = new byte[1 + random.nextInt(64)];
      byte[] message = new byte[random.nextInt(300)];
      random.nextBytes(key);
      random.nextBytes(message);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      int cut = random.nextInt(message.length + 1);

      assertThat(
              new HmacSha256(key)
                  .of(
                      Arrays.copyOf(message, cut),
                      Arrays.copyOfRange(message, cut, message.length)))
          .as(Seed.note())
          .isEqualTo(mac.doFinal(message));
    }
  }

  @Test
  void refusesAKeyThatIsLongerThanABlock() {
    assertThatThrownBy(() -> new HmacSha256(new byte[65]))
        .hasMessage("key must have at most 64 bytes, had 65");
  }

  private static String hex(byte[] key, String... parts) {
    byte[][] bytes = new byte[parts.length][];
    for (int i = 0; i < parts.length; i++) {
      bytes[i] = bytes(parts[i]);
    }
    return HexFormat.of().formatHex(new HmacSha256(key).of(bytes));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
