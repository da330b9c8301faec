package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * The laws of the mask, over generated input. A failure names its seed; run it again with {@code
 * -Dtacenda.seed=N}. Law numbers are those of the README.
 */
class LawsTest {
  private static final int ROUNDS = Integer.getInteger("tacenda.rounds", 400);
  private static final PlaceholderKey KEY = PlaceholderKey.of(new byte[32]);

  private final long seed = Samples.seed();
  private final Masker masker = Masker.of(MaskingPolicy.standard(), KEY);

  @Test
  void law1NothingThatARuleFindsIsLeftInTheOutput() {
    forEachText(
        (text, label) -> {
          byte[] masked = masker.maskText(text).bytes();
          assertThat(masker.maskText(masked).findings()).describedAs(label).isEmpty();
        });
  }

  @Test
  void law2TheSameInputGivesTheSameBytesInAnotherMaskerAndOnOtherThreads() throws Exception {
    Masker other = Masker.of(MaskingPolicy.standard(), PlaceholderKey.of(new byte[32]));
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      Samples samples = new Samples(seed);
      List<Future<?>> checks = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        byte[] json = bytes(samples.json(3));
        byte[] expected = mask(json);
        checks.add(pool.submit(() -> assertThat(mask(json)).isEqualTo(expected)));
        checks.add(
            pool.submit(
                () ->
                    assertThat(other.maskJson(json, ScanScope.everything()).bytes())
                        .describedAs("seed " + seed)
                        .isEqualTo(expected)));
      }
      for (Future<?> check : checks) {
        check.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void law3AppendingNeverChangesHowTheBeginningIsMasked() {
    Samples samples = new Samples(seed);
    for (int i = 0; i < ROUNDS / 3; i++) {
      List<String> blocks = new ArrayList<>();
      byte[] before = new byte[0];
      for (int turn = 0; turn < 4; turn++) {
        blocks.add(samples.string(samples.text()));
        byte[] masked = mask(bytes("[" + String.join(",", blocks) + "]"));
        byte[] prefix = Arrays.copyOf(masked, before.length);
        assertThat(prefix).describedAs("seed " + seed + " round " + i).isEqualTo(before);
        before = Arrays.copyOf(masked, masked.length - 1);
      }
    }
  }

  @Test
  void law4MaskingWhatWasMaskedChangesNothing() {
    forEachText(
        (text, label) -> {
          byte[] masked = masker.maskText(text).bytes();
          assertThat(masker.maskText(masked).bytes()).describedAs(label).isSameAs(masked);
        });
    forEachJson(
        (json, label) -> {
          byte[] masked = mask(json);
          assertThat(mask(masked)).describedAs(label).isSameAs(masked);
        });
  }

  @Test
  void law5OnlyMaskedSpansChange() {
    forEachJson(
        (json, label) -> {
          MaskResult result = masker.maskJson(json, ScanScope.everything());
          assertThat(unmask(json, result)).describedAs(label).isEqualTo(json);
          if (result.findings().isEmpty()) {
            assertThat(result.bytes()).describedAs(label).isSameAs(json);
          }
        });
  }

  @Test
  void law7AStreamDoesNotDependOnWhereItIsCut() {
    Samples samples = new Samples(seed);
    for (int i = 0; i < ROUNDS; i++) {
      String text = samples.text() + (i % 60 == 0 ? samples.run("abcXYZ019 -=:'", 20_000) : "");
      String whole = TestRules.streamed(masker, text, text.length());
      String label = "seed " + seed + " round " + i;
      assertThat(TestRules.streamed(masker, text, 1)).describedAs(label).isEqualTo(whole);
      assertThat(TestRules.streamed(masker, text, 1 + samples.below(40)))
          .describedAs(label)
          .isEqualTo(whole);
    }
  }

  @Test
  void theStreamFormFindsWhatTheTextFormFinds() {
    forEachText(
        (text, label) -> {
          StreamMasker stream = masker.stream();
          String masked = stream.append(new String(text, StandardCharsets.UTF_8)) + stream.finish();
          MaskResult again = masker.maskText(masked);
          List<String> left =
              again.findings().stream()
                  .map(Finding::ruleId)
                  .filter(rule -> !rule.equals("pem-private-key"))
                  .toList();
          assertThat(left).describedAs(label + "\n").isEmpty();
        });
  }

  @Test
  void thePrefilterOnlyEverSaysMaybeWrongly() {
    List<Rule> rules =
        MaskingPolicy.standard().rules().rules().stream()
            .filter(
                rule ->
                    rule.detector() == Rule.Detector.PATTERN
                        || rule.detector() == Rule.Detector.LINE)
            .toList();
    List<Label> labels =
        rules.stream()
            .map(r -> new Label(r.id(), r.kind(), r.type(), r.specificity(), Action.MASK))
            .toList();
    KnownSecretDetector none = new KnownSecretDetector(KnownSecrets.none(), Action.MASK);
    Placeholders placeholders = new Placeholders(KEY);
    TextScanner filtered =
        TextScanner.of(rules, labels, StatefulDetectors.NONE, placeholders, none);
    TextScanner unfiltered =
        TextScanner.withoutPrefilter(rules, labels, StatefulDetectors.NONE, placeholders, none);
    forEachText(
        (text, label) ->
            assertThat(spans(filtered, text))
                .describedAs(label)
                .isEqualTo(spans(unfiltered, text)));
  }

  @Test
  void neverThrowsOnArbitraryBytes() {
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] text = new byte[random.nextInt(300)];
      random.nextBytes(text);
      byte[] masked = masker.maskText(text).bytes();
      assertThat(masker.maskText(masked).bytes()).describedAs("seed " + seed).isSameAs(masked);
    }
  }

  private static List<Span> spans(TextScanner scanner, byte[] text) {
    List<Span> spans = new ArrayList<>();
    ScanState unused = scanner.scan(ScanState.START, text, 0, text.length, spans::add);
    return Span.merged(spans);
  }

  /** Puts the original bytes back where the findings say something was replaced. */
  private static byte[] unmask(byte[] original, MaskResult result) {
    byte[] masked = result.bytes();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int from = 0;
    int originalFrom = 0;
    for (Finding finding : result.findings()) {
      int kept = finding.start() - originalFrom;
      out.write(masked, from, kept);
      out.write(original, finding.start(), finding.end() - finding.start());
      int placeholder = from + kept;
      int end = placeholder;
      while (end < masked.length
          && isPlaceholderByte(masked[end])
          && end - placeholder < placeholderLength(masked, placeholder)) {
        end++;
      }
      from = end;
      originalFrom = finding.end();
    }
    out.write(masked, from, masked.length - from);
    return out.toByteArray();
  }

  private static int placeholderLength(byte[] masked, int start) {
    int type = start + 4;
    while (masked[type] != '_') {
      type++;
    }
    return type - start + 1 + 24;
  }

  private static boolean isPlaceholderByte(byte b) {
    return b == '_' || Bytes.isWordByte(b);
  }

  private interface Check {
    void accept(byte[] input, String label);
  }

  private void forEachText(Check check) {
    Samples samples = new Samples(seed);
    for (int i = 0; i < ROUNDS; i++) {
      check.accept(bytes(samples.text()), "seed " + seed + " round " + i);
    }
  }

  private void forEachJson(Check check) {
    Samples samples = new Samples(seed);
    for (int i = 0; i < ROUNDS; i++) {
      check.accept(bytes(samples.json(4)), "seed " + seed + " round " + i);
    }
  }

  private byte[] mask(byte[] json) {
    return masker.maskJson(json, ScanScope.everything()).bytes();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
