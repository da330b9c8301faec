package dev.tacenda.benchmarks.speed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/** Runs suites with JMH and reads its results. */
final class JmhRun {
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final double MEDIAN = 50;
  private static final double P99 = 99;

  private final Effort effort;
  private final Path cleanText;
  private final List<String> excluded;

  /**
   * @param cleanText file with the {@link CleanText}
   * @param excluded names of methods that are left out
   */
  JmhRun(Effort effort, Path cleanText, List<String> excluded) {
    this.effort = effort;
    this.cleanText = cleanText;
    this.excluded = List.copyOf(excluded);
  }

  /**
   * Measures a suite.
   *
   * @param log where JMH writes what it does
   */
  List<Row> run(Suite suite, Path log) throws RunnerException {
    boolean isThroughput = suite == Suite.THREADS;
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\b" + suite.benchmarks() + "\\.")
            .mode(isThroughput ? Mode.Throughput : Mode.SampleTime)
            .timeUnit(isThroughput ? TimeUnit.SECONDS : TimeUnit.MICROSECONDS)
            .forks(effort.forks())
            .warmupIterations(effort.warmups())
            .warmupTime(TimeValue.milliseconds(effort.iterationMillis()))
            .measurementIterations(effort.measurements())
            .measurementTime(TimeValue.milliseconds(effort.iterationMillis()))
            .addProfiler(GCProfiler.class)
            .jvmArgsAppend("-Xms3g", "-Xmx3g", property())
            .output(log.toString());
    excluded.forEach(method -> options.exclude("\\." + method + "$"));
    return rows(suite, new Runner(options.build()).run());
  }

  private String property() {
    return "-D" + CleanText.FILE_PROPERTY + "=" + cleanText;
  }

  private static List<Row> rows(Suite suite, Collection<RunResult> results) {
    List<Row> rows = new ArrayList<>();
    for (RunResult result : results) {
      if (!result.getBenchmarkResults().isEmpty()) { // else all its processes failed
        rows.add(row(suite, result));
      }
    }
    return rows;
  }

  private static Row row(Suite suite, RunResult result) {
    String benchmark = result.getParams().getBenchmark();
    String method = benchmark.substring(benchmark.lastIndexOf('.') + 1);
    Map<String, String> parameters = new TreeMap<>();
    result
        .getParams()
        .getParamsKeys()
        .forEach(k -> parameters.put(k, result.getParams().getParam(k)));
    Collection<BenchmarkResult> forks = result.getBenchmarkResults();
    Spread medians = Spread.of(forks, fork -> time(fork).getPercentile(MEDIAN));
    boolean sampled = result.getParams().getMode() == Mode.SampleTime;
    return new Row(
        name(suite, method, parameters),
        result.getPrimaryResult().getScoreUnit(),
        medians.median(),
        medians.low(),
        medians.high(),
        sampled ? Spread.of(forks, fork -> time(fork).getPercentile(P99)).median() : Double.NaN,
        suite.measuresAllocation() ? Spread.of(forks, JmhRun::allocated).median() : Double.NaN,
        suite.megabytes(method, parameters),
        forks.size(),
        result.getPrimaryResult().getSampleCount());
  }

  static String name(Suite suite, String method, Map<String, String> parameters) {
    StringBuilder name = new StringBuilder(suite.label()).append('.').append(method);
    parameters.values().forEach(value -> name.append('.').append(shown(value)));
    return name.toString();
  }

  /** Constants become words; sizes stay as they are. */
  private static String shown(String value) {
    boolean isSize = Character.isDigit(value.charAt(0));
    return isSize ? value : value.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Statistics time(BenchmarkResult fork) {
    return fork.getPrimaryResult().getStatistics();
  }

  private static double allocated(BenchmarkResult fork) {
    Result<?> bytes = fork.getSecondaryResults().get(ALLOCATED);
    return bytes == null ? Double.NaN : bytes.getScore();
  }
}
