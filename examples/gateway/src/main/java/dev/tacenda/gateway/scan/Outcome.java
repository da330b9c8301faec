package dev.tacenda.gateway.scan;

import dev.tacenda.gateway.report.LocatedFinding;
import dev.tacenda.gateway.shell.Failure;
import java.util.List;

/** What became of one target. */
sealed interface Outcome {
  String name();

  /** Scanned to its end. */
  record Scanned(String name, long bytes, List<LocatedFinding> findings) implements Outcome {}

  /** Left out, because it is no text. */
  record Binary(String name) implements Outcome {}

  /** Not scanned, or not to its end. */
  record Failed(String name, Failure why) implements Outcome {}
}
