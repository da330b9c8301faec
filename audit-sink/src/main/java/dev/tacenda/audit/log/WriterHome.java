package dev.tacenda.audit.log;

import dev.tacenda.audit.format.LineFormat;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The directory of one writer. Beside the segments it has, until the log is closed:
 *
 * <ul>
 *   <li>{@code .lock}, which the writer has locked and nobody opens to read: closing it anywhere in
 *       the process that has the lock would drop the lock.
 *   <li>{@code .owner}, which says which process that is, so that it does not try its own locks.
 *   <li>{@code .ballast}, room for the last records if the disk gets full.
 * </ul>
 */
final class WriterHome {
  static final String LOCK = ".lock";
  static final String OWNER = ".owner";
  private static final String NEW_LOCK = ".lock.new";
  private static final String BALLAST = ".ballast";
  static final String DAMAGED = ".damaged";

  private final Storage storage;
  private final Path directory;
  private final Closeable lock;

  private WriterHome(Storage storage, Path directory, Closeable lock) {
    this.storage = storage;
    this.directory = directory;
    this.lock = lock;
  }

  /** Creates the directory of a new writer and locks it. */
  static WriterHome create(Storage storage, Path directory, String owner) throws IOException {
    storage.prepareDirectory(directory);
    write(storage, directory.resolve(OWNER), owner.getBytes(StandardCharsets.US_ASCII));
    // Locked before it has its name, so that nobody takes this log for one that was abandoned.
    Path unnamed = directory.resolve(NEW_LOCK);
    storage.create(unnamed).close();
    Closeable lock =
        storage.tryLock(unnamed).orElseThrow(() -> new IOException("the lock is taken"));
    try {
      storage.rename(unnamed, directory.resolve(LOCK));
      return new WriterHome(storage, directory, lock);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  /** Takes over the directory of a writer that is gone; nothing if it is not, or has closed. */
  static Optional<WriterHome> takeOver(Storage storage, Path directory, String owner)
      throws IOException {
    if (isOwnedBy(storage, directory, owner)) {
      return Optional.empty();
    }
    Optional<Closeable> lock = storage.tryLock(directory.resolve(LOCK));
    if (lock.isEmpty()) {
      return Optional.empty();
    }
    if (!storage.exists(directory.resolve(LOCK))) {
      lock.get().close(); // It was closed, or tidied up, between the look and the lock.
      return Optional.empty();
    }
    return Optional.of(new WriterHome(storage, directory, lock.get()));
  }

  private static boolean isOwnedBy(Storage storage, Path directory, String owner)
      throws IOException {
    Path file = directory.resolve(OWNER);
    if (!storage.exists(file)) {
      return false;
    }
    try (var in = storage.read(file)) {
      return new String(in.readNBytes(256), StandardCharsets.US_ASCII).equals(owner);
    }
  }

  private static void write(Storage storage, Path file, byte[] bytes) throws IOException {
    try (Storage.AppendFile out = storage.create(file)) {
      Storage.writeAll(out, bytes);
      out.force();
    }
  }

  /** Creates the file of a segment, so that it survives a power cut. */
  Segment createSegment(int number, long nanos) throws IOException {
    Storage.AppendFile file = storage.create(path(LineFormat.segmentName(number)));
    try {
      storage.forceDirectory(directory);
      return new Segment(number, file, nanos);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  Path directory() {
    return directory;
  }

  /** Takes room on the disk for the time when there is none. */
  void takeBallast(int bytes) throws IOException {
    boolean taken = false;
    try {
      // Bytes that are written, as a hole takes no room.
      write(storage, path(BALLAST), new byte[bytes]);
      taken = true;
    } finally {
      if (!taken) {
        storage.delete(path(BALLAST));
      }
    }
  }

  void releaseBallast() throws IOException {
    storage.delete(path(BALLAST));
  }

  /** Gives up the lock, and says thereby that the log needs no recovery. */
  void close() throws IOException {
    storage.delete(path(BALLAST));
    storage.delete(path(OWNER));
    storage.delete(path(LOCK));
    lock.close();
  }

  /** Gives up the lock of a log that cannot be set right, and marks it. */
  void abandon() throws IOException {
    storage.delete(path(BALLAST));
    storage.rename(path(LOCK), path(DAMAGED));
    lock.close();
  }

  /** Gives up the lock and leaves everything else for a recovery. */
  void release() throws IOException {
    lock.close();
  }
}
