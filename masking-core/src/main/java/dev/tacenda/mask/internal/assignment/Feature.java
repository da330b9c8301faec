package dev.tacenda.mask.internal.assignment;

/** What is weighed about a name and its value. The names are part of the model. */
public enum Feature {
  KIND,
  KIND_SYNTAX,
  KIND_CLASSES,
  NAME,
  NAME_WORD,
  LAST_WORD,
  WORD_BEFORE,
  WORD_AFTER_KIND,
  NAME_STYLE,
  BEFORE_NAME,
  SYNTAX,
  SYNTAX_NEXT,
  NEXT,
  NEXT_TWO,
  CALLEE,
  CALLEE_WORD,
  LENGTH,
  LENGTH_CLASSES,
  CLASSES,
  CLASSES_SYNTAX,
  FIRST,
  LAST,
  DIGITS,
  DIGITS_KIND,
  CHANGES,
  CHANGES_LENGTH,
  DISTINCT,
  DISTINCT_LENGTH,
  RUN,
  SURPRISE,
  SURPRISE_LENGTH,
  SURPRISE_SYNTAX,
  SURPRISE_KIND,
  SURPRISE_CLASSES,
  VALUE_WORD,
  VALUE_WORDS,
  VALUE_HAS_KIND,
  VALUE_HAS_NAME,
  FIRST_OF_LINE,
  LINE_START,
  HEX,
  LAST_WORD_CLASSES,
  LAST_WORD_SYNTAX;

  /** Spreads the features over the weights; it depends on the name only. */
  final int seed;

  Feature() {
    this.seed = name().hashCode() * 0x85ebca6b;
  }
}
