package dev.tacenda.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.mask.Finding;
import dev.tacenda.mask.ScanScope;
import dev.tacenda.mask.StreamMasker;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * How much of the text of a content block is held back at most, measured from outside: what has
 * come in and not gone out, where a placeholder has gone out for all of its value.
 */
class HoldBackTest {
  private static final int LENGTH = 40_000;

  /** Lines without an end, made to be held as long as can be. */
  private static final List<String> HOSTILE =
      List.of(
          "word ".repeat(LENGTH / 5),
          "password and " + "word ".repeat(LENGTH / 5),
          "password = ".repeat(LENGTH / 11),
          "AKIA ghp_ sk-ant- ".repeat(LENGTH / 18),
          "k".repeat(LENGTH),
          "Zm9v/YmFy+".repeat(LENGTH / 10),
          (Planted.AWS_KEY + " ").repeat(LENGTH / 21),
          "sk-" + "ant-" + "fake-".repeat(LENGTH / 5) + " end",
          Planted.PEM.substring(0, 28) + (Planted.PEM_LINE + " ").repeat(LENGTH / 65),
          "\ud83d\ude00".repeat(LENGTH / 4),
          "TCN_AWSKEY_ ".repeat(LENGTH / 12));

  /** The most bytes that were held while the text came in, one character at a time. */
  private static int held(String text) {
    String all = wellFormed(text);
    StreamMasker whole = Planted.MASKER.stream();
    String masked = whole.append(all) + whole.finish();
    int[] decidedAt = sources(all, masked, whole.findings());

    OpenBlock block =
        new OpenBlock(BlockPlace.ofMessage(0), Planted.MASKER, Planted.TOOLS, new RuleCounts());
    int most = 0;
    int in = 0;
    int out = 0;
    for (int codePoint : all.codePoints().toArray()) {
      String each = Character.toString(codePoint);
      in += bytes(each);
      out += bytes(block.text(each));
      most = Math.max(most, in - decidedAt[out]);
    }
    return most;
  }

  /** Halves of pairs that stand alone have no UTF-8 form to be counted in. */
  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** For each length of masked text, how much of the text it stands for. */
  private static int[] sources(String text, String masked, List<Finding> findings) {
    byte[] from = text.getBytes(StandardCharsets.UTF_8);
    byte[] to = masked.getBytes(StandardCharsets.UTF_8);
    int[] sources = new int[to.length + 1];
    int at = 0;
    int out = 0;
    for (Finding each :
        findings.stream().sorted(Comparator.comparingInt(Finding::start)).toList()) {
      while (at < each.start()) {
        at++;
        sources[++out] = at;
      }
      at = each.end();
      int end = endOfPlaceholder(to, out);
      // The rest of a token that is longer than what is held is dropped as it comes.
      boolean isWhole = end == to.length ? at == from.length : from[at] == to[end];
      while (!isWhole && at < from.length && from[at] > ' ') {
        at++;
      }
      while (out < end) {
        sources[++out] = at;
      }
    }
    while (out < to.length) {
      at++;
      sources[++out] = at;
    }
    assertThat(at).as("all of the text is accounted for").isEqualTo(from.length);
    return sources;
  }

  private static int endOfPlaceholder(byte[] masked, int start) {
    String rest =
        new String(masked, start, Math.min(64, masked.length - start), StandardCharsets.UTF_8);
    assertThat(rest).startsWith("TCN_");
    return start + rest.indexOf('_', 4) + 25;
  }

  @Test
  void noMoreTextIsHeldThanTheBound() {
    int ordinary = 0;
    for (String text : List.of(StreamFixtures.TEXT, StreamFixtures.SHORT_TEXT)) {
      ordinary = Math.max(ordinary, held(text));
    }
    int hostile = 0;
    for (String text : HOSTILE) {
      int held = held(text);
      assertThat(held)
          .as("hostile text %d", HOSTILE.indexOf(text))
          .isLessThanOrEqualTo(StreamMasker.maxHoldBackBytes());
      hostile = Math.max(hostile, held);
    }
    System.out.printf(
        "bytes of text held back at most: %d in texts with values, %d in hostile ones, the bound is"
            + " %d%n",
        ordinary, hostile, StreamMasker.maxHoldBackBytes());
    assertThat(ordinary).isBetween(1, 1024);
    assertThat(hostile).isBetween(1024, StreamMasker.maxHoldBackBytes());
  }

  /** Which is why tool input, that documents hold as well, is not masked as a text in pieces. */
  @Test
  void aValueLongerThanTheBoundIsAnotherOneThanInADocument() {
    String value = "sk-" + "ant-" + "fake-".repeat(LENGTH / 5);
    StreamMasker pieces = Planted.MASKER.stream();
    String streamed = pieces.append(value) + pieces.finish();
    byte[] document = JsonLiteral.of(value);
    String whole = Planted.MASKER.maskJson(document, ScanScope.everything()).text();
    assertThat(streamed).startsWith("TCN_").hasSize(whole.length() - 2);
    assertThat(whole).startsWith("\"TCN_").doesNotContain(streamed);
  }
}
