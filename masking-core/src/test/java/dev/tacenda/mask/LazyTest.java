package dev.tacenda.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LazyTest {
  @Test
  void eightThreadsGetTheOneValueThatWasMade() throws Exception {
    AtomicInteger made = new AtomicInteger();
    Lazy<Object> lazy =
        new Lazy<>(
            () -> {
              made.incrementAndGet();
              return new Object();
            });

    List<Object> values = StandardRulesTest.onEightThreads(lazy::get);

    assertThat(values).containsOnly(lazy.get());
    assertThat(made).hasValue(1);
  }

  @Test
  void whatCouldNotBeMadeIsTriedAgainAndFailsWithTheSameMessage() {
    Lazy<Object> lazy =
        new Lazy<>(
            () -> {
              throw new IllegalStateException("the resource is damaged");
            });

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(lazy::get)
          .isExactlyInstanceOf(IllegalStateException.class)
          .hasMessage("the resource is damaged");
    }
  }
}
