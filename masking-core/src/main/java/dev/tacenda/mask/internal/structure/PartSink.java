package dev.tacenda.mask.internal.structure;

/** Takes the values of one line, as half-open ranges of its bytes; they may overlap. */
@FunctionalInterface
interface PartSink {
  void accept(Part part, int start, int end);
}
