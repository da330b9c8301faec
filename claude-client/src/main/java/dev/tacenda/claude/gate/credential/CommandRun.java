package dev.tacenda.claude.gate.credential;

import dev.tacenda.claude.gate.CredentialException;
import dev.tacenda.claude.gate.CredentialException.Reason;
import dev.tacenda.mask.TrustedCode;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a command and takes what it prints. There is no shell between: the words of the command are
 * its arguments as they are. It gets no input, the variables that are listed and no others, and the
 * root of the file system as its folder, so that nothing in a checked out repository counts. What
 * it prints as an error goes nowhere, because it may quote what it was given.
 *
 * <p>Immutable; each run blocks the calling thread, up to its time limit.
 */
@TrustedCode("No shell, no environment but what is listed, and no end later than the time limit.")
final class CommandRun {
  /** The most that is read: no key or token is longer, and JSON around it is short. */
  static final int MAX_BYTES = 64 * 1024;

  private static final long AFTER_END_MILLIS = 1_000;

  private final List<String> command;
  private final Map<String, String> environment;
  private final Duration timeout;

  CommandRun(List<String> command, Map<String, String> environment, Duration timeout) {
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    this.timeout = timeout;
  }

  /** Returns what the command has printed, to be wiped. */
  byte[] output() {
    Process process = start();
    Printed printed = new Printed(process);
    try {
      printed.await(timeout);
      if (printed.isTooLarge()) {
        throw new CredentialException(Reason.TOO_LARGE);
      }
      if (process.exitValue() != 0) {
        throw new CredentialException(Reason.COMMAND_FAILED);
      }
      return printed.bytes();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CredentialException(Reason.INTERRUPTED);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      printed.wipe();
    }
  }

  private Process start() {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(new File(File.listRoots()[0].getPath()))
            .redirectError(Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      // The message names the command, whose arguments may be private.
      throw new CredentialException(Reason.COMMAND_NOT_STARTED);
    }
  }

  /**
   * What a process prints, read by a thread of its own: neither a command that hangs nor a child of
   * it that keeps the pipe open can hold the thread that asks for it.
   */
  private static final class Printed {
    private final Process process;
    private final Thread reader = new Thread(this::read, "tacenda-credential-command");
    private final byte[] buffer = new byte[MAX_BYTES + 1];
    private int size;

    Printed(Process process) {
      this.process = process;
      reader.setDaemon(true);
      reader.start();
    }

    private void read() {
      byte[] piece = new byte[4096];
      try (InputStream in = process.getInputStream()) {
        int count = in.read(piece);
        while (count >= 0 && add(piece, count)) {
          count = in.read(piece);
        }
      } catch (IOException e) {
        // The process was killed. Its exit code says that it has failed.
        process.destroyForcibly();
      } finally {
        Arrays.fill(piece, (byte) 0);
      }
    }

    /** A command that prints too much waits for a reader, so it is ended here. */
    private synchronized boolean add(byte[] piece, int count) {
      int room = Math.min(count, buffer.length - size);
      System.arraycopy(piece, 0, buffer, size, room);
      size += room;
      if (isTooLarge()) {
        process.destroyForcibly();
      }
      return !isTooLarge();
    }

    synchronized boolean isTooLarge() {
      return size > MAX_BYTES;
    }

    /** All that an ended process has printed is read at once, unless a child goes on printing. */
    void await(Duration timeout) throws InterruptedException {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new CredentialException(Reason.COMMAND_TIMED_OUT);
      }
      reader.join(AFTER_END_MILLIS);
    }

    synchronized byte[] bytes() {
      return Arrays.copyOf(buffer, size);
    }

    synchronized void wipe() {
      Arrays.fill(buffer, (byte) 0);
    }
  }

  /** Names nothing of the command. */
  @Override
  public String toString() {
    return "CommandRun[" + command.size() + " words]";
  }
}
