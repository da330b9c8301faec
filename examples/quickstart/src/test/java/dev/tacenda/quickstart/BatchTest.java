package dev.tacenda.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchTest {
  private static final Masker MASKER =
      Masker.of(MaskingPolicy.standard(), PlaceholderKey.of(new byte[32]));

  private static ScannedFile file(String path, int bytes) {
    byte[] content = "x ".repeat(bytes / 2).getBytes(StandardCharsets.UTF_8);
    return new ScannedFile(new SourceFile(Path.of(path), path, content), MASKER.maskText(content));
  }

  private static List<List<String>> paths(ScannedFile... files) {
    return Batch.of(List.of(files)).stream()
        .map(batch -> batch.files().stream().map(file -> file.file().path()).toList())
        .toList();
  }

  @Test
  void fillsBatchesInOrderUpToTheLimit() {
    assertThat(paths(file("a", 200_000), file("b", 100_000), file("c", 2), file("d", 2)))
        .containsExactly(List.of("a", "b"), List.of("c", "d"));
  }

  @Test
  void givesALargerFileABatchOfItsOwnAndDoesNotCutIt() {
    assertThat(paths(file("a", 2), file("b", 900_000), file("c", 2)))
        .containsExactly(List.of("a"), List.of("b"), List.of("c"));
  }

  @Test
  void losesNoFile() {
    ScannedFile[] files =
        Stream.iterate(2, size -> size < 300_000, size -> size * 3)
            .map(size -> file("f" + size, size))
            .toArray(ScannedFile[]::new);
    assertThat(paths(files).stream().flatMap(List::stream))
        .containsExactlyElementsOf(Stream.of(files).map(file -> file.file().path()).toList());
  }
}
