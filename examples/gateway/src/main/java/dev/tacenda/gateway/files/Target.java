package dev.tacenda.gateway.files;

import dev.tacenda.gateway.shell.Failure;
import java.nio.file.Path;

/** What a walk comes across, in the order of the report. */
sealed interface Target {
  /** How it is called in the report: the path as given, joined with the way down from there. */
  String name();

  /**
   * A file to scan.
   *
   * @param place where it is
   * @param links whether a symbolic link is followed: only if the command line names it
   */
  record File(String name, Path place, Links links) implements Target {}

  /** What is on standard input. */
  record StandardInput(String name) implements Target {}

  /** What cannot be scanned, and why. */
  record Lost(String name, Failure why) implements Target {}

  /** Whether a symbolic link is followed. */
  enum Links {
    FOLLOW,
    REFUSE
  }
}
