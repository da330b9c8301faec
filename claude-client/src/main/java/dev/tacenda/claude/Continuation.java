package dev.tacenda.claude;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

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
    // Reading megabytes as JSON only to find that out would cost more than masking them again.
    boolean mayGoOn = ByteText.contains(json, "previous_message_id");
    return root.equals("event") || (mayGoOn && goesOn(json));
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
