package dev.tacenda.audit.log;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that knows what is durable and what only was written, shows every state that a
 * power cut could leave, and fails on command. Thread-safe.
 *
 * <p>Files and entries of directories are apart, as in POSIX: a forced file whose directory was not
 * forced may be gone, and a renamed one may have either name.
 */
final class CrashFs implements Storage {
  /** The unit in which a disk writes. */
  static final int SECTOR = 512;

  /** Content that was forced, and the writes since then. */
  static final class Inode {
    byte[] durable = new byte[0];
    final List<byte[]> unforced = new ArrayList<>();
    boolean locked;

    byte[] written() {
      return join(durable, unforced);
    }
  }

  /** A change of a directory that was not forced: the entry before, which may be none. */
  private record EntryChange(Path file, @Nullable Inode before) {}

  /** What a test does after each change, for example look at the states a crash could leave. */
  interface Watcher {
    void changed();
  }

  final Map<Path, Inode> files = new TreeMap<>();
  private final Set<Path> directories = new HashSet<>();
  private final Map<Path, List<EntryChange>> unforcedEntries = new HashMap<>();
  private Watcher watcher = () -> {};

  private int forces;
  private int maxBytesPerWrite = Integer.MAX_VALUE;
  private long capacity = Long.MAX_VALUE;
  private int forcesUntilFailure = Integer.MAX_VALUE;
  private int forceFailures;
  private @Nullable IOException closeFailure;
  private @Nullable RuntimeException writeFailure;
  private @Nullable Error writeError;
  private @Nullable CountDownLatch gate;
  private @Nullable CountDownLatch arrived;

  synchronized void watch(Watcher newWatcher) {
    watcher = newWatcher;
  }

  synchronized void limitEachWriteTo(int bytes) {
    maxBytesPerWrite = bytes;
  }

  /** Leaves room for this many bytes more. */
  synchronized void limitSpaceTo(long bytes) {
    capacity = used() + bytes;
  }

  synchronized void endLimitOfSpace() {
    capacity = Long.MAX_VALUE;
  }

  private long used() {
    return files.values().stream().distinct().mapToLong(inode -> inode.written().length).sum();
  }

  /** Lets some forces pass and then fails some. A failed force loses what it should have forced. */
  synchronized void failForces(int after, int count) {
    forcesUntilFailure = after;
    forceFailures = count;
  }

  synchronized void failClose(IOException failure) {
    closeFailure = failure;
  }

  synchronized void failWrite(@Nullable RuntimeException failure) {
    writeFailure = failure;
  }

  synchronized void failWrite(Error failure) {
    writeError = failure;
  }

  /** Makes writes wait; the result says when one has arrived. */
  synchronized CountDownLatch hold() {
    gate = new CountDownLatch(1);
    arrived = new CountDownLatch(1);
    return arrived;
  }

  synchronized void release() {
    if (gate != null) {
      gate.countDown();
      gate = null;
    }
  }

  synchronized int forces() {
    return forces;
  }

  /** Returns the content that would be there after a power cut that loses all it can. */
  synchronized CrashFs afterPowerCut() {
    CrashFs after = new CrashFs();
    after.directories.addAll(directories);
    entries(false).forEach((file, inode) -> after.files.put(file, inode(inode.durable)));
    return after;
  }

  /** Returns the file of a log's segment. */
  synchronized Inode segment(Path log, int number) {
    return Objects.requireNonNull(files.get(log.resolve("00000" + number + ".jsonl")));
  }

  /** Returns the content of all files whose names end so, in order of their names. */
  synchronized byte[] content(String ending) {
    List<byte[]> all = new ArrayList<>();
    files.forEach(
        (file, inode) -> {
          if (file.toString().endsWith(ending)) {
            all.add(inode.written());
          }
        });
    return join(new byte[0], all);
  }

  static Inode inode(byte[] durable) {
    Inode inode = new Inode();
    inode.durable = durable.clone();
    return inode;
  }

  static byte[] join(byte[] first, List<byte[]> rest) {
    ByteBuffer all =
        ByteBuffer.allocate(first.length + rest.stream().mapToInt(b -> b.length).sum());
    all.put(first);
    rest.forEach(all::put);
    return all.array();
  }

  /**
   * Returns every state that a power cut could leave now: for each file that has unforced writes,
   * all of them, none, a part that ends in or between sectors, or the end without a sector before
   * it; for each directory, its changes or what was before.
   */
  synchronized List<CrashFs> crashStates() {
    List<CrashFs> states = new ArrayList<>();
    boolean[] both = unforcedEntries.isEmpty() ? new boolean[] {true} : new boolean[] {false, true};
    for (boolean newEntries : both) {
      Map<Path, Inode> entries = entries(newEntries);
      boolean written = entries.values().stream().anyMatch(inode -> !inode.unforced.isEmpty());
      for (Content content : written ? Content.values() : new Content[] {Content.NONE}) {
        CrashFs state = new CrashFs();
        state.directories.addAll(directories);
        entries.forEach((file, inode) -> state.files.put(file, inode(content.of(inode))));
        states.add(state);
      }
    }
    return states;
  }

  /** What becomes of the unforced writes of a file. */
  private enum Content {
    NONE,
    ALL,
    HALF,
    TO_A_SECTOR,
    WITHOUT_A_SECTOR,
    ZEROS;

    byte[] of(Inode inode) {
      byte[] all = inode.written();
      int from = inode.durable.length;
      int middle = from + (all.length - from) / 2;
      int sector = Math.max(from, middle / SECTOR * SECTOR);
      return switch (this) {
        case NONE -> inode.durable;
        case ALL -> all;
        case HALF -> Arrays.copyOf(all, middle);
        case TO_A_SECTOR -> Arrays.copyOf(all, sector);
        case WITHOUT_A_SECTOR -> zeroed(all, sector, Math.min(all.length, sector + SECTOR));
        case ZEROS -> zeroed(all, from, all.length);
      };
    }

    private static byte[] zeroed(byte[] all, int from, int to) {
      byte[] copy = all.clone();
      Arrays.fill(copy, from, to, (byte) 0);
      return copy;
    }
  }

  /** Returns the entries of all directories, with or without those changes that were not forced. */
  private Map<Path, Inode> entries(boolean withChanges) {
    Map<Path, Inode> entries = new TreeMap<>(files);
    if (!withChanges) {
      for (List<EntryChange> changes : unforcedEntries.values()) {
        for (int i = changes.size() - 1; i >= 0; i--) {
          EntryChange change = changes.get(i);
          if (change.before() == null) {
            entries.remove(change.file());
          } else {
            entries.put(change.file(), change.before());
          }
        }
      }
    }
    return entries;
  }

  private void changeEntry(Path file, @Nullable Inode inode) {
    Path parent = Objects.requireNonNull(file.getParent());
    unforcedEntries
        .computeIfAbsent(parent, unused -> new ArrayList<>())
        .add(new EntryChange(file, files.get(file)));
    if (inode == null) {
      files.remove(file);
    } else {
      files.put(file, inode);
    }
  }

  @Override
  public synchronized void prepareDirectory(Path directory) {
    directories.add(directory);
  }

  @Override
  public synchronized AppendFile create(Path file) throws IOException {
    if (files.containsKey(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Inode inode = new Inode();
    changeEntry(file, inode);
    watcher.changed();
    return new MemoryFile(inode);
  }

  @Override
  public synchronized void forceDirectory(Path directory) {
    unforcedEntries.remove(directory);
    watcher.changed();
  }

  @Override
  public synchronized List<String> list(Path directory) {
    Set<String> names = new TreeSet<>();
    for (Set<Path> paths : List.of(files.keySet(), directories)) {
      paths.stream()
          .filter(path -> directory.equals(path.getParent()))
          .forEach(path -> names.add(path.getFileName().toString()));
    }
    return List.copyOf(names);
  }

  @Override
  public synchronized boolean exists(Path path) {
    return files.containsKey(path) || directories.contains(path);
  }

  private Inode find(Path file) throws NoSuchFileException {
    Inode inode = files.get(file);
    if (inode == null) {
      throw new NoSuchFileException(file.toString());
    }
    return inode;
  }

  @Override
  public synchronized long size(Path file) throws IOException {
    return find(file).written().length;
  }

  @Override
  public synchronized InputStream read(Path file) throws IOException {
    return new ByteArrayInputStream(find(file).written());
  }

  @Override
  public synchronized void truncate(Path file, long size) throws IOException {
    Inode inode = find(file);
    inode.durable = Arrays.copyOf(inode.written(), (int) size);
    inode.unforced.clear();
    watcher.changed();
  }

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    Inode inode = find(from);
    changeEntry(from, null);
    changeEntry(to, inode);
    watcher.changed();
  }

  @Override
  public synchronized void delete(Path file) {
    if (files.containsKey(file)) {
      changeEntry(file, null);
      watcher.changed();
    }
  }

  @Override
  public synchronized Optional<Closeable> tryLock(Path file) {
    Inode inode = files.get(file);
    if (inode == null || inode.locked) {
      return Optional.empty();
    }
    inode.locked = true;
    return Optional.of(() -> inode.locked = false);
  }

  private final class MemoryFile implements AppendFile {
    private final Inode inode;

    MemoryFile(Inode inode) {
      this.inode = inode;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      waitAtGate();
      synchronized (CrashFs.this) {
        if (writeError != null) {
          throw writeError;
        }
        if (writeFailure != null) {
          throw writeFailure;
        }
        int room = (int) Math.min(Integer.MAX_VALUE, Math.max(0, capacity - used()));
        int count = Math.min(Math.min(bytes.remaining(), maxBytesPerWrite), room);
        if (count == 0 && maxBytesPerWrite > 0) {
          throw new IOException("No space left on device");
        }
        byte[] chunk = new byte[count];
        bytes.get(chunk);
        inode.unforced.add(chunk);
        watcher.changed();
        return count;
      }
    }

    @Override
    public void force() throws IOException {
      synchronized (CrashFs.this) {
        forces++;
        if (forcesUntilFailure-- <= 0 && forceFailures > 0) {
          forceFailures--;
          throw new IOException("Input/output error");
        }
        inode.durable = inode.written();
        inode.unforced.clear();
        watcher.changed();
      }
    }

    @Override
    public void close() throws IOException {
      synchronized (CrashFs.this) {
        if (closeFailure != null) {
          throw closeFailure;
        }
      }
    }
  }

  private void waitAtGate() throws IOException {
    CountDownLatch held;
    synchronized (this) {
      held = gate;
      if (arrived != null) {
        arrived.countDown();
      }
    }
    try {
      if (held != null) {
        held.await();
      }
    } catch (InterruptedException e) {
      throw new IOException("interrupted inside a write", e);
    }
  }
}
