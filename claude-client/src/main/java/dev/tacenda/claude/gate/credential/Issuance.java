package dev.tacenda.claude.gate.credential;

import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.AuditSink;
import dev.tacenda.claude.gate.Caller;
import dev.tacenda.claude.gate.CredentialException;
import dev.tacenda.claude.gate.CredentialException.Reason;
import java.time.Instant;
import java.util.UUID;

/**
 * Records that a credential was obtained: when, for whom, how, until when; never which.
 *
 * @param sink where the records go
 * @param session the session of all records of one provider
 * @param how how it obtains credentials
 */
record Issuance(AuditSink sink, UUID session, How how) {

  /** How a credential was obtained, as it stands in the record. */
  enum How {
    FEDERATION,
    COMMAND
  }

  void record(Caller caller, Instant now, Instant validUntil) {
    try {
      sink.write(
          AuditRecord.builder(Kind.CREDENTIAL_ISSUED, now, session)
              .caller(caller.issuer(), caller.subject())
              .reason(how)
              .validUntil(validUntil)
              .build());
    } catch (RuntimeException e) {
      // Whatever a sink throws, the issuance is in doubt, and what is not recorded is not used.
      throw new CredentialException(Reason.AUDIT_FAILED);
    }
  }
}
