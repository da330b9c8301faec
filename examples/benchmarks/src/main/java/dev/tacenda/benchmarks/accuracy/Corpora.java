package dev.tacenda.benchmarks.accuracy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folders of the three corpora: as they lie in a folder, or unpacked into a temporary one that
 * is deleted in the end.
 */
final class Corpora implements AutoCloseable {
  private final Path folder;
  private final Path unpacked;

  private Corpora(Path folder, Path unpacked) {
    this.folder = folder;
    this.unpacked = unpacked;
  }

  /**
   * Finds the corpora in {@code folder}, and unpacks the archives of those that lie there packed.
   */
  static Corpora in(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("no such folder: " + folder);
    }
    Corpora corpora = new Corpora(folder, Files.createTempDirectory("tacenda-corpora"));
    try {
      for (String name : List.of("examples-dev", "creddata-dev", "clean")) {
        corpora.unpackIfNeeded(name);
      }
      return corpora;
    } catch (IOException e) {
      corpora.close();
      throw e;
    }
  }

  private void unpackIfNeeded(String name) throws IOException {
    Path archive = folder.resolve(name + ".tar.xz");
    if (Files.isDirectory(folder.resolve(name))) {
      return;
    }
    if (!Files.isRegularFile(archive)) {
      throw new IOException(folder + " holds neither " + name + " nor " + name + ".tar.xz");
    }
    Process tar =
        new ProcessBuilder("tar", "-xJf", archive.toString(), "-C", unpacked.toString())
            .inheritIO()
            .start();
    try {
      if (tar.waitFor() != 0) {
        throw new IOException("tar cannot unpack " + archive);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while unpacking " + archive, e);
    }
  }

  private Path corpus(String name) {
    Path plain = folder.resolve(name);
    return Files.isDirectory(plain) ? plain : unpacked.resolve(name);
  }

  /** Returns the files of examples, by name. */
  List<Path> examples() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(corpus("examples-dev"), "*.jsonl")) {
      found.forEach(files::add);
    }
    return files.stream().sorted().toList();
  }

  Path labels() {
    return corpus("creddata-dev").resolve("labels.jsonl");
  }

  Path credDataFile(String path) {
    return corpus("creddata-dev").resolve("files").resolve(path);
  }

  /** Returns the list of clean files, whose paths are relative to its folder. */
  Path cleanList() {
    return corpus("clean").resolve("files.jsonl");
  }

  /** Deletes what was unpacked. */
  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(unpacked)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
