package dev.tacenda.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.audit.AuditRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * That the real storage forces the real file. A fake storage proves when the sink asks for it; here
 * the JVM's own flight recorder tells that the system was asked.
 */
class ForceReachesTheFileTest {
  @TempDir Path folder;

  @Test
  void forcesTheLogForEveryRecordThatIsWrittenAlone() throws IOException {
    try (Recording recording = new Recording()) {
      recording.enable("jdk.FileForce").withoutThreshold();
      recording.start();
      Path log = writeThreeRecords(folder.resolve("audit"));
      recording.stop();

      // The first line, three records, and the checkpoint at the end.
      assertThat(forces(recording, log)).hasSizeGreaterThanOrEqualTo(5);
    }
  }

  private static Path writeThreeRecords(Path directory) {
    try (JsonlAuditSink sink = JsonlAuditSink.open(directory)) {
      for (int i = 0; i < 3; i++) {
        sink.write(
            AuditRecord.builder(AuditRecord.Kind.SESSION_OPENED, Instant.EPOCH, UUID.randomUUID())
                .build());
      }
      return sink.path().resolve("000000.jsonl");
    }
  }

  private List<RecordedEvent> forces(Recording recording, Path log) throws IOException {
    Path dump = folder.resolve("recording.jfr");
    recording.dump(dump);
    return RecordingFile.readAllEvents(dump).stream()
        .filter(event -> log.toString().equals(event.getString("path")))
        .toList();
  }
}
