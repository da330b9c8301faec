package dev.tacenda.audit.log;

import static dev.tacenda.audit.log.JsonlAuditSinkTest.fails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tacenda.audit.AuditException;
import dev.tacenda.audit.AuditException.Reason;
import dev.tacenda.audit.Records;
import dev.tacenda.audit.verify.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real file system that gets full. Only who may mount one can try it; the fake one always is. */
class FullTmpfsTest {
  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  @Test
  void theGapAndTheEndsAreStillWritten(@TempDir Path temp) throws Exception {
    Path mount = Files.createDirectory(temp.resolve("full"));
    boolean mounted =
        run("mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "tacenda", mount.toString());
    try {
      fill(mount.resolve("audit"), mounted);
    } finally {
      assertThat(!mounted || run("umount", mount.toString())).isTrue();
    }
  }

  private static void fill(Path root, boolean small) throws IOException {
    JsonlAuditSink sink = JsonlAuditSink.open(root);
    sink.write(Records.opened());
    AuditException failure = null;
    for (int i = 0; small && failure == null; i++) {
      UUID exchange = new UUID(7, i);
      failure =
          catchThrowableOfType(AuditException.class, () -> sink.write(Records.intent(exchange)));
    }
    if (small) {
      fails(Reason.NO_SPACE, () -> sink.write(Records.intent(new UUID(8, 1))));
    }
    sink.write(Records.closed());
    sink.close();

    Logs.Content log = Logs.read(sink.path());
    assertThat(log.result.verdict()).isEqualTo(small ? Verdict.RECOVERED : Verdict.OK);
    assertThat(log.kinds()).startsWith("session.opened").endsWith("session.closed");
    assertThat(log.kinds().contains("gap")).isEqualTo(small);
  }
}
