package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineDetectorsTest {
  @Test
  void everyNameHasADetector() {
    for (String name : LineDetectors.names()) {
      List<String> list =
          LineDetectors.listed(name).map(listed -> List.of(listed.example())).orElse(List.of());
      assertThat(LineDetectors.named(name, list)).as(name).isNotNull();
    }
    assertThat(LineDetectors.names()).hasSizeGreaterThan(70);
  }

  @Test
  void noOtherNameHasOne() {
    assertThatThrownBy(() -> LineDetectors.named("emial", List.of()))
        .hasMessage("no detector is called 'emial'");
  }
}
