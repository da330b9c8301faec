package dev.tacenda.gateway.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderedPoolTest {
  @Test
  void keepsTheOrder() throws Exception {
    List<Integer> seen = new ArrayList<>();
    try (OrderedPool<Integer, Integer> pool = new OrderedPool<>(4, i -> -i)) {
      pool.run(IntStream.range(0, 1_000).boxed().iterator(), seen::add);
    }

    assertThat(seen).isEqualTo(IntStream.range(0, 1_000).map(i -> -i).boxed().toList());
  }

  @Test
  void readsOnlyAFewInputsAhead() throws Exception {
    AtomicInteger read = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    List<Integer> ahead = new ArrayList<>();
    try (OrderedPool<Integer, Integer> pool = new OrderedPool<>(2, i -> i)) {
      pool.run(
          IntStream.range(0, 500).map(i -> read.incrementAndGet()).boxed().iterator(),
          i -> ahead.add(read.get() - done.incrementAndGet()));
    }

    assertThat(ahead).allMatch(n -> n <= 2 * 16 + 1);
  }

  @Test
  void passesOnWhatTheSinkThrows() {
    try (OrderedPool<Integer, Integer> pool = new OrderedPool<>(1, i -> i)) {
      OrderedPool.Sink<Integer, IOException> broken =
          i -> {
            throw new IOException("full");
          };

      assertThatThrownBy(() -> pool.run(List.of(1).iterator(), broken)).hasMessage("full");
    }
  }

  @Test
  void passesOnWhatTheWorkThrows() {
    try (OrderedPool<Integer, Integer> pool = new OrderedPool<>(1, i -> 1 / i)) {
      assertThatThrownBy(() -> pool.run(List.of(0).iterator(), i -> {}))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(ArithmeticException.class);
    }
  }
}
