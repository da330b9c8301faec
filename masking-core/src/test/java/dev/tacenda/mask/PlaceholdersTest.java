package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {
  private final Placeholders placeholders = new Placeholders(TestRules.KEY);
  private final byte[] genuine = placeholders.of("PASSWORD", TestRules.bytes("value"));

  @Test
  void writesPrefixTypeTagAndCheck() {
    assertThat(text(genuine)).matches("TCN_PASSWORD_[a-z2-7]{24}");
    assertThat(genuine.length).isLessThanOrEqualTo(Placeholders.MAX_LENGTH);
  }

  @Test
  void givesOneValueOnePlaceholderUnderOneKey() {
    Placeholders same = new Placeholders(PlaceholderKey.of(new byte[32]));

    assertThat(same.of("PASSWORD", TestRules.bytes("value"))).isEqualTo(genuine);
    assertThat(placeholders.of("PASSWORD", TestRules.bytes("valuf"))).isNotEqualTo(genuine);
  }

  @Test
  void givesTheValueOfAnotherKeyAnotherTag() {
    byte[] foreign = other().of("PASSWORD", TestRules.bytes("value"));

    assertThat(foreign).isNotEqualTo(genuine);
    assertThat(placeholders.endOfGenuine(foreign, 0, foreign.length)).isEqualTo(-1);
    assertThat(placeholders.nextGenuine(foreign, 0, foreign.length)).isEqualTo(-1);
  }

  private static Placeholders other() {
    byte[] key = new byte[32];
    key[31] = 1;
    return new Placeholders(PlaceholderKey.of(key));
  }

  @Test
  void recognisesItsOwnWithTheShortestAndTheLongestType() {
    for (String type : new String[] {"AB", "A1", "ABCDEFGHIJKL"}) {
      byte[] own = placeholders.of(type, new byte[0]);

      assertThat(placeholders.endOfGenuine(own, 0, own.length)).isEqualTo(own.length);
    }
    assertThat(placeholders.of("ABCDEFGHIJKL", new byte[0])).hasSize(Placeholders.MAX_LENGTH);
  }

  @Test
  void treatsEveryChangedByteAsAForgery() {
    for (int i = 0; i < genuine.length; i++) {
      byte[] forged = genuine.clone();
      forged[i] = (byte) (forged[i] == 'a' ? 'b' : 'a');

      assertThat(placeholders.endOfGenuine(forged, 0, forged.length))
          .describedAs("" + i)
          .isEqualTo(-1);
    }
  }

  @Test
  void treatsADifferentTypeOrCaseAsAForgery() {
    for (String forged :
        new String[] {
          text(genuine).replace("PASSWORD", "TOKEN"),
          text(genuine).replace("PASSWORD", "PASSWORD2"),
          text(genuine).toUpperCase(java.util.Locale.ROOT),
          text(genuine).replace("TCN_", "TCM_")
        }) {
      assertThat(placeholders.nextGenuine(TestRules.bytes(forged), 0, forged.length()))
          .describedAs(forged)
          .isEqualTo(-1);
    }
  }

  @Test
  void recognisesNoPartOfOne() {
    for (int length = 0; length < genuine.length; length++) {
      assertThat(placeholders.endOfGenuine(Arrays.copyOf(genuine, length), 0, length))
          .isEqualTo(-1);
      assertThat(placeholders.endOfGenuine(genuine, 0, length)).isEqualTo(-1);
    }
  }

  @Test
  void recognisesOneBetweenLettersAndNextToAnother() {
    String twice = "x" + text(genuine) + text(genuine) + "yTCN_";
    byte[] bytes = TestRules.bytes(twice);

    assertThat(placeholders.nextGenuine(bytes, 0, bytes.length)).isEqualTo(1);
    assertThat(placeholders.nextGenuine(bytes, 2, bytes.length)).isEqualTo(1 + genuine.length);
    assertThat(placeholders.nextGenuine(bytes, 2 + genuine.length, bytes.length)).isEqualTo(-1);
  }

  @Test
  void readsNothingBehindTheLimit() {
    byte[] bytes = TestRules.bytes(text(genuine) + "more");

    assertThat(placeholders.endOfGenuine(bytes, 0, genuine.length)).isEqualTo(genuine.length);
    assertThat(placeholders.nextGenuine(bytes, 0, genuine.length - 1)).isEqualTo(-1);
    assertThat(placeholders.nextGenuine(bytes, bytes.length, bytes.length)).isEqualTo(-1);
  }

  @Test
  void usesEveryLetterOfItsAlphabetAboutEquallyOften() {
    int[] counts = new int[128];
    int values = 4_000;
    Set<String> tags = new HashSet<>();
    Random random = new Random(5);
    for (int i = 0; i < values; i++) {
      byte[] value = new byte[8];
      random.nextBytes(value);
      byte[] placeholder = placeholders.of("AB", value);
      tags.add(text(placeholder));
      for (int k = 7; k < placeholder.length; k++) {
        counts[placeholder[k]]++;
      }
    }
    assertThat(tags).hasSize(values);
    int expected = values * 24 / 32;
    for (char c : "abcdefghijklmnopqrstuvwxyz234567".toCharArray()) {
      assertThat(counts[c]).describedAs("" + c).isBetween(expected * 9 / 10, expected * 11 / 10);
    }
  }

  private static String text(byte[] placeholder) {
    return new String(placeholder, StandardCharsets.US_ASCII);
  }
}
