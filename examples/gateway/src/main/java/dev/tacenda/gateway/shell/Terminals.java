package dev.tacenda.gateway.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether standard output and standard error end at a terminal.
 *
 * @param out whether standard output does
 * @param err whether standard error does
 */
public record Terminals(boolean out, boolean err) {
  /** Neither does: no colour, no progress. */
  public static final Terminals NONE = new Terminals(false, false);

  /** The outputs of this process. */
  static Terminals ofProcess() {
    return new Terminals(isTerminal(1), isTerminal(2));
  }

  /**
   * The JDK cannot tell for a single descriptor. Linux shows them as links; elsewhere the answer is
   * no, which costs a progress line and never puts escape sequences into a log.
   */
  private static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
