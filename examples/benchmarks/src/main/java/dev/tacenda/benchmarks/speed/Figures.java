package dev.tacenda.benchmarks.speed;

import dev.tacenda.benchmarks.speed.Figure.Bar;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The figures of a run. Those whose rows were not measured are left out. */
final class Figures {
  static final String CLEAN = "bodies.json.clean.1MB";
  static final String FINDINGS = "bodies.json.findings.1MB";

  private static final ToDoubleFunction<Row> PER_MB = Row::millisPerMegabyte;
  private static final double MEGABYTE = 1 << 20;

  private final Results results;
  private final List<Figure> figures = new ArrayList<>();

  private Figures(Results results) {
    this.results = results;
  }

  static List<Figure> of(Results results) {
    Figures figures = new Figures(results);
    figures.rivals();
    figures.size();
    figures.worst();
    figures.memory();
    figures.repeated();
    figures.streams();
    figures.threads();
    figures.cold();
    figures.calls();
    return List.copyOf(figures.figures);
  }

  private void rivals() {
    ratio("1 MB clean : Jackson parse + write", CLEAN, "rivals.jackson.clean", Bar.atMost(1));
    ratio(
        "1 MB with findings : Jackson parse + write",
        FINDINGS,
        "rivals.jackson.findings",
        Bar.atMost(1));
    ratio("1 MB clean : sum of its bytes", CLEAN, "rivals.byteSum", Bar.none());
    ratio("keyword + regex : 1 MB clean", "rivals.keywordRegex", CLEAN, Bar.atLeast(300));
    ratio("every regex over the text : 1 MB clean", "rivals.naive", CLEAN, Bar.none());
    ratio("Hyperscan, patterns : 1 MB clean", "rivals.hyperscan", CLEAN, Bar.none());
    ratio("Hyperscan, filter only : 1 MB clean", "rivals.hyperscanFilter", CLEAN, Bar.none());
    ratio("1 MB clean : json-masker (fields only)", CLEAN, "rivals.jsonMasker", Bar.none());
  }

  private void size() {
    ratio("ms/MB, 4 MB : 1 MB, clean", "bodies.json.clean.4MB", CLEAN, Bar.none());
    ratio("ms/MB, 16 MB : 1 MB, clean", "bodies.json.clean.16MB", CLEAN, Bar.atMost(1.3));
    ratio("ms/MB, 16 MB : 1 MB, findings", "bodies.json.findings.16MB", FINDINGS, Bar.atMost(1.3));
  }

  private void worst() {
    OptionalDouble worst = results.largest("worst.", PER_MB);
    add("ms/MB, worst hostile text : clean", "x", over(worst, CLEAN, PER_MB), Bar.atMost(12));
    add("worst hostile text", "ms/MB", worst, Bar.atMost(25));
  }

  private void memory() {
    add("allocated, clean", "B/MB", results.figure(CLEAN, Row::bytesPerOp), Bar.atMost(2048));
    OptionalDouble allocated = results.figure(FINDINGS, Row::bytesPerOp);
    add("allocated, findings : size", "x", scaled(allocated, 1 / MEGABYTE), Bar.atMost(1.2));
  }

  private void repeated() {
    ratio("second turn : first, clean", "turn.second.clean", "turn.first.clean", Bar.atMost(.35));
    ratio(
        "second turn : first, findings",
        "turn.second.findings",
        "turn.first.findings",
        Bar.atMost(.35));
    ratio("1,000 known values : none", "known.json.1000", "known.json.0", Bar.atMost(1.5));
    ratio("100,000 known values : none", "known.json.100000", "known.json.0", Bar.atMost(3));
  }

  private void streams() {
    OptionalDouble event = results.largest("stream.append.", Row::p99);
    add("p99 of one streamed event, worst of all", "us", event, Bar.atMost(15));
    add(
        "held back of a clean stream, p50",
        "characters",
        results.figure("stream.held", Row::median),
        Bar.none());
    add(
        "held back of a clean stream, p99",
        "characters",
        results.figure("stream.held", Row::p99),
        Bar.none());
    add(
        "streamed event after 4 MB : at the beginning",
        "x",
        over(
            results.figure("stream.append.4MB.clean", Row::median),
            "stream.append.0KB.clean",
            Row::median),
        Bar.none());
  }

  private void threads() {
    twice("two threads : one", "threads.one", "threads.two", Bar.atLeast(1.8));
    twice("two threads : one, sum of bytes", "threads.sumOne", "threads.sumTwo", Bar.none());
  }

  private void twice(String name, String one, String two, Bar bar) {
    add(name, "x", over(results.figure(two, Row::median), one, Row::median), bar);
  }

  private void cold() {
    for (Row row : results.rows()) {
      if (row.name().startsWith("cold.") && row.name().endsWith(".total")) {
        String jdk = row.name().substring("cold.".length(), row.name().lastIndexOf('.'));
        add(
            "first call of a process, 10 KB, " + jdk,
            "ms",
            OptionalDouble.of(row.millis()),
            Bar.atMost(150));
      }
    }
  }

  private void calls() {
    String guarded = "call.guarded";
    String plain = "call.unguarded";
    added("guarded call, 100 KB, added p50", guarded, plain, Row::millis, Bar.atMost(3));
    added("guarded call, 100 KB, added p99", guarded, plain, Row::p99Millis, Bar.atMost(10));
    added("of it two durable records, p50", guarded, "call.unrecorded", Row::millis, Bar.none());
    added("of it the rest, p50", "call.unrecorded", plain, Row::millis, Bar.none());
  }

  private void added(String name, String row, String base, ToDoubleFunction<Row> of, Bar bar) {
    OptionalDouble value = results.figure(row, of);
    OptionalDouble less = results.figure(base, of);
    if (value.isPresent() && less.isPresent()) {
      double added = value.getAsDouble() - less.getAsDouble();
      add(name, "ms", OptionalDouble.of(added), bar);
    }
  }

  /** The time for each megabyte of one row as a multiple of that of another. */
  private void ratio(String name, String row, String base, Bar bar) {
    add(name, "x", over(results.figure(row, PER_MB), base, PER_MB), bar);
  }

  private OptionalDouble over(OptionalDouble value, String base, ToDoubleFunction<Row> figure) {
    OptionalDouble divisor = results.figure(base, figure);
    return divisor.isPresent() ? scaled(value, 1 / divisor.getAsDouble()) : divisor;
  }

  private static OptionalDouble scaled(OptionalDouble value, double factor) {
    return value.isPresent() ? OptionalDouble.of(value.getAsDouble() * factor) : value;
  }

  private void add(String name, String unit, OptionalDouble value, Bar bar) {
    value.ifPresent(present -> figures.add(new Figure(name, unit, present, bar)));
  }
}
