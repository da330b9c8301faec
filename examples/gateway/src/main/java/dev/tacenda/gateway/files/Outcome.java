package dev.tacenda.gateway.files;

import dev.tacenda.gateway.shell.Failure;

/** What became of one target. */
public sealed interface Outcome<R> {
  /** Returns how the target is called in reports. */
  String name();

  /** Worked on to its end, with a result. */
  record Scanned<R>(String name, long bytes, R result) implements Outcome<R> {}

  /** Left out, because it is no text. */
  record Binary<R>(String name) implements Outcome<R> {}

  /** Not scanned, or not to its end. */
  record Failed<R>(String name, Failure why) implements Outcome<R> {}
}
