package dev.tacenda.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
  private static final String CHAIN = "0123456789abcdef0123456789abcdef";
  private static final String HEAD = CHAIN + CHAIN;

  @Test
  void readsWhatItWrote() {
    Checkpoint checkpoint = new Checkpoint(CHAIN, 17, HEAD);

    assertThat(checkpoint).hasToString("audit-checkpoint v1 " + CHAIN + " 17 " + HEAD);
    assertThat(Checkpoint.parse(checkpoint.toString())).isEqualTo(checkpoint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "audit-checkpoint v2 " + CHAIN + " 17 " + HEAD,
        "audit-checkpoint v1 " + CHAIN + " 17",
        "audit-checkpoint v1 " + CHAIN + " 17 " + HEAD + " ",
        "audit-checkpoint v1 " + CHAIN + " 017 " + HEAD,
        "audit-checkpoint v1 " + CHAIN + " -1 " + HEAD,
        "audit-checkpoint v1 " + CHAIN + " 9999999999999999999 " + HEAD,
        "audit-checkpoint v1 " + CHAIN + " 0 " + HEAD,
        "audit-checkpoint v1 " + CHAIN + " 1 ABCDEF" + HEAD,
        "audit-checkpoint v1 FAKE 1 " + HEAD,
      })
  void refusesAnythingElse(String line) {
    assertThatIllegalArgumentException().isThrownBy(() -> Checkpoint.parse(line));
  }
}
