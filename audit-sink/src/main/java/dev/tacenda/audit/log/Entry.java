package dev.tacenda.audit.log;

import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditRecord.Kind;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One record on its way, or without one a request to say when all before it is durable. */
final class Entry {
  private static final Set<Kind> ENDINGS =
      Set.of(
          Kind.RESPONSE_COMPLETED, Kind.RESPONSE_ABORTED, Kind.REQUEST_DENIED, Kind.SESSION_CLOSED);
  private static final UUID NOBODY = new UUID(0, 0);

  final UUID session;
  final @Nullable Kind kind;
  final byte[] members;
  final BodyPieces body;
  final CompletableFuture<Void> durable = new CompletableFuture<>();

  private Entry(UUID session, @Nullable Kind kind, byte[] members, BodyPieces body) {
    this.session = session;
    this.kind = kind;
    this.members = members;
    this.body = body;
  }

  /** Serialises a record and cuts its body, which is to be done in its caller's thread. */
  static Entry of(AuditRecord record, boolean withBody) {
    byte[] object = record.json();
    return new Entry(
        record.sessionId(),
        record.kind(),
        Arrays.copyOfRange(object, 1, object.length - 1),
        withBody ? record.body().map(BodyPieces::of).orElse(BodyPieces.NONE) : BodyPieces.NONE);
  }

  /** Returns an entry that adds nothing. */
  static Entry marker() {
    return new Entry(NOBODY, null, new byte[0], BodyPieces.NONE);
  }

  boolean isMarker() {
    return kind == null;
  }

  /** Returns true if it ends something that was begun, so that refusing it helps nobody. */
  boolean isEnding() {
    return kind == null || ENDINGS.contains(kind);
  }

  long bytes() {
    return members.length + body.bytes();
  }
}
