package dev.tacenda.audit.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tacenda.audit.AuditException;
import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.Decision;
import dev.tacenda.audit.MaskedBody;
import dev.tacenda.audit.Records;
import dev.tacenda.audit.tree.TreeHasher;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingPolicy;
import dev.tacenda.mask.PlaceholderKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A record of a body that held secrets: what is kept is about the masked bytes. */
class MaskedOnlyTest {
  /** Visibly fake, and put together here so that no scanner takes it for real. */
  private static final String SECRET = "AKI" + "A" + "FAKEFAKE2345WXYZ";

  private static final String MAIL = "jane.canary" + "@" + "fake-company.com";

  private final String raw = "key " + SECRET + " of " + MAIL + " and again " + SECRET;
  private final MaskResult result =
      Masker.of(MaskingPolicy.standard(), PlaceholderKey.random()).maskText(raw.getBytes(UTF_8));
  private final AuditRecord record =
      Records.exchange(Kind.REQUEST_INTENDED, Records.EXCHANGE)
          .endpoint("POST", "/v1/messages")
          .decision(Decision.ALLOWED)
          .masked(result)
          .build();

  @Test
  void keepsLengthAndHashOfTheMaskedBytes() throws Exception {
    byte[] masked = result.bytes();
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(masked);

    assertThat(new String(masked, UTF_8)).doesNotContain(SECRET);
    MaskedBody body = record.body().orElseThrow();
    assertThat(body.bytes()).isEqualTo(masked.length);
    assertThat(body.sha256()).isEqualTo(HexFormat.of().formatHex(hash));
    assertThat(body).hasToString("MaskedBody[" + masked.length + " bytes, " + body.sha256() + "]");
  }

  @Test
  void keepsTheCountsOfTheFindings() {
    assertThat(record.counts()).isEqualTo(result.countsByRule()).isNotEmpty();
  }

  @Test
  void noPlantedValueAndNoHashOfTheRawBodyIsInLogRecordOrException() throws IOException {
    CrashFs storage = new CrashFs();
    JsonlAuditSink sink = Logs.in(storage).open();
    sink.write(record);
    storage.failForces(0, Integer.MAX_VALUE);
    AuditException failure = catchThrowableOfType(AuditException.class, () -> sink.write(record));
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));

    String rawHash = HexFormat.of().formatHex(TreeHasher.sha256().digest(raw.getBytes(UTF_8)));
    String log = new String(storage.content(".jsonl"), UTF_8);
    assertThat(log).contains("\"body\":{\"bytes\":");
    for (String text : List.of(log, record.toString(), sink.toString(), trace.toString())) {
      assertThat(text).doesNotContain(SECRET, MAIL, "canary", rawHash);
    }
  }
}
