package dev.tacenda.gateway.policy;

import dev.tacenda.mask.PolicyException;
import dev.tacenda.mask.YamlPlace;
import java.util.Comparator;
import java.util.Locale;

/**
 * Something about a policy that its author should know, with its place.
 *
 * @param code a word for the kind of thing, which stays the same
 * @param message one line
 */
record Diagnostic(YamlPlace place, Level level, String code, String message)
    implements Comparable<Diagnostic> {
  private static final Comparator<Diagnostic> ORDER =
      Comparator.comparing((Diagnostic d) -> d.place().sourceName())
          .thenComparing(d -> d.place().line())
          .thenComparing(d -> d.place().column())
          .thenComparing(Diagnostic::code)
          .thenComparing(Diagnostic::message);

  /** How bad it is. */
  enum Level {
    /** The file is not understood, and nothing of it would be in force. */
    ERROR,
    /** It is understood, and probably not meant. */
    WARNING,
    /** Worth knowing. */
    NOTE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The error that a reader of files has found. */
  static Diagnostic of(PolicyException e) {
    YamlPlace place = new YamlPlace(e.sourceName(), e.line(), e.column());
    return new Diagnostic(place, Level.ERROR, "not-understood", e.problem() + "; " + e.remedy());
  }

  static Diagnostic warning(YamlPlace place, String code, String message) {
    return new Diagnostic(place, Level.WARNING, code, message);
  }

  static Diagnostic note(YamlPlace place, String code, String message) {
    return new Diagnostic(place, Level.NOTE, code, message);
  }

  @Override
  public int compareTo(Diagnostic other) {
    return ORDER.compare(this, other);
  }

  /** Returns it in one line, like an error of a compiler. */
  @Override
  public String toString() {
    String where = place.sourceName() + ":" + place.line() + ":" + place.column();
    return where + ": " + level.word() + ": " + message + " [" + code + "]";
  }
}
