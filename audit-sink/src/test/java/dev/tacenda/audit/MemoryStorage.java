package dev.tacenda.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that knows what a power cut would leave: only forced bytes, and only of a file
 * whose directory was forced. It fails on command. Thread-safe.
 */
final class MemoryStorage implements Storage {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private int forced;
  private boolean created;
  private boolean entryForced;
  private boolean closed;
  private int forces;
  private int maxBytesPerWrite = Integer.MAX_VALUE;
  private int capacity = Integer.MAX_VALUE;
  private @Nullable IOException forceFailure;
  private @Nullable IOException closeFailure;
  private @Nullable RuntimeException writeFailure;
  private @Nullable CountDownLatch gate;
  private @Nullable Error writeError;
  private @Nullable CountDownLatch arrived;

  synchronized void limitEachWriteTo(int bytes) {
    maxBytesPerWrite = bytes;
  }

  synchronized void limitSpaceTo(int bytes) {
    capacity = bytes;
  }

  synchronized void failForce(@Nullable IOException failure) {
    forceFailure = failure;
  }

  synchronized void failClose(IOException failure) {
    closeFailure = failure;
  }

  synchronized void failWrite(RuntimeException failure) {
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

  /** Returns what would be there after a power cut. */
  synchronized byte[] durable() {
    return entryForced ? Arrays.copyOf(written.toByteArray(), forced) : new byte[0];
  }

  synchronized byte[] written() {
    return written.toByteArray();
  }

  synchronized int forces() {
    return forces;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public void prepareDirectory(Path directory) {}

  @Override
  public synchronized AppendFile create(Path file) {
    created = true;
    return new MemoryFile();
  }

  @Override
  public synchronized void forceDirectory(Path directory) {
    entryForced = created;
  }

  private final class MemoryFile implements AppendFile {
    @Override
    public int write(ByteBuffer bytes) throws IOException {
      waitAtGate();
      synchronized (MemoryStorage.this) {
        if (writeError != null) {
          throw writeError;
        }
        if (writeFailure != null) {
          throw writeFailure;
        }
        int count =
            Math.min(Math.min(bytes.remaining(), maxBytesPerWrite), capacity - written.size());
        if (count == 0 && maxBytesPerWrite > 0) {
          throw new IOException("No space left on device");
        }
        byte[] chunk = new byte[count];
        bytes.get(chunk);
        written.writeBytes(chunk);
        return count;
      }
    }

    @Override
    public void force() throws IOException {
      synchronized (MemoryStorage.this) {
        forces++;
        if (forceFailure != null) {
          throw forceFailure;
        }
        forced = written.size();
      }
    }

    @Override
    public void close() throws IOException {
      synchronized (MemoryStorage.this) {
        closed = true;
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
