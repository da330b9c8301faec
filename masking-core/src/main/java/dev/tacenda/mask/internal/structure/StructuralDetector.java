package dev.tacenda.mask.internal.structure;

import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.internal.LineDetector;
import dev.tacenda.mask.internal.LineNeeds;
import java.util.List;

/** Reports those values of a lexer of which it found out one thing. Immutable. */
@TrustedCode("every value that the lexer reads as this part reaches the sink")
record StructuralDetector(LineLexer lexer, Part part, List<LineNeeds> needs, AtSigns atSigns)
    implements LineDetector {

  /** Says which at signs may belong to a value; see {@link LineDetector#mayUseAtSign}. */
  interface AtSigns {
    boolean mayBeUsed(byte[] text, int from, int at);
  }

  StructuralDetector(LineLexer lexer, Part part, LineNeeds needs) {
    this(lexer, part, List.of(needs), (text, from, at) -> true);
  }

  @Override
  public boolean mayUseAtSign(byte[] text, int from, int to, int at) {
    return atSigns.mayBeUsed(text, from, at);
  }

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
