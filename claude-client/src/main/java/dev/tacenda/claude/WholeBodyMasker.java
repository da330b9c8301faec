package dev.tacenda.claude;

import dev.tacenda.claude.ResponseRefusedException.Reason;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.MaskingException;
import dev.tacenda.mask.TrustedCode;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Masks an answer that is neither an event stream nor one JSON document: buffers it whole. */
@TrustedCode("Nothing of the body comes out that was not masked.")
final class WholeBodyMasker implements BodyMasker {
  private final Function<byte[], byte[]> mask;
  private final int maxBodyBytes;
  private final RuleCounts counts;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private volatile boolean complete;

  private WholeBodyMasker(Function<byte[], byte[]> mask, RuleCounts counts, int maxBodyBytes) {
    this.mask = mask;
    this.counts = counts;
    this.maxBodyBytes = maxBodyBytes;
  }

  /** Masks plain text, such as the error page of a proxy. */
  static WholeBodyMasker ofText(Masker masker, int maxBodyBytes) {
    RuleCounts counts = new RuleCounts();
    return new WholeBodyMasker(
        body -> counted(masker.maskText(body), counts), counts, maxBodyBytes);
  }

  /** Masks one JSON document a line, such as the results of a batch. */
  static WholeBodyMasker ofJsonLines(Masker masker, int maxBodyBytes) {
    RuleCounts counts = new RuleCounts();
    return new WholeBodyMasker(body -> maskLines(masker, body, counts), counts, maxBodyBytes);
  }

  private static byte[] maskLines(Masker masker, byte[] body, RuleCounts counts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length);
    int start = 0;
    for (int end = 0; end <= body.length; end++) {
      if (end < body.length && body[end] != '\n') {
        continue;
      }
      byte[] line = Arrays.copyOfRange(body, start, end);
      out.writeBytes(
          isBlank(line) ? line : counted(masker.maskJson(line, new ResponseFields()), counts));
      if (end < body.length) {
        out.write('\n');
      }
      start = end + 1;
    }
    return out.toByteArray();
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  private static byte[] counted(MaskResult result, RuleCounts counts) {
    counts.addAll(result.countsByRule());
    return result.bytes();
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
    try {
      byte[] masked = mask.apply(body.toByteArray());
      body.reset();
      complete = true;
      return masked;
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
    return TokenUsage.NONE;
  }

  @Override
  public Map<String, Integer> countsByRule() {
    return counts.byRule();
  }
}
