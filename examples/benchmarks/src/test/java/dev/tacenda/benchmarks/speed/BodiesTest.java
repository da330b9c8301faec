package dev.tacenda.benchmarks.speed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BodiesTest {
  private static final int SOURCE_CHARACTERS = 60_000;

  private static String text = "";
  private static Bodies bodies = new Bodies("\n");
  private static Masker masker = Subject.masker();

  @BeforeAll
  static void makeBodies() throws IOException {
    text = CleanText.of(SOURCE_CHARACTERS);
    bodies = new Bodies(text);
  }

  @Test
  void textIsTheSameEachTime() throws IOException {
    assertThat(CleanText.of(SOURCE_CHARACTERS)).isEqualTo(text).hasSizeGreaterThan(60_000);
  }

  @Test
  void bodiesAreTheSameEachTime() throws IOException {
    Body one = bodies.json(50_000, Content.FINDINGS);
    Body other = new Bodies(text).json(50_000, Content.FINDINGS);
    assertThat(one.next()).isEqualTo(other.next());
    assertThat(one.planted()).isEqualTo(other.planted());
  }

  @ParameterizedTest
  @ValueSource(strings = {"10KB", "100KB", "1MB"})
  void bodiesHaveTheirSize(String size) throws IOException {
    int bytes = Bodies.bytes(size);
    for (Content content : Content.values()) {
      assertThat(bodies.json(bytes, content).length()).isCloseTo(bytes, withinPercentage(2));
      assertThat(bodies.text(bytes, content).length()).isCloseTo(bytes, withinPercentage(2));
    }
  }

  @Test
  void nothingIsFoundInWhatIsClean() throws IOException {
    byte[] json = bodies.json(100_000, Content.CLEAN).next();
    MaskResult result = masker.maskJson(json, Subject.SCOPE);
    assertThat(result.findings()).isEmpty();
    assertThat(result.bytes()).isSameAs(json);
    assertThat(masker.maskText(bodies.text(100_000, Content.CLEAN).next()).findings()).isEmpty();
  }

  @Test
  void allThatIsPlantedIsMasked() throws IOException {
    Body json = bodies.json(300_000, Content.FINDINGS);
    Body plain = bodies.text(300_000, Content.FINDINGS);
    assertThat(json.planted()).hasSizeBetween(16, 18);
    assertNoneLeft(json, masker.maskJson(json.next(), Subject.SCOPE));
    assertNoneLeft(plain, masker.maskText(plain.next()));
  }

  private static void assertNoneLeft(Body body, MaskResult result) {
    assertThat(new String(body.next(), UTF_8)).contains(body.planted());
    assertThat(result.text()).doesNotContain(body.planted());
    assertThat(result.findings()).hasSizeGreaterThanOrEqualTo(body.planted().size());
  }

  @Test
  void smallBodiesHoldTwoSecrets() throws IOException {
    assertThat(bodies.json(Bodies.bytes("10KB"), Content.FINDINGS).planted()).hasSize(2);
  }

  @Test
  void eachCallGetsBytesThatItHasNotSeen() throws IOException {
    Body body = bodies.json(100_000, Content.CLEAN);
    byte[] first = body.next().clone();
    byte[] second = body.next();
    assertThat(second).hasSameSizeAs(first).isNotEqualTo(first);
    assertThat(body.blocks()).isEqualTo(7);
    assertThat(masker.maskJson(second, Subject.SCOPE).findings()).isEmpty();
  }

  @Test
  void conversationsGrowAndMoveTheirCacheMarker() throws IOException {
    Conversation turns = bodies.conversation(100_000, 5_000, Content.FINDINGS);
    String first = new String(turns.first().marked(5), UTF_8);
    String second = new String(turns.second().marked(5), UTF_8);
    String marker = ",\"cache_control\":{\"type\":\"ephemeral\"}";
    assertThat(first).containsOnlyOnce(marker);
    assertThat(second).containsOnlyOnce(marker).endsWith(marker + "}]}]}");
    String old = first.replace(marker, "");
    assertThat(second).startsWith(old.substring(0, old.length() - "]}".length()));
    assertThat(second.length() - first.length()).isCloseTo(5_000, withinPercentage(5));
  }

  /** What makes remembering a turn possible at all. */
  @Test
  void secondTurnIsMaskedLikeTheFirst() throws IOException {
    Conversation turns = bodies.conversation(100_000, 5_000, Content.FINDINGS);
    String marker = ",\"cache_control\":{\"type\":\"ephemeral\"}";
    String first = masker.maskJson(turns.first().marked(5), Subject.SCOPE).text();
    String second = masker.maskJson(turns.second().marked(5), Subject.SCOPE).text();
    String old = first.replace(marker, "");
    assertThat(second).startsWith(old.substring(0, old.length() - "]}".length()));
  }

  @Test
  void deltasMakeUpTheText() {
    List<String> deltas = bodies.deltas(20_000, Content.FINDINGS);
    assertThat(deltas).allMatch(delta -> delta.length() <= 28);
    String whole = new String(bodies.text(20_000, Content.FINDINGS).next(), UTF_8);
    assertThat(String.join("", deltas)).isEqualTo(whole);
  }

  @ParameterizedTest
  @EnumSource(WorstCase.class)
  void worstCasesAreJsonOfOneMegabyte(WorstCase worst) throws IOException {
    Body body = worst.body();
    assertThat(body.length()).isCloseTo(1 << 20, withinPercentage(3));
    try (JsonParser parser = new JsonFactory().createParser(body.next())) {
      while (parser.nextToken() != null) {
        assertThat(parser.currentToken()).isNotNull();
      }
    }
  }

  @Test
  void trueHitsAreFoundOneByOne() {
    byte[] json = WorstCase.TRUE_HITS.body().next();
    assertThat(masker.maskJson(json, Subject.SCOPE).findings()).hasSize(5000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "10GB", "KB10"})
  void sizesThatAreNoneAreRefused(String size) {
    assertThatThrownBy(() -> Bodies.bytes(size)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void bodiesWithoutMarksAreRefused() {
    byte[] empty = Arrays.copyOf(new byte[0], 20);
    assertThatThrownBy(() -> new Body(empty, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
