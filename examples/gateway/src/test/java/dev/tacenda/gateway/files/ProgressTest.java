package dev.tacenda.gateway.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final AtomicLong now = new AtomicLong();
  private final Tally tally = new Tally(line -> {});

  private Progress progress(boolean shown) {
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new Progress(stream, shown, now::get);
  }

  @Test
  void saysNothingAboutAShortScan() {
    Progress progress = progress(true);
    progress.show(tally);
    now.addAndGet(900_000_000L);
    progress.show(tally);
    progress.clear();

    assertThat(err.size()).isZero();
  }

  @Test
  void showsALongScanAndCleansUp() {
    Progress progress = progress(true);
    tally.add(1_500_000, List.of());
    now.addAndGet(1_100_000_000L);
    progress.show(tally);
    progress.show(tally);
    progress.clear();
    progress.clear();

    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("\r\u001b[Kscanned 1 file, 1.5 MB; 0 findings\r\u001b[K");
  }

  @Test
  void saysNothingIfNobodyWatches() {
    Progress progress = progress(false);
    now.addAndGet(5_000_000_000L);
    progress.show(tally);

    assertThat(err.size()).isZero();
  }
}
