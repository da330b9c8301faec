package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class KeywordTrieTest {
  private static final int HIT = Integer.MIN_VALUE;
  private static final int CLASSES = 4;

  @Test
  void isInTheStateOfTheLongestKeywordPartThatEndsThere() {
    SplittableRandom random = Seed.random();
    for (int round = 0; round < 2_000; round++) {
      String[] keywords = new String[random.nextInt(6)];
      for (int id = 0; id < keywords.length; id++) {
        keywords[id] = word(random, 1 + random.nextInt(5));
      }
      agree(keywords, word(random, random.nextInt(30)));
    }
  }

  /** At each place, the ids of exactly those keywords that end there, each once and in order. */
  private static void agree(String[] keywords, String text) {
    short[] classOf = new short[256];
    classOf['a'] = 1;
    classOf['b'] = 2;
    classOf['c'] = 3;
    KeywordTrie trie = new KeywordTrie(classOf, CLASSES);
    for (int id = 0; id < keywords.length; id++) {
      trie.add(TestRules.bytes(keywords[id]), id);
      trie.add(TestRules.bytes(keywords[id]), id);
    }
    int[] table = trie.table(HIT);
    int[][] ids = trie.ids();
    int state = 0;
    for (int i = 0; i < text.length(); i++) {
      state = table[(state & ~HIT) + classOf[text.charAt(i)]];
      Set<Integer> expected = new TreeSet<>();
      for (int id = 0; id < keywords.length; id++) {
        if (text.substring(0, i + 1).endsWith(keywords[id])) {
          expected.add(id);
        }
      }
      assertThat(ids[(state & ~HIT) / CLASSES]).as(Seed.note()).containsExactly(boxed(expected));
      assertThat(state < 0).as(Seed.note()).isEqualTo(!expected.isEmpty());
    }
  }

  private static Integer[] boxed(Set<Integer> ids) {
    return ids.toArray(new Integer[0]);
  }

  private static String word(SplittableRandom random, int length) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append("abcd".charAt(random.nextInt(4)));
    }
    return word.toString().replace('d', 'a');
  }

  @Test
  void growsWithItsKeywords() {
    short[] classOf = new short[256];
    classOf['a'] = 1;
    classOf['b'] = 2;
    KeywordTrie trie = new KeywordTrie(classOf, CLASSES);
    String longest = "ab".repeat(5_000);
    trie.add(TestRules.bytes(longest), 7);
    int[] table = trie.table(HIT);

    int state = 0;
    for (int i = 0; i < longest.length(); i++) {
      assertThat(state >= 0).isTrue();
      state = table[state + classOf[longest.charAt(i)]];
    }

    assertThat(trie.ids()[(state & ~HIT) / CLASSES]).containsExactly(7);
  }
}
