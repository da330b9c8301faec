package dev.tacenda.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.audit.Records;
import dev.tacenda.audit.verify.Anchor;
import dev.tacenda.audit.verify.AuditVerifier;
import dev.tacenda.audit.verify.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is deleted, and what is left of it. */
class RetentionTest {
  private static final Instant LATER = Records.TIME.plusSeconds(1);

  private final Path root;

  RetentionTest(@TempDir Path temp) {
    this.root = temp.resolve("audit");
  }

  private JsonlAuditSink write() {
    JsonlAuditSink sink = JsonlAuditSink.open(root);
    sink.write(Records.opened());
    sink.write(Records.closed());
    return sink;
  }

  @Test
  void ofALogThatIsDeletedTheLastCheckpointStays() throws IOException {
    JsonlAuditSink sink = write();
    sink.close();
    Anchor anchor = sink.anchor();

    assertThat(Retention.of(root).deleteBefore(LATER, log -> true)).containsExactly(sink.path());
    assertThat(sink.path()).doesNotExist();
    assertThat(root).isDirectoryNotContaining("glob:**/.*");
    write().close();
    AuditVerifier verifier = AuditVerifier.of(root);
    assertThat(verifier.verify().verdict()).isEqualTo(Verdict.OK);
    assertThat(verifier.withAnchors(List.of(anchor)).verify().verdict()).isEqualTo(Verdict.RETIRED);
    Anchor other = new Anchor(anchor.writer(), anchor.size() + 5, anchor.root());
    assertThat(verifier.withAnchors(List.of(other)).verify().verdict())
        .isEqualTo(Verdict.MISSING_SESSION);
  }

  @Test
  void whatIsNotSentIsNotDeleted() throws IOException {
    write().close();

    assertThat(Retention.of(root).deleteBefore(LATER, log -> false)).isEmpty();
  }

  @Test
  void whatIsNotOldIsNotDeleted() throws IOException {
    write().close();

    assertThat(Retention.of(root).deleteBefore(Records.TIME, log -> true)).isEmpty();
  }

  @Test
  void whatIsStillWrittenIsNotDeleted() throws IOException {
    JsonlAuditSink sink = write();

    assertThat(Retention.of(root).deleteBefore(LATER, log -> true)).isEmpty();
    sink.close();
  }
}
