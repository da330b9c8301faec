package dev.tacenda.claude;

import dev.tacenda.claude.ResponseRefusedException.Reason;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.TrustedCode;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Optional;

/**
 * Masks a response that is one JSON document per line, such as the results of a batch. A line comes
 * out when it is whole; one that is not JSON, as where the connection broke off, is refused.
 */
@TrustedCode("No line comes out that was not masked.")
final class JsonLinesMasker implements BodyMasker {
  private final Masker masker;
  private final ResponseFields fields;
  private final int maxLineBytes;
  private final RuleCounts counts = new RuleCounts();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private volatile boolean complete;

  JsonLinesMasker(Masker masker, ResponseFields fields, int maxLineBytes) {
    this.masker = masker;
    this.fields = fields;
    this.maxLineBytes = maxLineBytes;
  }

  @Override
  public byte[] append(byte[] chunk, int offset, int count) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int from = offset;
    for (int at = offset; at < offset + count; at++) {
      if (chunk[at] == '\n') {
        hold(chunk, from, at - from);
        out.writeBytes(masked());
        out.write('\n');
        from = at + 1;
      }
    }
    hold(chunk, from, offset + count - from);
    return out.toByteArray();
  }

  @Override
  public byte[] finish() {
    byte[] last = masked();
    complete = true;
    return last;
  }

  private void hold(byte[] chunk, int offset, int count) {
    if (count > maxLineBytes - line.size()) {
      throw new ResponseRefusedException(
          Reason.BODY_TOO_LARGE, "a line is longer than " + maxLineBytes + " bytes");
    }
    line.write(chunk, offset, count);
  }

  private byte[] masked() {
    byte[] json = line.toByteArray();
    line.reset();
    if (isBlank(json)) {
      return json;
    }
    MaskResult result = masker.maskJson(json, fields);
    counts.addAll(result.countsByRule());
    return result.bytes();
  }

  private static boolean isBlank(byte[] line) {
    return line.length == 0 || (line.length == 1 && line[0] == '\r');
  }

  @Override
  public Optional<StreamOutcome> outcome() {
    return complete ? Optional.of(StreamOutcome.COMPLETE) : Optional.empty();
  }

  @Override
  public TokenUsage usage() {
    return TokenUsage.NONE;
  }

  @Override
  public Map<String, Integer> countsByRule() {
    return counts.byRule();
  }
}
