package dev.tacenda.benchmarks.speed;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * The file that keeps the figures: lines of {@code # name: value} about the run, then rows. Ratios
 * stand at the end with the unit they are in.
 */
final class Csv {
  private static final String HEAD =
      "benchmark,unit,median,min,max,p99,bytes_per_op,ms_per_mb,forks,samples";

  private Csv() {}

  static String of(
      LocalDate date, Machine machine, String command, List<Row> rows, List<Figure> figures) {
    StringBuilder out = new StringBuilder();
    about(out, "date", date.toString());
    about(out, "cpu", machine.cpu() + ", " + machine.cores() + " cores");
    about(out, "jdk", machine.jdk());
    about(out, "command", command);
    out.append(HEAD).append('\n');
    rows.forEach(row -> append(out, row));
    figures.forEach(figure -> append(out, figure));
    return out.toString();
  }

  private static void about(StringBuilder out, String name, String value) {
    out.append("# ").append(name).append(": ").append(value.replace('\n', ' ')).append('\n');
  }

  private static void append(StringBuilder out, Row row) {
    out.append(
        String.join(
            ",",
            row.name(),
            row.unit(),
            number(row.median()),
            number(row.low()),
            number(row.high()),
            number(row.p99()),
            number(row.bytesPerOp()),
            number(row.millisPerMegabyte()),
            Integer.toString(row.forks()),
            Long.toString(row.samples())));
    out.append('\n');
  }

  private static void append(StringBuilder out, Figure figure) {
    out.append("\"= ").append(figure.name()).append("\",").append(figure.unit()).append(',');
    out.append(number(figure.value())).append(",,,,,,,\n");
  }

  /** Four significant digits; nothing if there is no figure. */
  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    if (Math.abs(value) >= 1000) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    return new BigDecimal(value).round(new MathContext(4)).toPlainString();
  }
}
