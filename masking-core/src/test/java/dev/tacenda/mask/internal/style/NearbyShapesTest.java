package dev.tacenda.mask.internal.style;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Where a shape is found although the finding does not lie exactly on it. */
class NearbyShapesTest {
  private final ShapeText texts = new ShapeText(ShapeStyleTest.hash(0));
  private final String shape =
      new String(texts.of(bytes("Fake1234Pass")).orElseThrow(), StandardCharsets.UTF_8);
  private final int length = shape.length();

  @Test
  void findsItWhereTheFindingIsExactly() {
    assertFound(shape, 0, length, 0);
    assertFound("x=" + shape + ";", 2, 2 + length, 2);
  }

  @Test
  void findsItWhereTheFindingIsAPartOfIt() {
    assertFound("(" + shape + ")", 4, 7, 1);
  }

  @Test
  void findsItWithinALongerFinding() {
    assertFound("user:" + shape + "@host", 0, 10 + length, 5);
  }

  @Test
  void findsItBeforeTheEndOfASentence() {
    assertFound("is " + shape + ". ", 3, 4 + length, 3);
  }

  @Test
  void findsItBehindAPrefixAndBeforeASuffixOfItsWord() {
    assertFound("my_" + shape, 3, 6, 3);
    assertFound(shape + "-host", 2, length, 0);
  }

  @Test
  void doesNotFindItWhereItGoesOn() {
    String text = "x" + shape + "x";

    assertThat(find(text, 0, text.length())).isEmpty();
  }

  @Test
  void findsAShortLineOnlyIfAsked() {
    byte[] line = texts.ofLine(bytes("abcd"));

    assertThat(new NearbyShapes(texts, line, 0, 4).find(0, 4, true)).hasSize(1);
    assertThat(new NearbyShapes(texts, line, 0, 4).find(0, 4, false)).isEmpty();
  }

  @Test
  void isLinearInALongWordThatIsFullOfFindings() {
    byte[] text = new byte[1 << 20];
    Arrays.fill(text, (byte) 'x');
    NearbyShapes nearby = new NearbyShapes(texts, text, 0, text.length);

    long start = System.nanoTime();
    for (int i = 0; i + 8 <= text.length; i += 8) {
      assertThat(nearby.find(i, i + 8, false)).isEmpty();
    }

    assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
  }

  private void assertFound(String text, int start, int end, int shapeStart) {
    assertThat(find(text, start, end))
        .describedAs(text)
        .contains(shapeStart + ".." + (shapeStart + length));
  }

  private java.util.List<String> find(String text, int start, int end) {
    byte[] bytes = bytes(text);
    return new NearbyShapes(texts, bytes, 0, bytes.length)
        .find(start, end, false).stream().map(range -> range[0] + ".." + range[1]).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
