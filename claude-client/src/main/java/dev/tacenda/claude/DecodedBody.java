package dev.tacenda.claude;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A body without its Content-Encoding. Reads nothing before it is read itself, so that it can be
 * closed by another thread at any time. What cannot be decoded is an {@link IOException}.
 */
final class DecodedBody extends InputStream {
  private final InputStream encoded;
  private final Decoder decoder;
  private @Nullable InputStream decoded;

  /** Starts decoding; may read. */
  private interface Decoder {
    InputStream of(InputStream encoded) throws IOException;
  }

  private DecodedBody(InputStream encoded, Decoder decoder) {
    this.encoded = encoded;
    this.decoder = decoder;
  }

  /** Returns the body decoded, or nothing if it has an encoding that is not known here. */
  static Optional<InputStream> of(String contentEncoding, InputStream body) {
    return switch (contentEncoding.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> Optional.of(body);
      case "gzip", "x-gzip" -> Optional.of(new DecodedBody(body, GZIPInputStream::new));
      case "deflate" -> Optional.of(new DecodedBody(body, InflaterInputStream::new));
      default -> Optional.empty();
    };
  }

  @Override
  public int read() throws IOException {
    return decoded().read();
  }

  @Override
  public int read(byte[] target, int offset, int count) throws IOException {
    return decoded().read(target, offset, count);
  }

  private InputStream decoded() throws IOException {
    if (decoded == null) {
      decoded = decoder.of(encoded);
    }
    return decoded;
  }

  /** Closes the encoded body; the decoder holds nothing that has to be closed but memory. */
  @Override
  public void close() throws IOException {
    encoded.close();
  }
}
