package dev.tacenda.claude;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Tells requests that go on with a conversation which the server holds. */
final class Continuation {
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
    try (JsonParser parser = Json.parser(json)) {
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
      return true; // looking for more values is the safe side
    }
  }
}
