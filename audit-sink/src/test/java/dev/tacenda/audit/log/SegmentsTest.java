package dev.tacenda.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tacenda.audit.Records;
import dev.tacenda.audit.format.LogLine.Start;
import dev.tacenda.audit.verify.Verdict;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When a segment is followed by another, and clocks that are set back. */
class SegmentsTest {
  private final CrashFs disk = new CrashFs();

  @Test
  void aFullSegmentIsFollowedByAnotherAndTheChainsGoOn() throws IOException {
    JsonlAuditSink sink = Logs.in(disk).maxSegmentBytes(4096).open();
    sink.write(Records.opened());
    for (int i = 0; i < 40; i++) {
      sink.write(Records.intent(new UUID(7, i)));
    }
    sink.write(Records.closed());
    sink.close();

    Logs.Content log = Logs.read(disk, sink.path());
    assertThat(log.result.verdict()).isEqualTo(Verdict.OK);
    assertThat(log.headers).hasSizeBetween(5, 12);
    assertThat(log.headers.subList(1, log.headers.size()))
        .allMatch(header -> header.start() == Start.ROTATED);
    assertThat(log.entries.get(41).seq()).isEqualTo(41);
  }

  @Test
  void anOldSegmentIsFollowedByAnother() throws IOException {
    AtomicLong nanos = new AtomicLong();
    JsonlAuditSink sink =
        Logs.in(disk).nanoTime(nanos::get).maxSegmentAge(Duration.ofMinutes(1)).open();
    sink.write(Records.opened());
    nanos.addAndGet(Duration.ofMinutes(2).toNanos());
    sink.write(Records.closed());
    sink.close();

    assertThat(Logs.read(disk, sink.path()).headers).hasSize(2);
  }

  @Test
  void aClockThatIsSetBackChangesNothingButTheTimes() throws IOException {
    AtomicLong hours = new AtomicLong(100);
    Clock clock =
        new Clock() {
          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            // One hour back with each look.
            return Records.TIME.plus(Duration.ofHours(hours.getAndDecrement()));
          }
        };
    JsonlAuditSink sink = Logs.in(disk).clock(clock).maxSegmentBytes(4096).open();
    for (int i = 0; i < 20; i++) {
      sink.write(Records.intent(new UUID(7, i)));
    }
    sink.close();

    Logs.Content log = Logs.read(disk, sink.path());
    assertThat(log.result.verdict()).isEqualTo(Verdict.OK);
    assertThat(log.headers.get(1).time()).isLessThan(log.headers.get(0).time());
  }
}
