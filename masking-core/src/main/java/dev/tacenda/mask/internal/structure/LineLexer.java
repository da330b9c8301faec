package dev.tacenda.mask.internal.structure;

/** Reads one line, without its line end, in time linear in its length. */
@FunctionalInterface
interface LineLexer {
  void read(byte[] line, PartSink sink);
}
