package dev.tacenda.benchmarks.accuracy;

import dev.tacenda.benchmarks.accuracy.Miss.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Scores of the corpora of examples. The rules are those of the reference scorer that comes with
 * the corpora, and so are the numbers. Confined to one thread.
 */
final class ExampleScores {
  private static final Set<String> WEAK =
      Set.of(
          "UUID", "Nonce", "Salt", "AWS S3 Bucket", "Tencent WeChat API App ID", "Firebase Domain");

  /** Real-looking tokens that only the rule of their origin does not report. */
  private static final Set<String> NO_NEGATIVE = Set.of("other", "out_of_range");

  private final Map<String, ExampleRow> rows = new TreeMap<>();
  private final Map<String, Integer> leftOut = new TreeMap<>();
  private final List<Miss> misses = new ArrayList<>();
  private int hitsOnNoLabel;

  /** Adds one sample. */
  void add(ExampleSample sample) {
    Cover cover = Cover.ofFound(sample.found());
    if (sample.json().has("labels")) {
      wholeFile(sample, cover);
    } else if (sample.json().text("kind").equals("positive")) {
      positive(sample, cover);
    } else {
      negative(sample, cover);
    }
  }

  private void positive(ExampleSample sample, Cover cover) {
    List<String> secrets = sample.json().texts("secrets");
    if (secrets.isEmpty()) {
      leaveOut("positives without a secret string");
      return;
    }
    String row = sample.corpus() + (sample.json().isTrue("weak") ? " weak" : "");
    Span range = new Span(0, sample.text().length);
    positive(sample, row, sample.json().text("rule"), secrets, cover, range, sample.id());
  }

  private void negative(ExampleSample sample, Cover cover) {
    Json json = sample.json();
    if (json.isTrue("contains_known_positive")) {
      leaveOut("negatives that hold another tool's positive");
    } else if (NO_NEGATIVE.contains(json.textOr("neg_class", ""))) {
      leaveOut("trufflehog negatives of class other/out_of_range");
    } else {
      String row = sample.corpus() + (json.textOr("gt", "").contains("X") ? " X" : "");
      Span range = new Span(0, Math.max(1, sample.text().length));
      negative(sample, row, json.text("rule"), cover, range, sample.id());
    }
  }

  /** The units of a whole file are its labels. */
  private void wholeFile(ExampleSample sample, Cover cover) {
    List<Span> lines = lines(sample.text());
    List<Span> labelled = new ArrayList<>();
    for (Object element : sample.json().list("labels")) {
      List<?> label = (List<?>) element;
      int first = ((Long) label.get(0)).intValue();
      int last = ((Long) label.get(1)).intValue();
      Span range = new Span(lines.get(first - 1).start(), lines.get(last - 1).end());
      labelled.add(range);
      label(sample, label, cover, range, sample.id() + " line " + first);
    }
    Cover labels = Cover.of(labelled);
    for (Span span : cover.spans()) {
      hitsOnNoLabel += labels.size(span) > 0 ? 0 : 1;
    }
  }

  private void label(ExampleSample sample, List<?> label, Cover cover, Span range, String place) {
    String truth = (String) label.get(2);
    List<String> categories = Json.strings((List<?>) label.get(3));
    String rule = String.join(":", categories);
    List<String> values = label.get(4) == null ? List.of() : Json.strings((List<?>) label.get(4));
    if (!truth.contains("T")) {
      String row = sample.corpus() + (truth.contains("X") ? " X" : "");
      Span line = new Span(range.start(), Math.max(range.start() + 1, range.end()));
      negative(sample, row, rule, cover, line, place);
    } else if (values.isEmpty()) {
      leaveOut("positives without a secret string");
    } else {
      String row = sample.corpus() + (WEAK.containsAll(categories) ? " weak" : "");
      positive(sample, row, rule, values, cover, range, place);
    }
  }

  private static List<Span> lines(byte[] text) {
    List<Span> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\n') {
        lines.add(new Span(start, i));
        start = i + 1;
      }
    }
    lines.add(new Span(start, text.length));
    return lines;
  }

  private void positive(
      ExampleSample sample,
      String row,
      String rule,
      List<String> secrets,
      Cover cover,
      Span range,
      String place) {
    PositiveScore score = PositiveScore.of(sample.text(), secrets, cover, range);
    row(row).addPositive(rule, score);
    if (score.firstLeak() != null) {
      Kind kind = score.any() ? Kind.LEAKS : Kind.MISSED;
      String excerpt = Excerpt.of(sample.text(), score.firstLeak(), cover);
      misses.add(
          new Miss(
              row, kind, rule, place, rules(sample, score.firstLeak()), excerpt, score.leaked()));
    }
  }

  private void negative(
      ExampleSample sample, String row, String rule, Cover cover, Span range, String place) {
    boolean hit = cover.size(range) > 0;
    row(row).addNegative(rule, hit);
    if (hit) {
      Found first =
          sample.found().stream()
              .filter(found -> Cover.of(List.of(found.span())).size(range) > 0)
              .findFirst()
              .orElseThrow();
      String excerpt = Excerpt.of(sample.text(), first.span(), cover);
      misses.add(
          new Miss(
              row, Kind.FALSE_ALARM, first.rule(), place, rule, excerpt, first.span().length()));
    }
  }

  private static String rules(ExampleSample sample, Span place) {
    return sample.found().stream()
        .filter(found -> Cover.of(List.of(found.span())).size(place) > 0)
        .map(Found::rule)
        .distinct()
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private ExampleRow row(String name) {
    return rows.computeIfAbsent(name, any -> new ExampleRow());
  }

  private void leaveOut(String why) {
    leftOut.merge(why, 1, Integer::sum);
  }

  Map<String, ExampleRow> rows() {
    return rows;
  }

  Map<String, Integer> leftOut() {
    return leftOut;
  }

  List<Miss> misses() {
    return misses;
  }

  int hitsOnNoLabel() {
    return hitsOnNoLabel;
  }
}
