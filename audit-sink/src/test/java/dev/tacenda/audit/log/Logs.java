package dev.tacenda.audit.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tacenda.audit.Records;
import dev.tacenda.audit.format.LogLine.Entry;
import dev.tacenda.audit.format.LogLine.Header;
import dev.tacenda.audit.format.LogLine.Note;
import dev.tacenda.audit.verify.LogScan;
import dev.tacenda.audit.verify.ScanResult;
import dev.tacenda.audit.verify.SegmentSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Logs to test with: opened in memory, and read back by the one scan there is. */
final class Logs {
  static final Path ROOT = Path.of("/audit");

  private static final AtomicLong SEEDS = new AtomicLong(100);

  private Logs() {}

  /** What a log holds. */
  static final class Content {
    final List<Entry> entries = new ArrayList<>();
    final List<Header> headers = new ArrayList<>();
    final List<String> lines = new ArrayList<>();
    int notes;
    ScanResult result;

    Content(SegmentSource source) throws IOException {
      this.result =
          LogScan.of(
              source,
              (line, hash, segment, buffer, length) -> {
                lines.add(new String(buffer, 0, length, UTF_8));
                if (line instanceof Entry entry) {
                  entries.add(entry);
                } else if (line instanceof Header header) {
                  headers.add(header);
                } else if (line instanceof Note) {
                  notes++;
                }
              });
    }

    String text() {
      return String.join("\n", lines);
    }

    List<String> kinds() {
      return entries.stream().map(Entry::kind).toList();
    }
  }

  static JsonlAuditSink.Builder in(Storage storage) {
    return JsonlAuditSink.builder(ROOT)
        .clock(Clock.fixed(Records.TIME, ZoneOffset.UTC))
        .random(random(5))
        .owner("one")
        .ballastBytes(1 << 13)
        .storage(storage);
  }

  /** The same numbers each time, so that a log comes out the same. */
  static SecureRandom random(long seed) {
    Random numbers = new Random(seed);
    return new SecureRandom() {
      private static final long serialVersionUID = 1L;

      @Override
      public void nextBytes(byte[] bytes) {
        numbers.nextBytes(bytes);
      }
    };
  }

  /** Does what opening a sink in another process does first. */
  static void recover(Storage storage) throws IOException {
    Clock clock = Clock.fixed(Records.TIME, ZoneOffset.UTC);
    new Recovery(storage, "two", clock, random(SEEDS.getAndIncrement())).run(ROOT);
  }

  static Content read(CrashFs disk, Path log) throws IOException {
    return new Content(source(disk, log));
  }

  static Content read(Path log) throws IOException {
    return new Content(SegmentSource.of(log));
  }

  static SegmentSource source(CrashFs disk, Path log) {
    return new SegmentSource() {
      @Override
      public List<String> names() {
        return disk.list(log);
      }

      @Override
      public InputStream open(String name) throws IOException {
        return disk.read(log.resolve(name));
      }

      @Override
      public long size(String name) throws IOException {
        return disk.size(log.resolve(name));
      }
    };
  }

  /** Writes what is in memory to a real directory, for those who read files. */
  static void copy(CrashFs disk, Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (Map.Entry<Path, CrashFs.Inode> file : disk.files.entrySet()) {
      if (from.equals(file.getKey().getParent())) {
        Files.write(to.resolve(file.getKey().getFileName().toString()), file.getValue().written());
      }
    }
  }
}
