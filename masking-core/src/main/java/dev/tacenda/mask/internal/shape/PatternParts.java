package dev.tacenda.mask.internal.shape;

import dev.tacenda.mask.TrustedCode;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a long line in which an RE2 pattern has to be searched for. RE2J costs as much at a
 * byte where no match can be under way as elsewhere; an automaton tells those bytes at one look-up
 * each. It may take more for a match than the pattern does, and never less. Thread-safe.
 */
public final class PatternParts {
  /** Null if nothing is known of the pattern. */
  private final @Nullable PatternAutomaton automaton;

  private final boolean asciiOnly;

  private PatternParts(@Nullable PatternAutomaton automaton, boolean asciiOnly) {
    this.automaton = automaton;
    this.asciiOnly = asciiOnly;
  }

  /** Reads a pattern, in a time that the limits on patterns bound. */
  public static PatternParts of(String regex) {
    try {
      PatternReader reader = new PatternReader(regex);
      ShapeNode node = reader.read();
      if (node.minLength() > 0) {
        return new PatternParts(new PatternAutomaton(node, true), reader.asciiOnly());
      }
    } catch (ShapeSyntaxException e) {
      // Too large, or something in it is not known here: not worth a complaint.
    }
    return new PatternParts(null, false);
  }

  /** Takes a part of a line. */
  public interface Sink {
    void accept(int from, int to);
  }

  /**
   * Hands to {@code sink} each part that may hold matches. No match reaches out of its part, and
   * none holds one of the bytes beside it.
   *
   * @param ascii whether the line is ASCII as a whole
   */
  @TrustedCode("every match of the pattern lies in one of the parts")
  public void find(byte[] line, boolean ascii, Sink sink) {
    if (automaton == null || !ascii && !asciiOnly) {
      sink.accept(0, line.length);
    } else {
      automaton.parts(line, sink::accept);
    }
  }

  /** Returns false if all of every line is one part. */
  boolean areKnown() {
    return automaton != null;
  }
}
