package dev.tacenda.audit.verify;

import dev.tacenda.audit.format.LogLine;
import dev.tacenda.audit.tree.TreeHash;
import java.io.IOException;

/** Sees each line of a log that has passed all checks, in order. */
@FunctionalInterface
public interface LineVisitor {
  /**
   * Takes a line.
   *
   * @param line the line, read
   * @param hash its hash
   * @param segment the number of its segment
   * @param buffer holds its bytes at the start; used again for the next line
   * @param length how many bytes it has, without its line feed
   */
  void visit(LogLine line, TreeHash hash, int segment, byte[] buffer, int length)
      throws IOException;
}
