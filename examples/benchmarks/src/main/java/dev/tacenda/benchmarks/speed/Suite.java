package dev.tacenda.benchmarks.speed;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Benchmarks that belong together and can be run alone. */
enum Suite {
  BODIES("text and requests from 10 KB to 16 MB", BodyBenchmark.class),
  RIVALS("what others do with the same megabyte", RivalBenchmark.class),
  TURN("the second turn of a conversation", TurnBenchmark.class),
  KNOWN("known secrets", KnownSecretsBenchmark.class),
  THREADS("one thread and two", ThreadsBenchmark.class),
  STREAM("deltas of streamed answers", StreamBenchmark.class),
  WORST("hostile text", WorstCaseBenchmark.class),
  CALL("calls over loopback with a durable record", CallBenchmark.class),
  /** Not JMH: a process for each sample. */
  COLD("the first call of a process", null);

  private static final double KB_PER_MB = 1024;

  private final String description;
  private final @Nullable Class<?> benchmark;

  Suite(String description, @Nullable Class<?> benchmark) {
    this.description = description;
    this.benchmark = benchmark;
  }

  String description() {
    return description;
  }

  /** The class that JMH runs; null if it is not for JMH. */
  @Nullable Class<?> benchmark() {
    return benchmark;
  }

  /** Returns the name as it is written on the command line. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns true if nothing but what is measured allocates: no server, and nothing that is done
   * before each operation.
   */
  boolean measuresAllocation() {
    return switch (this) {
      case BODIES, RIVALS, KNOWN, THREADS, WORST -> true;
      case TURN, STREAM, CALL, COLD -> false;
    };
  }

  /**
   * Returns how many megabytes one operation of a benchmark masks, 0 if time per megabyte says
   * nothing about it.
   */
  double megabytes(String method, Map<String, String> parameters) {
    return switch (this) {
      case BODIES -> Bodies.bytes(parameters.getOrDefault("size", "1MB")) / KB_PER_MB / KB_PER_MB;
      case RIVALS -> method.equals("naive") ? RivalBenchmark.SLICE_KB / KB_PER_MB : 1;
      case KNOWN, TURN, WORST -> 1;
      case THREADS, STREAM, CALL, COLD -> 0;
    };
  }
}
