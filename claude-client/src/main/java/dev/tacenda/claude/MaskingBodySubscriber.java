package dev.tacenda.claude;

import dev.tacenda.mask.TrustedCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Masks a body between the client and the subscriber of the application, piece by piece, without
 * waiting for anything. A piece may yield nothing yet: then the next one is requested here, because
 * the application still waits for the one it requested. No piece goes out that was not requested.
 *
 * <p>The client calls it on one thread at a time; the application may request and cancel from any.
 * No lock is held while the application is called.
 */
@TrustedCode("Only bytes that were read from the guard's stream are passed on.")
final class MaskingBodySubscriber<T> implements BodySubscriber<T> {
  private final BodySubscriber<T> target;
  private final FedBody body;
  private final InputStream guarded;
  private final Optional<Gunzip> gunzip;

  private final Object lock = new Object();
  private @Nullable Subscription upstream;

  /** Pieces that the application has requested and not got. */
  private long owed;

  /** The last piece, if nobody has requested it yet. */
  private byte @Nullable [] last;

  private boolean done;

  /**
   * Makes a subscriber.
   *
   * @param target of the application
   * @param body what the guard reads from
   * @param guarded what comes out of the guard
   * @param gunzip how the body is decoded, if it is
   */
  MaskingBodySubscriber(
      BodySubscriber<T> target, FedBody body, InputStream guarded, Optional<Gunzip> gunzip) {
    this.target = target;
    this.body = body;
    this.guarded = guarded;
    this.gunzip = gunzip;
  }

  @Override
  public CompletionStage<T> getBody() {
    return target.getBody();
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    synchronized (lock) {
      upstream = Objects.requireNonNull(subscription, "subscription");
    }
    target.onSubscribe(new Demand());
  }

  @Override
  public void onNext(List<ByteBuffer> item) {
    byte[] masked;
    try {
      body.feed(decoded(bytes(item)));
      masked = readAvailable();
    } catch (IOException | RuntimeException e) {
      refuse(e);
      return;
    }
    if (masked.length == 0) {
      subscription().request(1);
    } else if (takeOwed()) {
      target.onNext(List.of(ByteBuffer.wrap(masked).asReadOnlyBuffer()));
    } else {
      // Cancelled just now; else a piece would be lost, and the application would not know.
      refuse(new IllegalStateException("the client gave a piece that was not requested"));
    }
  }

  private byte[] decoded(byte[] bytes) throws IOException {
    return gunzip.isPresent() ? gunzip.get().append(bytes) : bytes;
  }

  private static byte[] bytes(List<ByteBuffer> item) {
    byte[] all = new byte[item.stream().mapToInt(ByteBuffer::remaining).sum()];
    int at = 0;
    for (ByteBuffer each : item) {
      int length = each.remaining();
      each.get(all, at, length);
      at += length;
    }
    return all;
  }

  /** Returns all that is decided now. */
  private byte[] readAvailable() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[8 * 1024];
    for (int n = guarded.read(buffer); n > 0; n = guarded.read(buffer)) {
      out.write(buffer, 0, n);
    }
    return out.toByteArray();
  }

  @Override
  public void onComplete() {
    byte[] rest;
    try {
      if (gunzip.isPresent()) {
        gunzip.get().finish();
      }
      body.end();
      rest = readAvailable();
    } catch (IOException | RuntimeException e) {
      refuse(e);
      return;
    }
    if (rest.length > 0 && !takeOwed()) {
      keep(rest);
    } else {
      finish(rest);
    }
  }

  /** Keeps {@code rest} until it is requested, unless that happened just now. */
  private void keep(byte[] rest) {
    synchronized (lock) {
      if (done) {
        return;
      }
      if (owed == 0) {
        last = rest;
        return;
      }
    }
    finish(rest);
  }

  private void finish(byte[] rest) {
    if (end()) {
      if (rest.length > 0) {
        target.onNext(List.of(ByteBuffer.wrap(rest).asReadOnlyBuffer()));
      }
      target.onComplete();
    }
  }

  /** The body broke off. */
  @Override
  public void onError(Throwable failure) {
    boolean first = end();
    breakOff(failure);
    if (first) {
      target.onError(failure);
    }
  }

  /**
   * Nothing more is read, and the application gets to know why. The client is told last: it may
   * fail the body from within, and that would be taken for the reason.
   */
  private void refuse(Exception failure) {
    boolean first = end();
    breakOff(failure);
    subscription().cancel();
    if (first) {
      target.onError(failure);
    }
  }

  /** Tells the stream of the guard, so that the exchange ends, unless it has ended already. */
  private void breakOff(Throwable failure) {
    body.fail(new IOException("the answer broke off", failure));
    try {
      readAvailable();
    } catch (IOException e) {
      // It is what it was told, or that it was closed before; what goes on is the cause.
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /** Returns true if the application waits for a piece, and counts it as given. */
  private boolean takeOwed() {
    synchronized (lock) {
      if (done || owed == 0) {
        return false;
      }
      owed--;
      return true;
    }
  }

  private boolean end() {
    synchronized (lock) {
      boolean first = !done;
      done = true;
      gunzip.ifPresent(Gunzip::close);
      return first;
    }
  }

  private Subscription subscription() {
    synchronized (lock) {
      return Objects.requireNonNull(upstream, "upstream");
    }
  }

  /** What the application holds of the body. */
  private final class Demand implements Subscription {
    @Override
    public void request(long n) {
      byte[] rest;
      synchronized (lock) {
        owed = n > Long.MAX_VALUE - owed ? Long.MAX_VALUE : owed + Math.max(0, n);
        rest = n > 0 ? last : null;
        if (rest != null) {
          last = null;
        }
      }
      if (rest != null) {
        finish(rest);
      } else {
        // The client knows what to do with a number that is not positive.
        subscription().request(n);
      }
    }

    @Override
    public void cancel() {
      try {
        if (end()) {
          close();
        }
      } finally {
        // Last, because the client may fail the body from within: that is no failure then.
        subscription().cancel();
      }
    }

    private void close() {
      try {
        guarded.close();
      } catch (IOException e) {
        throw new UncheckedIOException("closing the answer failed", e);
      }
    }
  }
}
