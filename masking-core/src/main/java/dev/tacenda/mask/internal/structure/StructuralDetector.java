package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.internal.LineDetector;

/** Reports those values of a lexer of which it found out one thing. Immutable. */
@TrustedCode("every value that the lexer reads as this part reaches the sink")
record StructuralDetector(LineLexer lexer, Part part) implements LineDetector {

  @Override
  public void find(byte[] line, Sink sink) {
    lexer.read(
        line,
        (found, start, end) -> {
          if (found == part) {
            sink.accept(start, end);
          }
        });
  }
}
