package dev.tacenda.mask;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.mask.Vectors.Vector;
import dev.tacenda.mask.internal.LineDetector;
import dev.tacenda.mask.internal.structure.StructuralDetectors;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds for each reader of a structure, whatever stands in the line. */
class StructuralDetectorsTest {
  private static final Map<String, LineDetector> ALL =
      StructuralDetectors.names().stream()
          .collect(
              Collectors.toMap(
                  name -> name, name -> requireNonNull(StructuralDetectors.named(name))));
  private static final int ROUNDS = 3_000;

  @Test
  void readsEveryBeginningAndEndOfAStructure() {
    for (Vector vector : Vectors.all()) {
      byte[] text = vector.input().getBytes(StandardCharsets.UTF_8);
      if (text.length < 200) {
        for (int i = 0; i <= text.length; i++) {
          readAll(Arrays.copyOfRange(text, 0, i));
          readAll(Arrays.copyOfRange(text, i, text.length));
        }
      }
    }
  }

  @Test
  void readsPiecesOfStructuresInAnyOrder() {
    SplittableRandom random = Seed.random();
    List<String> texts = Vectors.all().stream().map(Vector::input).toList();
    for (int round = 0; round < ROUNDS; round++) {
      StringBuilder line = new StringBuilder();
      for (int k = 0; k < 6; k++) {
        String text = texts.get(random.nextInt(texts.size()));
        int from = random.nextInt(text.length() + 1);
        line.append(text, from, Math.min(text.length(), from + random.nextInt(24)));
      }
      readAll(line.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void readsSignsAndBytesOfNoAlphabet() {
    SplittableRandom random = Seed.random();
    byte[] signs = " '\"`\\/:=@%$&?#()[]{}<>,;|-_.aA0\u00e9".getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] line = new byte[random.nextInt(40)];
      for (int i = 0; i < line.length; i++) {
        line[i] =
            random.nextInt(9) == 0 ? (byte) random.nextInt() : signs[random.nextInt(signs.length)];
      }
      readAll(line);
    }
  }

  private static void readAll(byte[] line) {
    byte[] before = line.clone();
    ALL.forEach(
        (name, detector) ->
            detector.find(
                line,
                (start, end) -> {
                  boolean inLine = 0 <= start && start < end && end <= line.length;
                  assertThat(inLine).as(name + ", " + Seed.note()).isTrue();
                }));
    assertThat(line).isEqualTo(before);
  }
}
