package dev.tacenda.audit;

import java.nio.file.Path;
import java.util.UUID;

/** The process that {@link KilledProcessTest} kills: prints each exchange id after its write. */
final class EndlessWriter {
  private static final int THREADS = 4;
  private static final int ENOUGH = 1_000_000;

  private EndlessWriter() {}

  public static void main(String[] args) {
    AuditSink sink = JsonlAuditSink.open(Path.of(args[0]));
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      new Thread(() -> write(sink, thread)).start();
    }
  }

  private static void write(AuditSink sink, int thread) {
    for (int i = 0; i < ENOUGH && !System.out.checkError(); i++) {
      UUID exchange = new UUID(thread + 1, i);
      sink.write(Records.intent(exchange));
      System.out.println(exchange);
    }
  }
}
