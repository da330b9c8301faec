package dev.tacenda.mask.internal.assignment;

/** What stands between a name and its value. */
public enum Operator {
  /** {@code =}, {@code :=}, {@code ?=}, {@code +=}, {@code ||=}. */
  ASSIGN(0),
  /** {@code :}. */
  COLON(1),
  /** {@code =>}, {@code ->}, {@code <-}. */
  ARROW(2),
  /** {@code ==}, {@code ===}, {@code !=}. */
  COMPARE(3),
  /** A comma: {@code put("password", "x")}. */
  COMMA(4),
  /** A parenthesis: {@code setPassword("x")}. */
  CALL(5),
  /** The end of a tag: {@code <password>x</password>}. */
  TAG(6),
  /** The attribute that follows: {@code name="password" value="x"}. */
  ATTRIBUTE(7),
  /** A blank behind a command line flag: {@code --password x}. */
  FLAG(8),
  /** A blank before a quoted value: {@code PASSWORD 'x'}. */
  JUXTAPOSED(9),
  /** A verb: {@code the password is x}. */
  PROSE(10),
  /** The end of the line before, or the key of a JSON member whose value is looked at. */
  NEXT_LINE(11);

  /** Stands for the operator in the model; never changed. */
  final int code;

  Operator(int code) {
    this.code = code;
  }
}
