package dev.tacenda.audit.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundle that is handed to somebody else. */
class EvidenceBundleTest {
  private final Path temp;
  private final SampleLogs samples;
  private final Path bundle;

  EvidenceBundleTest(@TempDir Path temp) throws IOException {
    this.temp = temp;
    this.samples = new SampleLogs(temp);
    this.bundle = temp.resolve("evidence.tar.gz");
  }

  /** Reads an archive by the rules of ustar, not by our own writer. */
  private static Map<String, byte[]> files(Path archive) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(archive))) {
      byte[] header = in.readNBytes(512);
      while (header[0] != 0) {
        assertThat(new String(header, 257, 5, US_ASCII)).isEqualTo("ustar");
        String name = new String(header, 0, 100, US_ASCII).replace("\0", "");
        int size = Integer.parseInt(new String(header, 124, 11, US_ASCII), 8);
        files.put(name, in.readNBytes(size));
        in.skipNBytes((512 - size % 512) % 512);
        header = in.readNBytes(512);
      }
    }
    return files;
  }

  private Path unpack() throws IOException {
    for (Map.Entry<String, byte[]> file : files(bundle).entrySet()) {
      Path target = temp.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue());
    }
    return temp.resolve("evidence");
  }

  @Test
  void holdsLogsAnchorsAndTheScript() throws IOException {
    EvidenceBundle.write(temp.resolve("audit"), samples.anchors, bundle);
    Path evidence = unpack();

    assertThat(AuditVerifier.of(evidence.resolve("logs")).verify().verdict()).isEqualTo(Verdict.OK);
    assertThat(Anchor.find(Files.readString(evidence.resolve("anchors.txt"))))
        .isEqualTo(samples.anchors);
    assertThat(Files.readString(evidence.resolve("verify.py"), UTF_8))
        .startsWith("#!/usr/bin/env python3");
    assertThat(Files.getPosixFilePermissions(bundle)).hasSize(2);
  }

  @Test
  void theSameLogGivesTheSameBundle() throws IOException {
    EvidenceBundle.write(samples.closed, List.of(), bundle);
    EvidenceBundle.write(samples.closed, List.of(), temp.resolve("again"));

    assertThat(temp.resolve("again")).hasSameBinaryContentAs(bundle);
  }

  @Test
  void neverOverwrites() throws IOException {
    Files.createFile(bundle);
    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> EvidenceBundle.write(samples.closed, List.of(), bundle));
  }

  @Test
  void canBeCheckedByItsScriptAlone() throws Exception {
    EvidenceBundle.write(temp.resolve("audit"), samples.anchors, bundle);
    Path logs = unpack().resolve("logs");
    List<Anchor> own =
        samples.anchors.stream().filter(a -> samples.closed.endsWith(a.writer())).toList();
    if (Python.isMissing()) {
      return; // Where the project is checked before a change lands, there is one.
    }
    assertThat(Python.verify(temp, List.of(logs), own)).containsExactly("OK");
  }
}
