package dev.tacenda.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A server that sends the beginning of a streamed answer and holds the end back until told. It
 * gives up after {@value #HOLD_SECONDS} seconds, so that a client that waits for the end fails its
 * test instead of hanging.
 */
final class AdapterContractHeldStream implements AutoCloseable {
  static final String LAST_WORDS = "and these are the last words";

  /** Longer than anything a mask may hold back to decide. */
  private static final String FIRST_WORDS =
      "these are only words, nothing to hide here; ".repeat(512);

  private static final int HOLD_SECONDS = 20;

  private final ServerSocket listener;
  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicBoolean endBegun = new AtomicBoolean();

  private AdapterContractHeldStream(ServerSocket listener) {
    this.listener = listener;
  }

  /** Binds to a free port of 127.0.0.1 and waits for one connection. */
  static AdapterContractHeldStream start() {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      AdapterContractHeldStream server =
          new AdapterContractHeldStream(new ServerSocket(0, 1, loopback));
      Thread thread = new Thread(server::serve, "held-stream");
      thread.setDaemon(true);
      thread.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot bind a port on 127.0.0.1", e);
    }
  }

  String baseUrl() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  /** Lets the end go, and returns true if it was still held. */
  boolean releaseEnd() {
    boolean held = !endBegun.get();
    release.countDown();
    return held;
  }

  private void serve() {
    try (Socket socket = listener.accept()) {
      socket.setTcpNoDelay(true);
      readRequest(new BufferedInputStream(socket.getInputStream()));
      answer(new BufferedOutputStream(socket.getOutputStream()));
    } catch (IOException e) {
      // The client closed early, as a test may want.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void readRequest(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the request broke off");
      }
      head.append((char) next);
    }
    String length =
        head.toString()
            .lines()
            .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
            .map(line -> line.substring(15).strip())
            .findFirst()
            .orElse("0");
    in.skipNBytes(Integer.parseInt(length));
  }

  private void answer(OutputStream out) throws IOException, InterruptedException {
    out.write(
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n"
            .getBytes(US_ASCII));
    MessageScript script =
        new MessageScript(
            List.of(new ContentBlock.Text(FIRST_WORDS + LAST_WORDS)),
            new ReplyContext(1, "claude-fake-1", true, 1),
            JsonEscapes.MINIMAL,
            "");
    List<SseEvent> events = script.events(FIRST_WORDS.length());
    int held = events.size() - 4;
    send(out, events.subList(0, held));
    boolean released = release.await(HOLD_SECONDS, TimeUnit.SECONDS);
    endBegun.set(true);
    if (released) {
      send(out, events.subList(held, events.size()));
    }
  }

  private static void send(OutputStream out, List<SseEvent> events) throws IOException {
    for (SseEvent event : events) {
      out.write(event.toBytes());
    }
    out.flush();
  }

  @Override
  public void close() throws IOException {
    release.countDown();
    listener.close();
  }
}
