package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeywordIndexTest {
  private final long seed = Samples.seed();

  @Test
  void findsExactlyTheKeywordsThatTheTextContains() {
    Random random = new Random(seed);
    for (int round = 0; round < 3_000; round++) {
      String alphabet = "aAbB-_é".substring(0, 2 + random.nextInt(6));
      List<List<String>> keywords = new ArrayList<>();
      for (int id = 0; id < 1 + random.nextInt(6); id++) {
        keywords.add(words(random, alphabet));
      }
      String text = TestRules.run(random, alphabet, random.nextInt(40));
      assertThat(KeywordIndex.of(keywords).idsIn(TestRules.bytes(text)))
          .describedAs("seed " + seed + " round " + round)
          .isEqualTo(naive(keywords, text));
    }
  }

  private static List<String> words(Random random, String alphabet) {
    List<String> words = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      words.add(TestRules.run(random, alphabet, 1 + random.nextInt(5)));
    }
    return words;
  }

  private static BitSet naive(List<List<String>> keywords, String text) {
    BitSet ids = new BitSet();
    String folded = asciiLowerCase(text);
    for (int id = 0; id < keywords.size(); id++) {
      if (keywords.get(id).stream().anyMatch(word -> folded.contains(asciiLowerCase(word)))) {
        ids.set(id);
      }
    }
    return ids;
  }

  private static String asciiLowerCase(String text) {
    return text.replace('A', 'a').replace('B', 'b');
  }

  @Test
  void findsAKeywordInAnyCase() {
    KeywordIndex index = KeywordIndex.of(List.of(List.of("AbC-z")));

    for (String text : List.of("abc-z", "ABC-Z", "xaBc-Zx")) {
      assertThat(index.idsIn(TestRules.bytes(text)).get(0)).describedAs(text).isTrue();
    }
    assertThat(index.idsIn(TestRules.bytes("abc_z")).isEmpty()).isTrue();
  }

  @Test
  void foldsOnlyAsciiLetters() {
    KeywordIndex index = KeywordIndex.of(List.of(List.of("\u00c9"), List.of("z"), List.of("[")));

    assertThat(index.idsIn(TestRules.bytes("Z{"))).isEqualTo(bits(1));
    assertThat(index.idsIn(TestRules.bytes("\u00e9["))).isEqualTo(bits(2));
    assertThat(index.idsIn(TestRules.bytes("\u00c9"))).isEqualTo(bits(0));
  }

  @Test
  void findsAKeywordInsideAnother() {
    KeywordIndex index = KeywordIndex.of(List.of(List.of("abcd"), List.of("bc"), List.of("c")));

    assertThat(index.idsIn(TestRules.bytes("abcd"))).isEqualTo(bits(0, 1, 2));
    assertThat(index.idsIn(TestRules.bytes("abc"))).isEqualTo(bits(1, 2));
  }

  @Test
  void tellsAllBytesApart() {
    List<String> words = new ArrayList<>();
    for (int c = '!'; c < 0x800; c++) {
      words.add(Character.toString(c));
    }

    KeywordIndex index = KeywordIndex.of(List.of(words, List.of("\u00e9\u0439")));

    assertThat(index.idsIn(TestRules.bytes("\u00e9\u0439"))).isEqualTo(bits(0, 1));
    assertThat(index.idsIn(TestRules.bytes("\u00e9 \u0439"))).isEqualTo(bits(0));
  }

  private static BitSet bits(int... ids) {
    BitSet bits = new BitSet();
    for (int id : ids) {
      bits.set(id);
    }
    return bits;
  }
}
