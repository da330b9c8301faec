package dev.tacenda.audit.log;

import dev.tacenda.audit.AuditRecord;
import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.GapReason;
import dev.tacenda.audit.format.LineFormat;
import dev.tacenda.audit.format.LogLine.Start;
import dev.tacenda.audit.tree.TreeHasher;
import dev.tacenda.audit.verify.LogScan;
import dev.tacenda.audit.verify.ScanResult;
import dev.tacenda.audit.verify.SegmentSource;
import dev.tacenda.audit.verify.Verdict;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Sets right the logs of writers that ended without closing them. A torn tail is moved to a file of
 * its own, and a last segment says what happened. It can itself be interrupted anywhere and be done
 * again. A log with damage in what was durable once is left as it is, for people to look at.
 */
final class Recovery {
  private final Storage storage;
  private final String owner;
  private final Clock clock;
  private final SecureRandom random;

  Recovery(Storage storage, String owner, Clock clock, SecureRandom random) {
    this.storage = storage;
    this.owner = owner;
    this.clock = clock;
    this.random = random;
  }

  /** Looks through the logs in {@code root}; those whose writer lives are left alone. */
  void run(Path root) throws IOException {
    for (String name : storage.list(root)) {
      Path directory = root.resolve(name);
      if (storage.exists(directory.resolve(WriterHome.LOCK))) {
        Optional<WriterHome> home = WriterHome.takeOver(storage, directory, owner);
        if (home.isPresent()) {
          recover(home.get());
        }
      }
    }
  }

  private void recover(WriterHome home) throws IOException {
    boolean done = false;
    try {
      ScanResult result = LogScan.of(source(home), (line, hash, segment, bytes, length) -> {});
      if (needsNothing(result)) {
        home.close();
      } else if (canBeSetRight(result)) {
        int segments = setTailAside(home, result);
        if (segments > 0) {
          finish(home, result, segments);
        }
        home.close();
      } else {
        home.abandon();
      }
      done = true;
    } finally {
      if (!done) {
        home.release();
      }
    }
  }

  private static boolean needsNothing(ScanResult result) {
    return result.verdict() == Verdict.EMPTY || (result.closed() && !result.verdict().isFault());
  }

  @TrustedCode("nothing that may have been acknowledged is ever moved out of a log")
  private static boolean canBeSetRight(ScanResult result) {
    boolean torn = result.verdict() == Verdict.TORN_TAIL || result.verdict() == Verdict.BAD_CRC;
    return !result.verdict().isFault() || (torn && result.tailIsUnacknowledged());
  }

  /**
   * Moves what stands behind the whole lines to a file of its own; returns how many segments stay.
   */
  private int setTailAside(WriterHome home, ScanResult result) throws IOException {
    List<Integer> numbers = LogScan.segments(storage.list(home.directory()));
    for (int number : numbers.subList(result.segment() + 1, numbers.size())) {
      // Segments that never got a first line.
      setAside(home, number);
    }
    Path file = home.path(LineFormat.segmentName(result.segment()));
    if (result.wholeBytes() == 0) {
      setAside(home, result.segment());
      return result.segment();
    }
    byte[] tail = tail(file, result.wholeBytes());
    if (tail.length > 0) {
      keep(home, result.segment(), tail);
      storage.truncate(file, result.wholeBytes());
    }
    return result.segment() + 1;
  }

  private void setAside(WriterHome home, int number) throws IOException {
    Path file = home.path(LineFormat.segmentName(number));
    byte[] all = tail(file, 0);
    if (all.length > 0) {
      keep(home, number, all);
    }
    storage.delete(file);
    storage.forceDirectory(home.directory());
  }

  private byte[] tail(Path file, long from) throws IOException {
    try (InputStream in = storage.read(file)) {
      in.skipNBytes(from);
      return in.readAllBytes();
    }
  }

  /** Named by its content: done again after a crash, it is the same file, and never overwrites. */
  private void keep(WriterHome home, int segment, byte[] tail) throws IOException {
    String hash = HexFormat.of().formatHex(TreeHasher.sha256().digest(tail), 0, 4);
    Path torn = home.path(LineFormat.segmentName(segment) + "." + hash + ".torn");
    storage.delete(torn);
    try (Storage.AppendFile out = storage.create(torn)) {
      Storage.writeAll(out, tail);
      out.force();
    }
    storage.forceDirectory(home.directory());
  }

  /** Writes the last segment: where the log ended, why, and a signature over all of it. */
  private void finish(WriterHome home, ScanResult result, int number) throws IOException {
    AuditRecord gap =
        AuditRecord.builder(Kind.GAP, clock.instant(), SegmentLog.OWN_SESSION)
            .reason(GapReason.CRASHED)
            .build();
    Segment segment = home.createSegment(number, 0);
    try (CheckpointKeys keys = new CheckpointKeys(result.writer(), random)) {
      Draft draft = new Draft(LogState.of(result));
      draft.header(number, Start.RECOVERED, clock.instant(), Optional.of(keys.key()));
      draft.entry(Entry.of(gap, false), segment.pieces);
      // The key signs nothing else, ever, so it may sign what is not durable yet.
      draft.note(keys.signEnd(draft.tree()));
      segment.append(draft.bytes());
    } finally {
      segment.close();
    }
  }

  private SegmentSource source(WriterHome home) {
    return new SegmentSource() {
      @Override
      public List<String> names() throws IOException {
        return storage.list(home.directory());
      }

      @Override
      public InputStream open(String name) throws IOException {
        return storage.read(home.path(name));
      }

      @Override
      public long size(String name) throws IOException {
        return storage.size(home.path(name));
      }
    };
  }
}
