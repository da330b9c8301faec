package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The laws of the mask under policies that mix all styles at random, over generated input. A
 * failure names its seed; run it again with {@code -Dtacenda.seed=N}.
 */
class StyleLawsTest {
  private static final int ROUNDS = Integer.getInteger("tacenda.rounds", 400);
  private static final PlaceholderKey KEY = PlaceholderKey.of(new byte[32]);

  /** Texts for each policy, which takes longer to make than a text to mask. */
  private static final int TEXTS = 10;

  private final long seed = Samples.seed();
  private final Samples samples = new Samples(seed);
  private final RuleSet standard = RuleSet.standard();

  @Test
  void law2TheSameInputGivesTheSameBytesInAnotherMasker() {
    forEachMasker(
        (masker, label) -> {
          Masker other = Masker.of(masker.policy(), PlaceholderKey.of(new byte[32]));
          byte[] text = bytes(samples.text());
          assertThat(other.maskText(text).bytes())
              .describedAs(label)
              .isEqualTo(masker.maskText(text).bytes());
        });
  }

  @Test
  void law3AppendingNeverChangesHowTheBeginningIsMasked() {
    forEachMasker(
        (masker, label) -> {
          List<String> blocks = new ArrayList<>();
          byte[] before = new byte[0];
          for (int turn = 0; turn < 4; turn++) {
            blocks.add(samples.string(samples.text()));
            byte[] masked = mask(masker, bytes("[" + String.join(",", blocks) + "]"));
            assertThat(Arrays.copyOf(masked, before.length)).describedAs(label).isEqualTo(before);
            before = Arrays.copyOf(masked, masked.length - 1);
          }
        });
  }

  @Test
  void law4MaskingWhatWasMaskedChangesNothing() {
    forEachMasker(
        (masker, label) -> {
          byte[] text = masker.maskText(samples.text()).bytes();
          assertThat(masker.maskText(text).findings()).describedAs(label).isEmpty();
          byte[] json = mask(masker, bytes(samples.json(4)));
          assertThat(masker.maskJson(json, ScanScope.everything()).findings())
              .describedAs(label)
              .isEmpty();
          assertThat(mask(masker, json)).describedAs(label).isSameAs(json);
        });
  }

  @Test
  void law5OnlyMaskedSpansChange() {
    forEachMasker(
        (masker, label) -> {
          byte[] json = bytes(samples.json(4));
          MaskResult result = masker.maskJson(json, ScanScope.everything());
          assertThat(keepsWhatStandsBeside(json, result)).describedAs(label).isTrue();
        });
  }

  @Test
  void law7AStreamDoesNotDependOnWhereItIsCut() {
    forEachMasker(
        (masker, label) -> {
          String text = samples.text();
          String whole = TestRules.streamed(masker, text, Math.max(1, text.length()));
          assertThat(TestRules.streamed(masker, text, 1)).describedAs(label).isEqualTo(whole);
          assertThat(TestRules.streamed(masker, text, 1 + samples.below(40)))
              .describedAs(label)
              .isEqualTo(whole);
        });
  }

  @Test
  void theStreamFormFindsWhatTheTextFormFinds() {
    forEachMasker(
        (masker, label) -> {
          String masked = TestRules.streamed(masker, samples.text(), 7);
          List<String> left =
              masker.maskText(masked).findings().stream()
                  .map(Finding::ruleId)
                  .filter(rule -> !rule.contains("pem"))
                  .toList();
          assertThat(left).describedAs(label).isEmpty();
        });
  }

  /** Whether the pieces between the findings stand in the output in their order. */
  private static boolean keepsWhatStandsBeside(byte[] json, MaskResult result) {
    String in = latin1(json);
    String out = latin1(result.bytes());
    int place = 0;
    int from = 0;
    for (Finding finding : result.findings()) {
      String kept = in.substring(from, finding.start());
      int found = out.indexOf(kept, place);
      if (found < 0 || from == 0 && found != 0) {
        return false;
      }
      place = found + kept.length();
      from = finding.end();
    }
    return out.substring(place).endsWith(in.substring(from));
  }

  private interface Check {
    void accept(Masker masker, String label);
  }

  private void forEachMasker(Check check) {
    for (int i = 0; i < ROUNDS / TEXTS; i++) {
      Masker masker = Masker.of(policy(i), KEY);
      for (int k = 0; k < TEXTS; k++) {
        check.accept(masker, "seed " + seed + " round " + i + "." + k + "\n");
      }
    }
  }

  private MaskingPolicy policy(int round) {
    RuleSet rules = round % 3 == 0 ? standard : TestRules.rules();
    MaskingPolicy.Builder policy = MaskingPolicy.builder(rules).name("styles");
    policy.defaultReplacement(replacement());
    for (Rule rule : MaskingPolicy.builder(rules).build().rules().rules()) {
      if (samples.below(2) == 0) {
        policy.replacementForRule(
            rule.id(), rule.findsLinesOfKeys() ? Replacement.shape() : replacement());
      }
    }
    return policy.build();
  }

  private Replacement replacement() {
    return switch (samples.below(8)) {
      case 0 -> Replacement.placeholder();
      case 1 -> Replacement.asterisks();
      case 2 -> Replacement.hash();
      case 3 -> Replacement.fixed(samples.pick("REDACTED", "removed.by-policy", "a1234-5678x"));
      case 4 -> Replacement.partial(1 + samples.below(Replacement.MAX_KEEP_LAST));
      default -> Replacement.shape();
    };
  }

  private static byte[] mask(Masker masker, byte[] json) {
    return masker.maskJson(json, ScanScope.everything()).bytes();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
