package dev.tacenda.benchmarks.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A temporary folder with what all processes of a run read: made and checked once, so that they
 * need not, and have nothing compiled that is not measured.
 */
final class Workshop implements AutoCloseable {
  private final Path folder;

  private Workshop(Path folder) {
    this.folder = folder;
  }

  /** Makes the files. */
  static Workshop open() throws IOException {
    Workshop workshop = new Workshop(Files.createTempDirectory("tacenda-speed"));
    String text = CleanText.whole();
    Files.writeString(workshop.cleanText(), text);
    Bodies bodies = new Bodies(text);
    Body request = bodies.json(Bodies.bytes("10KB"), Content.FINDINGS);
    Files.write(workshop.request(), request.next());
    BodyCheck.check(bodies);
    return workshop;
  }

  /** The file that {@link CleanText#FILE_PROPERTY} names. */
  Path cleanText() {
    return folder.resolve("clean.txt");
  }

  /** A request of 10 KB with secrets. */
  Path request() {
    return folder.resolve("request.json");
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(cleanText());
    Files.deleteIfExists(request());
    Files.deleteIfExists(folder);
  }
}
