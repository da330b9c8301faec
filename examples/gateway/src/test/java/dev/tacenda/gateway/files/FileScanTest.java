package dev.tacenda.gateway.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.gateway.shell.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileScanTest {
  @TempDir Path folder;

  private final FileScan<Integer> scan =
      new FileScan<>(
          100_000,
          (name, content) -> content.length,
          FileScan.Binary.SKIP,
          InputStream.nullInputStream());

  private Outcome<Integer> scan(String name, Target.Links links) {
    return scan.scan(new Target.File(name, folder.resolve(name), links));
  }

  @Test
  void reportsAFileThatIsGone() {
    Outcome<Integer> outcome = scan("gone", Target.Links.REFUSE);

    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(((Outcome.Failed<Integer>) outcome).why().exitCode()).isEqualTo(ExitCode.UNREADABLE);
  }

  /** It was a file when the folder was listed. */
  @Test
  void doesNotFollowAFileThatBecameALink() throws IOException {
    Files.writeString(folder.resolve("real"), "text");
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));

    assertThat(scan("link", Target.Links.REFUSE)).isInstanceOf(Outcome.Failed.class);
    assertThat(scan("link", Target.Links.FOLLOW)).isInstanceOf(Outcome.Scanned.class);
  }

  @Test
  void takesAZeroByteBehindTheFirstThousandsForText() throws IOException {
    Files.write(folder.resolve("late"), new byte[] {'a'});
    byte[] content = "x".repeat(8_001).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    content[8_000] = 0;
    Files.write(folder.resolve("late"), content);

    assertThat(scan("late", Target.Links.REFUSE)).isInstanceOf(Outcome.Scanned.class);
    content[7_999] = 0;
    Files.write(folder.resolve("late"), content);
    assertThat(scan("late", Target.Links.REFUSE)).isInstanceOf(Outcome.Binary.class);
  }
}
