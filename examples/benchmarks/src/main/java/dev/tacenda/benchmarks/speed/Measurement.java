package dev.tacenda.benchmarks.speed;

import dev.tacenda.benchmarks.speed.rival.HyperscanRival;
import dev.tacenda.benchmarks.speed.rival.ShippedRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.openjdk.jmh.runner.RunnerException;

/** Measures one suite after the other and adds what it finds to a report. */
final class Measurement {
  private static final int STREAM_BYTES = 1 << 20;

  /** How JMH writes that a benchmark failed, or the process that it was in. */
  private static final List<String> FAILURES = List.of("<failure>", "<forked VM failed");

  private final Effort effort;
  private final Workshop workshop;
  private final Report report;
  private final Path logs;
  private final Consumer<String> messages;

  /**
   * @param logs folder for what JMH writes
   * @param messages takes what the user should know at once
   */
  Measurement(
      Effort effort, Workshop workshop, Report report, Path logs, Consumer<String> messages) {
    this.effort = effort;
    this.workshop = workshop;
    this.report = report;
    this.logs = logs;
    this.messages = messages;
  }

  /** Returns false if a benchmark of the suite failed. */
  boolean of(Suite suite) throws IOException {
    return switch (suite) {
      case COLD -> {
        report.add(new ColdStarts(effort.coldStarts(), workshop.request()).run());
        yield true;
      }
      case STREAM -> {
        List<String> deltas = workshop.bodies().deltas(STREAM_BYTES, Content.CLEAN);
        report.add(List.of(HoldBack.of(deltas)));
        yield withJmh(suite, List.of());
      }
      case RIVALS -> withJmh(suite, withoutNativeCode());
      default -> withJmh(suite, List.of());
    };
  }

  private boolean withJmh(Suite suite, List<String> excluded) throws IOException {
    Path log = logs.resolve(suite.label() + ".log");
    try {
      report.add(new JmhRun(effort, workshop.cleanText(), excluded).run(suite, log));
    } catch (RunnerException e) {
      messages.accept(suite.label() + " failed: " + e.getMessage());
      return false;
    }
    long failures = Files.readString(log).lines().filter(Measurement::isFailure).count();
    if (failures > 0) {
      messages.accept(suite.label() + ": " + failures + " processes failed, see " + log);
    }
    return failures == 0;
  }

  private static boolean isFailure(String line) {
    return FAILURES.stream().anyMatch(line::contains);
  }

  /** Returns the benchmarks that cannot run here, and says which rules the rivals have. */
  private List<String> withoutNativeCode() throws IOException {
    ShippedRules rules = ShippedRules.read();
    report.note(
        "The rivals use the patterns of "
            + rules.size()
            + " rules; "
            + rules.leftOut()
            + " rules are code, have no pattern, and are left out.");
    if (HyperscanRival.isAvailable()) {
      return List.of();
    }
    report.note("Hyperscan is left out: its native library does not load on this system.");
    return List.of("hyperscan", "hyperscanFilter");
  }
}
