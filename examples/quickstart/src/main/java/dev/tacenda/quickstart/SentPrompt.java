package dev.tacenda.quickstart;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The prompt as Claude gets it, read back from the bytes of a request. Immutable.
 *
 * @param files in the order of the prompt
 */
record SentPrompt(List<SentFile> files) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String PROMPT = "/messages/0/content";

  SentPrompt {
    files = List.copyOf(files);
  }

  /**
   * One file of the prompt.
   *
   * @param path as its heading says
   * @param lines the lines of its content
   */
  record SentFile(String path, List<String> lines) {}

  /** Reads the body of a request that {@link ReviewPrompt} made. */
  static SentPrompt read(byte[] body) {
    List<SentFile> files = new ArrayList<>();
    for (String line : prompt(body).split("\n", -1)) {
      if (line.equals(ReviewPrompt.END)) {
        break;
      }
      if (line.startsWith(ReviewPrompt.HEADING)) {
        files.add(new SentFile(line.substring(line.indexOf(": ") + 2), new ArrayList<>()));
      } else if (!files.isEmpty()) {
        files.get(files.size() - 1).lines().add(line);
      }
    }
    return new SentPrompt(files);
  }

  private static String prompt(byte[] body) {
    try (JsonParser parser = JSON.createParser(body)) {
      while (parser.nextToken() != null) {
        boolean isText = parser.currentToken() == JsonToken.VALUE_STRING;
        if (isText && parser.getParsingContext().pathAsPointer().toString().equals(PROMPT)) {
          return parser.getText();
        }
      }
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException("the request is not JSON", e);
    }
  }
}
