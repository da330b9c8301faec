package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LearntValuesTest {
  private static final Label FIRST = new Label("first", "k", "FIRST", 10, Action.MASK);
  private static final Label SECOND = new Label("second", "k", "SECOND", 90, Action.MASK);

  private final long seed = Samples.seed();
  private final LearntValues learnt = new LearntValues(1);

  @Test
  void findsAValueEverywhere() {
    learn("hunter2-abcdefghij");

    assertThat(find("hunter2-abcdefghij")).containsExactly(new Span(0, 18, FIRST));
    assertThat(find("x=hunter2-abcdefghij, hunter2-abcdefghij"))
        .containsExactly(new Span(2, 20, FIRST), new Span(22, 40, FIRST));
    assertThat(find("hunter2-abcdefghi")).isEmpty();
  }

  @Test
  void findsALongValueInsideAWordAndAShortOneOnlyOnItsOwn() {
    learn("abcdefgh");
    learn("0123456789abcdef");

    assertThat(find("xabcdefgh abcdefghx éabcdefgh")).isEmpty();
    assertThat(find("(abcdefgh) _abcdefgh-")).hasSize(2);
    assertThat(find("x0123456789abcdefx")).containsExactly(new Span(1, 17, FIRST));
  }

  @Test
  void findsAShorterValueWhereALongerOneIsCutOutOfAWord() {
    learn("abcdefgh");
    learn("abcdefgh-ijkl");

    assertThat(find("abcdefgh-ijklm")).containsExactly(new Span(0, 8, FIRST));
    assertThat(find("abcdefgh-ijkl")).containsExactly(new Span(0, 13, FIRST));
  }

  @Test
  void doesNotLearnWhatIsTooShort() {
    learn("abcdefg");

    assertThat(find("abcdefg")).isEmpty();
  }

  @Test
  void keepsTheLabelThatAValueWasFirstFoundUnder() {
    byte[] value = TestRules.bytes("abcdefgh");
    learnt.learn(value, 0, 8, FIRST);
    learnt.learn(value, 0, 8, SECOND);

    assertThat(learnt.labelOf(value, 0, 8)).isEqualTo(FIRST);
    assertThat(learnt.labelOf(value, 0, 7)).isNull();
    assertThat(find("abcdefgh")).containsExactly(new Span(0, 8, FIRST));
  }

  @Test
  void doesNotNoticeThatTheTextItLearntFromChanges() {
    byte[] text = TestRules.bytes("abcdefgh");
    learnt.learn(text, 0, 8, FIRST);
    text[0] = 'x';

    assertThat(find("abcdefgh")).hasSize(1);
    assertThat(find("xbcdefgh")).isEmpty();
  }

  @Test
  void looksOnlyBetweenItsBounds() {
    learn("abcdefgh");
    byte[] text = TestRules.bytes("xabcdefghx");
    List<Span> found = new ArrayList<>();

    learnt.find(text, 1, 9, found::add);
    learnt.find(text, 2, 9, found::add);
    learnt.find(text, 1, 8, found::add);

    assertThat(found).containsExactly(new Span(1, 9, FIRST));
  }

  @Test
  void saysWhetherAValueHoldsASpace() {
    learn("abcdefgh");
    assertThat(learnt.holdWhiteSpace()).isFalse();
    learn("correct horse battery");
    assertThat(learnt.holdWhiteSpace()).isTrue();
  }

  @Test
  void coversWhatIndexOfFinds() {
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      LearntValues values = new LearntValues(random.nextLong());
      List<String> list = new ArrayList<>();
      for (int i = random.nextInt(5); i >= 0; i--) {
        String value = TestRules.run(random, "ab-", 8 + random.nextInt(12));
        list.add(value);
        values.learn(TestRules.bytes(value), 0, value.length(), FIRST);
      }
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(6); i >= 0; i--) {
        text.append(list.get(random.nextInt(list.size())));
        text.append(TestRules.run(random, "ab- ", random.nextInt(3)));
      }
      BitSet found = new BitSet();
      byte[] bytes = TestRules.bytes(text.toString());
      values.find(bytes, 0, bytes.length, span -> found.set(span.start(), span.end()));

      assertThat(found)
          .describedAs("seed " + seed + " round " + round)
          .isEqualTo(naive(list, text.toString()));
    }
  }

  private static BitSet naive(List<String> values, String text) {
    BitSet covered = new BitSet();
    for (String value : values) {
      for (int i = text.indexOf(value); i >= 0; i = text.indexOf(value, i + 1)) {
        int end = i + value.length();
        boolean alone =
            (i == 0 || !Character.isLetter(text.charAt(i - 1)))
                && (end == text.length() || !Character.isLetter(text.charAt(end)));
        if (alone || value.length() >= 16) {
          covered.set(i, end);
        }
      }
    }
    return covered;
  }

  private void learn(String value) {
    byte[] bytes = TestRules.bytes(value);
    learnt.learn(bytes, 0, bytes.length, FIRST);
  }

  private List<Span> find(String text) {
    List<Span> found = new ArrayList<>();
    byte[] bytes = TestRules.bytes(text);
    learnt.find(bytes, 0, bytes.length, found::add);
    return found;
  }
}
