package dev.tacenda.claude.gate.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Does so many steps, and then stops: as in a crash, or as when the disk is full. */
final class CrashingFiles implements DurableFiles {
  private final DurableFiles disk = DurableFiles.ofDisk();
  private int steps;
  private int renamed;
  private boolean isFailure;

  /** The process is gone: nobody catches this. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Crash() {
      super("crash");
    }
  }

  CrashingFiles(int steps) {
    this.steps = steps;
  }

  CrashingFiles asFailure() {
    isFailure = true;
    return this;
  }

  int renamed() {
    return renamed;
  }

  private void step() throws IOException {
    if (steps-- > 0) {
      return;
    }
    if (isFailure) {
      throw new IOException("no space");
    }
    throw new Crash();
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    step();
    disk.createFolder(folder);
  }

  @Override
  public void create(Path file, byte[] content) throws IOException {
    if (steps == 0 && !isFailure) {
      Files.write(file, Arrays.copyOf(content, content.length / 2));
    }
    step();
    disk.create(file, content);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    step();
    disk.forceFolder(folder);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step();
    disk.rename(from, to);
    renamed++;
  }

  @Override
  public void delete(Path path) throws IOException {
    disk.delete(path);
  }
}
