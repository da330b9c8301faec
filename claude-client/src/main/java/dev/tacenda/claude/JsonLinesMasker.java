package dev.tacenda.claude;

import dev.tacenda.claude.ResponseRefusedException.Reason;
import dev.tacenda.mask.MaskResult;
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
  private static final byte[] LINE_END = {'\n'};

  private final ToolInputs tools;
  private final ResponseFields fields;
  private final int maxLineBytes;
  private final RuleCounts counts = new RuleCounts();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private byte[] recorded = {};
  private volatile boolean complete;

  JsonLinesMasker(ToolInputs tools, ResponseFields fields, int maxLineBytes) {
    this.tools = tools;
    this.fields = fields;
    this.maxLineBytes = maxLineBytes;
  }

  @Override
  public byte[] append(byte[] chunk, int offset, int count) {
    MaskedOutput out = new MaskedOutput();
    int from = offset;
    for (int at = offset; at < offset + count; at++) {
      if (chunk[at] == '\n') {
        hold(chunk, from, at - from);
        mask(out);
        out.write(LINE_END);
        from = at + 1;
      }
    }
    hold(chunk, from, offset + count - from);
    return taken(out);
  }

  @Override
  public byte[] finish() {
    MaskedOutput out = new MaskedOutput();
    mask(out);
    complete = true;
    return taken(out);
  }

  private byte[] taken(MaskedOutput out) {
    byte[] delivered = out.take();
    recorded = out.recorded();
    return delivered;
  }

  @Override
  public byte[] recordable(byte[] delivered) {
    return recorded;
  }

  private void hold(byte[] chunk, int offset, int count) {
    if (count > maxLineBytes - line.size()) {
      throw new ResponseRefusedException(
          Reason.BODY_TOO_LARGE, "a line is longer than " + maxLineBytes + " bytes");
    }
    line.write(chunk, offset, count);
  }

  private void mask(MaskedOutput out) {
    byte[] json = line.toByteArray();
    line.reset();
    if (isBlank(json)) {
      out.write(json);
      return;
    }
    MaskResult result = tools.mask(json, fields);
    counts.addAll(result.countsByRule());
    out.write(tools.deliver(result.bytes()), result.recordable());
  }

  private static boolean isBlank(byte[] line) {
    return line.length == 0 || (line.length == 1 && line[0] == '\r');
  }

  @Override
  public Optional<StreamOutcome> outcome() {
    return complete ? Optional.of(StreamOutcome.COMPLETE) : Optional.empty();
  }

  @Override
  public Map<String, Integer> countsByRule() {
    return counts.byRule();
  }
}
