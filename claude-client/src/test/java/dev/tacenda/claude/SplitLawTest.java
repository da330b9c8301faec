package dev.tacenda.claude;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Law 7: what comes out of a stream depends neither on where the transport cut it nor on how its
 * text and tool input were cut into deltas.
 *
 * <p>{@code -Dtacenda.cuts=1000000} makes so many cuts at random, {@code -Dtacenda.seed} others
 * than usual.
 */
class SplitLawTest {
  private static final long SEED = Long.getLong("tacenda.seed", 20261122L);
  private static final int CUTS = Integer.getInteger("tacenda.cuts", 10_000);

  static List<StreamFixture> streams() {
    return StreamFixtures.all();
  }

  /** What the caller gets, and what may be recorded of it. */
  private record Masked(String delivered, String recordable) {}

  private static Masked mask(StreamFixture fixture, byte[] stream, int... cuts) {
    SseMasker masker = fixture.masker();
    ByteArrayOutputStream delivered = new ByteArrayOutputStream();
    ByteArrayOutputStream recordable = new ByteArrayOutputStream();
    int from = 0;
    for (int cut : IntStream.concat(IntStream.of(cuts), IntStream.of(stream.length)).toArray()) {
      byte[] out = masker.append(stream, from, cut - from);
      delivered.writeBytes(out);
      recordable.writeBytes(masker.recordable(out));
      from = cut;
    }
    byte[] rest = masker.finish();
    delivered.writeBytes(rest);
    recordable.writeBytes(masker.recordable(rest));
    return new Masked(
        delivered.toString(StandardCharsets.UTF_8), recordable.toString(StandardCharsets.UTF_8));
  }

  private static Heard heard(StreamFixture fixture, byte[] stream, int... cuts) {
    Masked masked = mask(fixture, stream, cuts);
    assertNoneIn(masked.recordable());
    return heard(masked.delivered());
  }

  private static Heard heard(String stream) {
    return Heard.of(stream.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertNoneIn(String text) {
    for (String value : Planted.VALUES) {
      // Not by AssertJ, which is slow where the text is fine, and shows it where it is not.
      if (text.contains(value)) {
        throw new AssertionError("a planted value came out");
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("streams")
  void nothingPlantedComesOut(StreamFixture fixture) {
    byte[] stream = fixture.cut(StreamFixture.uncut());
    Masked masked = mask(fixture, stream);
    assertNoneIn(masked.recordable());
    assertNoneIn(heard(masked.recordable()).unescaped());
    assertThat(Planted.VALUES.stream().anyMatch(heard(masked.delivered()).unescaped()::contains))
        .as("values came back")
        .isEqualTo(fixture.restores());
  }

  @Test
  void whatIsSignedStaysAsItIs() {
    int lines = 0;
    for (StreamFixture fixture : streams()) {
      String stream = new String(fixture.cut(StreamFixture.uncut()), StandardCharsets.UTF_8);
      List<String> signed =
          stream.lines().filter(line -> line.contains(StreamFixtures.SIGNED)).toList();
      assertThat(mask(fixture, stream.getBytes(StandardCharsets.UTF_8)).delivered().lines())
          .containsAll(signed);
      lines += signed.size();
    }
    assertThat(lines).isEqualTo(5);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("streams")
  void comesOutTheSameWhereverTheTransportCutsIt(StreamFixture fixture) {
    byte[] stream = fixture.cut(StreamFixture.at(20));
    Masked whole = mask(fixture, stream);
    // Eight cuts in one reading: the stream would have to be read too often if each had its own.
    int step = Math.max(1, stream.length / 8);
    for (int first = 0; first < step; first++) {
      int[] cuts = IntStream.iterate(first, at -> at <= stream.length, at -> at + step).toArray();
      assertThat(mask(fixture, stream, cuts)).as("first cut at %d", first).isEqualTo(whole);
    }
    int[] everywhere = IntStream.range(0, stream.length).toArray();
    assertThat(mask(fixture, stream, everywhere)).as("byte by byte").isEqualTo(whole);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("streams")
  void saysTheSameWhereverItIsCutIntoDeltas(StreamFixture fixture) {
    Heard whole = heard(fixture, fixture.cut(StreamFixture.uncut()));
    for (int cut = 0; cut <= fixture.longestText(); cut++) {
      assertThat(heard(fixture, fixture.cut(StreamFixture.at(cut))))
          .as("cut at %d", cut)
          .isEqualTo(whole);
    }
    assertThat(heard(fixture, fixture.cut(StreamFixture.everywhere())))
        .as("character by character")
        .isEqualTo(whole);
  }

  @Test
  void saysWhatTheWholeTextSaysMasked() {
    StreamFixture text =
        StreamFixture.named("text").startText(0).text(0, StreamFixtures.TEXT).stop(0).end();
    String expected =
        Planted.MASKER.maskText(StreamFixtures.TEXT.replace("\ud83d alone", "? alone")).text();
    Heard heard = heard(text, text.cut(StreamFixture.everywhere()));
    assertThat(heard.texts().getOrDefault("/0", "").replace("\ud83d alone", "? alone"))
        .isEqualTo(expected);
  }

  @Test
  @Timeout(7_200)
  void saysTheSameHoweverItIsCut() {
    List<StreamFixture> fixtures = streams();
    List<Heard> whole =
        fixtures.stream().map(each -> heard(each, each.cut(StreamFixture.uncut()))).toList();
    long start = System.nanoTime();
    long ofText = 0;
    long ofTransport = 0;
    int streams = 0;
    for (int round = 0; ofText + ofTransport < CUTS; round++) {
      // Each round has a seed of its own, so that one that fails can be run alone.
      Random random = new Random((SEED + round) * 0x9E3779B97F4A7C15L);
      int at = random.nextInt(fixtures.size() + 1);
      StreamFixture fixture =
          at < fixtures.size() ? fixtures.get(at) : StreamFixtures.random(random);
      StreamFixture.AtRandom cutter = new StreamFixture.AtRandom(random);
      byte[] stream = fixture.cut(cutter);
      int[] cuts = random.ints(random.nextInt(20), 0, stream.length).sorted().toArray();
      Heard expected =
          at < fixtures.size()
              ? whole.get(at)
              : checked(heard(fixture, fixture.cut(StreamFixture.uncut())));
      if (!heard(fixture, stream, cuts).equals(expected)) {
        throw new AssertionError(
            "says something else: " + fixture + ", -Dtacenda.seed=" + (SEED + round));
      }
      ofText += cutter.cuts();
      ofTransport += cuts.length;
      streams++;
    }
    System.out.printf(
        "%,d cuts of the transport and %,d of text and tool input, at random, in %,d streams: no"
            + " leak, nothing else said; %,d ms, seed %d%n",
        ofTransport, ofText, streams, (System.nanoTime() - start) / 1_000_000, SEED);
  }

  private static Heard checked(Heard heard) {
    assertNoneIn(heard.unescaped());
    return heard;
  }
}
