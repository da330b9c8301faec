package dev.tacenda.claude;

import dev.tacenda.claude.RequestDeniedException.Reason;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicReference;

/** Reads a body that is published, so that it can be masked. Thread-safe. */
final class DrainedBody implements Subscriber<ByteBuffer> {
  /** The most that any policy can allow. */
  static final int MAX_BODY_BYTES = 1 << 30;

  private final BodyPublisher body;
  private final int maxBytes;
  private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> bytes = new CompletableFuture<>();
  private final AtomicReference<Subscription> subscription = new AtomicReference<>();

  DrainedBody(BodyPublisher body, int maxBytes) {
    this.body = body;
    this.maxBytes = maxBytes;
  }

  /**
   * Begins to read, on this thread if the publisher publishes on that of its subscriber.
   *
   * @return the whole body; fails as the publisher does, or if there is more than the limit
   * @throws RequestDeniedException if the body says that it is longer than the limit
   */
  CompletableFuture<byte[]> read() {
    if (body.contentLength() > maxBytes) {
      throw tooLarge(maxBytes);
    }
    body.subscribe(this);
    return bytes;
  }

  /** Stops reading. */
  void cancel() {
    bytes.cancel(false);
    Subscription current = subscription.get();
    if (current != null) {
      current.cancel();
    }
  }

  @Override
  public void onSubscribe(Subscription given) {
    if (!subscription.compareAndSet(null, Objects.requireNonNull(given, "given"))
        || bytes.isDone()) {
      given.cancel();
      return;
    }
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(ByteBuffer item) {
    if (bytes.isDone()) {
      return;
    }
    if (item.remaining() > maxBytes - collected.size()) {
      bytes.completeExceptionally(tooLarge(maxBytes));
      cancel();
      return;
    }
    byte[] piece = new byte[item.remaining()];
    item.get(piece);
    collected.writeBytes(piece);
  }

  @Override
  public void onError(Throwable failure) {
    bytes.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    bytes.complete(collected.toByteArray());
  }

  private static RequestDeniedException tooLarge(int maxBytes) {
    return RequestDeniedException.withDetail(
        Reason.MASKING_FAILED, "the body is longer than " + maxBytes + " bytes");
  }

  /** The limit only. */
  @Override
  public String toString() {
    return "DrainedBody[at most " + maxBytes + " bytes]";
  }
}
