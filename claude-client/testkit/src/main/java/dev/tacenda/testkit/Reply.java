package dev.tacenda.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A scripted answer of {@link FakeClaude}: what it says and how the bytes arrive.
 *
 * <p>A message is streamed or not as the request asks. Every method returns a new reply. Immutable
 * and thread-safe.
 *
 * <pre>{@code
 * claude.enqueue(Reply.text("Looking.").andToolUse("Read", "{\"path\":\"a.txt\"}").deltaSize(1));
 * claude.enqueue(Reply.message().andThinking("Hm.").andText("Found it."));
 * claude.enqueue(Reply.text("cut in the middle").cutAfter(4));
 * claude.enqueue(Reply.error(529, "overloaded_error", "Overloaded"));
 * }</pre>
 */
public final class Reply {

  static final int DEFAULT_DELTA_SIZE = 24;

  /** What is said. */
  sealed interface Content {}

  /** A message of one or more blocks. */
  record Message(List<ContentBlock> blocks) implements Content {
    Message {
      blocks = List.copyOf(blocks);
    }
  }

  /** An error in Claude's shape. */
  record Failure(int status, String type, String message) implements Content {}

  /** Given bytes, each array one write. */
  record Bytes(int status, String contentType, List<byte[]> pieces, boolean streamed)
      implements Content {}

  /** An error event in the middle of a stream. */
  record Interruption(int afterEvents, String type, String message) {}

  private static final class Draft {
    private int deltaSize = DEFAULT_DELTA_SIZE;
    private int bytesPerWrite = Integer.MAX_VALUE;
    private int cutAfter = Integer.MAX_VALUE;
    private int endAfter = Integer.MAX_VALUE;
    private Interruption interruption = new Interruption(Integer.MAX_VALUE, "", "");
    private boolean gzip;
    private JsonEscapes escapes = JsonEscapes.MINIMAL;
    private String stopReason = "";
    private Map<String, String> headers = new LinkedHashMap<>();

    private Draft copy() {
      Draft copy = new Draft();
      copy.deltaSize = deltaSize;
      copy.bytesPerWrite = bytesPerWrite;
      copy.cutAfter = cutAfter;
      copy.endAfter = endAfter;
      copy.interruption = interruption;
      copy.gzip = gzip;
      copy.escapes = escapes;
      copy.stopReason = stopReason;
      copy.headers = new LinkedHashMap<>(headers);
      return copy;
    }
  }

  private final Content content;
  private final Draft settings;

  private Reply(Content content, Draft settings) {
    this.content = content;
    this.settings = settings;
  }

  private static Reply of(Content content) {
    return new Reply(content, new Draft());
  }

  /**
   * A message of one text block.
   *
   * @param text the text; may be empty, may hold lone surrogates
   */
  public static Reply text(String text) {
    return of(new Message(List.of(new ContentBlock.Text(text))));
  }

  /**
   * A message without content, to which blocks are added; with {@link #andThinking(String)} first
   * it looks like an answer of a model that thinks.
   */
  public static Reply message() {
    return of(new Message(List.of()));
  }

  /**
   * A message of one tool call, with stop reason {@code tool_use}.
   *
   * @param name the tool
   * @param inputJson JSON text of an object; goes out as these characters
   * @throws IllegalArgumentException if the input is not a strict JSON object
   */
  public static Reply toolUse(String name, String inputJson) {
    return of(new Message(List.of(tool(name, inputJson))));
  }

  /**
   * An HTTP error in Claude's error shape.
   *
   * @param status 400..599
   * @param type such as {@code overloaded_error}
   * @param message the text a client shows
   */
  public static Reply error(int status, String type, String message) {
    requireRange("status", status, 400, 599);
    return of(new Failure(status, type, message));
  }

  /**
   * These bytes with a Content-Length, whatever the request asked.
   *
   * @param status 200..599
   * @param contentType value of the header field
   * @param body copied
   */
  public static Reply raw(int status, String contentType, byte[] body) {
    requireRange("status", status, 200, 599);
    return of(new Bytes(status, contentType, List.of(body.clone()), false));
  }

  /**
   * These bytes as an event stream, cut where the test wants.
   *
   * @param body the whole stream; copied
   * @param chunkSizes sizes of the writes in bytes, each 1 or more; the last one repeats to the
   *     end; none means one write
   */
  public static Reply sse(byte[] body, int... chunkSizes) {
    for (int size : chunkSizes) {
      requireRange("chunkSizes", size, 1, Integer.MAX_VALUE);
    }
    int[] sizes = chunkSizes.length == 0 ? new int[] {Integer.MAX_VALUE} : chunkSizes.clone();
    return of(new Bytes(200, "text/event-stream; charset=utf-8", Bodies.cut(body, sizes), true));
  }

  /** Adds a text block. */
  public Reply andText(String text) {
    return and(new ContentBlock.Text(text));
  }

  /**
   * Adds a tool call.
   *
   * @param name the tool
   * @param inputJson JSON text of an object
   * @throws IllegalArgumentException if the input is not a strict JSON object
   */
  public Reply andToolUse(String name, String inputJson) {
    return and(tool(name, inputJson));
  }

  /**
   * Adds a thinking block with a signature of FakeClaude, bound to the conversation before it.
   *
   * @param thinking the text; may be empty, as when a client asks not to see it
   */
  public Reply andThinking(String thinking) {
    return andThinking(thinking, "");
  }

  /**
   * Adds a thinking block with a given signature.
   *
   * @param thinking the text
   * @param signature opaque. FakeClaude did not make it, so it refuses the block when it comes
   *     back, unless {@link StrictCheck#THINKING_SIGNATURES} is off. Empty: FakeClaude signs.
   */
  public Reply andThinking(String thinking, String signature) {
    return and(new ContentBlock.Thinking(thinking, Objects.requireNonNull(signature, "signature")));
  }

  /** Adds a thinking block that only FakeClaude can read, sealed like a signature. */
  public Reply andRedactedThinking() {
    return andBlock("{\"type\":\"redacted_thinking\",\"data\":\"\"}");
  }

  /**
   * Adds a summary of all that was said before, signed by FakeClaude.
   *
   * @param summary the text
   */
  public Reply andCompaction(String summary) {
    return and(new ContentBlock.Compaction(summary, ""));
  }

  /**
   * Adds any other block, complete in its {@code content_block_start}. FakeClaude fills in what is
   * an empty text in it and only FakeClaude can write: the {@code signature} of thinking and
   * compactions, the {@code data} of redacted thinking, every {@code encrypted_...} member.
   *
   * <pre>{@code
   * Reply.message()
   *     .andBlock("{\"type\":\"server_tool_use\",\"id\":\"srvtoolu_fake_1\","
   *         + "\"name\":\"web_search\",\"input\":{\"query\":\"q\"}}")
   *     .andBlock("{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"srvtoolu_fake_1\","
   *         + "\"content\":[{\"type\":\"web_search_result\",\"url\":\"https://example.com\","
   *         + "\"title\":\"t\",\"encrypted_content\":\"\"}]}");
   * }</pre>
   *
   * @param json JSON text of an object, in one line
   * @throws IllegalArgumentException if it is not a strict JSON object, or not one line
   */
  public Reply andBlock(String json) {
    requireObject("json", json);
    if (json.indexOf('\n') >= 0 || json.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("json must be one line");
    }
    return and(new ContentBlock.Verbatim(json));
  }

  /**
   * Cuts text, thinking and tool input of a stream into deltas of this size.
   *
   * @param utf16Units 1 or more, default 24; 1 takes surrogate pairs apart
   */
  public Reply deltaSize(int utf16Units) {
    requireRange("utf16Units", utf16Units, 1, Integer.MAX_VALUE);
    return with(draft -> draft.deltaSize = utf16Units);
  }

  /**
   * Cuts every write to the network into writes of at most this size.
   *
   * @param bytes 1 or more
   */
  public Reply bytesPerWrite(int bytes) {
    requireRange("bytes", bytes, 1, Integer.MAX_VALUE);
    return with(draft -> draft.bytesPerWrite = bytes);
  }

  /**
   * Drops the connection in the middle: of a stream after so many events (of {@link #sse}: writes),
   * of an answer that is not streamed after half its bytes.
   *
   * @param events 0 or more; 0 sends only the head
   */
  public Reply cutAfter(int events) {
    requireRange("events", events, 0, Integer.MAX_VALUE);
    return with(draft -> draft.cutAfter = events);
  }

  /**
   * Ends a stream cleanly after so many events (of {@link #sse}: writes), so that {@code
   * message_stop} never comes. Has no effect on an answer that is not streamed.
   *
   * @param events 0 or more
   */
  public Reply endAfter(int events) {
    requireRange("events", events, 0, Integer.MAX_VALUE);
    return with(draft -> draft.endAfter = events);
  }

  /**
   * Sends an {@code error} event after so many events of a streamed message and ends. A request
   * that does not stream gets the error as its HTTP answer: 529 for {@code overloaded_error}, else
   * 500.
   *
   * @param events 0 or more
   * @param type such as {@code overloaded_error}
   * @param message the text a client shows
   */
  public Reply errorAfter(int events, String type, String message) {
    requireRange("events", events, 0, Integer.MAX_VALUE);
    return with(draft -> draft.interruption = new Interruption(events, type, message));
  }

  /** Compresses the body with gzip; a stream is flushed after every event. */
  public Reply gzip() {
    return with(draft -> draft.gzip = true);
  }

  /** Writes every character of text and tool input as a {@code \}{@code uXXXX} escape. */
  public Reply escapeEveryCharacter() {
    return with(draft -> draft.escapes = JsonEscapes.EVERY_CHARACTER);
  }

  /**
   * Sets the stop reason of a message.
   *
   * @param reason such as {@code max_tokens}; default {@code tool_use} with a tool call, else
   *     {@code end_turn}
   */
  public Reply stopReason(String reason) {
    return with(draft -> draft.stopReason = reason);
  }

  /**
   * Adds a header field to the answer, such as {@code retry-after}.
   *
   * @param name printable ASCII without space or colon
   * @param value no line break
   */
  public Reply header(String name, String value) {
    if (name.isEmpty() || !name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ':')) {
      throw new IllegalArgumentException("name must be a header field name");
    }
    if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("value of " + name + " must be one line");
    }
    return with(draft -> draft.headers.put(name, value));
  }

  /** The result of a batch's request that is answered like this, as JSON. */
  String batchResult(ReplyContext context) {
    if (content instanceof Message message && !isInterrupted()) {
      return "{\"type\":\"succeeded\",\"message\":" + script(message, context).whole() + "}";
    }
    Failure failure = failure(content);
    String error = ApiErrors.body(failure, context.requestId());
    return "{\"type\":\"errored\",\"error\":" + error + "}";
  }

  private Failure failure(Content said) {
    if (said instanceof Failure failure) {
      return failure;
    }
    Interruption error = settings.interruption;
    String type = isInterrupted() ? error.type() : "api_error";
    String message = isInterrupted() ? error.message() : "a batch can only hold messages";
    return new Failure(type.equals("overloaded_error") ? 529 : 500, type, message);
  }

  private boolean isInterrupted() {
    return settings.interruption.afterEvents() < Integer.MAX_VALUE;
  }

  /** True if the answer is one that Claude gives after reading the whole request. */
  boolean isAnswered() {
    return content instanceof Message || content instanceof Bytes bytes && bytes.status() == 200;
  }

  WireReply render(ReplyContext context) {
    WireReply wire = content(context);
    wire.headers().putAll(settings.headers);
    return wire;
  }

  private WireReply content(ReplyContext context) {
    if (content instanceof Message message) {
      return message(message, context);
    }
    if (content instanceof Failure failure) {
      return whole(context, failure.status(), ApiErrors.body(failure, context.requestId()));
    }
    Bytes bytes = (Bytes) content;
    return bytes.streamed()
        ? streamed(context, bytes.contentType(), bytes.pieces())
        : Bodies.whole(shape(context), bytes.status(), bytes.contentType(), bytes.pieces().get(0));
  }

  private WireReply message(Message message, ReplyContext context) {
    Interruption error = settings.interruption;
    if (!context.stream() && isInterrupted()) {
      Failure failure = failure(message);
      return whole(context, failure.status(), ApiErrors.body(failure, context.requestId()));
    }
    MessageScript script = script(message, context);
    if (!context.stream()) {
      return whole(context, 200, script.whole());
    }
    List<SseEvent> events = new ArrayList<>(script.events(settings.deltaSize));
    if (isInterrupted()) {
      events = new ArrayList<>(events.subList(0, Math.min(error.afterEvents(), events.size())));
      events.add(ApiErrors.event(error, context.requestId()));
    }
    List<byte[]> pieces = events.stream().map(SseEvent::toBytes).toList();
    return streamed(context, "text/event-stream; charset=utf-8", pieces);
  }

  private MessageScript script(Message message, ReplyContext context) {
    return new MessageScript(message.blocks(), context, settings.escapes, settings.stopReason);
  }

  private WireReply whole(ReplyContext context, int status, String json) {
    return Bodies.whole(shape(context), status, "application/json", Bodies.utf8(json));
  }

  private WireReply streamed(ReplyContext context, String contentType, List<byte[]> pieces) {
    return Bodies.streamed(shape(context), contentType, pieces, settings.endAfter);
  }

  private Bodies.Shape shape(ReplyContext context) {
    return new Bodies.Shape(
        context.requestId(), settings.cutAfter, settings.bytesPerWrite, settings.gzip);
  }

  private Reply and(ContentBlock block) {
    if (!(content instanceof Message message)) {
      throw new IllegalStateException("only a message has blocks");
    }
    List<ContentBlock> blocks = new ArrayList<>(message.blocks());
    blocks.add(block);
    return new Reply(new Message(blocks), settings);
  }

  private Reply with(Consumer<Draft> change) {
    Draft copy = settings.copy();
    change.accept(copy);
    return new Reply(content, copy);
  }

  private static ContentBlock tool(String name, String inputJson) {
    requireObject("inputJson", inputJson);
    return new ContentBlock.ToolUse(Objects.requireNonNull(name, "name"), inputJson);
  }

  private static void requireObject(String name, String json) {
    try {
      if (JsonTree.parse(json) instanceof Map) {
        return;
      }
    } catch (JsonTree.Malformed e) {
      throw new IllegalArgumentException(name + " must be a JSON object, has " + e.getMessage(), e);
    }
    throw new IllegalArgumentException(name + " must be a JSON object");
  }

  private static void requireRange(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " must be in " + min + ".." + max + ", was " + value);
    }
  }

  /** The kind of reply only. */
  @Override
  public String toString() {
    return "Reply{" + content.getClass().getSimpleName() + "}";
  }
}
