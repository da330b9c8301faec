package dev.tacenda.mask.internal.assignment;

import dev.tacenda.mask.TrustedCode;
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

  /**
   * Returns false only if the name in which the word that ends before {@code end} stands has no
   * value: nothing behind it assigns one, on its line or the next.
   *
   * @param from where the line begins, or a place before it
   * @param to the end of the line, or a place behind it
   */
  @TrustedCode("false only if find() reports nothing for the name, and leaves nothing open")
  public static boolean mayAssign(byte[] text, int from, int to, int end) {
    return new NamePlace(text, from, to, end).mayHaveValue();
  }

  /** Hands the value of {@code before}, if it stands on the line, to {@code sink}. */
  public static void continued(byte[] text, int from, int to, Pending before, Sink sink) {
    new AssignmentLexer(text, from, to, sink::accept).continued(before);
  }
}
