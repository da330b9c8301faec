package dev.tacenda.mask.internal.assignment;

import org.jspecify.annotations.Nullable;

/** Finds the assignments of one line. */
public final class Assignments {
  private Assignments() {}

  /** Takes what is found, from left to right of the names. */
  public interface Sink {
    void accept(Assignment assignment);
  }

  /**
   * Hands each assignment in the line {@code text[from, to)} to {@code sink}.
   *
   * @param before the name that the line before left without a value
   * @return the name that this line leaves without a value
   */
  public static @Nullable Pending find(
      byte[] text, int from, int to, @Nullable Pending before, Sink sink) {
    return new AssignmentLexer(text, from, to, sink::accept).run(before);
  }

  /** Hands the value of {@code before}, if it stands on the line, to {@code sink}. */
  public static void continued(byte[] text, int from, int to, Pending before, Sink sink) {
    new AssignmentLexer(text, from, to, sink::accept).continued(before);
  }
}
