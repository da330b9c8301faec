package dev.tacenda.mask;

/**
 * Bytes that leave as they are and that no record may hold: a credential that the API itself needs,
 * or binary content in which no rule can look. Immutable.
 *
 * @param start its first byte
 * @param end the byte after its last
 * @param fieldClass what it is
 * @param anchor the beginning of the part that it moves with when something before is replaced
 */
record Withheld(int start, int end, FieldClass fieldClass, int anchor) {

  Withheld(int start, int end, FieldClass fieldClass) {
    this(start, end, fieldClass, start);
  }

  /** Returns true if no record may hold strings of that class. */
  static boolean isOf(FieldClass fieldClass) {
    return fieldClass == FieldClass.CREDENTIAL || fieldClass == FieldClass.BINARY;
  }

  Withheld shifted(int by) {
    return new Withheld(start + by, end + by, fieldClass, anchor + by);
  }

  /** Returns its place in a body in which its text is a part that begins at {@code partStart}. */
  Withheld inPart(int partStart) {
    return new Withheld(start + partStart, end + partStart, fieldClass, partStart);
  }
}
