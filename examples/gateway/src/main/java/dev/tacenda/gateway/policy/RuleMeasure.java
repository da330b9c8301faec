package dev.tacenda.gateway.policy;

import dev.tacenda.gateway.policy.PolicyFile.OwnRule;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import dev.tacenda.mask.Rule;
import dev.tacenda.mask.RuleSet;
import dev.tacenda.mask.YamlMap;
import dev.tacenda.mask.YamlNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tries single rules on code that holds no secret: whatever they find there is a mistake, and how
 * long they take there is what they cost. Confined to one thread.
 */
final class RuleMeasure {
  /** Written for this: it holds nothing that anybody would want masked. */
  private static final String PLAIN_CODE = "plain-code.txt";

  private static final int RUNS = 5;

  private final LongSupplier nanoTime;
  private final byte[] plain = read();

  /**
   * @param nanoTime the clock, as {@link System#nanoTime}
   */
  RuleMeasure(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** What a rule did. */
  record Measured(int findings, int lines, long microsPerKilobyte) {}

  Measured measure(OwnRule own) {
    return measure(own.rule(), keyword(own.yaml()));
  }

  /**
   * Tries one rule.
   *
   * @param word for the end of each line, so that the rule is tried on all of them
   */
  Measured measure(Rule rule, String word) {
    MaskingPolicy alone =
        MaskingPolicy.builder(RuleSet.of(List.of(rule))).enable(rule.id()).build();
    Masker masker = Masker.of(alone, PlaceholderKey.random());
    int findings = masker.maskText(plain).findings().size();
    byte[] text = withWord(word);
    long best = Long.MAX_VALUE;
    for (int i = 0; i < RUNS; i++) {
      long start = nanoTime.getAsLong();
      masker.maskText(text);
      // The quickest run: others had to share the processor, or were compiled meanwhile.
      best = Math.min(best, nanoTime.getAsLong() - start);
    }
    // Nanoseconds for a byte are microseconds for a kilobyte.
    return new Measured(findings, lines(), best / text.length);
  }

  private byte[] withWord(String word) {
    return word.isEmpty()
        ? plain
        : text().replace("\n", " " + word + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String keyword(@Nullable YamlMap yaml) {
    if (yaml == null) {
      return "";
    }
    for (String key : List.of("keywords", "near")) {
      if (yaml.optional(key).orElse(null) instanceof YamlNode.Items items
          && !items.nodes().isEmpty()) {
        return items.nodes().get(0).asText(key);
      }
    }
    return "";
  }

  private int lines() {
    return (int) text().lines().count();
  }

  private String text() {
    return new String(plain, StandardCharsets.UTF_8);
  }

  private static byte[] read() {
    try (@Nullable InputStream in = RuleMeasure.class.getResourceAsStream(PLAIN_CODE)) {
      if (in == null) {
        throw new FileNotFoundException(PLAIN_CODE);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
