package dev.tacenda.audit.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tacenda.audit.AuditRecord.Kind;
import dev.tacenda.audit.AuditSink;
import dev.tacenda.audit.Decision;
import dev.tacenda.audit.MaskedBody;
import dev.tacenda.audit.Records;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * The process that {@link KilledProcessTest} kills: prints each exchange id after its write, until
 * its standard input ends.
 */
final class EndlessWriter {
  private static final int THREADS = 4;
  private static volatile boolean stopped;

  private EndlessWriter() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    long number = Long.parseLong(args[1]);
    AuditSink sink = JsonlAuditSink.builder(Path.of(args[0])).maxSegmentBytes(1 << 18).open();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      long thread = number * THREADS + i;
      threads.add(new Thread(() -> write(sink, thread)));
    }
    threads.forEach(Thread::start);
    while (System.in.read() >= 0) {
      // Nothing is said on it; its end is the sign.
    }
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
    sink.close();
  }

  private static void write(AuditSink sink, long thread) {
    Random random = new Random(thread);
    for (int i = 0; !stopped && !System.out.checkError(); i++) {
      UUID exchange = new UUID(thread + 1, i);
      sink.write(
          Records.exchange(Kind.REQUEST_INTENDED, exchange)
              .endpoint("POST", "/v1/messages")
              .decision(Decision.ALLOWED)
              .body(body(random))
              .build());
      System.out.println(exchange);
    }
  }

  /** Up to 20 KB, so that there is something to tear. */
  private static MaskedBody body(Random random) {
    MaskedBody.Collector body = MaskedBody.collector();
    byte[] text = ("word " + random.nextInt()).repeat(random.nextInt(1500)).getBytes(UTF_8);
    body.append(text, 0, text.length);
    return body.finish();
  }
}
