package dev.tacenda.mask;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A step of the build: writes the table of the shipped rules. Not used at run time. */
final class PrepareRules {
  private PrepareRules() {}

  /**
   * Takes the folder of the compiled classes, which is on the class path.
   *
   * @throws IOException if the table cannot be written
   */
  public static void main(String[] args) throws IOException {
    Path packageFolder = Path.of(args[0], "dev", "tacenda", "mask");
    Files.write(packageFolder.resolve(StandardRules.TABLE), StandardRules.prepare());
  }
}
