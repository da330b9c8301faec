package dev.tacenda.claude;

import dev.tacenda.claude.ResponseRefusedException.Reason;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingException;
import dev.tacenda.mask.TrustedCode;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Optional;

/**
 * Masks a response that is one JSON document: buffers it, and masks it at its end. A body that is
 * not JSON, or was cut off, is refused; one of no bytes stays so.
 */
@TrustedCode("Nothing of the body comes out that was not masked.")
final class JsonBodyMasker implements BodyMasker {
  /** The default for the longest body, in bytes. */
  static final int MAX_BODY_BYTES = 32 * 1024 * 1024;

  private final Masker masker;
  private final int maxBodyBytes;
  private final RuleCounts counts = new RuleCounts();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private volatile TokenUsage usage = TokenUsage.NONE;
  private volatile boolean complete;

  JsonBodyMasker(Masker masker, int maxBodyBytes) {
    this.masker = masker;
    this.maxBodyBytes = maxBodyBytes;
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
    byte[] json = body.toByteArray();
    body.reset();
    byte[] masked = json.length == 0 ? json : mask(json);
    complete = true;
    return masked;
  }

  private byte[] mask(byte[] json) {
    try {
      MaskResult result = masker.maskJson(json, new ResponseFields());
      counts.addAll(result.countsByRule());
      usage = StreamEvent.read(json, usage).map(StreamEvent::usage).orElse(usage);
      return result.bytes();
    } catch (MaskingException e) {
      throw new ResponseRefusedException(e);
    }
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
