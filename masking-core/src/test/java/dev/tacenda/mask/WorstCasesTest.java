package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * Four times the input takes about four times the time, whatever the input is made of. Measured is
 * the processor time of the thread, so that other work on the machine does not count.
 */
class WorstCasesTest {
  private static final int FACTOR = 4;
  private static final double MAX_RATIO = 8;
  private static final int TRIES = 5;

  /** Below this a measurement says nothing. */
  private static final long MIN_NANOS = 4_000_000;

  private static final int LARGE = 50_000;
  private static final int SMALL = 3_000;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final HostileInputs hostile = new HostileInputs();
  private final List<String> tooSlow = new ArrayList<>();

  @Test
  void maskingTextIsLinear() {
    Masker masker = masker(TestRules.rules());
    compare(hostile.texts(), LARGE, text -> masker.maskText(TestRules.bytes(text)));
    assertThat(tooSlow).isEmpty();
  }

  @Test
  void maskingTextUnderTheShippedRulesIsLinear() {
    Masker masker = masker(RuleSet.standard());
    compare(hostile.texts(), SMALL, text -> masker.maskText(TestRules.bytes(text)));
    assertThat(tooSlow).isEmpty();
  }

  @Test
  void maskingJsonIsLinear() {
    Masker masker = masker(TestRules.rules());
    compare(
        hostile.documents(),
        LARGE,
        json -> masker.maskJson(TestRules.bytes(json), ScanScope.everything()));
    assertThat(tooSlow).isEmpty();
  }

  @Test
  void maskingAStreamIsLinear() {
    Masker masker = masker(TestRules.rules());
    compare(
        hostile.texts(),
        LARGE,
        text -> {
          StreamMasker stream = masker.stream();
          stream.append(text);
          stream.finish();
        });
    assertThat(tooSlow).isEmpty();
  }

  private static Masker masker(RuleSet rules) {
    Limits limits = new Limits(1 << 24, 256, 1_000_000);
    MaskingPolicy policy = MaskingPolicy.builder(rules).name("test").limits(limits).build();
    // What was masked before costs next to nothing, which is not what is measured here.
    return Masker.builder(policy, TestRules.KEY).rememberedBytes(0).build();
  }

  private void compare(
      Map<String, IntFunction<String>> inputs, int size, Consumer<String> operation) {
    inputs.forEach(
        (name, input) -> {
          String few = input.apply(size);
          String many = input.apply(FACTOR * size);
          double ratio = MAX_RATIO;
          for (int i = 0; i < TRIES && ratio >= MAX_RATIO; i++) {
            ratio = nanos(many, operation) / Math.max(MIN_NANOS, best(few, operation));
          }
          if (ratio >= MAX_RATIO) {
            tooSlow.add(name + ": " + ratio);
          }
        });
  }

  /** The first run of a kind of input is slow; it must not make the others look fast. */
  private double best(String input, Consumer<String> operation) {
    return Math.min(
        nanos(input, operation), Math.min(nanos(input, operation), nanos(input, operation)));
  }

  private double nanos(String input, Consumer<String> operation) {
    long start = threads.getCurrentThreadCpuTime();
    operation.accept(input);
    return threads.getCurrentThreadCpuTime() - start;
  }
}
