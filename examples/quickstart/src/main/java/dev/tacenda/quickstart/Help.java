package dev.tacenda.quickstart;

import java.io.PrintStream;

/** The text of {@code --help}. */
final class Help {
  private static final String TEXT =
      """
      usage: java -jar quickstart.jar [OPTIONS] [PATH]

      Reviews the source tree at PATH through a guarded Claude client; without PATH, a
      generated Java service with fake secrets in it. Claude is called if ANTHROPIC_API_KEY
      is set (at ANTHROPIC_BASE_URL, if that is set too), else a stand-in in this process.

        --policy FILE         policy to mask by (default: the shipped one)
        --audit DIR           folder of the audit record and the placeholder key
                              (default: .tacenda/audit)
        --model NAME          model that reviews
        --skip-unreviewable   leave out files that cannot be reviewed, instead of stopping
        --help                this text

      exit codes:
      """;

  private Help() {}

  static void print(PrintStream out) {
    out.print(TEXT);
    for (ExitCode code : ExitCode.values()) {
      out.println(Printable.cell("  " + code.number(), 6) + code.meaning());
    }
  }
}
