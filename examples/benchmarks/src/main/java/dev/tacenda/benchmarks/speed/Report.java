package dev.tacenda.benchmarks.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What a run has found so far, and the files it keeps it in. Confined to one thread. */
final class Report {
  private final Machine machine;
  private final String command;
  private final Path folder;
  private final LocalDate date;
  private final Results results = new Results();
  private final List<String> notes = new ArrayList<>();

  /**
   * @param command how to repeat the run
   * @param folder where the files go
   */
  Report(LocalDate date, Machine machine, String command, Path folder) {
    this.date = date;
    this.machine = machine;
    this.command = command;
    this.folder = folder;
  }

  void add(List<Row> rows) {
    results.addAll(rows);
  }

  /** Adds something that readers of the figures have to know. */
  void note(String text) {
    notes.add(text);
  }

  /** Writes the files anew. */
  void write() throws IOException {
    Files.writeString(csvFile(), csv());
    List<Plot.Bar> bars = Plot.bars(results);
    if (!bars.isEmpty()) {
      Files.writeString(plotFile(), Plot.svg(bars, about()));
    }
  }

  private Path csvFile() {
    return folder.resolve(date + "-" + machine.slug() + ".csv");
  }

  private Path plotFile() {
    return folder.resolve("speed.svg");
  }

  private String csv() {
    return Csv.of(date, machine, command, results.rows(), Figures.of(results));
  }

  private String about() {
    return "1 MB, one thread, " + machine.cpu() + ", JDK " + machine.feature() + ", " + date;
  }

  /** Returns tables of all rows and all figures. */
  String text() {
    StringBuilder out = new StringBuilder();
    out.append(machine.cpu()).append(", ").append(machine.jdk()).append("\n\n");
    out.append(Columns.ofRows(results.rows())).append('\n');
    out.append(Columns.ofFigures(Figures.of(results))).append('\n');
    notes.forEach(note -> out.append(note).append('\n'));
    return out.append("Figures: ").append(csvFile()).append('\n').toString();
  }
}
