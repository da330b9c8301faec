package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A masker that remembers earlier turns masks as one that does not, whatever the turns are. */
class RecentTurnsTest {
  private static final int STRINGS = 40;
  private static final int FILLER = 300;

  private final long seed = Samples.seed();
  private final Samples samples = new Samples(seed);
  private final Random random = new Random(seed);

  private static Masker masker(int rememberedBytes) {
    return Masker.builder(MaskingPolicy.standard(), TestRules.KEY)
        .rememberedBytes(rememberedBytes)
        .build();
  }

  private static MaskResult mask(Masker masker, String json) {
    return masker.maskJson(json.getBytes(StandardCharsets.UTF_8), ScanScope.everything());
  }

  private static void assertSame(MaskResult actual, MaskResult expected, String label) {
    assertThat(actual.text()).describedAs(label).isEqualTo(expected.text());
    assertThat(actual.findings()).describedAs(label).isEqualTo(expected.findings());
  }

  /** The strings of a conversation, some with secrets, each long enough to be worth remembering. */
  private List<String> conversation() {
    List<String> strings = new ArrayList<>();
    for (int i = 0; i < STRINGS; i++) {
      strings.add(string());
    }
    return strings;
  }

  private String string() {
    return samples.string(samples.text() + " a".repeat(FILLER) + samples.text());
  }

  private static String document(List<String> strings) {
    return "{\"messages\":[" + String.join(",", strings) + "]}";
  }

  /** Another turn: mostly more at the end, sometimes a change or a string less in the middle. */
  private void go(List<String> strings) {
    switch (random.nextInt(6)) {
      case 0 -> strings.set(random.nextInt(strings.size()), string());
      case 1 -> strings.remove(random.nextInt(strings.size()));
      case 2 -> strings.add(random.nextInt(strings.size()), string());
      default -> strings.add(string());
    }
  }

  @Test
  void eachTurnIsMaskedAsIfItWereTheFirst() {
    Masker remembering = masker(1 << 22);
    Masker forgetful = masker(0);
    for (int round = 0; round < 5; round++) {
      List<String> strings = conversation();
      for (int turn = 0; turn < 6; turn++) {
        String json = document(strings);
        assertSame(
            mask(remembering, json), mask(forgetful, json), "seed " + seed + " " + round + turn);
        go(strings);
      }
    }
  }

  @Test
  void conversationsThatTakeTurnsDoNotMix() {
    Masker remembering = masker(1 << 22);
    Masker forgetful = masker(0);
    List<List<String>> conversations = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      conversations.add(conversation());
    }
    for (int turn = 0; turn < 24; turn++) {
      List<String> strings = conversations.get(random.nextInt(conversations.size()));
      String json = document(strings);
      assertSame(mask(remembering, json), mask(forgetful, json), "seed " + seed + " turn " + turn);
      go(strings);
    }
  }

  @Test
  void aCallersArrayMayChangeAfterTheCall() {
    Masker remembering = masker(1 << 22);
    String json = document(conversation());
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    String first = remembering.maskJson(bytes, ScanScope.everything()).text();

    java.util.Arrays.fill(bytes, (byte) ' ');

    assertThat(mask(remembering, json).text()).isEqualTo(first);
  }

  @Test
  void aStringThatMovedIntoAnotherMemberIsNotTheSame() {
    String filler = "\"" + "x ".repeat(8 * 1024) + "\"";
    String value = "tr1ckyValue99";
    Masker remembering = masker(1 << 22);

    MaskResult plain =
        mask(remembering, "{\"a\":" + filler + ",\"note\":\"" + value + "\",\"b\":1}");
    MaskResult named =
        mask(remembering, "{\"a\":" + filler + ",\"password\":\"" + value + "\",\"b\":1}");

    assertThat(plain.findings()).isEmpty();
    assertThat(named.findings()).hasSize(1);
  }

  @Test
  void manyThreadsOfOneConversationGetTheSame() throws Exception {
    Masker remembering = masker(1 << 22);
    List<String> strings = conversation();
    List<String> turns = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      turns.add(document(strings));
      strings.add(string());
    }
    List<String> expected = turns.stream().map(json -> mask(masker(0), json).text()).toList();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<String>> results = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        String json = turns.get(i % turns.size());
        results.add(threads.submit(() -> mask(remembering, json).text()));
        if (i == 32) {
          remembering.forget();
        }
      }
      for (int i = 0; i < results.size(); i++) {
        assertThat(results.get(i).get()).isEqualTo(expected.get(i % turns.size()));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aRefusedDocumentLeavesNothingBehind() {
    Masker remembering =
        Masker.builder(
                MaskingPolicy.builder(RuleSet.standard())
                    .name("few")
                    .limits(new Limits(1 << 22, 64, 1))
                    .build(),
                TestRules.KEY)
            .build();
    String mail = "\"write to ada@acme.test, please" + " a".repeat(8 * 1024) + "\"";
    String other = "\"write to bob@acme.test, please" + " b".repeat(8 * 1024) + "\"";

    assertThat(mask(remembering, "[" + mail + "]").findings()).hasSize(1);
    assertThatThrownBy(() -> mask(remembering, "[" + mail + "," + other + "]"))
        .isInstanceOf(MaskingException.class);
    assertThat(mask(remembering, "[" + mail + "]").findings()).hasSize(1);
  }

  @Test
  void aTurnThatIsInUseWhileAllIsForgottenIsNotKept() {
    String json = document(conversation());
    RecentTurns turns = new RecentTurns(1 << 22);
    Masked document = new Masked(json);

    RecentTurns.Taken kept = turns.take(document.bytes, document.strings, document.fields, null);
    document.fill(kept.turn());
    turns.putBack(kept);
    RecentTurns.Taken inUse = turns.take(document.bytes, document.strings, document.fields, null);
    assertThat(inUse.same()).isEqualTo(document.strings.size());
    turns.forget();
    turns.putBack(inUse);

    assertThat(turns.take(document.bytes, document.strings, document.fields, null).same()).isZero();
  }

  @Test
  void whatIsWipedIsNotFoundAnyMore() {
    byte[] value = TestRules.bytes("a-value-that-was-learnt");
    LearntValues learnt = new LearntValues(1);
    learnt.learn(value, 0, value.length, new Label("r", "k", "T", 50, Action.MASK));
    List<Span> found = new ArrayList<>();
    learnt.find(value, 0, value.length, found::add);
    assertThat(found).hasSize(1);

    learnt.wipe();

    learnt.find(value, 0, value.length, found::add);
    assertThat(found).hasSize(1);
  }

  /** A document as a turn of it is recorded, with nothing found in it. */
  private static final class Masked {
    private final byte[] bytes;
    private final OrderedStrings strings;
    private final FieldRules fields = new FieldRules(List.of(), List.of());

    Masked(String json) {
      this.bytes = json.getBytes(StandardCharsets.UTF_8);
      JsonTables tables = new JsonTables();
      JsonStrings all = JsonStrings.of(bytes, MaskingPolicy.standard().limits(), tables);
      this.strings = new OrderedStrings(all, new JsonString(all), tables);
      for (int i = 0; i < all.size(); i++) {
        strings.add(i, 0);
      }
    }

    void fill(Turn turn) {
      LearntValues learnt = turn.takeLearntFrom(0, 1);
      turn.restart(0, learnt);
      for (int i = 0; i < strings.size(); i++) {
        turn.add(strings.get(i), strings.follows(i), Turn.Decided.CLEAN, ScanState.START, learnt);
      }
      turn.keep(bytes, strings, null);
    }
  }

  @Test
  void refusesANegativeSize() {
    assertThatThrownBy(() -> masker(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rememberedBytes");
  }
}
