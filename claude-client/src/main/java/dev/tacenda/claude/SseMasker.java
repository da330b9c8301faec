package dev.tacenda.claude;

import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.ScanScope;
import dev.tacenda.mask.TrustedCode;
import dev.tacenda.mask.Vault;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Masks the event stream of one answer of the Messages API, or of the events of a session.
 *
 * <p>The text of a content block is one text, however it is cut into deltas, and so is its tool
 * input. Text comes out as soon as it is decided; tool input comes out as one delta before the end
 * of its block, because what a fragment of JSON says is only sure with its context. Every event
 * that comes in also goes out, at once and in its place: a delta whose text is held back goes out
 * with the text that is decided, or with none. An event in which nothing changes goes out byte for
 * byte.
 *
 * <p>What an event is, its data says by its {@code type}; its name is not believed.
 *
 * <ul>
 *   <li>Held text goes out before the end of its block and before its citations, which wait for it;
 *       all that is held goes out before the end of the message.
 *   <li>After an error, or where the stream breaks off, what is held is dropped.
 *   <li>Of tool input that is not JSON, because it was cut off or is broken, the longest beginning
 *       comes out that could be JSON (see {@link JsonPrefix}); if even that cannot be masked, none.
 *   <li>A delta of a type that is not known here is masked by itself, so a value that is cut over
 *       two of them is not found.
 *   <li>Data that is not JSON is masked as text, but dropped with its event if it contains a
 *       backslash, because text in escapes cannot be searched.
 *   <li>Comments, ids and unknown fields go out if no rule fires in them and are dropped otherwise;
 *       an event whose name is not one of the API's and in which a rule fires is dropped.
 * </ul>
 *
 * <p>{@code append} and {@code finish} are confined to one thread.
 */
@TrustedCode("No text of the stream comes out that was not masked over its whole content block.")
final class SseMasker implements BodyMasker {
  private static final Set<String> NAMES =
      Set.of(
          "",
          "message_start",
          "content_block_start",
          "content_block_delta",
          "content_block_stop",
          "message_delta",
          "message_stop",
          "ping",
          "error",
          "completion");

  private final Masker masker;
  private final ToolInputs tools;
  private final ResponseFields fields;
  private final SseDecoder decoder;
  private final RuleCounts counts = new RuleCounts();
  private final OpenBlocks blocks;
  private final MaskedOutput out = new MaskedOutput();
  private volatile TokenUsage usage = TokenUsage.NONE;
  private volatile Optional<StreamOutcome> outcome = Optional.empty();

  /** Returns a masker for one stream with the standard limits. */
  static SseMasker of(Masker masker) {
    ToolInputs tools = new ToolInputs(masker, Vault.ofBytes(1024), CallGate.OPEN);
    return new SseMasker(masker, tools, ResponseFields.MESSAGES, SseLimits.standard());
  }

  SseMasker(Masker masker, ToolInputs tools, ResponseFields fields, SseLimits limits) {
    this.masker = masker;
    this.tools = tools;
    this.fields = fields;
    this.blocks = new OpenBlocks(masker, tools, counts, limits);
    this.decoder = new SseDecoder(limits.maxEventBytes());
  }

  @Override
  public byte[] append(byte[] chunk, int offset, int count) {
    decoder.accept(chunk, offset, count, this::event);
    return out.take();
  }

  @Override
  public byte[] recordable(byte[] delivered) {
    return out.recorded();
  }

  /** Drops what is still held: a stream that ends well leaves nothing. */
  @Override
  public byte[] finish() {
    blocks.drop();
    if (outcome.isEmpty()) {
      boolean mayEnd = !fields.areOfMessages();
      outcome = Optional.of(mayEnd ? StreamOutcome.COMPLETE : StreamOutcome.TRUNCATED);
    }
    return out.take();
  }

  @Override
  public Optional<StreamOutcome> outcome() {
    return outcome;
  }

  @Override
  public TokenUsage usage() {
    return usage;
  }

  @Override
  public Map<String, Integer> countsByRule() {
    return counts.byRule();
  }

  private void event(SseEvent event) {
    byte[] name = event.name().getBytes(StandardCharsets.UTF_8);
    if (!NAMES.contains(event.name()) && !isClean(name)) {
      return;
    }
    SseEvent checked = isClean(event.others()) ? event : event.withoutOthers();
    if (!checked.hasData()) {
      out.write(checked.raw());
      return;
    }
    StreamEvent.read(checked.data(), usage)
        .ifPresentOrElse(data -> json(checked, data), () -> notJson(checked));
  }

  private boolean isClean(byte[] text) {
    return text.length == 0 || !masker.maskText(text).changed();
  }

  private void notJson(SseEvent event) {
    byte[] data = event.data();
    boolean hasEscapes = new String(data, StandardCharsets.ISO_8859_1).indexOf('\\') >= 0;
    if (!hasEscapes) {
      out.write(written(event, count(masker.maskText(data)).bytes()));
    }
  }

  private void json(SseEvent event, StreamEvent data) {
    usage = data.usage();
    switch (data.type()) {
      case "content_block_start" -> start(event, data);
      case "content_block_delta" -> delta(event, data);
      case "content_block_stop" -> stop(event, data);
      case "message_delta" -> endOfMessage(event, data);
      case "message_stop" -> {
        endOfMessage(event, data);
        outcome = outcome.or(() -> Optional.of(StreamOutcome.COMPLETE));
      }
      case "error" -> error(event, data);
      case "event_delta" -> sessionDelta(event, data);
      default -> other(event, data);
    }
  }

  private void start(SseEvent event, StreamEvent data) {
    blocks.end(BlockPlace.ofMessage(data.index()), out);
    boolean isText = data.value("content_block.type").equals("text");
    if (data.index() >= 0 && ToolCalls.TYPES.contains(data.value("content_block.type"))) {
      blocks.at(BlockPlace.ofMessage(data.index())).isCallOf(data.value("content_block.name"));
    }
    if (data.index() >= 0 && isText && data.has("content_block.text")) {
      text(event, data, BlockPlace.ofMessage(data.index()), "content_block.text");
    } else {
      whole(event, data);
    }
  }

  private void delta(SseEvent event, StreamEvent data) {
    String type = data.index() < 0 ? "" : data.value("delta.type");
    if (type.equals("text_delta") && data.has("delta.text")) {
      text(event, data, BlockPlace.ofMessage(data.index()), "delta.text");
    } else if (type.equals("input_json_delta") && data.has("delta.partial_json")) {
      input(event, data);
    } else if (type.equals("citations_delta")) {
      citation(event, data);
    } else {
      whole(event, data);
    }
  }

  /** Text of an event of a session, which the whole event will repeat. */
  private void sessionDelta(SseEvent event, StreamEvent data) {
    String path = "delta.content.text";
    String eventId = data.value("event_id");
    if (!eventId.isEmpty() && data.deltaIndex() >= 0 && data.has(path)) {
      text(event, data, new BlockPlace(eventId, data.deltaIndex()), path);
    } else {
      whole(event, data);
    }
  }

  /** The whole event of a session ends what came of it before. */
  private void other(SseEvent event, StreamEvent data) {
    String id = data.value("id");
    if (!id.isEmpty()) {
      blocks.endOf(id, out);
    }
    whole(event, data);
  }

  private void text(SseEvent event, StreamEvent data, BlockPlace place, String path) {
    String decided = blocks.at(place).text(data.value(path));
    emit(event, data, path, data.with(path, decided));
  }

  private void input(SseEvent event, StreamEvent data) {
    String path = "delta.partial_json";
    blocks.at(BlockPlace.ofMessage(data.index())).input(data.value(path));
    blocks.requireWithinLimit();
    emit(event, data, path, data.with(path, ""));
  }

  private void citation(SseEvent event, StreamEvent data) {
    byte[] masked = event.withData(maskJson(data.data(), fields).bytes());
    Optional<OpenBlock> block = blocks.withText(BlockPlace.ofMessage(data.index()));
    if (block.isEmpty()) {
      out.write(masked);
      return;
    }
    block.get().citation(masked);
    blocks.requireWithinLimit();
  }

  private void stop(SseEvent event, StreamEvent data) {
    blocks.end(BlockPlace.ofMessage(data.index()), out);
    whole(event, data);
  }

  private void endOfMessage(SseEvent event, StreamEvent data) {
    blocks.endAll(out);
    whole(event, data);
  }

  private void error(SseEvent event, StreamEvent data) {
    blocks.drop();
    outcome = Optional.of(StreamOutcome.ERROR);
    whole(event, data);
  }

  private void whole(SseEvent event, StreamEvent data) {
    MaskResult masked = maskJson(data.data(), fields);
    byte[] delivered = tools.deliver(masked.bytes());
    out.write(written(event, delivered), written(event, masked.recordable()));
  }

  /** Writes an event whose text at {@code path} is masked already, once the rest of it is too. */
  private void emit(SseEvent event, StreamEvent before, String path, byte[] data) {
    if (before.isOnly(path)) {
      out.write(written(event, data));
      return;
    }
    MaskResult masked = maskJson(data, fields.except(path));
    out.write(written(event, masked.bytes()), written(event, masked.recordable()));
  }

  private MaskResult maskJson(byte[] json, ScanScope scope) {
    return count(tools.mask(json, scope));
  }

  private MaskResult count(MaskResult result) {
    counts.addAll(result.countsByRule());
    return result;
  }

  private static byte[] written(SseEvent event, byte[] data) {
    return Arrays.equals(data, event.data()) ? event.raw() : event.withData(data);
  }
}
