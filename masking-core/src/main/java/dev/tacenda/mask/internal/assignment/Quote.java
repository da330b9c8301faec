package dev.tacenda.mask.internal.assignment;

/** How a value is delimited. */
public enum Quote {
  NONE(0),
  /** As {@link #NONE}, and the name begins its line, so that the value goes on to a blank. */
  LINE(1),
  /** As {@link #NONE}, in the query of a URL or a form. */
  QUERY(2),
  DOUBLE(3),
  SINGLE(4),
  BACKTICK(5),
  /** Quotes behind backslashes, as in JSON inside a string. */
  ESCAPED(6);

  /** Stands for the delimiter in the model; never changed. */
  final int code;

  Quote(int code) {
    this.code = code;
  }

  /** Returns true if a quotation mark opens the value. */
  boolean isQuoted() {
    return code >= 3;
  }
}
