package dev.tacenda.claude;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DrainedBodyTest {
  @Test
  void readsTheWholeBody() throws Exception {
    BodyPublisher body = BodyPublishers.concat(part("all "), part("of "), part("it"));

    assertThat(new DrainedBody(body, 9).read().get()).isEqualTo("all of it".getBytes(UTF_8));
  }

  private static BodyPublisher part(String text) {
    return BodyPublishers.ofString(text);
  }

  @Test
  void stopsAtItsLimitIfTheLengthWasNotToldBefore() {
    Endless body = new Endless();

    CompletableFuture<byte[]> read =
        new DrainedBody(BodyPublishers.fromPublisher(body::subscribe), 100).read();

    assertThatThrownBy(read::get)
        .hasCauseInstanceOf(RequestDeniedException.class)
        .hasMessageContaining("longer than 100 bytes");
    assertThat(body.cancelled).isTrue();
  }

  @Test
  void failsAsThePublisherDoes() {
    BodyPublisher broken =
        BodyPublishers.fromPublisher(
            subscriber -> {
              subscriber.onSubscribe(new Endless());
              subscriber.onError(new IOException("the disk of the test"));
            });

    assertThatThrownBy(new DrainedBody(broken, 100).read()::get)
        .hasRootCauseMessage("the disk of the test");
  }

  @Test
  void cancelsASubscriptionThatComesTooLate() {
    Endless late = new Endless();
    DrainedBody body = new DrainedBody(BodyPublishers.fromPublisher(none -> {}), 100);
    CompletableFuture<byte[]> read = body.read();

    body.cancel();
    body.onSubscribe(late);

    assertThat(read).isCancelled();
    assertThat(late.cancelled).isTrue();
  }

  /** Publishes until it is cancelled. */
  private static final class Endless implements Subscription {
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private @Nullable Subscriber<? super ByteBuffer> subscriber;

    void subscribe(Subscriber<? super ByteBuffer> given) {
      subscriber = given;
      given.onSubscribe(this);
    }

    @Override
    public void request(long n) {
      Subscriber<? super ByteBuffer> to = subscriber;
      while (to != null && !cancelled.get()) {
        to.onNext(ByteBuffer.wrap(new byte[7]));
      }
    }

    @Override
    public void cancel() {
      cancelled.set(true);
    }
  }
}
