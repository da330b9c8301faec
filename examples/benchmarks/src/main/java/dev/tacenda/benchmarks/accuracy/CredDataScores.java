package dev.tacenda.benchmarks.accuracy;

import dev.tacenda.benchmarks.accuracy.Miss.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Scores of the CredData files. The rules are those of the reference scorer that comes with the
 * corpus, and so are the numbers. Confined to one thread.
 */
final class CredDataScores {
  private final List<LabelScore> scores = new ArrayList<>();
  private final Map<String, Touched> byRule = new TreeMap<>();
  private final List<Miss> misses = new ArrayList<>();

  /** What the findings of one rule touch. */
  static final class Touched {
    int credential;
    int none;
    int placeholder;
    int noLabel;

    int all() {
      return credential + none + placeholder + noLabel;
    }
  }

  /** Adds a file with all its labels. */
  void add(byte[] text, List<Label> labels, List<Found> found) {
    Cover cover = Cover.ofFound(found);
    Cover credentials = Cover.of(values(labels));
    for (Label label : labels) {
      LabelScore score = LabelScore.of(label, cover, credentials);
      scores.add(score);
      keepMiss(score, text, cover, found);
    }
    Cover none = places(labels, 'F');
    Cover placeholders = places(labels, 'X');
    for (Found each : found) {
      touch(each, text, labels, cover, List.of(credentials, none, placeholders));
    }
  }

  private static List<Span> values(List<Label> labels) {
    return labels.stream()
        .filter(label -> label.truth() == 'T')
        .flatMap(label -> label.value().stream())
        .toList();
  }

  private static Cover places(List<Label> labels, char truth) {
    return Cover.of(
        labels.stream()
            .filter(label -> label.truth() == truth)
            .map(Label::place)
            .map(span -> new Span(span.start(), Math.max(span.end(), span.start() + 1)))
            .toList());
  }

  private void touch(
      Found found, byte[] text, List<Label> labels, Cover cover, List<Cover> credentialNoneX) {
    Touched touched = byRule.computeIfAbsent(found.rule(), any -> new Touched());
    if (credentialNoneX.get(0).hits(found.span())) {
      touched.credential++;
    } else if (credentialNoneX.get(1).hits(found.span())) {
      touched.none++;
    } else if (credentialNoneX.get(2).hits(found.span())) {
      touched.placeholder++;
    } else {
      touched.noLabel++;
      String excerpt = Excerpt.of(text, found.span(), cover);
      String place = labels.get(0).path() + " byte " + found.span().start();
      misses.add(
          new Miss(
              "creddata",
              Kind.ON_NO_LABEL,
              found.rule(),
              place,
              found.rule(),
              excerpt,
              found.span().length()));
    }
  }

  private void keepMiss(LabelScore score, byte[] text, Cover cover, List<Found> found) {
    Label label = score.label();
    if (label.truth() == 'F' && score.hit()) {
      miss("creddata", Kind.FALSE_ALARM, rules(label, found), score, text, cover);
    } else if (label.truth() == 'T' && score.secretBytes() > 0 && !score.full()) {
      String corpus = label.isSoft() ? "creddata soft" : "creddata";
      Kind kind = score.hit() ? Kind.LEAKS : Kind.MISSED;
      miss(corpus, kind, String.join(":", label.categories()), score, text, cover);
    }
  }

  private void miss(
      String corpus, Kind kind, String group, LabelScore score, byte[] text, Cover cover) {
    Label label = score.label();
    String place = label.path() + ":" + label.lineStart();
    String excerpt = Excerpt.of(text, label.place(), cover);
    String what = String.join(":", label.categories());
    misses.add(new Miss(corpus, kind, group, place, what, excerpt, score.leaked()));
  }

  private static String rules(Label label, List<Found> found) {
    return found.stream()
        .filter(each -> Cover.of(List.of(each.span())).hits(label.place()))
        .map(Found::rule)
        .distinct()
        .collect(Collectors.joining(" "));
  }

  private LabelCounts counts(Predicate<Label> wanted) {
    return LabelCounts.of(scores.stream().filter(score -> wanted.test(score.label())).toList());
  }

  /** Returns the counts without categories that are not all secrets. */
  LabelCounts hard() {
    return counts(label -> !label.isSoft());
  }

  /** Returns the counts of the reference scorer's groups. */
  Map<String, LabelCounts> groups() {
    Map<String, LabelCounts> groups = new LinkedHashMap<>();
    groups.put("all categories", counts(label -> true));
    groups.put("without UUID/Nonce/Salt/S3/Firebase", hard());
    groups.put("PEM / BASE64 private keys", counts(Label::isPem));
    groups.put(
        "Key (not PEM)", counts(label -> label.categories().contains("Key") && !label.isPem()));
    groups.put("UUID", category("UUID"));
    groups.put(
        "rest (no PEM, Key, soft ones)",
        counts(label -> !label.isSoft() && !label.categories().contains("Key") && !label.isPem()));
    return groups;
  }

  /** Returns the counts of one category; a label with several counts in each. */
  LabelCounts category(String name) {
    return counts(label -> label.categories().contains(name));
  }

  Map<String, LabelCounts> byCategory() {
    return by(label -> label.categories());
  }

  Map<String, LabelCounts> byExtension() {
    return by(label -> List.of(label.extension()));
  }

  private Map<String, LabelCounts> by(Function<Label, Collection<String>> keys) {
    Map<String, List<LabelScore>> grouped = new TreeMap<>();
    for (LabelScore score : scores) {
      for (String key : keys.apply(score.label())) {
        grouped.computeIfAbsent(key, any -> new ArrayList<>()).add(score);
      }
    }
    Map<String, LabelCounts> counts = new TreeMap<>();
    grouped.forEach((key, value) -> counts.put(key, LabelCounts.of(value)));
    return counts;
  }

  /** Returns the mean over repositories, each of which counts the same, without soft categories. */
  double meanOverRepositories(ToDoubleFunction<LabelCounts> rate) {
    Map<String, List<LabelScore>> grouped =
        scores.stream()
            .filter(score -> !score.label().isSoft())
            .collect(Collectors.groupingBy(score -> score.label().repository()));
    return Ratio.mean(
        grouped.values().stream().map(LabelCounts::of).mapToDouble(rate).boxed().toList());
  }

  Map<String, Touched> byRule() {
    return byRule;
  }

  List<Miss> misses() {
    return misses;
  }
}
