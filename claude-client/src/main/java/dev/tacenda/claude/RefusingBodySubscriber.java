package dev.tacenda.claude;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Takes nothing of a body, which ends its connection, and fails with the reason. */
final class RefusingBodySubscriber<T> implements BodySubscriber<T> {
  private final RuntimeException refusal;

  RefusingBodySubscriber(RuntimeException refusal) {
    this.refusal = refusal;
  }

  @Override
  public CompletionStage<T> getBody() {
    return CompletableFuture.failedFuture(refusal);
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    subscription.cancel();
  }

  @Override
  public void onNext(List<ByteBuffer> item) {
    // What was under way when it was cancelled.
  }

  @Override
  public void onError(Throwable throwable) {
    // The refusal was before it.
  }

  @Override
  public void onComplete() {
    // A body that was empty is refused all the same.
  }
}
