package dev.tacenda.mask.gitleaks;

import java.util.Objects;

/**
 * Something of a configuration that is understood and means less, or something else, for text that
 * is masked than for files that are scanned. Immutable.
 *
 * @param kind what became of it
 * @param sourceName the file, as it was given to the loader
 * @param line where it stands, counted from 1
 * @param column where it stands, in code points counted from 1
 * @param message what it is and what happens, in one line
 */
public record ImportNote(Kind kind, String sourceName, int line, int column, String message) {

  /** What became of a part of a configuration. */
  public enum Kind {
    /** It has an effect, which is not the same as in gitleaks; more is masked, never less. */
    ADAPTED,
    /** It has no effect, because a text has no path, no commit and no report. */
    NOT_APPLICABLE
  }

  /** Checks that nothing is missing. */
  public ImportNote {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(sourceName, "sourceName");
    Objects.requireNonNull(message, "message");
  }

  static ImportNote adapted(Place place, String message) {
    return new ImportNote(Kind.ADAPTED, place.sourceName(), place.line(), place.column(), message);
  }

  static ImportNote notApplicable(Place place, String message) {
    return new ImportNote(
        Kind.NOT_APPLICABLE, place.sourceName(), place.line(), place.column(), message);
  }

  /** Returns the note in one line, like an error of a compiler. */
  @Override
  public String toString() {
    return sourceName + ":" + line + ":" + column + ": " + message;
  }
}
