package dev.tacenda.gateway.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FileNamesTest {
  @Test
  void joinsPathsAsTheyAreGiven() {
    assertThat(FileNames.given("a/b//")).isEqualTo("a/b");
    assertThat(FileNames.given("/")).isEqualTo("/");
    assertThat(FileNames.below("a", Path.of("/x/y"))).isEqualTo("a/y");
    assertThat(FileNames.below("/", Path.of("/x"))).isEqualTo("/x");
    assertThat(FileNames.below(".", Path.of("x"))).isEqualTo("./x");
  }

  /** A real replacement character takes the way that names take in a locale without Unicode. */
  @Test
  void readsNamesThatTheJdkCannotShow() {
    assertThat(FileNames.last(Path.of("a", "b\uFFFD%20c"))).isEqualTo("b\uFFFD%20c");
  }
}
