package dev.tacenda.mask.internal.structure;

/** What a lexer found out about a value. */
enum Part {
  /** Chosen by a person or for one: it may be short, and a word. */
  PASSWORD,
  /** Made by a machine: long, and without meaning. */
  TOKEN,
  /** Derived from a password, which can be guessed from it. */
  HASH,
  /** Key material. */
  KEY
}
