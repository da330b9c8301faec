package dev.tacenda.claude;

import dev.tacenda.claude.ResponseRefusedException.Reason;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.ScanScope;
import dev.tacenda.mask.TrustedCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Masks the event stream of one answer of the Messages API.
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
  private final SseLimits limits;
  private final SseDecoder decoder;
  private final RuleCounts counts = new RuleCounts();
  private final Map<Integer, OpenBlock> blocks = new TreeMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private volatile TokenUsage usage = TokenUsage.NONE;
  private volatile Optional<StreamOutcome> outcome = Optional.empty();

  /** Returns a masker for one stream with the standard limits. */
  static SseMasker of(Masker masker) {
    return new SseMasker(masker, SseLimits.standard());
  }

  SseMasker(Masker masker, SseLimits limits) {
    this.masker = masker;
    this.limits = limits;
    this.decoder = new SseDecoder(limits.maxEventBytes());
  }

  @Override
  public byte[] append(byte[] chunk, int offset, int count) {
    decoder.accept(chunk, offset, count, this::event);
    byte[] masked = out.toByteArray();
    out.reset();
    return masked;
  }

  /** Drops what is still held: a stream that ends well leaves nothing. */
  @Override
  public byte[] finish() {
    blocks.clear();
    if (outcome.isEmpty()) {
      outcome = Optional.of(StreamOutcome.TRUNCATED);
    }
    return new byte[0];
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
      emit(checked.raw());
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
      emit(event, count(masker.maskText(data)).bytes());
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
        outcome = Optional.of(StreamOutcome.COMPLETE);
      }
      case "error" -> error(event, data);
      default -> whole(event, data);
    }
  }

  private void start(SseEvent event, StreamEvent data) {
    endBlock(data.index());
    if (data.index() >= 0 && data.has("content_block.text")) {
      text(event, data, "content_block.text");
    } else {
      whole(event, data);
    }
  }

  private void delta(SseEvent event, StreamEvent data) {
    String type = data.index() < 0 ? "" : data.value("delta.type");
    if (type.equals("text_delta") && data.has("delta.text")) {
      text(event, data, "delta.text");
    } else if (type.equals("input_json_delta") && data.has("delta.partial_json")) {
      input(event, data);
    } else if (type.equals("citations_delta")) {
      citation(event, data);
    } else {
      whole(event, data);
    }
  }

  private void text(SseEvent event, StreamEvent data, String path) {
    String decided = block(data.index()).text(data.value(path));
    emit(event, rest(data, path, data.with(path, decided)));
  }

  private void input(SseEvent event, StreamEvent data) {
    String path = "delta.partial_json";
    block(data.index()).input(data.value(path));
    requireWithinLimit();
    emit(event, rest(data, path, data.with(path, "")));
  }

  private void citation(SseEvent event, StreamEvent data) {
    byte[] masked = event.withData(maskJson(data.data(), new ResponseFields()));
    OpenBlock block = blocks.get(data.index());
    if (block == null || !block.hasText()) {
      emit(masked);
      return;
    }
    block.citation(masked);
    requireWithinLimit();
  }

  private void stop(SseEvent event, StreamEvent data) {
    endBlock(data.index());
    whole(event, data);
  }

  private void endOfMessage(SseEvent event, StreamEvent data) {
    for (Integer index : blocks.keySet().toArray(new Integer[0])) {
      endBlock(index);
    }
    whole(event, data);
  }

  private void error(SseEvent event, StreamEvent data) {
    blocks.clear();
    outcome = Optional.of(StreamOutcome.ERROR);
    whole(event, data);
  }

  private void whole(SseEvent event, StreamEvent data) {
    emit(event, maskJson(data.data(), new ResponseFields()));
  }

  /** Masks what else is in an event whose text at {@code path} is masked already. */
  private byte[] rest(StreamEvent event, String path, byte[] data) {
    return event.isOnly(path) ? data : maskJson(data, new ResponseFields().except(path));
  }

  private byte[] maskJson(byte[] json, ScanScope scope) {
    return count(masker.maskJson(json, scope)).bytes();
  }

  private MaskResult count(MaskResult result) {
    counts.addAll(result.countsByRule());
    return result;
  }

  private OpenBlock block(int index) {
    if (blocks.size() == limits.maxOpenBlocks() && !blocks.containsKey(index)) {
      throw new ResponseRefusedException(
          Reason.TOO_MANY_BLOCKS, "more than " + limits.maxOpenBlocks() + " blocks are open");
    }
    return blocks.computeIfAbsent(index, each -> new OpenBlock(masker, counts));
  }

  private void requireWithinLimit() {
    long held = blocks.values().stream().mapToLong(OpenBlock::heldChars).sum();
    if (held > limits.maxHeldChars()) {
      throw new ResponseRefusedException(
          Reason.BLOCK_TOO_LARGE,
          "tool input and citations of more than "
              + limits.maxHeldChars()
              + " characters are held");
    }
  }

  private void endBlock(int index) {
    OpenBlock block = blocks.remove(index);
    if (block == null) {
      return;
    }
    emitDelta(index, "text_delta", "text", block.endText());
    emitDelta(index, "input_json_delta", "partial_json", block.endInput());
    block.citations().forEach(this::emit);
  }

  private void emitDelta(int index, String type, String key, String value) {
    if (value.isEmpty()) {
      return;
    }
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    String head =
        "{\"type\":\"content_block_delta\",\"index\":%d,\"delta\":{\"type\":\"%s\",\"%s\":";
    data.writeBytes(head.formatted(index, type, key).getBytes(StandardCharsets.US_ASCII));
    data.writeBytes(JsonLiteral.of(value));
    data.writeBytes("}}".getBytes(StandardCharsets.US_ASCII));
    emit(SseEvent.of("content_block_delta", data.toByteArray()));
  }

  private void emit(SseEvent event, byte[] data) {
    emit(Arrays.equals(data, event.data()) ? event.raw() : event.withData(data));
  }

  private void emit(byte[] bytes) {
    out.writeBytes(bytes);
  }
}
