package dev.tacenda.gateway.policy;

import java.time.Duration;
import picocli.CommandLine.Option;

/** What a publisher says about a revision. Confined to one thread. */
final class TermOptions {
  @Option(
      names = "--valid-days",
      paramLabel = "N",
      required = true,
      description = "How many days from now the revision counts.")
  private int days;

  @Option(names = "--note", paramLabel = "LINE", description = "What people read about the change.")
  private String note = "";

  Duration validFor() {
    return Duration.ofDays(days);
  }

  String note() {
    return note;
  }
}
