package dev.tacenda.audit;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Checks a log file that {@link JsonlAuditSink} wrote.
 *
 * <p>What a chain alone proves: nobody changed, removed, added or moved a line before the newest
 * one without making all later lines anew. What it does not prove: that the newest lines are still
 * there, that the newest line is as it was, and that not the whole file was written anew by
 * somebody who knows the format; there is no key in it. For that, compare with an anchor, a {@link
 * Checkpoint} that was kept where the writer of the file cannot change it.
 *
 * <p>The check reads the file once, in memory that does not grow with it. Any content gets a
 * verdict; only the file system can make it throw.
 *
 * <pre>{@code
 * ChainReport report = AuditChain.verify(file, Checkpoint.parse(lineFromTheCiLog));
 * if (report.status() != ChainReport.Status.OK) { ... }
 * }</pre>
 */
public final class AuditChain {
  private AuditChain() {}

  /**
   * Checks the lines of {@code file} against each other. Lines that are added while it runs are not
   * looked at.
   *
   * @throws IOException if the file cannot be read, or is no regular file
   */
  public static ChainReport verify(Path file) throws IOException {
    return verify(file, new ChainVerifier(null));
  }

  /**
   * Checks the lines of {@code file} against each other and against an anchor, which may be of any
   * moment in the file's life: records after it are fine, fewer are a {@link
   * ChainReport.Status#MISSING_TAIL}.
   *
   * @throws IOException if the file cannot be read, or is no regular file
   */
  public static ChainReport verify(Path file, Checkpoint anchor) throws IOException {
    return verify(file, new ChainVerifier(Objects.requireNonNull(anchor, "anchor")));
  }

  private static ChainReport verify(Path file, ChainVerifier verifier) throws IOException {
    if (!Files.exists(file, NOFOLLOW_LINKS)) {
      throw new NoSuchFileException(file.toString());
    }
    if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
      // A pipe would block for ever.
      throw new IOException("not a regular file: " + file);
    }
    try (InputStream in = Files.newInputStream(file, NOFOLLOW_LINKS)) {
      return verifier.verify(new LineReader(in, Files.size(file)));
    }
  }

  /** For tests of content that is not in a file. */
  static ChainReport verify(InputStream in, long bytes, @Nullable Checkpoint anchor)
      throws IOException {
    return new ChainVerifier(anchor).verify(new LineReader(in, bytes));
  }
}
