package dev.tacenda.mask.internal.style;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeStyleTest {
  private static final String ALNUM =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  private final ShapeStyle shapes = new ShapeStyle(hash(0));
  private final ShapeText texts = new ShapeText(hash(0));

  /** A value and the pattern that its shape must match. */
  record Case(String what, String value, String shape) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("lower case", "fakepass", "[a-z]{8}"),
        new Case("upper case", "FAKEPASS", "[A-Z]{8}"),
        new Case("mixed", "Fake1234Pass", "[A-Z][a-z]{3}[0-9]{4}[A-Z][a-z]{3}"),
        new Case("kept signs", "fake-pass_word.x", "[a-z]{4}-[a-z]{4}_[a-z]{4}\\.[a-z]"),
        new Case("other signs", "fa$ke\"pa'ss\\wo<rd", "[a-z]{2}_[a-z]{2}_[a-z]{2}_[a-z]{2}_.*"),
        new Case("signs at the ends", "-fakepass!", "[a-z]{10}"),
        new Case("blanks", "fake pass word", "[a-z]{4}_[a-z]{4}_[a-z]{4}"),
        new Case("letters outside ASCII", "fäkepäss日本", "[a-z]{10}"),
        new Case("a character beyond the BMP", "fakepass🔑", "[a-z]{9}"),
        new Case("11 digits", "12345678901", "[1-9][0-9]{10}"),
        new Case("digits of a long", "9123456789012345678", "1[0-9]{18}"),
        new Case("hexadecimal", "00ff00ff00ff", "[0-9a-f]{12}"),
        new Case("hexadecimal in upper case", "00FF00FF00FF", "[0-9A-F]{12}"),
        new Case(
            "UUID", "12345678-abcd-4000-8000-00000000000f", "[0-9a-f]{8}(-[0-9a-f]{4}){3}-.{12}"),
        new Case("base64 with signs", "ab+/cdefghijklmnopqr==", "[A-Za-z0-9]{22}"),
        new Case("long, of two classes", "fake0pass1".repeat(4), "[a-z0-9]{40}"),
        new Case(
            "token of three parts",
            "eyJhbGciOiJub25lIn0.eyJzdWIiOiJmYWtlIn0.fakefake",
            "[A-Za-z0-9]{19}\\.[A-Za-z0-9]{19}\\.[A-Za-z0-9]{8}"),
        new Case("address", "ada@fake.test", "[a-z2-7]{16}@[a-z2-7]{6}\\.invalid"),
        new Case("IPv4", "10.20.30.40", "(192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\.[0-9]{1,3}"),
        new Case("IPv6", "fe80::1:2", "2001:db8(:[0-9a-f]{4}){6}"),
        new Case("IPv6 in full", "1:2:3:4:5:6:7:8", "2001:db8(:[0-9a-f]{4}){6}"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void writesWhatParsesLikeTheValue(Case c) {
    byte[] shape = shape(c.value);

    assertThat(text(shape)).matches(c.shape).isNotEqualTo(c.value);
    assertThat(shape(c.value)).isEqualTo(shape);
    assertThat(new ShapeStyle(hash(1)).of(bytes(c.value)).orElseThrow()).isNotEqualTo(shape);
    assertThat(isRecognised(shape)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fakepas",
        "1234567890",
        "----------",
        "",
        "fakepass\nfakepass",
        "fakepass\u0001fakepass"
      })
  void writesNothingForWhatIsTooShortOrHasControlCharacters(String value) {
    assertThat(shapes.of(bytes(value))).isEmpty();
  }

  private byte[] shape(String value) {
    return shapes.of(bytes(value)).orElseThrow();
  }

  private boolean isRecognised(byte[] shape) {
    for (Mark mark : shapes.marks()) {
      if (mark.mayStartWith(shape[0]) && mark.endOf(shape, 0, shape.length) == shape.length) {
        return true;
      }
    }
    return texts.isGenuine(shape, 0, shape.length);
  }

  @Test
  void recognisesEveryShapeAndNoOtherText() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      String value = run(random, 12 + random.nextInt(60));
      byte[] shape = texts.of(bytes(value)).orElseThrow();

      assertThat(texts.isGenuine(shape, 0, shape.length)).describedAs("round " + i).isTrue();
      assertThat(shape).describedAs("round " + i).hasSize(value.length());
      assertThat(texts.isGenuine(bytes(value), 0, value.length())).isFalse();
    }
  }

  @Test
  void treatsEveryChangedByteAsText() {
    for (String value : List.of("Fake1234Pass", "fake0pass1".repeat(4), "1234567890123456")) {
      byte[] shape = texts.of(bytes(value)).orElseThrow();
      for (int i = 0; i < shape.length; i++) {
        byte[] forged = shape.clone();
        forged[i] = (byte) (Ascii.isDigit(shape[i]) ? '0' + (shape[i] - '0' + 1) % 10 : '-');

        assertThat(texts.isGenuine(forged, 0, forged.length)).describedAs("place " + i).isFalse();
      }
    }
  }

  @Test
  void doesNotRecogniseAPartOrMoreThanAShape() {
    byte[] shape = bytes("x" + text(texts.of(bytes("Fake1234Pass")).orElseThrow()) + "x");

    assertThat(texts.isGenuine(shape, 1, 13)).isTrue();
    assertThat(texts.isGenuine(shape, 0, 13)).isFalse();
    assertThat(texts.isGenuine(shape, 1, 14)).isFalse();
    assertThat(texts.isGenuine(shape, 2, 13)).isFalse();
    assertThat(texts.isGenuine(shape, 1, 12)).isFalse();
    assertThat(texts.isGenuine(shape, 13, 13)).isFalse();
  }

  @Test
  void givesDifferentValuesDifferentShapes() {
    Random random = new Random(2);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 5_000; i++) {
      seen.add(text(texts.of(bytes(run(random, 20))).orElseThrow()));
    }

    assertThat(seen).hasSize(5_000);
  }

  @Test
  void aLongValueTellsNoClassOfAnyPlace() {
    String upperFirst = "A".repeat(32) + "b".repeat(31) + "1";
    boolean[] seen = new boolean[3];
    for (int i = 0; i < 50; i++) {
      byte first = texts.of(bytes(upperFirst + i)).orElseThrow()[0];
      seen[Ascii.isDigit(first) ? 0 : Ascii.isLower(first) ? 1 : 2] = true;
    }

    assertThat(seen).containsExactly(true, true, true);
  }

  @Test
  void isNeverAValidCard() {
    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder digits = new StringBuilder("4");
      for (int k = 12 + random.nextInt(7); k > 0; k--) {
        digits.append(random.nextInt(10));
      }
      byte[] shape = texts.of(bytes(digits.toString())).orElseThrow();

      assertThat(Luhn.holds(shape)).describedAs("round " + i).isFalse();
      assertThat(Long.parseLong(text(shape))).isPositive();
    }
  }

  @Test
  void knowsValidCards() {
    assertThat(Luhn.holds(bytes("4111-1111-1111-1111"))).isTrue();
    assertThat(Luhn.holds(bytes("4111111111111112"))).isFalse();
    assertThat(Luhn.holds(bytes("411111111111"))).isFalse();
    assertThat(Luhn.holds(bytes("4111111111111x11"))).isFalse();
  }

  @Test
  void linesOfKeysStayBase64OfTheirLength() {
    for (int length = 1; length <= 76; length++) {
      byte[] line = bytes("Ab0/".repeat(19).substring(0, length));
      byte[] shape = shapes.ofLine(line);

      assertThat(text(shape)).hasSize(length).matches("[A-Za-z0-9]+");
      assertThat(texts.isGenuine(shape, 0, length) || texts.isGenuineShortLine(shape, 0, length))
          .describedAs("length " + length)
          .isTrue();
    }
  }

  @Test
  void addressesOfOneDomainHaveOneDomain() {
    String one = text(shapes.of(bytes("ada@Fake.test")).orElseThrow());
    String two = text(shapes.of(bytes("bob@fake.test")).orElseThrow());
    String three = text(shapes.of(bytes("bob@other.test")).orElseThrow());

    assertThat(one.substring(17)).isEqualTo(two.substring(17)).isNotEqualTo(three.substring(17));
    assertThat(one.substring(0, 16)).isNotEqualTo(two.substring(0, 16));
  }

  @Test
  void recognisesAddressesOnlyWhereTheyAreWhole() {
    Mark emails = shapes.marks().get(0);
    Mark addresses = shapes.marks().get(1);
    byte[] mail = bytes("to " + text(shapes.of(bytes("ada@fake.test")).orElseThrow()) + ".");
    byte[] forged = mail.clone();
    forged[3] = (byte) (forged[3] == 'a' ? 'b' : 'a');

    assertThat(emails.endOf(mail, 3, mail.length)).isEqualTo(mail.length - 1);
    assertThat(emails.endOf(mail, 3, mail.length - 2)).isEqualTo(-1);
    assertThat(emails.endOf(forged, 3, mail.length)).isEqualTo(-1);
    for (String other :
        List.of(
            "192.0.2.256", "192.0.2.", "192.0.2.1.5", "192.0.2.1a", "192.0.3.1", "2001:db8::1")) {
      assertThat(addresses.endOf(bytes(other), 0, other.length())).describedAs(other).isEqualTo(-1);
    }
    assertThat(addresses.endOf(bytes("192.0.2.17."), 0, 11)).isEqualTo(10);
    assertThat(addresses.endOf(bytes("1192.0.2.17"), 1, 11)).isEqualTo(-1);
  }

  @Test
  void isLinearInTheValue() {
    byte[] value = new byte[4 << 20];
    java.util.Arrays.fill(value, (byte) 'x');

    long start = System.nanoTime();
    byte[] shape = texts.of(value).orElseThrow();

    assertThat(texts.isGenuine(shape, 0, shape.length)).isTrue();
    assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
  }

  private static String run(Random random, int length) {
    StringBuilder out = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      out.append(ALNUM.charAt(random.nextInt(ALNUM.length())));
    }
    return out.toString();
  }

  static KeyedHash hash(int key) {
    return (purpose, message) -> {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(new byte[] {(byte) key}, "HmacSHA256"));
        mac.update(bytes(purpose));
        return mac.doFinal(message);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
