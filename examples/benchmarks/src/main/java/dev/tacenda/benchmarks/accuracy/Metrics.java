package dev.tacenda.benchmarks.accuracy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The figures of a run by name. All are better the higher they are. */
final class Metrics {
  private static final List<String> CATEGORIES =
      List.of(
          "Password",
          "URL Credentials",
          "Basic Authorization",
          "SQL Password",
          "Bearer Authorization",
          "JSON Web Token",
          "PEM Private Key");

  /** The corpora whose negatives are honest ones. */
  private static final List<String> SCANNERS =
      List.of(
          "gitleaks",
          "betterleaks",
          "kingfisher",
          "noseyparker",
          "trufflehog",
          "credsweeper",
          "detect-secrets",
          "secretlint");

  /** The corpus of personal data, by the policy of the run. */
  static final String PII = "presidio-pii";

  /** The same by the shipped rules, all of which are on. */
  static final String PII_STRICT = PII + " strict";

  private static final List<String> PII_RULES =
      List.of(
          "EMAIL_ADDRESS",
          "IBAN_CODE",
          "CREDIT_CARD",
          "IP_ADDRESS",
          "US_SSN",
          "PHONE",
          "PH_MOBILE_NUMBER",
          "TR_PHONE_NUMBER",
          "CRYPTO");

  private static final List<String> PII_WITH_CHECKSUM =
      List.of("IBAN_CODE", "CREDIT_CARD", "CRYPTO");

  private final Map<String, Double> values = new TreeMap<>();

  static Metrics of(
      ExampleScores examples, CredDataScores credData, CleanScores clean, LawCounts laws) {
    Metrics metrics = new Metrics();
    metrics.credData(credData);
    metrics.examples(examples.rows());
    metrics.pii("", examples.rows().getOrDefault(PII, new ExampleRow()));
    metrics.pii("-strict", examples.rows().getOrDefault(PII_STRICT, new ExampleRow()));
    // One hit more than there were would be the next: without any, the whole tree counts.
    metrics.put("clean.mb-per-false-hit", clean.megabytes() / Math.max(1, clean.hits()));
    metrics.put("laws.stable", laws.stable());
    metrics.put("laws.alike-in-pieces", laws.alikeInPieces());
    return metrics;
  }

  private void credData(CredDataScores scores) {
    LabelCounts hard = scores.hard();
    put("creddata.detected", hard.recall());
    put("creddata.covered-of-detected", hard.fullOfDetected());
    put("creddata.none-left", 1 - hard.noneRate());
    put("creddata.precision", hard.precision());
    put("creddata.detected-mean-of-repositories", scores.meanOverRepositories(LabelCounts::recall));
    for (String category : CATEGORIES) {
      put("creddata.detected." + slug(category), scores.category(category).recall());
    }
  }

  private static String slug(String name) {
    return name.toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  private void examples(Map<String, ExampleRow> rows) {
    ExampleCounts scanners = new ExampleCounts();
    rows.forEach(
        (name, row) -> {
          if (SCANNERS.contains(name)) {
            scanners.add(row.all());
          }
          if (!name.contains(" ") && !name.equals(PII)) {
            put("examples." + name + ".full", row.all().fullRate());
            put("examples." + name + ".full-mean-of-rules", row.mean(ExampleCounts::fullRate));
            put("examples." + name + ".negatives-left", 1 - row.all().falsePositiveRate());
          }
        });
    put("examples.negatives-left", 1 - scanners.falsePositiveRate());
  }

  private void pii(String profile, ExampleRow row) {
    double wrong = sum(row, PII_WITH_CHECKSUM).falsePositiveRate();
    put("pii.full" + profile, sum(row, PII_RULES).fullRate());
    put("pii.checksum-negatives-left" + profile, 1 - wrong);
  }

  private static ExampleCounts sum(ExampleRow row, List<String> rules) {
    ExampleCounts sum = new ExampleCounts();
    for (String rule : rules) {
      sum.add(row.byRule().getOrDefault(rule, new ExampleCounts()));
    }
    return sum;
  }

  private void put(String name, double value) {
    values.put(name, value);
  }

  Map<String, Double> values() {
    return values;
  }

  double get(String name) {
    return values.getOrDefault(name, Double.NaN);
  }

  /** Returns the figures as lines of {@code metric,value}, rounded down so that they stay true. */
  String csv() {
    StringBuilder csv = new StringBuilder("metric,value\n");
    values.forEach((name, value) -> csv.append(name).append(',').append(shown(value)).append('\n'));
    return csv.toString();
  }

  static String shown(double value) {
    return Double.isNaN(value)
        ? ""
        : String.format(Locale.ROOT, "%.4f", Math.floor(value * 10_000 + 1e-9) / 10_000);
  }
}
