package dev.tacenda.claude.gate.policy;

import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.AuditSink;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the records of one {@link PolicyFeed}, all under one id. Thread-safe. */
final class FeedRecords {
  private final AuditSink sink;
  private final UUID feedId = UUID.randomUUID();

  FeedRecords(AuditSink sink) {
    this.sink = Objects.requireNonNull(sink, "sink");
  }

  /** Records that a bundle comes into force. */
  void loaded(BundleManifest manifest, Instant now) {
    write(about(manifest, AuditRecord.builder(Kind.POLICY_LOADED, now, feedId)));
  }

  /**
   * Records that one was refused.
   *
   * @param offered what was refused; null if it is not known for sure what that was
   */
  void rejected(BundleRejection reason, @Nullable BundleManifest offered, Instant now) {
    AuditRecord.Builder record =
        AuditRecord.builder(Kind.POLICY_REJECTED, now, feedId).reason(reason);
    write(offered == null ? record : about(offered, record));
  }

  private static AuditRecord.Builder about(BundleManifest manifest, AuditRecord.Builder record) {
    return record.policy(manifest.name(), manifest.revision(), manifest.digest());
  }

  private void write(AuditRecord.Builder record) {
    try {
      sink.write(record.build());
    } catch (RuntimeException e) {
      // Whatever a sink throws, the record is in doubt.
      throw new BundleException(BundleRejection.AUDIT_FAILED);
    }
  }
}
