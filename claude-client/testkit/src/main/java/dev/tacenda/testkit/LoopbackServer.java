package dev.tacenda.testkit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A small HTTP/1.1 server on 127.0.0.1: one daemon thread per connection, one deadline per
 * exchange.
 *
 * <p>The server of the JDK is not used because it answers a kept-alive connection 44 ms late
 * (Nagle's algorithm, which only a system property turns off), drops a request it cannot parse
 * without a trace, and cannot break a chunked answer off.
 */
final class LoopbackServer {

  /** Answers one request. Called on the thread of the connection; may block until the deadline. */
  interface Exchange {
    WireReply answer(RequestReader.Incoming request);
  }

  private static final int MAX_CONNECTIONS = 512;
  private static final int BACKLOG = 128;
  private static final long MAX_DRAINED_BYTES = 1L << 26;

  private final Exchange exchange;
  private final int maxBodyBytes;
  private final Duration deadline;
  private final ServerSocket listener;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool(LoopbackServer::daemon);
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(1, LoopbackServer::daemon);

  private LoopbackServer(
      ServerSocket listener, Exchange exchange, int maxBodyBytes, Duration deadline) {
    this.listener = listener;
    this.exchange = exchange;
    this.maxBodyBytes = maxBodyBytes;
    this.deadline = deadline;
    clock.setRemoveOnCancelPolicy(true);
  }

  /** Binds to a free port of 127.0.0.1 and starts to accept. */
  static LoopbackServer start(Exchange exchange, int maxBodyBytes, Duration deadline) {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      ServerSocket listener = new ServerSocket(0, BACKLOG, loopback);
      LoopbackServer server = new LoopbackServer(listener, exchange, maxBodyBytes, deadline);
      server.threads.execute(server::acceptAll);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot bind a port on 127.0.0.1", e);
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "fake-claude");
    thread.setDaemon(true);
    return thread;
  }

  int port() {
    return listener.getLocalPort();
  }

  private void acceptAll() {
    while (!listener.isClosed()) {
      acceptOne();
    }
  }

  private void acceptOne() {
    try {
      admit(listener.accept());
    } catch (IOException | RejectedExecutionException e) {
      // The listener was closed, or one connection failed before it began: look again.
      return;
    }
  }

  private void admit(Socket socket) throws IOException {
    connections.add(socket);
    // After close() has swept the set nobody would close this one.
    if (listener.isClosed() || connections.size() > MAX_CONNECTIONS) {
      drop(socket);
      return;
    }
    socket.setTcpNoDelay(true);
    threads.execute(() -> serve(socket));
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(PromptInput.of(socket));
      OutputStream out = new BufferedOutputStream(socket.getOutputStream());
      RequestReader reader = new RequestReader(in, out, maxBodyBytes);
      boolean again = true;
      while (again) {
        // Between requests a connection may idle for as long as it likes.
        int first = in.read();
        again = first >= 0 && exchangeOnce(socket, reader, out, first);
      }
    } catch (IOException | RejectedExecutionException e) {
      // The client went away or the deadline or close() ended it; what it sent is recorded.
      return;
    } finally {
      connections.remove(socket);
    }
  }

  private boolean exchangeOnce(Socket socket, RequestReader reader, OutputStream out, int firstByte)
      throws IOException {
    Future<?> alarm =
        clock.schedule(() -> drop(socket), deadline.toMillis(), TimeUnit.MILLISECONDS);
    try {
      RequestReader.Incoming incoming = reader.read(firstByte);
      WireReply reply = exchange.answer(incoming);
      boolean keepAlive = incoming.fault() == RequestReader.Fault.NONE && reply.endsWell();
      keepAlive &= incoming.head().keepsAlive();
      reply.writeTo(out, !incoming.head().method().equals("HEAD"), keepAlive);
      if (incoming.fault() != RequestReader.Fault.NONE) {
        drain(socket);
      }
      return keepAlive;
    } finally {
      alarm.cancel(false);
    }
  }

  /** Closing with unread bytes resets the connection, and the client would not see the answer. */
  private static void drain(Socket socket) throws IOException {
    socket.shutdownOutput();
    byte[] scratch = new byte[8192];
    long left = MAX_DRAINED_BYTES;
    for (int n = 0; n >= 0 && left > 0; left -= n) {
      n = socket.getInputStream().read(scratch);
    }
  }

  private void drop(Socket socket) {
    connections.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is left to release: the descriptor is gone either way.
      return;
    }
  }

  /**
   * Stops accepting, drops every connection and ends all threads.
   *
   * @param within how long to wait for threads that do not end at once
   */
  void close(Duration within) {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the listener", e);
    } finally {
      connections.forEach(this::drop);
      clock.shutdownNow();
      threads.shutdownNow();
    }
    awaitThreads(within);
  }

  private void awaitThreads(Duration within) {
    try {
      // A thread that does not end is a hook that ignores its interrupt; it is a daemon.
      boolean ended = threads.awaitTermination(within.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        connections.forEach(this::drop);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
