package dev.tacenda.claude;

import dev.tacenda.claude.ResponseRefusedException.Reason;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.TrustedCode;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Masks a response as a whole: buffers it, and masks it at its end. A JSON body that is not JSON,
 * or was cut off, is refused; a body of no bytes stays so.
 */
@TrustedCode("Nothing of the body comes out that was not masked.")
final class WholeBodyMasker implements BodyMasker {
  /** The default for the longest body, in bytes. */
  static final int MAX_BODY_BYTES = 32 * 1024 * 1024;

  private final Function<byte[], MaskResult> mask;
  private final UnaryOperator<byte[]> deliver;
  private final int maxBodyBytes;
  private final RuleCounts counts = new RuleCounts();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private volatile TokenUsage usage = TokenUsage.NONE;
  private volatile boolean complete;
  private byte[] recorded = {};

  private WholeBodyMasker(
      Function<byte[], MaskResult> mask, UnaryOperator<byte[]> deliver, int maxBodyBytes) {
    if (maxBodyBytes < 1) {
      throw new IllegalArgumentException("maxBodyBytes must be 1 or more, was " + maxBodyBytes);
    }
    this.mask = mask;
    this.deliver = deliver;
    this.maxBodyBytes = maxBodyBytes;
  }

  /** Masks a JSON document whose strings are {@code fields}. */
  static WholeBodyMasker ofJson(ToolInputs tools, ResponseFields fields, int maxBodyBytes) {
    return new WholeBodyMasker(json -> tools.mask(json, fields), tools::deliver, maxBodyBytes);
  }

  /** Masks text of any other format, such as the error page of a proxy. */
  static WholeBodyMasker ofText(Masker masker, int maxBodyBytes) {
    return new WholeBodyMasker(masker::maskText, text -> text, maxBodyBytes);
  }

  @Override
  public byte[] append(byte[] chunk, int offset, int count) {
    if (count > maxBodyBytes - body.size()) {
      throw new ResponseRefusedException(
          Reason.BODY_TOO_LARGE, "the body is longer than " + maxBodyBytes + " bytes");
    }
    body.write(chunk, offset, count);
    return new byte[0];
  }

  @Override
  public byte[] finish() {
    byte[] raw = body.toByteArray();
    body.reset();
    byte[] delivered = raw;
    if (raw.length > 0) {
      MaskResult result = masked(raw);
      recorded = result.recordable();
      delivered = deliver.apply(result.bytes());
    }
    complete = true;
    return delivered;
  }

  @Override
  public byte[] recordable(byte[] delivered) {
    return delivered.length == 0 ? delivered : recorded;
  }

  private MaskResult masked(byte[] raw) {
    MaskResult result = mask.apply(raw);
    counts.addAll(result.countsByRule());
    usage = StreamEvent.read(raw, usage).map(StreamEvent::usage).orElse(usage);
    return result;
  }

  @Override
  public Optional<StreamOutcome> outcome() {
    return complete ? Optional.of(StreamOutcome.COMPLETE) : Optional.empty();
  }

  @Override
  public TokenUsage usage() {
    return usage;
  }

  @Override
  public Map<String, Integer> countsByRule() {
    return counts.byRule();
  }
}
