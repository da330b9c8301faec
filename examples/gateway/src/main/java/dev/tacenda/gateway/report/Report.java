package dev.tacenda.gateway.report;

import java.io.IOException;
import java.util.List;

/** Prints what a scan finds, file by file. Confined to one thread; an error ends it. */
public interface Report {
  /** Prints the findings of one file, of which there may be none. */
  void file(String path, List<LocatedFinding> findings) throws IOException;

  /** Takes note that a file was not scanned, if the format has a place for that. */
  void problem(String path, String line) throws IOException;

  /** Prints what comes last, and flushes. */
  void end() throws IOException;
}
