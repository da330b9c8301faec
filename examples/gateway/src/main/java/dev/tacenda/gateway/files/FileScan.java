package dev.tacenda.gateway.files;

import dev.tacenda.gateway.files.Target.Links;
import dev.tacenda.gateway.shell.ExitCode;
import dev.tacenda.gateway.shell.Failure;
import dev.tacenda.gateway.shell.Fault;
import dev.tacenda.mask.MaskingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads one target and has something done with it. Thread-safe if that is. */
final class FileScan<R> {
  /** As in git: a zero byte among the first of a file means that it is no text. */
  private static final int PROBE_BYTES = 8_000;

  private final int maxBytes;
  private final FileWork<R> work;
  private final Binary binary;
  private final InputStream standardInput;

  /** What to do about files that are no text. */
  enum Binary {
    SKIP,
    SCAN
  }

  /**
   * @param maxBytes of a target; a longer one has failed
   */
  FileScan(int maxBytes, FileWork<R> work, Binary binary, InputStream standardInput) {
    this.maxBytes = maxBytes;
    this.work = work;
    this.binary = binary;
    this.standardInput = standardInput;
  }

  /** Works on one target. Whatever goes wrong is part of the outcome, so that the scan goes on. */
  Outcome<R> scan(Target target) {
    try {
      byte @Nullable [] content = content(target);
      return content == null
          ? new Outcome.Binary<>(target.name())
          : new Outcome.Scanned<>(target.name(), content.length, work.on(target.name(), content));
    } catch (IOException e) {
      return new Outcome.Failed<>(target.name(), Readability.cannotRead(target.name()));
    } catch (MaskingException e) {
      String line = "not scanned: " + target.name() + ": " + e.getMessage();
      return new Outcome.Failed<>(target.name(), new Failure(ExitCode.LIMIT, line));
    } catch (Failure e) {
      return new Outcome.Failed<>(target.name(), e);
    } catch (RuntimeException e) {
      String line = "not scanned: " + target.name() + ": " + Fault.line(e);
      return new Outcome.Failed<>(target.name(), new Failure(ExitCode.INTERNAL, line));
    }
  }

  /** Returns the bytes of the target; null if they are no text. */
  private byte @Nullable [] content(Target target) throws IOException, Failure {
    if (target instanceof Target.File file) {
      LinkOption[] options =
          file.links() == Links.FOLLOW
              ? new LinkOption[0]
              // The file may have been replaced by a link since it was listed.
              : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
      try (InputStream in = Files.newInputStream(file.place(), options)) {
        return content(target.name(), in);
      }
    }
    if (target instanceof Target.Lost lost) {
      throw lost.why();
    }
    return content(target.name(), standardInput);
  }

  private byte @Nullable [] content(String name, InputStream in) throws IOException, Failure {
    byte[] head = in.readNBytes(PROBE_BYTES);
    if (binary == Binary.SKIP && holdsZero(head)) {
      return null;
    }
    byte[] rest =
        head.length < PROBE_BYTES
            ? new byte[0]
            : in.readNBytes(Math.max(0, maxBytes - head.length) + 1);
    if (head.length + (long) rest.length > maxBytes) {
      throw new Failure(
          ExitCode.LIMIT,
          "too large: "
              + name
              + " has more than "
              + maxBytes
              + " bytes; raise limits.max-body-bytes in the policy");
    }
    byte[] content = Arrays.copyOf(head, head.length + rest.length);
    System.arraycopy(rest, 0, content, head.length, rest.length);
    return content;
  }

  private static boolean holdsZero(byte[] head) {
    for (byte b : head) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }
}
