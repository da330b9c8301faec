package dev.tacenda.quickstart;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.TextDelta;
import java.util.List;
import java.util.Optional;

/** Asks Claude for one review per batch and prints the answers as they arrive. For one thread. */
final class Conversation {
  private final String model;
  private final Wire wire;
  private final Shell shell;
  private final Report report;
  private boolean excerptShown;

  Conversation(String model, Wire wire, Shell shell) {
    this.model = model;
    this.wire = wire;
    this.shell = shell;
    this.report = new Report(shell.out());
  }

  /** Sends the batches one after another. */
  void hold(AnthropicClient claude, List<Batch> batches) {
    AnthropicClient tapped = wire.tap(claude);
    for (int i = 0; i < batches.size(); i++) {
      String position = (i + 1) + "/" + batches.size();
      shell.err().println("[" + position + "] sending " + batches.get(i).summary());
      ask(tapped, batches.get(i), position);
    }
  }

  private void ask(AnthropicClient claude, Batch batch, String position) {
    try (StreamResponse<RawMessageStreamEvent> answer =
        claude.messages().createStreaming(ReviewPrompt.of(batch, model))) {
      showExcerptOnce(batch);
      report.answer(position);
      answer.stream()
          .flatMap(event -> event.contentBlockDelta().stream())
          .flatMap(delta -> delta.delta().text().stream())
          .map(TextDelta::text)
          .forEach(report::text);
      report.endOfAnswer();
    }
  }

  private void showExcerptOnce(Batch batch) {
    if (!excerptShown) {
      Optional<Excerpt> excerpt = Excerpt.of(batch, SentPrompt.read(wire.lastBody()));
      excerpt.ifPresent(report::excerpt);
      excerptShown = excerpt.isPresent();
    }
  }
}
