package dev.tacenda.claude;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Tells requests that go on with a conversation which the server holds. */
final class Continuation {
  private static final JsonFactory JSON = new JsonFactory();

  private Continuation() {}

  /**
   * Returns true for what is sent to a session, and for a message in a thread that goes on.
   *
   * @param root the object at the root of the request
   */
  static boolean is(String root, byte[] json) {
    return root.equals("event") || (mayName(json) && goesOn(json));
  }

  /** Reading a body of megabytes only to find that out would cost more than masking it again. */
  private static boolean mayName(byte[] json) {
    return new String(json, StandardCharsets.ISO_8859_1).contains("previous_message_id");
  }

  private static boolean goesOn(byte[] json) {
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean thread = parser.currentName().equals("thread");
        if (parser.nextToken() == JsonToken.START_OBJECT && thread) {
          return true;
        }
        parser.skipChildren();
      }
      return false;
    } catch (IOException e) {
      return false; // the masker says what is wrong with it
    }
  }
}
