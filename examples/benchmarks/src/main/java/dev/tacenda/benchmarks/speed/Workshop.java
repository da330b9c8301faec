package dev.tacenda.benchmarks.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A temporary folder with what all processes of a run read: made and checked once, so that they
 * need not, and have nothing compiled that is not measured.
 */
final class Workshop {
  private final Path folder;

  private final Bodies bodies;

  private Workshop(Path folder, String text) {
    this.folder = folder;
    this.bodies = new Bodies(text);
  }

  /** Makes the files. */
  static Workshop open() throws IOException {
    String text = CleanText.whole();
    Workshop workshop = new Workshop(Files.createTempDirectory("tacenda-speed"), text);
    workshop.deleteOnExit();
    Files.writeString(workshop.cleanText(), text);
    Body request = workshop.bodies.json(Bodies.bytes("10KB"), Content.FINDINGS);
    Files.write(workshop.request(), request.next());
    BodyCheck.check(workshop.bodies);
    return workshop;
  }

  /** Also if the run is interrupted. The folder is registered first and deleted last. */
  private void deleteOnExit() {
    folder.toFile().deleteOnExit();
    cleanText().toFile().deleteOnExit();
    request().toFile().deleteOnExit();
  }

  Bodies bodies() {
    return bodies;
  }

  /** The file that {@link CleanText#FILE_PROPERTY} names. */
  Path cleanText() {
    return folder.resolve("clean.txt");
  }

  /** A request of 10 KB with secrets. */
  Path request() {
    return folder.resolve("request.json");
  }
}
