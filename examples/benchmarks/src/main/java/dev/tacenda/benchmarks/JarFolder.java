package dev.tacenda.benchmarks;

import java.nio.file.Path;

/** The folder of the jar that runs, where results go unless something else is said. */
public final class JarFolder {
  private JarFolder() {}

  /** Returns the place of that name beside the jar. */
  public static Path resolve(String name) {
    Path jar = Path.of(System.getProperty("java.class.path", "")).toAbsolutePath();
    return jar.resolveSibling(name).normalize();
  }
}
