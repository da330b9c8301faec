package dev.tacenda.claude;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.junit.jupiter.api.Test;

/** Who requests what, between a client and an application that are both told here. */
class MaskingBodySubscriberTest {
  private static final String LINE = "{\"custom_id\":\"a\",\"text\":\"" + Planted.AWS_KEY + "\"}";
  private static final String MASKED = new String(masked(), UTF_8);

  private final List<ResponseSummary> ends = new ArrayList<>();
  private final Application application = new Application();
  private final Client client = new Client();
  private final FedBody body = new FedBody();

  private static byte[] masked() {
    return Planted.MASKER.maskJson(LINE.getBytes(UTF_8), ResponseFields.MESSAGES).bytes();
  }

  private MaskingBodySubscriber<String> subscriber(InputStream guarded) {
    MaskingBodySubscriber<String> subscriber =
        new MaskingBodySubscriber<>(application, body, guarded, Optional.empty());
    subscriber.onSubscribe(client);
    return subscriber;
  }

  private MaskingBodySubscriber<String> lines() {
    return subscriber(
        new MaskedStream(
            body, new JsonLinesMasker(Planted.TOOLS, ResponseFields.MESSAGES, 1000), ends::add));
  }

  private static List<ByteBuffer> piece(String text) {
    return List.of(
        ByteBuffer.wrap(text.getBytes(UTF_8), 0, 1),
        ByteBuffer.wrap(text.getBytes(UTF_8), 1, text.length() - 1));
  }

  @Test
  void requestsTheNextPieceIfOneYieldsNothing() {
    MaskingBodySubscriber<String> lines = lines();
    application.given.request(1);

    lines.onNext(piece(LINE.substring(0, 9)));
    lines.onNext(piece(LINE.substring(9)));
    assertThat(application.got).isEmpty();
    assertThat(client.requested).isEqualTo(3);

    lines.onNext(piece("\n "));
    assertThat(application.got).containsExactly(MASKED + "\n");
    assertThat(client.requested).isEqualTo(3);
  }

  @Test
  void lastPieceWaitsUntilItIsRequested() {
    MaskingBodySubscriber<String> lines = lines();
    application.given.request(1);
    lines.onNext(piece("{}\n" + LINE));
    lines.onComplete();

    assertThat(application.got).containsExactly("{}\n");
    assertThat(application.end).isEmpty();
    assertThat(ends).extracting(ResponseSummary::outcome).containsExactly(StreamOutcome.COMPLETE);

    application.given.request(1);
    assertThat(application.got).containsExactly("{}\n", MASKED);
    assertThat(application.end).contains("complete");
    assertThat(client.requested).isEqualTo(1);
  }

  @Test
  void lastPieceGoesOutAtOnceIfItWasRequested() {
    MaskingBodySubscriber<String> lines = lines();
    application.given.request(Long.MAX_VALUE);
    application.given.request(Long.MAX_VALUE);
    lines.onNext(piece("{}\n" + LINE));
    lines.onComplete();

    assertThat(application.got).containsExactly("{}\n", MASKED);
    assertThat(application.end).contains("complete");
  }

  @Test
  void cancellingEndsTheExchangeAndNothingMoreIsGiven() {
    MaskingBodySubscriber<String> lines = lines();
    application.given.request(5);
    application.given.cancel();
    application.given.cancel();
    lines.onNext(piece("{}\n"));
    lines.onComplete();

    assertThat(client.cancelled).isPositive();
    assertThat(application.got).isEmpty();
    assertThat(application.end).isEmpty();
    assertThat(ends).extracting(ResponseSummary::outcome).containsExactly(StreamOutcome.CANCELLED);
  }

  /** The client of JDK 25 fails a body when it is cancelled. */
  @Test
  void cancellingIsNoFailureEvenIfTheClientFailsTheBody() {
    MaskingBodySubscriber<String> lines = lines();
    client.onCancel = () -> lines.onError(new IOException("cancelled"));
    application.given.request(5);
    application.given.cancel();

    assertThat(application.end).isEmpty();
    assertThat(ends).extracting(ResponseSummary::outcome).containsExactly(StreamOutcome.CANCELLED);
  }

  @Test
  void refusalIsTheReasonEvenIfTheClientFailsTheBody() {
    MaskingBodySubscriber<String> lines = lines();
    client.onCancel = () -> lines.onError(new IOException("cancelled"));
    application.given.request(5);
    lines.onNext(piece("not json\n"));

    assertThat(application.end.orElseThrow()).startsWith("NOT_MASKABLE");
    assertThat(ends).extracting(ResponseSummary::outcome).containsExactly(StreamOutcome.REFUSED);
  }

  @Test
  void bodyThatBreaksOffFailsAsItDid() {
    MaskingBodySubscriber<String> lines = lines();
    application.given.request(5);
    lines.onError(new IOException("connection reset"));

    assertThat(application.end).contains("connection reset");
    assertThat(ends).extracting(ResponseSummary::outcome).containsExactly(StreamOutcome.TRUNCATED);
  }

  @Test
  void bodyThatIsRefusedCancelsTheClient() {
    MaskingBodySubscriber<String> lines = lines();
    application.given.request(5);
    lines.onNext(piece("not json\n"));
    lines.onNext(piece("{}\n"));

    assertThat(client.cancelled).isPositive();
    assertThat(application.got).isEmpty();
    assertThat(application.end.orElseThrow()).startsWith("NOT_MASKABLE");
    assertThat(ends).extracting(ResponseSummary::outcome).containsExactly(StreamOutcome.REFUSED);
  }

  /** Giving it would break the rules, dropping it would break the answer. */
  @Test
  void pieceThatWasNotRequestedFailsTheBody() {
    MaskingBodySubscriber<String> lines = lines();
    lines.onNext(piece("{}\n"));

    assertThat(application.got).isEmpty();
    assertThat(application.end.orElseThrow()).contains("not requested");
    assertThat(ends).extracting(ResponseSummary::outcome).containsExactly(StreamOutcome.TRUNCATED);
  }

  @Test
  void numberThatIsNotPositiveIsLeftToTheClient() {
    lines();
    application.given.request(-1);

    assertThat(client.requested).isEqualTo(-1);
  }

  private static final class Client implements Subscription {
    private long requested;
    private int cancelled;
    private Runnable onCancel = () -> {};

    @Override
    public void request(long n) {
      requested += n;
    }

    @Override
    public void cancel() {
      cancelled++;
      onCancel.run();
    }
  }

  private static final class Application implements BodySubscriber<String> {
    private final List<String> got = new ArrayList<>();
    private Optional<String> end = Optional.empty();
    private Subscription given = new Client();

    @Override
    public CompletionStage<String> getBody() {
      return new CompletableFuture<>();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      given = subscription;
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
      item.forEach(each -> got.add(UTF_8.decode(each).toString()));
    }

    @Override
    public void onError(Throwable failure) {
      end = Optional.of(String.valueOf(failure.getMessage()));
    }

    @Override
    public void onComplete() {
      end = Optional.of("complete");
    }
  }
}
