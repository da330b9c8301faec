package dev.tacenda.mask;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The index against a search that tries every value at every place, and its bound on hostile input.
 */
class ValueIndexTest {
  private record Hit(int entry, int start, int end) {}

  @Test
  void findsWhatTheNaiveSearchFindsInDenseOverlaps() {
    SplittableRandom random = Seed.random();
    for (int round = 0; round < 3_000; round++) {
      int letters = random.nextInt(1, 4);
      List<byte[]> values = values(random, random.nextInt(1, 40), letters, 24);
      ValueIndex index = indexOf(values);
      byte[] text = letters(random, random.nextInt(0, 200), letters);
      int from = random.nextInt(0, text.length + 1);
      int to = random.nextInt(from, text.length + 1);

      assertThat(hits(index, text, from, to))
          .as("round %d, %s", round, Seed.note())
          .isEqualTo(naive(values, text, from, to));
    }
  }

  @Test
  void findsLongValuesThatShareLongPrefixes() {
    SplittableRandom random = Seed.random();
    for (int round = 0; round < 300; round++) {
      byte[] base = letters(random, 120, 2);
      List<byte[]> values = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        byte[] value = Arrays.copyOf(base, random.nextInt(4, base.length));
        value[value.length - 1] += (byte) random.nextInt(2);
        values.add(value);
      }
      ValueIndex index = indexOf(values);
      byte[] text = concat(letters(random, 7, 2), base, base, letters(random, 7, 2));

      assertThat(hits(index, text, 0, text.length))
          .as("round %d, %s", round, Seed.note())
          .isEqualTo(naive(values, text, 0, text.length));
    }
  }

  @Test
  void findsAValueAsSoonAsItIsAdded() {
    SplittableRandom random = Seed.random();
    ValueIndex index = ValueIndex.withSeed(random.nextLong());
    List<byte[]> values = new ArrayList<>();
    byte[] text = letters(random, 400, 2);
    for (int i = 0; i < 200; i++) {
      byte[] value = letters(random, random.nextInt(4, 20), 2);
      values.add(value);
      index.add(value);

      assertThat(hits(index, text, 0, text.length))
          .as("after %d values, %s", i + 1, Seed.note())
          .isEqualTo(naive(values, text, 0, text.length));
    }
  }

  @Test
  void keepsTheEntryOfAValueThatIsAddedTwice() {
    ValueIndex index = ValueIndex.withSeed(0);

    int first = index.add(bytes("fake-value-one"));
    int second = index.add(bytes("fake-value-two"));

    assertThat(index.add(bytes("fake-value-one"))).isEqualTo(first);
    assertThat(index.add(bytes("fake-value-two"))).isEqualTo(second);
    assertThat(index.size()).isEqualTo(2);
  }

  @Test
  void doesNotSeeLaterChangesOfAnAddedArray() {
    ValueIndex index = ValueIndex.withSeed(0);
    byte[] value = bytes("fake-value");
    index.add(value);
    Arrays.fill(value, (byte) 'x');

    assertThat(hits(index, bytes("a fake-value"), 0, 12)).hasSize(1);
  }

  @Test
  void refusesAValueThatIsTooShortWithoutTellingIt() {
    assertThatThrownBy(() -> ValueIndex.withSeed(0).add(bytes("zqx")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a value must have at least 4 bytes, has 3");
  }

  @Test
  void leavesNothingUndecidedThatMoreTextCouldTurnIntoAHit() {
    SplittableRandom random = Seed.random();
    for (int round = 0; round < 2_000; round++) {
      int letters = random.nextInt(1, 4);
      List<byte[]> values = values(random, random.nextInt(1, 20), letters, 40);
      ValueIndex index = indexOf(values);
      byte[] text = letters(random, random.nextInt(1, 120), letters);
      int cut = random.nextInt(0, text.length);
      int decided = index.undecidedFrom(text, 0, cut);

      List<Hit> all = hits(index, text, 0, text.length);
      all.removeIf(hit -> hit.start >= decided);
      List<Hit> early = hits(index, text, 0, cut);
      early.removeIf(hit -> hit.start >= decided);
      assertThat(early).as("round %d, %s", round, Seed.note()).isEqualTo(all);
    }
  }

  @Test
  void holdsBackSevenBytesOfCleanTextAtMost() {
    ValueIndex index = indexOf(List.of(bytes("fake-secret-value-0123456789")));
    byte[] clean = bytes("nothing like a value stands in this text");

    assertThat(index.undecidedFrom(clean, 0, clean.length))
        .isGreaterThanOrEqualTo(clean.length - 7);
  }

  @Test
  void holdsBackFromWhereAValueMayHaveBegun() {
    ValueIndex index = indexOf(List.of(bytes("fake-secret-value-0123456789")));
    byte[] text = bytes("see fake-secret-val");

    assertThat(index.undecidedFrom(text, 0, text.length)).isEqualTo(4);
  }

  @Test
  void costsNoMoreForManyValuesWithOnePrefixThanForOne() {
    byte[] text = bytes("SAMEPREFIX".repeat(10_000));
    long one = steps(sharingPrefix(1), text);
    long many = steps(sharingPrefix(20_000), text);

    assertThat(many).isLessThan(10 * one);
  }

  @Test
  void takesStepsInProportionToTheTextForPeriodicValues() {
    List<byte[]> values = new ArrayList<>();
    for (int length = 4; length <= SecretForms.PIECE; length++) {
      values.add(bytes("a".repeat(length)));
    }
    ValueIndex index = indexOf(values);
    long shorter = index.find(bytes("a".repeat(10_000)), 0, 10_000, (e, s, t) -> {});
    long longer = index.find(bytes("a".repeat(100_000)), 0, 100_000, (e, s, t) -> {});

    assertThat(longer).isLessThan(11 * shorter);
    assertThat(longer).isLessThanOrEqualTo(100_000L * 10 * (SecretForms.PIECE / 8 + 1));
  }

  @Test
  void findsAHundredThousandValues() {
    SplittableRandom random = Seed.random();
    List<byte[]> values = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      values.add(letters(random, random.nextInt(16, 60), 26));
    }
    ValueIndex index = indexOf(values);
    byte[] text =
        concat(letters(random, 5_000, 26), values.get(77_777), letters(random, 5_000, 26));

    assertThat(hits(index, text, 0, text.length))
        .as(Seed.note())
        .containsExactly(new Hit(77_777, 5_000, 5_000 + values.get(77_777).length));
  }

  @Test
  void printsNoValue() {
    assertThat(indexOf(List.of(bytes("fake-canary-value"))).toString())
        .isEqualTo("ValueIndex[1 entries]");
  }

  private static long steps(ValueIndex index, byte[] text) {
    return index.find(text, 0, text.length, (entry, start, end) -> {});
  }

  private static ValueIndex sharingPrefix(int count) {
    List<byte[]> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(bytes("SAMEPREFIX-" + i + "-tail"));
    }
    return indexOf(values);
  }

  private static List<Hit> hits(ValueIndex index, byte[] text, int from, int to) {
    List<Hit> hits = new ArrayList<>();
    index.find(text, from, to, (entry, start, end) -> hits.add(new Hit(entry, start, end)));
    return hits;
  }

  /** For every place the longest value, under the entry of its first adding. */
  private static List<Hit> naive(List<byte[]> values, byte[] text, int from, int to) {
    List<byte[]> distinct = distinct(values);
    List<Hit> hits = new ArrayList<>();
    for (int start = from; start < to; start++) {
      int best = -1;
      for (int i = 0; i < distinct.size(); i++) {
        byte[] value = distinct.get(i);
        boolean stands =
            value.length <= to - start
                && Arrays.equals(text, start, start + value.length, value, 0, value.length);
        if (stands && (best < 0 || value.length > distinct.get(best).length)) {
          best = i;
        }
      }
      if (best >= 0) {
        hits.add(new Hit(best, start, start + distinct.get(best).length));
      }
    }
    return hits;
  }

  private static List<byte[]> distinct(List<byte[]> values) {
    return new ArrayList<>(
        values.stream().map(ByteKey::new).distinct().map(ByteKey::bytes).toList());
  }

  private static ValueIndex indexOf(List<byte[]> values) {
    ValueIndex index = ValueIndex.withSeed(Seed.value());
    values.forEach(index::add);
    return index;
  }

  private static List<byte[]> values(SplittableRandom random, int count, int letters, int max) {
    List<byte[]> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(letters(random, random.nextInt(4, max), letters));
    }
    return values;
  }

  private static byte[] letters(SplittableRandom random, int length, int letters) {
    byte[] text = new byte[length];
    for (int i = 0; i < length; i++) {
      text[i] = (byte) ('a' + random.nextInt(letters));
    }
    return text;
  }

  private static byte[] concat(byte[]... parts) {
    byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
