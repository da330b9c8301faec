package dev.tacenda.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

final class ReportTest {
  private static final Machine MACHINE = new Machine("Some CPU (R) 9000 @ 3 GHz", 2, "Test 17", 17);
  private static final LocalDate DATE = LocalDate.of(2026, 1, 2);

  @TempDir private Path folder;

  private static Row row(String name, double micros, double megabytes) {
    return new Row(
        name, Row.MICROSECONDS, micros, micros, micros, 2 * micros, 1024, megabytes, 5, 100);
  }

  private static Results results(Row... rows) {
    Results results = new Results();
    results.addAll(List.of(rows));
    return results;
  }

  @Test
  void ratiosCompareTimesForEachMegabyte() {
    Results results =
        results(row(Figures.CLEAN, 2000, 1), row("bodies.json.clean.16MB", 48_000, 16));
    assertThat(Figures.of(results))
        .filteredOn(figure -> figure.name().equals("ms/MB, 16 MB : 1 MB, clean"))
        .singleElement()
        .satisfies(figure -> assertThat(figure.value()).isEqualTo(1.5))
        .satisfies(figure -> assertThat(figure.met()).isEqualTo("NO"));
  }

  @Test
  void figuresWithoutRowsAreLeftOut() {
    assertThat(Figures.of(results())).isEmpty();
    assertThat(Figures.of(results(row("known.json.1000", 1, 1)))).isEmpty();
  }

  @Test
  void worstCaseIsTheLargest() {
    Results results =
        results(
            row(Figures.CLEAN, 2000, 1),
            row("worst.json.hex", 1, 1),
            row("worst.json.cjk", 30_000, 1));
    assertThat(Columns.ofFigures(Figures.of(results)))
        .contains("ms/MB, worst hostile text : clean        15 x      <= 12   NO")
        .contains("30 ms/MB");
  }

  @Test
  void addedTimeOfACallIsADifference() {
    Results results = results(row("call.guarded", 4000, 0), row("call.unguarded", 1500, 0));
    assertThat(Figures.of(results))
        .extracting(Figure::name, Figure::value)
        .containsExactly(
            tuple("guarded call, 100 KB, added p50", 2.5),
            tuple("guarded call, 100 KB, added p99", 5.0));
  }

  @Test
  void csvHoldsTheRunItsRowsAndItsRatios() {
    Row row = new Row("a.b.1MB", "us/op", 1236, 0.012345, 2e6, Double.NaN, 0, 1, 5, 100);
    Figure figure = new Figure("this : that", "x", 0.5, Figure.Bar.atMost(1));
    assertThat(Csv.of(DATE, MACHINE, "java -jar speed.jar", List.of(row), List.of(figure)))
        .isEqualTo(
            """
            # date: 2026-01-02
            # cpu: Some CPU (R) 9000 @ 3 GHz, 2 cores
            # jdk: Test 17
            # command: java -jar speed.jar
            benchmark,unit,median,min,max,p99,bytes_per_op,ms_per_mb,forks,samples
            a.b.1MB,us/op,1236,0.01235,2000000,,0,1.236,5,100
            "= this : that",x,0.5,,,,,,,
            """);
  }

  @Test
  void tableIsAligned() {
    assertThat(Columns.ofRows(List.of(row("a", 1.5, 0), row("long.name", 1500, 1))))
        .isEqualTo(
            """
            benchmark  median    p99   unit  ms/MB   B/op  forks
            a           1.500  3.000  us/op         1,024      5
            long.name   1,500  3,000  us/op  1.500  1,024      5
            """);
  }

  @Test
  void plotIsWellFormed() throws Exception {
    List<Plot.Bar> bars =
        List.of(new Plot.Bar("a <& b", 0.3, false), new Plot.Bar("ours", 3200, true));
    Document svg = parse(Plot.svg(bars, "CPU <& JDK"));
    assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
    // The background and the bars.
    assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(3);
  }

  private static Document parse(String xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void filesAreNamedByDateCpuAndJdk() throws Exception {
    Report report = new Report(DATE, MACHINE, "command", folder);
    report.add(List.of(row(Figures.CLEAN, 2000, 1)));
    report.write();
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("2026-01-02-some-cpu-r-9000-3-ghz-jdk17.csv", "speed.svg");
    }
    assertThat(report.text()).contains(Figures.CLEAN).contains(MACHINE.cpu());
  }

  @Test
  void cpuIsTheModelThatTheSystemNames() {
    assertThat(Machine.cpu("processor\t: 0\nmodel name\t: Some CPU\n")).isEqualTo("Some CPU");
    assertThat(Machine.cpu("")).isEqualTo("unknown CPU");
  }

  @Test
  void medianOfAnEvenNumberIsTheMean() {
    assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 8.0))).isEqualTo(new Spread(3, 1, 8));
  }
}
