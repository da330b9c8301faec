package dev.tacenda.benchmarks.speed;

import java.util.Locale;
import java.util.Map;

/** Benchmarks that belong together and can be run alone. */
enum Suite {
  BODIES("text and requests from 10 KB to 16 MB", "BodyBenchmark"),
  RIVALS("what others do with the same megabyte", "RivalBenchmark"),
  TURN("the second turn of a conversation", "TurnBenchmark"),
  KNOWN("known secrets", "KnownSecretsBenchmark"),
  THREADS("one thread and two", "ThreadsBenchmark"),
  STREAM("streamed answers", "(Stream|Sse)Benchmark"),
  WORST("hostile text", "WorstCaseBenchmark"),
  CALL("calls over loopback with a durable record", "CallBenchmark"),
  /** Not JMH: a process for each sample. */
  COLD("the first call of a process", "");

  private static final double KB_PER_MB = 1024;

  private final String description;
  private final String benchmarks;

  Suite(String description, String benchmarks) {
    this.description = description;
    this.benchmarks = benchmarks;
  }

  String description() {
    return description;
  }

  /** The classes that JMH runs, as a regular expression; empty if it is not for JMH. */
  String benchmarks() {
    return benchmarks;
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
