package dev.tacenda.claude;

import dev.tacenda.claude.ResponseRefusedException.Reason;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.Masker;
import dev.tacenda.mask.TrustedCode;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Optional;

/**
 * Masks a file that is downloaded. Text is buffered and masked at its end; what its first bytes
 * show to be something else comes out as it comes in, because a changed byte would break it.
 */
@TrustedCode("Text comes out only masked.")
final class FileBodyMasker implements BodyMasker {
  /** How many bytes must be text for the file to be one. */
  static final int PROBE_BYTES = 64 * 1024;

  private final Masker masker;
  private final int maxTextBytes;
  private final RuleCounts counts = new RuleCounts();
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private boolean isBinary;
  private volatile boolean complete;

  FileBodyMasker(Masker masker, int maxTextBytes) {
    this.masker = masker;
    this.maxTextBytes = maxTextBytes;
  }

  @Override
  public byte[] append(byte[] chunk, int offset, int count) {
    if (!isBinary && count > maxTextBytes - held.size()) {
      throw new ResponseRefusedException(
          Reason.BODY_TOO_LARGE, "the text is longer than " + maxTextBytes + " bytes");
    }
    int before = held.size();
    held.write(chunk, offset, count);
    if (!isBinary && before < PROBE_BYTES && held.size() >= PROBE_BYTES) {
      isBinary = !isText(held.toByteArray(), PROBE_BYTES, false);
    }
    return isBinary ? take() : new byte[0];
  }

  @Override
  public byte[] finish() {
    byte[] file = take();
    isBinary |= file.length < PROBE_BYTES && !isText(file, file.length, true);
    byte[] out = file;
    if (!isBinary && file.length > 0) {
      MaskResult result = masker.maskText(file);
      counts.addAll(result.countsByRule());
      out = result.bytes();
    }
    complete = true;
    return out;
  }

  @Override
  public byte[] recordable(byte[] delivered) {
    return isBinary ? new byte[0] : delivered;
  }

  private static boolean isText(byte[] content, int length, boolean whole) {
    return FileContent.isText(content, 0, length, whole) && !FileContent.isPdf(content, 0, length);
  }

  private byte[] take() {
    byte[] bytes = held.toByteArray();
    held.reset();
    return bytes;
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
