package dev.tacenda.audit.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * What one hands to somebody who shall check a log without us: a {@code .tar.gz} with the logs, the
 * anchors, and a script in Python that needs nothing but Python. It holds what the logs hold,
 * masked bodies included, and nothing else. Has no state.
 *
 * <pre>{@code
 * EvidenceBundle.write(directory, Anchor.find(outputOfTheJob), Path.of("evidence.tar.gz"));
 * // tar xzf evidence.tar.gz && python3 evidence/verify.py --anchors evidence/anchors.txt evidence/logs
 * }</pre>
 */
public final class EvidenceBundle {
  private static final String README =
      """
      Masked audit logs, and what is needed to check them.

        python3 evidence/verify.py --anchors evidence/anchors.txt evidence/logs

      verify.py needs Python 3.8 or later and nothing else. Compare anchors.txt with what you kept
      yourself, for example in the output of the job: anchors that come from the machine that wrote
      the log prove nothing.
      """;

  private EvidenceBundle() {}

  /**
   * Writes a bundle of all logs in {@code directory}, or of the one log that it is. The same files
   * give the same bytes.
   *
   * @param anchors what is put in as {@code anchors.txt}
   * @param target a file that does not exist yet; only its owner may read it
   * @throws IOException if a file cannot be read or written
   */
  public static void write(Path directory, Collection<Anchor> anchors, Path target)
      throws IOException {
    try (OutputStream file = create(target);
        GZIPOutputStream gzip = new GZIPOutputStream(file, 1 << 16);
        TarWriter tar = new TarWriter(gzip)) {
      tar.add("evidence/README.txt", README.getBytes(UTF_8));
      tar.add("evidence/verify.py", script());
      tar.add("evidence/anchors.txt", lines(anchors));
      for (Path log : AuditVerifier.logs(directory)) {
        for (Path segment : files(log)) {
          tar.add("evidence/logs/" + log.getFileName() + "/" + segment.getFileName(), segment);
        }
      }
    }
  }

  private static OutputStream create(Path target) throws IOException {
    Files.createFile(
        target, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.newOutputStream(target, StandardOpenOption.WRITE);
  }

  /** Returns the script that checks a log. */
  static byte[] script() throws IOException {
    try (InputStream in = EvidenceBundle.class.getResourceAsStream("verify.py")) {
      return Objects.requireNonNull(in, "verify.py").readAllBytes();
    }
  }

  private static byte[] lines(Collection<Anchor> anchors) {
    StringBuilder lines = new StringBuilder();
    anchors.forEach(anchor -> lines.append(anchor).append('\n'));
    return lines.toString().getBytes(UTF_8);
  }

  /** Segments, and what a recovery set aside. */
  private static List<Path> files(Path log) throws IOException {
    try (Stream<Path> files = Files.list(log)) {
      return files
          .filter(file -> file.toString().endsWith(".jsonl") || file.toString().endsWith(".torn"))
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    }
  }
}
