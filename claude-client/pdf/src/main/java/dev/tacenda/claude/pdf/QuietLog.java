package dev.tacenda.claude.pdf;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Sees to it that PDFBox logs nothing: its warnings quote what it reads. */
final class QuietLog {
  /** Held here, because the JDK forgets loggers that nobody holds. */
  private static final Logger PDFBOX = Logger.getLogger("org.apache.pdfbox");

  private static final Logger FONTBOX = Logger.getLogger("org.apache.fontbox");

  private QuietLog() {}

  /**
   * Turns off the logs of PDFBox in {@code java.util.logging}.
   *
   * @throws IllegalStateException if they go to another library and are not off there
   */
  static void require() {
    PDFBOX.setLevel(Level.OFF);
    FONTBOX.setLevel(Level.OFF);
    requireOff(LogFactory.getLog("org.apache.pdfbox"));
    requireOff(LogFactory.getLog("org.apache.fontbox"));
  }

  /** Refuses a log that would print anything. */
  static void requireOff(Log log) {
    if (log.isFatalEnabled()) {
      throw new IllegalStateException(
          "the log of PDFBox quotes what it reads; set the level of the loggers org.apache.pdfbox"
              + " and org.apache.fontbox to OFF");
    }
  }
}
