package dev.tacenda.audit;

import dev.tacenda.audit.tree.TreeHasher;
import dev.tacenda.mask.MaskResult;
import dev.tacenda.mask.TrustedCode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A body after masking, with its length and SHA-256. It is made from a {@link MaskResult}, which
 * only the masker can make, or from the bytes of a masking stream, which exactly one class of this
 * project may collect (a test of the architecture names it). So a sink is never handed unmasked
 * bytes, and a record never holds a hash of them, with which a reader could test guesses of a
 * secret. Immutable and thread-safe; keeps its bytes in memory for as long as it is referenced.
 */
public final class MaskedBody {
  /** The longest stream whose bytes are kept; of a longer one only length and hash are. */
  public static final int MAX_STREAM_BYTES = 32 << 20;

  private final long bytes;
  private final String sha256;
  private final byte @Nullable [] content;

  private MaskedBody(long bytes, String sha256, byte @Nullable [] content) {
    this.bytes = bytes;
    this.sha256 = sha256;
    this.content = content;
  }

  /**
   * Returns what a record may keep of {@code result}: its masked bytes, without the credentials and
   * the binary content that were sent as they are. They are copied.
   */
  @TrustedCode("takes masked bytes only")
  public static MaskedBody of(MaskResult result) {
    // Where nothing was masked, the array is the caller's own and may change.
    byte[] copy = result.recordable().clone();
    return new MaskedBody(
        copy.length, HexFormat.of().formatHex(TreeHasher.sha256().digest(copy)), copy);
  }

  /**
   * Starts to collect what a masking stream passes on. For the response stream of the guard alone:
   * nothing in these types says that the bytes are masked.
   */
  @TrustedCode("the caller vouches that the bytes came out of a masker")
  public static Collector collector() {
    return new Collector();
  }

  /** Returns the length of the masked body in bytes. */
  public long bytes() {
    return bytes;
  }

  /** Returns the SHA-256 of the masked body as 64 lower-case hexadecimal digits. */
  public String sha256() {
    return sha256;
  }

  /** Returns the masked bytes, read-only; empty if the stream was too long to keep them. */
  public Optional<ByteBuffer> content() {
    return Optional.ofNullable(content).map(all -> ByteBuffer.wrap(all).asReadOnlyBuffer());
  }

  /** Returns length and hash, never content. */
  @Override
  public String toString() {
    return "MaskedBody[" + bytes + " bytes, " + sha256 + "]";
  }

  /** Collects the masked bytes of one stream. Confined to one thread at a time. */
  public static final class Collector {
    private final MessageDigest digest = TreeHasher.sha256();
    private @Nullable ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long bytes;

    private Collector() {}

    /** Adds the next masked bytes; they are copied. */
    public void append(byte[] masked, int offset, int count) {
      Objects.checkFromIndexSize(offset, count, masked.length);
      digest.update(masked, offset, count);
      bytes += count;
      if (kept != null && bytes <= MAX_STREAM_BYTES) {
        kept.write(masked, offset, count);
      } else {
        kept = null;
      }
    }

    /** Returns what was collected, and starts anew. */
    public MaskedBody finish() {
      byte[] content = kept == null ? null : kept.toByteArray();
      MaskedBody body = new MaskedBody(bytes, HexFormat.of().formatHex(digest.digest()), content);
      kept = new ByteArrayOutputStream();
      bytes = 0;
      return body;
    }

    /** Returns the length, never content. */
    @Override
    public String toString() {
      return "MaskedBody.Collector[" + bytes + " bytes]";
    }
  }
}
