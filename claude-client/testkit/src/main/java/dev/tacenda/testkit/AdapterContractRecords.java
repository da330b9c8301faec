package dev.tacenda.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.audit.AuditException;
import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.AuditSink;
import dev.tacenda.audit.InMemoryAuditSink;
import dev.tacenda.audit.Outcome;
import dev.tacenda.audit.log.AuditLogReader;
import dev.tacenda.audit.log.JsonlAuditSink;
import dev.tacenda.audit.log.StoredRecord;
import dev.tacenda.claude.RequestDeniedException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** The records of one test, in memory and on disk, and what must be true of them. */
final class AdapterContractRecords implements AutoCloseable {
  private final InMemoryAuditSink records = new InMemoryAuditSink();
  private final JsonlAuditSink log;

  AdapterContractRecords(Path folder) {
    this.log = JsonlAuditSink.open(folder);
  }

  /** Where a guard writes to: the disk first. */
  AuditSink sink() {
    return AuditSink.composite(log, records);
  }

  /** A sink that stores everything but intents. */
  AuditSink brokenSink() {
    return new BrokenSink(records);
  }

  private record BrokenSink(AuditSink records) implements AuditSink {
    @Override
    public void write(AuditRecord record) {
      if (record.kind() == Kind.REQUEST_INTENDED) {
        throw new AuditException(
            AuditException.Reason.WRITE_FAILED, "the disk of the test is full");
      }
      records.write(record);
    }

    @Override
    public void flush() {
      records.flush();
    }

    @Override
    public void close() {
      records.close();
    }
  }

  /** To be called when a request arrives. */
  void assertIntentIsDurable(RecordedRequest request) {
    List<AuditRecord> intents = ofKinds(Kind.REQUEST_INTENDED);
    assertThat(intents).hasSize(request.order());
    AuditRecord intent = intents.get(request.order() - 1);
    assertThat(intent.body().orElseThrow().sha256()).isEqualTo(sha256(request.body()));
    assertThat(stored())
        .anyMatch(
            record ->
                record.kind().equals(Kind.REQUEST_INTENDED.wireName())
                    && new String(record.line(), UTF_8)
                        .contains(intent.exchangeId().orElseThrow().toString())
                    && Arrays.equals(record.body().orElseThrow(), request.body()));
  }

  private List<StoredRecord> stored() {
    List<StoredRecord> stored = new ArrayList<>();
    try {
      AuditLogReader.read(log.path(), stored::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return stored;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  List<AuditRecord> closings() {
    return ofKinds(Kind.RESPONSE_COMPLETED, Kind.RESPONSE_ABORTED);
  }

  /** Fails unless there is one closing record, and it says this. */
  void assertClosed(Kind kind, Outcome outcome, int status) {
    assertThat(closings()).hasSize(1);
    AuditRecord closing = closings().get(0);
    assertThat(closing.kind()).isEqualTo(kind);
    assertThat(closing.outcome()).contains(outcome);
    assertThat(closing.httpStatus()).hasValue(status);
  }

  private List<AuditRecord> ofKinds(Kind... kinds) {
    List<Kind> wanted = List.of(kinds);
    return records.records().stream().filter(each -> wanted.contains(each.kind())).toList();
  }

  /** Fails unless the request was recorded as denied and nothing as intended. */
  void assertDenied(Reason reason) {
    assertThat(ofKinds(Kind.REQUEST_INTENDED)).isEmpty();
    assertThat(ofKinds(Kind.REQUEST_DENIED)).isNotEmpty();
    assertThat(ofKinds(Kind.REQUEST_DENIED))
        .allSatisfy(each -> assertThat(each.reason()).contains(reason.name()));
  }

  void assertEachIntentHasOneClosing() {
    List<String> closed = closings().stream().map(AdapterContractRecords::attempt).toList();
    List<String> intended =
        ofKinds(Kind.REQUEST_INTENDED).stream().map(AdapterContractRecords::attempt).toList();
    assertThat(closed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(intended);
  }

  private static String attempt(AuditRecord each) {
    return each.exchangeId().orElseThrow() + " attempt " + each.attempt().orElseThrow();
  }

  /** All that the records say, but for what is on the disk. */
  String text() {
    return records.records().stream().map(AuditRecord::toString).collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    log.close();
  }
}
