package dev.tacenda.claude.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.tacenda.testkit.AdapterContract.Answer;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A streamed answer whose pieces the model gives on a thread of its own. It has ended when the
 * transport has closed it: the model says that it is complete before that, and only then all
 * records are written.
 */
final class ChatStream implements Answer, StreamingChatResponseHandler {
  private final BlockingQueue<Optional<String>> pieces = new LinkedBlockingQueue<>();
  private final StringBuilder text = new StringBuilder();
  private volatile @Nullable StreamingHandle handle;
  private volatile @Nullable ChatResponse whole;
  private volatile @Nullable Throwable failure;
  private boolean ended;

  @Override
  public void onPartialResponse(PartialResponse partial, PartialResponseContext context) {
    handle = context.streamingHandle();
    pieces.add(Optional.of(partial.text()));
  }

  @Override
  public void onCompleteToolCall(CompleteToolCall call) {
    pieces.add(Optional.of(call.toolExecutionRequest().arguments()));
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    whole = response;
  }

  @Override
  public void onError(Throwable error) {
    failure = error;
  }

  /** To be called when the transport has closed the stream. */
  void closed() {
    pieces.add(Optional.empty());
  }

  @Override
  public Optional<String> next() throws Exception {
    Optional<String> piece = pieces.take();
    piece.ifPresent(text::append);
    ended = piece.isEmpty();
    if (ended) {
      check();
    }
    return piece;
  }

  private void check() throws ExecutionException {
    if (failure != null) {
      throw new ExecutionException(failure);
    }
    ChatResponse response = whole;
    if (response != null && !ChatClaude.said(response.aiMessage()).contentEquals(text)) {
      throw new AssertionError("the whole answer has another text than its pieces");
    }
  }

  /** Also waits until the transport has noticed, for only then all records are written. */
  @Override
  public void close() {
    StreamingHandle begun = handle;
    if (ended || begun == null) {
      return;
    }
    begun.cancel();
    try {
      while (!ended) {
        ended = pieces.take().isEmpty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
