package dev.tacenda.benchmarks.speed;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws milliseconds for each megabyte as bars on a logarithmic scale, as SVG. */
final class Plot {
  private static final int WIDTH = 760;
  private static final int LEFT = 230;
  private static final int RIGHT = 90;
  private static final int TOP = 54;
  private static final int BAR = 20;
  private static final int STEP = 30;
  private static final int BOTTOM = 40;
  private static final MathContext TWO_DIGITS = new MathContext(2);

  /**
   * A bar.
   *
   * @param label what it stands for
   * @param millis milliseconds for each megabyte
   * @param ours whether it is this library
   */
  record Bar(String label, double millis, boolean ours) {}

  private final List<Bar> bars;
  private final String about;
  private final int lowest;
  private final int highest;

  private Plot(List<Bar> bars, String about) {
    this.bars = bars;
    this.about = about;
    this.lowest =
        (int) Math.floor(Math.log10(bars.stream().mapToDouble(Bar::millis).min().orElse(1)));
    int top = (int) Math.ceil(Math.log10(bars.stream().mapToDouble(Bar::millis).max().orElse(1)));
    this.highest = Math.max(top, lowest + 1);
  }

  /** Returns the bars for which there are rows. */
  static List<Bar> bars(Results results) {
    List<Bar> bars = new ArrayList<>();
    add(bars, results, "rivals.byteSum", "sum of the bytes", false);
    add(bars, results, "rivals.jsonMasker", "json-masker, fields only", false);
    add(bars, results, Figures.CLEAN, "Tacenda, clean", true);
    add(bars, results, Figures.FINDINGS, "Tacenda, 60 findings", true);
    add(bars, results, "rivals.jackson.clean", "Jackson parse + write", false);
    add(bars, results, "rivals.hyperscanFilter", "Hyperscan, filter only", false);
    add(bars, results, "rivals.hyperscan", "Hyperscan, same patterns", false);
    add(bars, results, "rivals.keywordRegex", "keywords, then regex", false);
    add(bars, results, "rivals.naive", "every regex over the text", false);
    return bars;
  }

  private static void add(List<Bar> bars, Results results, String row, String label, boolean ours) {
    results
        .figure(row, Row::millisPerMegabyte)
        .ifPresent(millis -> bars.add(new Bar(label, millis, ours)));
  }

  /** Returns the picture. {@code about} says what was measured, on what. */
  static String svg(List<Bar> bars, String about) {
    return new Plot(bars, about).svg();
  }

  private String svg() {
    int height = TOP + bars.size() * STEP + BOTTOM;
    StringBuilder out = new StringBuilder();
    add(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
            + " font-family=\"sans-serif\" font-size=\"13\" role=\"img\">",
        WIDTH,
        height,
        WIDTH,
        height);
    add(out, "<title>Milliseconds per megabyte</title>");
    add(out, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, height);
    add(
        out,
        "<text x=\"12\" y=\"22\" font-size=\"15\" fill=\"#1f2328\">Milliseconds per megabyte of a"
            + " Messages request, less is better</text>");
    add(out, "<text x=\"12\" y=\"40\" font-size=\"11\" fill=\"#59636e\">%s</text>", escaped(about));
    grid(out, height);
    for (int i = 0; i < bars.size(); i++) {
      bar(out, bars.get(i), TOP + i * STEP);
    }
    return out.append("</svg>\n").toString();
  }

  private void grid(StringBuilder out, int height) {
    for (int power = lowest; power <= highest; power++) {
      double x = x(Math.pow(10, power));
      add(
          out,
          "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#d1d9e0\"/>",
          x,
          TOP - 4,
          x,
          height - BOTTOM + 4);
      add(
          out,
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#59636e\">%s</text>",
          x,
          height - BOTTOM + 22,
          number(Math.pow(10, power)));
    }
  }

  private void bar(StringBuilder out, Bar bar, int y) {
    double end = x(bar.millis());
    String colour = bar.ours() ? "#1a7f37" : "#8c959f";
    int base = y + BAR - 5;
    add(
        out,
        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#1f2328\">%s</text>",
        LEFT - 8,
        base,
        escaped(bar.label()));
    add(
        out,
        "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
        LEFT,
        y,
        Math.max(1, end - LEFT),
        BAR,
        colour);
    add(
        out,
        "<text x=\"%.1f\" y=\"%d\" fill=\"#1f2328\">%s ms</text>",
        end + 6,
        base,
        number(bar.millis()));
  }

  private double x(double millis) {
    double share = (Math.log10(millis) - lowest) / (highest - lowest);
    return LEFT + share * (WIDTH - LEFT - RIGHT);
  }

  private static String number(double value) {
    if (value >= 100) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return new BigDecimal(value).round(TWO_DIGITS).stripTrailingZeros().toPlainString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static void add(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
