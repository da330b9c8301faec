package dev.tacenda.audit.verify;

import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.Decision;
import dev.tacenda.audit.Outcome;
import dev.tacenda.audit.Records;
import dev.tacenda.audit.log.JsonlAuditSink;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Logs to tamper with: two sessions with bodies, over several segments. */
final class SampleLogs {
  static final UUID FIRST = new UUID(1, 1);
  static final UUID SECOND = new UUID(1, 2);
  private static final int TURNS = 4;

  /** Everything that was anchored while the logs were written. */
  final List<Anchor> anchors = new ArrayList<>();

  /** A log that was closed, one that was not, and one of another writer. */
  final Path closed;

  final Path open;
  final Path other;

  private final Masker masker =
      Masker.of(MaskingPolicy.standard(), PlaceholderKey.of(new byte[32]));

  SampleLogs(Path temp) throws IOException {
    JsonlAuditSink sink = open(temp.resolve("audit"));
    write(sink, FIRST);
    write(sink, SECOND);
    sink.close();
    this.closed = sink.path();
    this.other = writeOther(temp.resolve("other"));
    this.open = writeOpen(temp.resolve("open"));
  }

  private JsonlAuditSink open(Path directory) {
    return JsonlAuditSink.builder(directory)
        .maxSegmentBytes(4096)
        .checkpointEvery(Duration.ofHours(1))
        .onAnchor(anchors::add)
        .open();
  }

  private Path writeOther(Path directory) {
    List<Anchor> before = List.copyOf(anchors);
    JsonlAuditSink sink = open(directory);
    write(sink, FIRST);
    sink.close();
    anchors.clear();
    anchors.addAll(before);
    return sink.path();
  }

  private Path writeOpen(Path directory) throws IOException {
    JsonlAuditSink sink = open(directory);
    write(sink, FIRST);
    sink.write(opened(SECOND));
    sink.write(intent(SECOND, 0));
    anchors.add(sink.anchor());
    Path copy = directory.resolveSibling("open-copy").resolve(sink.path().getFileName());
    copy(sink.path(), copy);
    int known = anchors.size();
    sink.close();
    anchors.subList(known, anchors.size()).clear();
    return copy;
  }

  private void write(JsonlAuditSink sink, UUID session) {
    sink.write(opened(session));
    for (int turn = 0; turn < TURNS; turn++) {
      sink.write(intent(session, turn));
      sink.write(completed(session, turn));
    }
    sink.write(AuditRecord.builder(Kind.SESSION_CLOSED, Records.TIME, session).build());
  }

  private static AuditRecord opened(UUID session) {
    return AuditRecord.builder(Kind.SESSION_OPENED, Records.TIME, session).build();
  }

  private AuditRecord intent(UUID session, int turn) {
    return exchange(Kind.REQUEST_INTENDED, session, turn)
        .endpoint("POST", "/v1/messages")
        .decision(Decision.ALLOWED)
        .masked(mask("turn " + turn + " of " + session + " said \"hello\"\n"))
        .build();
  }

  private AuditRecord completed(UUID session, int turn) {
    return exchange(Kind.RESPONSE_COMPLETED, session, turn)
        .httpStatus(200)
        .outcome(Outcome.SUCCESS)
        .build();
  }

  private static AuditRecord.Builder exchange(Kind kind, UUID session, int turn) {
    return AuditRecord.builder(kind, Records.TIME, session)
        .exchange(new UUID(session.getLeastSignificantBits(), turn), 1)
        .caller("https://issuer.example", "repo:acme@1/shop@2")
        .policy("ci-default", 7, Records.DIGEST);
  }

  private MaskResult mask(String text) {
    return masker.maskText(text.getBytes(StandardCharsets.UTF_8));
  }

  static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).toList()) {
        Files.copy(file, to.resolve(file.getFileName().toString()));
      }
    }
  }
}
