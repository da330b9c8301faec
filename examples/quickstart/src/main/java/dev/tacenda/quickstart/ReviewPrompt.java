package dev.tacenda.quickstart;

import com.anthropic.models.messages.MessageCreateParams;
import java.util.List;

/** Puts files into the request that asks Claude to review them. */
final class ReviewPrompt {
  static final String SYSTEM =
      "You review source code. Answer in plain text, in at most ten short points, the most"
          + " important first, each with file and line. Words that begin with TCN_ stand for"
          + " values that were taken out before the files were sent: do not ask for them, and"
          + " treat equal ones as equal values.";

  static final String HEADING = "===== file ";
  static final String END = "===== end of files";

  private static final int MAX_TOKENS = 4_096;

  private ReviewPrompt() {}

  /** The request for one batch. The files stand in it as they are: masking is the guard's work. */
  static MessageCreateParams of(Batch batch, String model) {
    return MessageCreateParams.builder()
        .model(model)
        .maxTokens(MAX_TOKENS)
        .system(SYSTEM)
        .addUserMessage(text(batch.files()))
        .build();
  }

  private static String text(List<ScannedFile> files) {
    StringBuilder text = new StringBuilder("Review these files.\n");
    for (int i = 0; i < files.size(); i++) {
      SourceFile file = files.get(i).file();
      text.append(HEADING).append(i + 1).append(": ").append(file.path()).append('\n');
      text.append(file.text());
      if (!file.text().endsWith("\n")) {
        text.append('\n');
      }
    }
    return text.append(END).append('\n').toString();
  }
}
