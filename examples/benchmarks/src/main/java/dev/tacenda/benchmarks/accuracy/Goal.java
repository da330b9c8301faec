package dev.tacenda.benchmarks.accuracy;

import java.util.List;

/**
 * A figure that must be reached.
 *
 * @param metric which
 * @param title for people
 * @param must the least that is accepted
 * @param aim where we want to be
 */
record Goal(String metric, String title, double must, double aim) {

  /** The goals, all of which are better the higher the figure is. */
  static List<Goal> all() {
    return List.of(
        new Goal("creddata.detected", "CredData: credentials detected", .75, .88),
        new Goal("creddata.covered-of-detected", "CredData: of these covered whole", .98, .995),
        new Goal("creddata.none-left", "CredData: F rows left alone", .98, .99),
        new Goal("creddata.precision", "CredData: precision", .90, .95),
        new Goal("creddata.detected.password", "CredData: Password", .70, .85),
        new Goal("creddata.detected.url-credentials", "CredData: URL Credentials", .95, .99),
        new Goal("creddata.detected.basic-authorization", "CredData: Basic", .95, .99),
        new Goal("creddata.detected.sql-password", "CredData: SQL Password", .90, .99),
        new Goal("creddata.detected.bearer-authorization", "CredData: Bearer", .95, .99),
        new Goal("creddata.detected.json-web-token", "CredData: JWT", .98, .99),
        new Goal("creddata.detected.pem-private-key", "CredData: PEM", .99, .99),
        new Goal("examples.gitleaks.full", "gitleaks: positives covered whole", .98, .995),
        new Goal("examples.betterleaks.full", "betterleaks", .97, .99),
        new Goal("examples.kingfisher.full", "kingfisher", .88, .95),
        new Goal("examples.noseyparker.full", "noseyparker", .85, .95),
        new Goal("examples.trufflehog.full", "trufflehog", .80, .92),
        new Goal("examples.credsweeper.full", "credsweeper", .75, .90),
        new Goal("examples.detect-secrets.full", "detect-secrets", .80, .90),
        new Goal("examples.secretlint.full", "secretlint", .85, .90),
        new Goal("examples.negatives-left", "negatives of these eight left alone", .94, .97),
        new Goal("clean.mb-per-false-hit", "clean tree: MB for each false hit", 1, 5),
        new Goal("laws.stable", "texts that masking again leaves alone", 1, 1),
        new Goal("laws.alike-in-pieces", "streams masked alike however they are cut", 1, 1),
        new Goal("pii.full-strict", "PII set, profile strict: covered whole", .95, .99),
        new Goal("pii.checksum-negatives-left-strict", "- wrong checksums left alone", .99, 1),
        new Goal("pii.full", "PII set by this policy: covered whole", .95, .99),
        new Goal("pii.checksum-negatives-left", "- wrong checksums left alone", .99, 1));
  }
}
