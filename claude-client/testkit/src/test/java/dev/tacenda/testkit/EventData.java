package dev.tacenda.testkit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;

/** Reads what an event of a stream says. */
public final class EventData {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> SAID = Set.of("text", "partial_json");
  private static final Set<String> WHOLE = Set.of("error", "from_the_future");

  private EventData() {}

  /** Returns text and tool input of an event; of an error or an unknown one, all of it. */
  public static String said(String data) throws IOException {
    StringBuilder said = new StringBuilder();
    try (JsonParser parser = JSON.createParser(data)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING && WHOLE.contains(parser.getText())) {
          return data;
        }
        if (token == JsonToken.VALUE_STRING && SAID.contains(parser.currentName())) {
          said.append(parser.getText());
        }
      }
    }
    return said.toString();
  }
}
