package dev.tacenda.claude.anthropic;

import com.anthropic.core.JsonValue;
import com.anthropic.core.http.AsyncStreamResponse;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.InputJsonDelta;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.RawContentBlockDeltaEvent;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.TextBlock;
import com.anthropic.models.messages.TextDelta;
import dev.tacenda.testkit.AdapterContract.Answer;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;

/** Reads the streams of the SDK piece by piece; also checks what its accumulator makes of them. */
final class SdkStream {
  private SdkStream() {}

  /** Returns the text and the tool input of a message. */
  static String said(Message message) {
    return message.content().stream()
        .map(
            block ->
                block
                    .text()
                    .map(TextBlock::text)
                    .or(() -> block.toolUse().map(use -> use._input().toString()))
                    .orElse(""))
        .collect(Collectors.joining());
  }

  private static String said(RawMessageStreamEvent event) {
    return event
        .contentBlockDelta()
        .map(RawContentBlockDeltaEvent::delta)
        .map(
            delta ->
                delta
                    .text()
                    .map(TextDelta::text)
                    .or(() -> delta.inputJson().map(InputJsonDelta::partialJson))
                    .orElse(""))
        .or(() -> unknown(event))
        .orElse("");
  }

  private static Optional<String> unknown(RawMessageStreamEvent event) {
    boolean known =
        event.isMessageStart()
            || event.isMessageDelta()
            || event.isMessageStop()
            || event.isContentBlockStart()
            || event.isContentBlockStop();
    return known ? Optional.empty() : event._json().map(JsonValue::toString);
  }

  /** Compares the text of the deltas with the message that the accumulator made of them. */
  private static final class Tally {
    private final MessageAccumulator accumulator = MessageAccumulator.create();
    private final StringBuilder text = new StringBuilder();

    String add(RawMessageStreamEvent event) {
      accumulator.accumulate(event);
      event.contentBlockDelta().flatMap(each -> each.delta().text()).ifPresent(this::addText);
      return said(event);
    }

    private void addText(TextDelta delta) {
      text.append(delta.text());
    }

    void check() {
      String accumulated =
          accumulator.message().content().stream()
              .flatMap(block -> block.text().stream())
              .map(TextBlock::text)
              .collect(Collectors.joining());
      if (!accumulated.contentEquals(text)) {
        throw new AssertionError("the accumulator has another text than the deltas");
      }
    }
  }

  /** A stream that is read on the thread of its reader. */
  static final class Blocking implements Answer {
    private final StreamResponse<RawMessageStreamEvent> stream;
    private final Iterator<RawMessageStreamEvent> events;
    private final Tally tally = new Tally();

    Blocking(StreamResponse<RawMessageStreamEvent> stream) {
      this.stream = stream;
      this.events = stream.stream().iterator();
    }

    @Override
    public Optional<String> next() {
      if (events.hasNext()) {
        return Optional.of(tally.add(events.next()));
      }
      tally.check();
      return Optional.empty();
    }

    @Override
    public void close() {
      stream.close();
    }
  }

  /** A stream whose events the SDK delivers on a thread of its own. */
  static final class Subscribed
      implements Answer, AsyncStreamResponse.Handler<RawMessageStreamEvent> {
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final AsyncStreamResponse<RawMessageStreamEvent> stream;
    private final Tally tally = new Tally();
    private boolean ended;

    private record Event(Optional<RawMessageStreamEvent> said, Optional<Throwable> failure) {}

    private Subscribed(AsyncStreamResponse<RawMessageStreamEvent> stream) {
      this.stream = stream;
    }

    static Subscribed to(AsyncStreamResponse<RawMessageStreamEvent> stream) {
      Subscribed answer = new Subscribed(stream);
      var unused = stream.subscribe(answer);
      return answer;
    }

    @Override
    public void onNext(RawMessageStreamEvent event) {
      events.add(new Event(Optional.of(event), Optional.empty()));
    }

    @Override
    public void onComplete(Optional<Throwable> error) {
      events.add(new Event(Optional.empty(), error));
    }

    @Override
    public Optional<String> next() throws Exception {
      Event event = events.take();
      if (event.said().isPresent()) {
        return Optional.of(tally.add(event.said().get()));
      }
      ended = true;
      if (event.failure().isPresent()) {
        throw new ExecutionException(event.failure().get());
      }
      tally.check();
      return Optional.empty();
    }

    /** Also waits until the SDK has noticed, for only then all records are written. */
    @Override
    public void close() {
      stream.close();
      try {
        while (!ended) {
          ended = events.take().said().isEmpty();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
