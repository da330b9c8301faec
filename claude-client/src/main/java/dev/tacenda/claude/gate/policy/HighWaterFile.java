package dev.tacenda.claude.gate.policy;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.tacenda.claude.gate.internal.digest.Sha256;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps the {@link RevisionMark} of one bundle over restarts, as a line {@code tacenda-high-water 1
 * NAME REVISION DIGEST}. A file that is there and is not such a line is an error, never a fresh
 * start. For one process at a time.
 */
@TrustedCode("a restart does not forget which revisions were in force")
final class HighWaterFile {
  private static final String MAGIC = "tacenda-high-water";
  private static final int MAX_BYTES = 256;

  private final Path file;
  private final String bundle;
  private final DurableFiles disk;

  HighWaterFile(Path file, String bundle, DurableFiles disk) {
    this.file = file;
    this.bundle = bundle;
    this.disk = disk;
  }

  RevisionMark read() {
    if (!Files.exists(file, NOFOLLOW_LINKS)) {
      return RevisionMark.NONE;
    }
    try {
      return parse(new String(FolderReader.file(file, MAX_BYTES), StandardCharsets.ISO_8859_1));
    } catch (BundleException | IllegalArgumentException e) {
      throw new BundleException(BundleRejection.HIGH_WATER_UNREADABLE);
    }
  }

  private RevisionMark parse(String line) {
    String[] words = line.split(" ", -1);
    BundleManifest.require(words.length == 5, "five words");
    RevisionMark mark = new RevisionMark(Long.parseLong(words[3]), words[4].strip());
    BundleManifest.require(
        line.equals(line(mark)) && mark.revision() > 0 && Sha256.isHex(mark.digest()), "its form");
    return mark;
  }

  private String line(RevisionMark mark) {
    return MAGIC + " 1 " + bundle + " " + mark.revision() + " " + mark.digest() + "\n";
  }

  void write(RevisionMark mark) {
    try {
      disk.replace(file, line(mark).getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new BundleException(BundleRejection.HIGH_WATER_UNREADABLE, "it cannot be written");
    }
  }
}
