package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tacenda.mask.Vectors.Vector;
import dev.tacenda.mask.internal.shape.TokenShape;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The table of prepared rules says what the rule files say, or is refused. */
class StandardRulesTest {
  private static final byte[] TABLE = Resources.read(StandardRules.TABLE);
  private static final RuleSet FILES = StandardRules.read();

  @Test
  void preparedRulesAreThoseOfTheFilesInTheirOrder() {
    List<Rule> prepared = StandardRules.prepared().rules();

    assertThat(prepared).hasSameSizeAs(FILES.rules());
    for (int i = 0; i < prepared.size(); i++) {
      assertThat(all(prepared.get(i))).isEqualTo(all(FILES.rules().get(i)));
    }
  }

  /** All that a rule says, also what does not count for the digest of a policy. */
  private static List<Object> all(Rule rule) {
    List<Object> all = new ArrayList<>(rule.canonical());
    all.addAll(List.of(rule.description(), rule.source(), rule.onByDefault()));
    all.addAll(List.of(rule.needs(), rule.toBuilder().always, ByteBuffer.wrap(rule.fingerprint())));
    if (rule.detector() == Rule.Detector.SHAPE) {
      all.add(rule.shape().anchors());
      rule.shape().alternatives().forEach(shape -> all.add(shape.outline()));
    }
    return all;
  }

  @Test
  void theTableBesideTheClassesIsTheOneThatTheFilesGive() {
    assertThat(TABLE).isEqualTo(StandardRules.prepare());
  }

  @Test
  void theStandardPolicyIsThatOfAFileThatUsesTheStandardRules() {
    String yaml = "tacenda-policy: 1\nname: standard\nrevision: 1\nrules: {use: [standard]}\n";
    MaskingPolicy file = MaskingPolicy.parse("p", yaml.getBytes(StandardCharsets.UTF_8));
    MaskingPolicy standard = MaskingPolicy.standard();

    assertThat(standard.digest()).isEqualTo(file.digest());
    assertThat(standard.name()).isEqualTo(file.name());
    assertThat(standard.revision()).isEqualTo(file.revision());
    assertThat(standard.traffic().admitsAnonymousCallers()).isFalse();
  }

  @Test
  void aTableThatIsCutIsRefusedByName() {
    for (int length = 0; length < TABLE.length; length += length < 64 ? 1 : 4_999) {
      refused(Arrays.copyOf(TABLE, length));
    }
    refused(Arrays.copyOf(TABLE, TABLE.length - 1));
    refused(Arrays.copyOf(TABLE, TABLE.length + 1));
  }

  @Test
  void aTableWithOneOtherByteIsRefusedByName() {
    SplittableRandom random = Seed.random();
    for (int round = 0; round < 300; round++) {
      int at = round < 64 ? round : random.nextInt(TABLE.length);
      byte[] other = TABLE.clone();
      other[at] ^= (byte) (1 + random.nextInt(255));
      // In the digest of the files a byte is as good as another, until the digest is compared.
      refused(other);
    }
  }

  private static void refused(byte[] table) {
    assertThatThrownBy(() -> RuleTable.read(StandardRules.TABLE, table))
        .as(Seed.note())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("rules/standard.bin")
        .hasMessageContaining("mvn process-classes");
  }

  @Test
  void aTableOfAnotherVersionIsRefusedByBothNumbers() {
    byte[] other = TABLE.clone();
    other[7]++;

    assertThatThrownBy(() -> RuleTable.read(StandardRules.TABLE, other))
        .hasMessageContaining("has version 3, expected 2");
  }

  @Test
  void aTableOfOtherFilesIsRefused() {
    RuleTable other = new RuleTable(new byte[RuleTable.DIGEST_BYTES], new byte[0]);

    assertThatThrownBy(() -> StandardRules.requireFresh(other))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("rules/standard.bin is older than its files");
  }

  @Test
  void aTableWhoseRulesDoNotAddUpIsRefused() {
    byte[] content = RuleTableWriter.write(TestRules.rules().rules());
    for (int length = 0; length < content.length; length++) {
      byte[] cut = Arrays.copyOf(content, length);
      assertThatThrownBy(() -> RuleTableReader.read(cut)).isInstanceOf(IllegalStateException.class);
    }
    byte[] more = Arrays.copyOf(content, content.length + 1);
    assertThatThrownBy(() -> RuleTableReader.read(more)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aTableThatIsMissingIsNamed() {
    assertThatThrownBy(() -> StandardRules.prepared("rules/missing.bin"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("rules/missing.bin cannot be read")
        .hasMessageContaining("mvn process-classes");
  }

  @Test
  void rulesThatReadWholeTextsHaveNoPlaceInATable() {
    Rule rule = new TextRuleBuilder("acme-token", "imported", "ACME", "acme_[a-z]+").build();

    assertThatThrownBy(() -> RuleTableWriter.write(List.of(rule)))
        .hasMessageContaining("acme-token");
  }

  @Test
  void everythingThatIsBuiltWhenFirstUsedCanBeBuiltInBoundedTime() {
    for (Rule rule : StandardRules.prepared().rules()) {
      assertTimeoutPreemptively(Duration.ofSeconds(10), () -> build(rule), rule::id);
    }
  }

  private static void build(Rule rule) {
    RuleBuilder b = rule.toBuilder();
    if (b.pattern != null) {
      assertThat(b.pattern.get().pattern()).isEqualTo(b.pattern.regex());
    }
    b.except.forEach(LazyPattern::get);
    if (rule.detector() == Rule.Detector.LINE) {
      assertThat(rule.lineDetector()).isSameAs(rule.lineDetector());
    }
    if (rule.detector() == Rule.Detector.SHAPE) {
      rule.shape().alternatives().forEach(shape -> TokenShape.of(shape.text()));
    }
  }

  @Test
  void threadsThatAreFirstAtTheSameTimeMaskAlike() throws Exception {
    String text = String.join("\n", Vectors.all().stream().map(Vector::input).limit(150).toList());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Set<String> results = new HashSet<>();
    results.add(masked(MaskingPolicy.builder(FILES).build(), bytes));

    MaskingPolicy fresh = MaskingPolicy.builder(StandardRules.prepared()).build();
    Masker masker = Masker.of(fresh, TestRules.KEY);
    for (String result : onEightThreads(() -> masker.maskText(bytes).text())) {
      results.add(result);
    }

    assertThat(results).hasSize(1);
  }

  private static String masked(MaskingPolicy policy, byte[] text) {
    return Masker.of(policy, TestRules.KEY).maskText(text).text();
  }

  static <T> List<T> onEightThreads(Callable<T> task) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    CountDownLatch ready = new CountDownLatch(8);
    Callable<T> together =
        () -> {
          ready.countDown();
          ready.await();
          return task.call();
        };
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(Collections.nCopies(8, together))) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
