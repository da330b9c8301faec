package dev.tacenda.claude;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the calls of the client's own tools in a JSON document. */
final class ToolCalls {
  /** Blocks and events that say: call this tool with this input. Those of the server are done. */
  static final Set<String> TYPES = Set.of("tool_use", "agent.custom_tool_use");

  private ToolCalls() {}

  /**
   * A call.
   *
   * @param tool the name of the tool
   * @param start the first byte of its input
   * @param end the byte behind its input
   */
  record Call(String tool, int start, int end) {}

  /** An object on the way. */
  private static final class Frame {
    private @Nullable String type;
    private @Nullable String name;
    private int start = -1;
    private int end = -1;
  }

  /**
   * Returns the calls in the order in which their inputs stand.
   *
   * @param json a masked document; what cannot be read must not pass as if it had no calls
   */
  static List<Call> in(byte[] json) {
    List<Call> calls = new ArrayList<>();
    Deque<Frame> frames = new ArrayDeque<>();
    try (JsonParser parser = Json.parser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        switch (token) {
          case START_OBJECT -> frames.push(new Frame());
          case END_OBJECT -> close(frames.pop(), calls);
          case FIELD_NAME -> member(parser, frames.getFirst());
          default -> {}
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("a masked document cannot be read");
    }
    calls.sort(Comparator.comparingInt(Call::start));
    return calls;
  }

  /** Reads a member that says something about a call; leaves others to the loop. */
  private static void member(JsonParser parser, Frame frame) throws IOException {
    switch (parser.currentName()) {
      case "type" -> frame.type = text(parser, frame.type);
      case "name" -> frame.name = text(parser, frame.name);
      case "input" -> {
        if (parser.nextToken() == JsonToken.START_OBJECT) {
          frame.start = (int) parser.currentTokenLocation().getByteOffset();
          parser.skipChildren();
          frame.end = (int) parser.currentLocation().getByteOffset();
        } else {
          parser.skipChildren();
        }
      }
      default -> {}
    }
  }

  private static @Nullable String text(JsonParser parser, @Nullable String otherwise)
      throws IOException {
    if (parser.nextToken() == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    parser.skipChildren();
    return otherwise;
  }

  private static void close(Frame frame, List<Call> calls) {
    if (frame.type != null && TYPES.contains(frame.type) && frame.name != null && frame.end > 0) {
      calls.add(new Call(frame.name, frame.start, frame.end));
    }
  }
}
