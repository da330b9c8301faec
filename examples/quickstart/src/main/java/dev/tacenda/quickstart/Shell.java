package dev.tacenda.quickstart;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What surrounds a run: passed in, so that tests can see and set all of it.
 *
 * @param environment the environment variables
 * @param directory the folder that relative paths start from
 * @param out for the report
 * @param err for progress and errors
 */
record Shell(Map<String, String> environment, Path directory, PrintStream out, PrintStream err) {
  Shell {
    environment = Map.copyOf(environment);
  }

  /** Names the folder only: the environment holds secrets. */
  @Override
  public String toString() {
    return "Shell[" + directory + "]";
  }
}
