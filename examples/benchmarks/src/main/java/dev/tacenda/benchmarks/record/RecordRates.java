package dev.tacenda.benchmarks.record;

import dev.tacenda.audit.verify.AuditReport;
import dev.tacenda.audit.verify.AuditVerifier;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures the log beside a plain file, on the disk of the folder it is given:
 *
 * <pre>java -cp accuracy.jar dev.tacenda.benchmarks.record.RecordRates FOLDER</pre>
 *
 * It prints CSV: what, callers, value, unit. Each figure is the median of five rounds after one
 * that does not count.
 */
public final class RecordRates {
  private static final int ROUNDS = 5;
  private static final int WARM_UPS = 3;
  private static final int LINE_BYTES = 700;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private RecordRates() {}

  /** One round of a measurement. */
  private interface Round {
    double run(Path folder) throws IOException, InterruptedException;
  }

  /** Runs all. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    System.out.println("what,callers,value,unit");
    double force = print("append and force", 1, "us", folder, f -> microsPerLine(f, 1500, true));
    print("append without force", 1, "us", folder, f -> microsPerLine(f, 20_000, false));
    double one = print("log", 1, "us", folder, f -> 1e6 / Intents.perSecond(f, 1, 1500, false));
    row("log / append and force", 1, one / force, "times");
    for (int callers : new int[] {8, 64}) {
      print("log", callers, "per s", folder, f -> Intents.perSecond(f, callers, 20_000, false));
    }
    print(
        "log with bodies of 20 KB", 64, "per s", folder, f -> Intents.perSecond(f, 64, 6000, true));
    print("verify, records", 1, "MB per s of CPU", folder, f -> verified(f, 60_000, false));
    print("verify, bodies of 20 KB", 1, "MB per s of CPU", folder, f -> verified(f, 6000, true));
  }

  private static double print(String what, int callers, String unit, Path folder, Round round)
      throws IOException, InterruptedException {
    double[] values = new double[ROUNDS];
    for (int i = 0; i < WARM_UPS; i++) {
      round(folder, round);
    }
    for (int i = 0; i < ROUNDS; i++) {
      values[i] = round(folder, round);
    }
    Arrays.sort(values);
    row(what, callers, values[ROUNDS / 2], unit);
    return values[ROUNDS / 2];
  }

  private static void row(String what, int callers, double value, String unit) {
    System.out.println(String.format(Locale.ROOT, "%s,%d,%.2f,%s", what, callers, value, unit));
  }

  private static double round(Path folder, Round round) throws IOException, InterruptedException {
    Path own = Files.createTempDirectory(folder, "round");
    try {
      return round.run(own);
    } finally {
      try (Stream<Path> files = Files.walk(own)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static double microsPerLine(Path folder, int lines, boolean force) throws IOException {
    byte[] line = new byte[LINE_BYTES];
    Arrays.fill(line, (byte) 'x');
    try (FileChannel file =
        FileChannel.open(
            folder.resolve("plain"), StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND)) {
      long start = System.nanoTime();
      for (int i = 0; i < lines; i++) {
        file.write(ByteBuffer.wrap(line));
        if (force) {
          file.force(false);
        }
      }
      return (System.nanoTime() - start) / 1e3 / lines;
    }
  }

  private static double verified(Path folder, int records, boolean withBodies)
      throws IOException, InterruptedException {
    Intents.perSecond(folder, 64, records, withBodies);
    long bytes;
    try (Stream<Path> files = Files.walk(folder)) {
      bytes = files.filter(f -> f.toString().endsWith(".jsonl")).mapToLong(RecordRates::size).sum();
    }
    // The time of this thread: the check is work for one core, and the machine may have others.
    long start = THREADS.getCurrentThreadCpuTime();
    AuditReport report = AuditVerifier.of(folder.resolve("audit")).verify();
    double seconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
    if (report.records() != records) {
      throw new IllegalStateException("the log is not whole: " + report);
    }
    return bytes / 1e6 / seconds;
  }

  private static long size(Path file) {
    return file.toFile().length();
  }
}
