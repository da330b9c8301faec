package dev.tacenda.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tacenda.mask.FieldClass;
import dev.tacenda.mask.TrustedCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Writes a record as a JSON object, its members in a fixed order. */
final class RecordJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private RecordJson() {}

  /** Returns the object, for example <code>{"kind":"session.opened","time":"…"}</code>. */
  @TrustedCode("writes what a record holds, nothing else")
  static byte[] object(AuditRecord record) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      writeHeader(json, record);
      writeRequest(json, record);
      writeResponse(json, record);
      writeMeasures(json, record);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return out.toByteArray();
  }

  private static void writeHeader(JsonGenerator json, AuditRecord record) throws IOException {
    json.writeStringField("kind", record.kind().wireName());
    json.writeStringField("time", record.time().toString());
    json.writeStringField("session", record.sessionId().toString());
    if (record.exchangeId().isPresent()) {
      writeExchange(json, record.exchangeId().get(), record.attempt().orElseThrow());
    }
    if (record.caller().isPresent()) {
      writeCaller(json, record.caller().get());
    }
    if (record.policy().isPresent()) {
      writePolicy(json, record.policy().get());
    }
  }

  private static void writeExchange(JsonGenerator json, UUID id, int attempt) throws IOException {
    json.writeStringField("exchange", id.toString());
    json.writeNumberField("attempt", attempt);
  }

  private static void writeCaller(JsonGenerator json, CallerRef caller) throws IOException {
    json.writeObjectFieldStart("caller");
    json.writeStringField("issuer", caller.issuer());
    json.writeStringField("subject", caller.subject());
    json.writeEndObject();
  }

  private static void writePolicy(JsonGenerator json, PolicyRef policy) throws IOException {
    json.writeObjectFieldStart("policy");
    json.writeStringField("name", policy.name());
    json.writeNumberField("revision", policy.revision());
    json.writeStringField("digest", policy.digest());
    json.writeEndObject();
  }

  private static void writeRequest(JsonGenerator json, AuditRecord record) throws IOException {
    if (record.endpoint().isPresent()) {
      json.writeStringField("method", record.endpoint().get().method());
      json.writeStringField("endpoint", record.endpoint().get().pattern());
    }
    if (record.decision().isPresent()) {
      json.writeStringField("decision", record.decision().get().wireName());
    }
    if (record.reason().isPresent()) {
      json.writeStringField("reason", record.reason().get());
    }
    writeApproval(json, record);
  }

  private static void writeApproval(JsonGenerator json, AuditRecord record) throws IOException {
    if (record.approvalId().isPresent()) {
      json.writeStringField("approval", record.approvalId().get());
    }
    if (!record.approvers().isEmpty()) {
      json.writeArrayFieldStart("approvers");
      for (String id : record.approvers()) {
        json.writeString(id);
      }
      json.writeEndArray();
    }
    if (record.validUntil().isPresent()) {
      json.writeStringField("valid_until", record.validUntil().get().toString());
    }
  }

  private static void writeResponse(JsonGenerator json, AuditRecord record) throws IOException {
    if (record.httpStatus().isPresent()) {
      json.writeNumberField("status", record.httpStatus().getAsInt());
    }
    if (record.outcome().isPresent()) {
      json.writeStringField("outcome", record.outcome().get().wireName());
    }
    if (record.body().isPresent()) {
      json.writeObjectFieldStart("body");
      json.writeNumberField("bytes", record.body().get().bytes());
      json.writeStringField("sha256", record.body().get().sha256());
      json.writeEndObject();
    }
  }

  private static void writeMeasures(JsonGenerator json, AuditRecord record) throws IOException {
    if (!record.tokens().isEmpty()) {
      json.writeObjectFieldStart("tokens");
      for (Map.Entry<TokenKind, Long> entry : record.tokens().entrySet()) {
        json.writeNumberField(entry.getKey().wireName(), entry.getValue());
      }
      json.writeEndObject();
    }
    if (!record.durations().isEmpty()) {
      json.writeObjectFieldStart("durations_us");
      for (Map.Entry<Phase, Duration> entry : record.durations().entrySet()) {
        json.writeNumberField(entry.getKey().wireName(), entry.getValue().toNanos() / 1000);
      }
      json.writeEndObject();
    }
    if (!record.counts().isEmpty()) {
      json.writeObjectFieldStart("rules");
      for (Map.Entry<String, Integer> entry : record.counts().entrySet()) {
        json.writeNumberField(entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
    }
    if (!record.coverage().bytesByClass().isEmpty()) {
      json.writeObjectFieldStart("coverage");
      for (Map.Entry<FieldClass, Long> entry : record.coverage().bytesByClass().entrySet()) {
        json.writeNumberField(entry.getKey().name().toLowerCase(Locale.ROOT), entry.getValue());
      }
      json.writeEndObject();
    }
    if (record.restored() > 0) {
      json.writeNumberField("restored", record.restored());
    }
    if (record.lost() > 0) {
      json.writeNumberField("lost", record.lost());
    }
  }
}
