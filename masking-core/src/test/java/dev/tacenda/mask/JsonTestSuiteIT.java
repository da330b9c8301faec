package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The files of JSONTestSuite (https://github.com/nst/JSONTestSuite): what must be accepted is, and
 * what must be refused is refused with a {@link MaskingException} and nothing else. Not part of the
 * default run, because the files are not ours; {@code -Dtest=JsonTestSuiteIT
 * -Dtacenda.vectors=FOLDER}, where FOLDER holds {@code json-test-suite/test_parsing}.
 */
@Tag("vectors")
class JsonTestSuiteIT {
  private final Masker masker = TestRules.masker();

  static List<Path> files() throws IOException {
    String folder =
        Objects.requireNonNull(System.getProperty("tacenda.vectors"), "-Dtacenda.vectors");
    try (Stream<Path> files = Files.list(Path.of(folder, "json-test-suite", "test_parsing"))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void acceptsOrRefusesTheFileAsItsNameSays(Path file) throws IOException {
    byte[] json = Files.readAllBytes(file);
    switch (file.getFileName().toString().charAt(0)) {
      case 'y' -> assertThat(mask(json)).isSameAs(json);
      case 'n' -> assertThatThrownBy(() -> mask(json)).isInstanceOf(MaskingException.class);
      default -> acceptsOrRefuses(json);
    }
  }

  private void acceptsOrRefuses(byte[] json) {
    try {
      assertThat(mask(json)).isSameAs(json);
    } catch (MaskingException e) {
      assertThat(e.reason()).isIn((Object[]) MaskingException.Reason.values());
    }
  }

  private byte[] mask(byte[] json) {
    return masker.maskJson(json, ScanScope.everything()).bytes();
  }
}
