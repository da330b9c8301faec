package dev.tacenda.claude;

import dev.tacenda.audit.MaskedBody;
import dev.tacenda.mask.TrustedCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A response body as the caller may see it. Reads the body only when it is read itself, and returns
 * as soon as there is a masked byte. If the body returns 0 because it has nothing yet, which only
 * {@link FedBody} does, this returns 0 too.
 *
 * <p>One thread may read at a time. Any thread may close at any time: that closes the body at once,
 * without waiting for a read, which then ends with an {@link IOException} if closing the body ends
 * it.
 *
 * <p>How the response ended is told exactly once, by the thread that finds out, when the body ends
 * or fails or when this is closed, whichever is first. What the callback throws, the reader or the
 * closer gets, after the body is closed.
 */
@TrustedCode("Only bytes that came out of the body masker are returned.")
final class MaskedStream extends InputStream {
  private static final int CHUNK_BYTES = 8 * 1024;

  private final InputStream body;
  private final BodyMasker masker;
  private final Consumer<ResponseSummary> onEnd;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Object collectorLock = new Object();
  private final MaskedBody.Collector collector = MaskedBody.collector();

  private volatile Optional<ResponseRefusedException.Reason> refusal = Optional.empty();
  private volatile boolean closed;
  private boolean atEnd;
  private byte[] ready = new byte[0];
  private int position;

  /**
   * Masks {@code body}.
   *
   * @param masker used for this body only
   * @param onEnd told how the body ended
   */
  MaskedStream(InputStream body, BodyMasker masker, Consumer<ResponseSummary> onEnd) {
    this.body = Objects.requireNonNull(body, "body");
    this.masker = Objects.requireNonNull(masker, "masker");
    this.onEnd = Objects.requireNonNull(onEnd, "onEnd");
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /**
   * Reads masked bytes.
   *
   * @throws ResponseRefusedException if the response cannot be masked; nothing more comes
   * @throws IOException if the body fails, or if this is closed
   */
  @Override
  public int read(byte[] target, int offset, int count) throws IOException {
    Objects.checkFromIndexSize(offset, count, target.length);
    if (count == 0) {
      return 0;
    }
    while (position == ready.length && !atEnd) {
      requireOpen();
      byte[] chunk = new byte[CHUNK_BYTES];
      int got = readBody(chunk);
      if (got == 0) {
        return 0;
      }
      ready = masked(chunk, got);
      position = 0;
    }
    requireOpen();
    int copied = Math.min(count, ready.length - position);
    System.arraycopy(ready, position, target, offset, copied);
    position += copied;
    return copied == 0 ? -1 : copied;
  }

  @Override
  public int available() {
    return closed ? 0 : ready.length - position;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    try {
      body.close();
    } finally {
      end(masker.outcome().orElse(StreamOutcome.CANCELLED));
    }
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("the response was closed");
    }
  }

  private byte[] masked(byte[] chunk, int count) throws IOException {
    byte[] delivered = mask(chunk, count);
    collect(masker.recordable(delivered));
    if (count < 0) {
      atEnd = true;
      end(masker.outcome().orElse(StreamOutcome.TRUNCATED));
    }
    return delivered;
  }

  private int readBody(byte[] chunk) throws IOException {
    int count = 0;
    boolean whole = false;
    try {
      count = body.read(chunk, 0, chunk.length);
      whole = true;
      return count;
    } finally {
      if (!whole) {
        fail(masker.outcome().orElse(StreamOutcome.TRUNCATED));
      }
    }
  }

  private byte[] mask(byte[] chunk, int count) throws IOException {
    boolean whole = false;
    try {
      byte[] masked = count < 0 ? masker.finish() : masker.append(chunk, 0, count);
      whole = true;
      return masked;
    } catch (RuntimeException e) {
      ResponseRefusedException refused = ResponseRefusedException.because(e);
      refusal = Optional.of(refused.reason());
      throw refused;
    } finally {
      if (!whole) {
        fail(StreamOutcome.REFUSED);
      }
    }
  }

  /** Makes sure that nothing more is read, also if the reader goes on after the exception. */
  private void fail(StreamOutcome outcome) throws IOException {
    boolean byCaller = closed;
    closed = true;
    try {
      body.close();
    } finally {
      end(byCaller ? StreamOutcome.CANCELLED : outcome);
    }
  }

  private void collect(byte[] recordable) {
    synchronized (collectorLock) {
      collector.append(recordable, 0, recordable.length);
    }
  }

  private void end(StreamOutcome outcome) {
    if (ended.compareAndSet(false, true)) {
      onEnd.accept(summary(outcome));
    }
  }

  private ResponseSummary summary(StreamOutcome outcome) {
    synchronized (collectorLock) {
      return new ResponseSummary(
          outcome, refusal, masker.usage(), masker.countsByRule(), Optional.of(collector.finish()));
    }
  }
}
