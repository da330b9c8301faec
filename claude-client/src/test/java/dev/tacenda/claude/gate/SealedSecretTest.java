package dev.tacenda.claude.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A secret that does not stand in memory as it is. */
class SealedSecretTest {
  private static final String VALUE = "FAKE-s\u00e9cret-\ud83d\udd11-" + "x".repeat(80);

  @Test
  void givesBackWhatItTookAndWipesWhereItTookItFrom() {
    byte[] bytes = VALUE.getBytes(UTF_8);
    char[] chars = VALUE.toCharArray();

    assertThat(SealedSecret.take(bytes).<String>use(b -> new String(b, UTF_8))).isEqualTo(VALUE);
    assertThat(SealedSecret.take(chars).<String>use(b -> new String(b, UTF_8))).isEqualTo(VALUE);
    assertThat(bytes).containsOnly(0);
    assertThat(chars).containsOnly('\0');
  }

  @Test
  void wipesAlsoWhatItRefuses() {
    byte[] tooLong = new byte[SealedSecret.MAX_BYTES + 1];
    Arrays.fill(tooLong, (byte) 'x');
    char[] half = "FAKE \ud83d alone".toCharArray();

    assertThatIllegalArgumentException().isThrownBy(() -> SealedSecret.take(tooLong));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SealedSecret.take(half))
        .withMessageNotContaining("FAKE");
    assertThatIllegalArgumentException().isThrownBy(() -> SealedSecret.take(new byte[0]));
    assertThatIllegalArgumentException().isThrownBy(() -> SealedSecret.take(new char[0]));
    assertThat(tooLong).containsOnly(0);
    assertThat(half).containsOnly('\0');
  }

  @Test
  void wipesTheCopyThatAReaderGot() {
    List<byte[]> leaked = new ArrayList<>();
    SealedSecret secret = secret();

    secret.read(leaked::add);
    assertThatThrownBy(
            () ->
                secret.use(
                    copy -> {
                      leaked.add(copy);
                      throw new IllegalStateException("reader failed");
                    }))
        .hasMessage("reader failed");

    assertThat(leaked).hasSize(2).allSatisfy(copy -> assertThat(copy).containsOnly(0));
  }

  @Test
  void keepsOtherBytesThanTheSecret() throws ReflectiveOperationException {
    SealedSecret secret = secret();

    for (String name : List.of("pad", "padded")) {
      Field field = SealedSecret.class.getDeclaredField(name);
      field.setAccessible(true);
      String kept = new String((byte[]) field.get(secret), UTF_8);
      // Eight bytes that are as they were would be a chance of one in 10^17.
      assertThat(kept).doesNotContain("FAKE-s").doesNotContain("xxxxxxxx");
    }
  }

  @Test
  void closingLeavesNothing() throws ReflectiveOperationException {
    SealedSecret secret = secret();

    secret.close();
    secret.close();

    assertThatThrownBy(() -> secret.read(b -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the secret was wiped");
    for (String name : List.of("pad", "padded")) {
      Field field = SealedSecret.class.getDeclaredField(name);
      field.setAccessible(true);
      assertThat((byte[]) field.get(secret)).containsOnly(0);
    }
    assertThat(List.of(secret)).contains(secret).doesNotContain(secret());
  }

  @Test
  void equalsWhatHoldsTheSameAndSaysNothing() {
    SealedSecret other = SealedSecret.take((VALUE + "y").toCharArray());

    assertThat(secret()).isEqualTo(secret()).isNotEqualTo(other).isNotEqualTo(VALUE);
    assertThat(secret()).hasSameHashCodeAs(other).hasToString("SealedSecret");
  }

  @Test
  void twoWipedSecretsAreNotEqual() {
    SealedSecret one = secret();
    SealedSecret two = secret();
    one.close();
    two.close();

    assertThat(one).isNotEqualTo(two);
  }

  @Test
  void isReadWholeOrNotAtAllWhileItIsClosed() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<SealedSecret> secrets = new ArrayList<>();
    List<Callable<String>> work = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      SealedSecret secret = secret();
      secrets.add(secret);
      work.add(() -> readOrNothing(secret));
      work.add(
          () -> {
            secret.close();
            return "";
          });
    }
    for (Future<String> each : threads.invokeAll(work)) {
      assertThat(each.get()).isIn("", VALUE);
    }
    threads.shutdownNow();
    assertThat(secrets).allSatisfy(each -> assertThat(readOrNothing(each)).isEmpty());
  }

  private static String readOrNothing(SealedSecret secret) {
    try {
      return secret.use(bytes -> new String(bytes, UTF_8));
    } catch (IllegalStateException e) {
      return "";
    }
  }

  private static SealedSecret secret() {
    return SealedSecret.take(VALUE.toCharArray());
  }
}
