package dev.tacenda.testkit.jdk;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads a published body as a stream that requests one piece when it is read, and no piece before.
 * For one reader. Fails if it is given what it did not request.
 */
final class PublishedBody extends InputStream implements Subscriber<List<ByteBuffer>> {
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<Subscription> subscription = new LinkedBlockingQueue<>();
  private ByteBuffer ready = ByteBuffer.allocate(0);
  private boolean ended;

  private record Event(List<ByteBuffer> piece, @Nullable Throwable failure) {}

  /** Subscribes to {@code body}. */
  static InputStream of(Publisher<List<ByteBuffer>> body) {
    PublishedBody stream = new PublishedBody();
    body.subscribe(stream);
    return stream;
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription.add(given);
  }

  @Override
  public void onNext(List<ByteBuffer> item) {
    events.add(new Event(item, null));
  }

  @Override
  public void onError(Throwable failure) {
    events.add(new Event(List.of(), failure));
  }

  @Override
  public void onComplete() {
    events.add(new Event(List.of(), null));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int count) throws IOException {
    if (!ready.hasRemaining() && !ended) {
      ready = next();
    }
    int copied = Math.min(count, ready.remaining());
    ready.get(target, offset, copied);
    return copied == 0 ? -1 : copied;
  }

  private ByteBuffer next() throws IOException {
    try {
      Subscription given = subscription.take();
      subscription.add(given);
      if (!events.isEmpty() && !events.peek().piece().isEmpty()) {
        throw new IOException("there is a piece that was not requested");
      }
      given.request(1);
      Event event = events.take();
      if (event.failure() != null) {
        throw new IOException("the body failed", event.failure());
      }
      ended = event.piece().isEmpty();
      return joined(event.piece());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private static ByteBuffer joined(List<ByteBuffer> piece) {
    ByteBuffer all = ByteBuffer.allocate(piece.stream().mapToInt(ByteBuffer::remaining).sum());
    piece.forEach(all::put);
    return all.flip();
  }

  @Override
  public void close() {
    if (!ended) {
      subscription.forEach(Subscription::cancel);
    }
  }
}
