package dev.tacenda.audit.log;

import static dev.tacenda.audit.Records.EXCHANGE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.Decision;
import dev.tacenda.audit.MaskedBody;
import dev.tacenda.audit.Records;
import dev.tacenda.audit.verify.Anchor;
import dev.tacenda.audit.verify.AuditVerifier;
import dev.tacenda.audit.verify.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A log of version 2 of the format, and its anchors. They stay as they are for ever: newer code
 * must still verify them. The script that is no code of ours verifies them too.
 */
class GoldenLogTest {
  private static final List<String> NAMES = List.of("000000.jsonl", "000001.jsonl");

  private final List<Anchor> anchors = new ArrayList<>();

  private static byte[] golden(String name) throws IOException {
    try (InputStream in = GoldenLogTest.class.getResourceAsStream("v2/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private CrashFs write() {
    CrashFs disk = new CrashFs();
    MaskedBody.Collector body = MaskedBody.collector();
    byte[] text = "line \u20ac \"quoted\"\n\u0001".repeat(700).getBytes(UTF_8);
    body.append(text, 0, text.length);
    JsonlAuditSink sink =
        Logs.in(disk)
            .maxSegmentBytes(4096)
            .checkpointEvery(Duration.ofHours(1))
            .onAnchor(anchors::add)
            .open();
    sink.write(Records.opened());
    sink.write(
        Records.exchange(Kind.REQUEST_INTENDED, EXCHANGE)
            .endpoint("POST", "/v1/messages")
            .decision(Decision.ALLOWED)
            .body(body.finish())
            .build());
    sink.write(Records.completed(EXCHANGE));
    sink.write(Records.closed());
    sink.close();
    return disk;
  }

  @Test
  void isWrittenTodayAsItWas() throws IOException {
    CrashFs disk = write();
    for (String name : NAMES) {
      assertThat(disk.content(name)).as(name).asString().isEqualTo(new String(golden(name), UTF_8));
    }
  }

  @Test
  void isStillWhole(@TempDir Path temp) throws IOException {
    for (String name : NAMES) {
      Files.write(temp.resolve(name), golden(name));
    }
    List<Anchor> kept = Anchor.find(new String(golden("anchors.txt"), UTF_8));

    assertThat(kept).hasSize(2);
    assertThat(AuditVerifier.of(temp).withAnchors(kept).verify().verdict()).isEqualTo(Verdict.OK);
    assertThat(AuditVerifier.of(temp).withAnchors(kept).verify().records()).isEqualTo(4);
  }
}
